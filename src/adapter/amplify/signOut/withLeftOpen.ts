import type { SignOutFailure } from '../../../outcome/SignOutFailure';
import {
  completeSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../../outcome/SignOutOutcome';
import { withCleanupFailures } from '../../../outcome/withCleanupFailures';

/** Adds what stays open of where the sign-out leads: the managed login's part of one that came from there, else a warning. */
export function withLeftOpen(
  outcome: SignOutOutcome,
  failure: SignOutFailure | null,
  isFederated: boolean,
): SignOutOutcome {
  if (!failure) return outcome;
  if (outcome.status !== 'complete') return withCleanupFailures(outcome, [failure]);
  return isFederated
    ? partialSignOut({ ...outcome, failures: [failure, ...outcome.warnings], retryUntil: null })
    : completeSignOut({ ...outcome, warnings: [...outcome.warnings, failure] });
}
