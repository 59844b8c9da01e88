import { isNobody } from './isNobody';
import { signOutFailure } from './SignOutFailure';
import { partialSignOut, type SignOutOutcome } from './SignOutOutcome';

/**
 * What a local sign-out came to for someone who asked for a global one while it was pending: too late for GlobalSignOut, it
 * was not attempted; what is open of the local one may still be tried again. Null where it was in time, or where nobody was
 * signed in.
 */
export function tooLate(outcome: SignOutOutcome): SignOutOutcome | null {
  if (outcome.scope === 'global' || outcome.status === 'failed' || isNobody(outcome)) return null;
  const isPartial = outcome.status === 'partial';
  return partialSignOut({
    scope: 'global',
    server: 'notEnded',
    tokensExpireBy: outcome.tokensExpireBy,
    failures: [
      signOutFailure('globalSignOut', 'notAttempted'),
      ...(isPartial ? outcome.failures : outcome.warnings),
    ],
    retryUntil: isPartial ? outcome.retryUntil : null,
  });
}
