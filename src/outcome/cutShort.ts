import { failedSignOut, partialSignOut, type SignOutOutcome } from './SignOutOutcome';

/** What is known of an outcome whose retry the page leaves in the middle: nobody will know what that has come to. */
export function cutShort(outcome: SignOutOutcome | null): SignOutOutcome | null {
  if (outcome?.status === 'partial')
    return partialSignOut({ ...outcome, server: 'unknown', retryUntil: null });
  return outcome?.status === 'failed' && outcome.server === 'notEnded'
    ? failedSignOut(outcome.scope, 'unknown', ...outcome.failures)
    : outcome;
}
