import { partialSignOut, type SignOutOutcome } from './SignOutOutcome';

/** What is known of an outcome whose retry the page leaves in the middle: nobody will know what that has come to. */
export const cutShort = <T extends SignOutOutcome | null>(outcome: T) =>
  outcome?.status === 'partial'
    ? partialSignOut({ ...outcome, server: 'unknown', retryUntil: null })
    : outcome;
