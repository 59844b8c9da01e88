import type { SignOutFailure } from './SignOutFailure';
import { completeSignOut, partialSignOut, type SignOutOutcome } from './SignOutOutcome';

/** Adds what the app's own tasks failed at: a warning of a complete sign-out, a failure of a partial one. */
export function withCleanupFailures(
  outcome: SignOutOutcome,
  failures: readonly SignOutFailure[],
): SignOutOutcome {
  if (failures.length === 0 || outcome.status === 'failed') return outcome;
  return outcome.status === 'complete'
    ? completeSignOut({ ...outcome, warnings: [...outcome.warnings, ...failures] })
    : partialSignOut({ ...outcome, failures: [...outcome.failures, ...failures] });
}
