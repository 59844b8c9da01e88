import { signOutFailure } from '../outcome/SignOutFailure';
import { partialSignOut, type SignOutOutcome } from '../outcome/SignOutOutcome';

/**
 * What a local sign-out came to for someone who asked for a global one while it was pending: too late for
 * GlobalSignOut, it was not attempted. Null where it was in time, or where nobody was signed in.
 */
export function tooLate(outcome: SignOutOutcome): SignOutOutcome | null {
  if (outcome.scope === 'global' || outcome.status === 'failed') return null;
  const isNobody = outcome.status === 'complete' && outcome.server === 'unknown';
  if (isNobody) return null;
  const others = outcome.status === 'complete' ? outcome.warnings : outcome.failures;
  return partialSignOut({
    scope: 'global',
    server: 'notEnded',
    tokensExpireBy: outcome.tokensExpireBy,
    failures: [signOutFailure('globalSignOut', 'notAttempted'), ...others],
    retryUntil: null,
  });
}
