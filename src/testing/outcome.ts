import { signOutFailure } from '../outcome/SignOutFailure';
import {
  type CompleteSignOut,
  completeSignOut,
  type FailedSignOut,
  failedSignOut,
  type PartialSignOut,
  partialSignOut,
} from '../outcome/SignOutOutcome';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);

/** Builds outcomes for tests and stories. Each is of a global sign-out unless told otherwise. */
export const outcome = {
  /** Everything was confirmed; tokens expire in an hour. */
  complete: (change: Partial<CompleteSignOut> = {}): CompleteSignOut =>
    completeSignOut({ scope: 'global', server: 'ended', tokensExpireBy: inMinutes(60), ...change }),

  /** This browser is signed out and Cognito was too busy for the rest; a retry can work for ten minutes. */
  partial: (change: Partial<PartialSignOut> = {}): PartialSignOut =>
    partialSignOut({
      scope: 'global',
      server: 'notEnded',
      tokensExpireBy: inMinutes(60),
      failures: [signOutFailure('globalSignOut', 'throttled', 'TooManyRequestsException')],
      retryUntil: inMinutes(10),
      ...change,
    }),

  /** Every session has ended at Cognito, and this browser's storage refused to delete. */
  failed: (change: Partial<FailedSignOut> = {}): FailedSignOut => {
    const failures = change.failures ?? [signOutFailure('clearLocal', 'storage')];
    return failedSignOut(change.scope ?? 'global', change.server ?? 'ended', ...failures);
  },
};
