import { signOutFailure } from '../outcome/SignOutFailure';
import {
  type CompleteSignOut,
  completeSignOut,
  type FailedSignOut,
  failedSignOut,
  type PartialSignOut,
  partialSignOut,
  type SignOutOutcome,
  type SignOutScope,
} from '../outcome/SignOutOutcome';
import { builders } from './playedAs';

type InMinutes = (minutes: number) => Date;

/** Remembers what was told, so that a scripted adapter can play the outcome with another scope. */
function builder<Outcome extends SignOutOutcome>(
  build: (scope: SignOutScope, change: Partial<Outcome>, inMinutes: InMinutes) => Outcome,
) {
  return (change: Partial<Outcome> = {}): Outcome => {
    const now = Date.now();
    const as = (scope: SignOutScope) =>
      build(change.scope ?? scope, change, (minutes) => new Date(now + minutes * 60_000));
    const built = as('global');
    builders.set(built, as);
    return built;
  };
}

/**
 * Builds outcomes for tests and stories: each is of a global sign-out unless told otherwise, and one that is scripted
 * without a scope is played with the scope that was asked for.
 */
export const outcome = {
  /** Everything was confirmed; tokens expire in an hour. */
  complete: builder<CompleteSignOut>((scope, change, inMinutes) =>
    completeSignOut({ server: 'ended', tokensExpireBy: inMinutes(60), ...change, scope }),
  ),

  /** This browser is signed out and Cognito was too busy for the rest; a retry can work for ten minutes. */
  partial: builder<PartialSignOut>((scope, change, inMinutes) => {
    const step = scope === 'global' ? 'globalSignOut' : 'revokeToken';
    const { failures = [signOutFailure(step, 'throttled', 'TooManyRequestsException')] } = change;
    const canRetry = failures.some(({ step, retryable }) => retryable && step !== 'cleanup');
    return partialSignOut({
      server: 'notEnded',
      tokensExpireBy: inMinutes(60),
      retryUntil: canRetry ? inMinutes(10) : null,
      ...change,
      failures,
      scope,
    });
  }),

  /** Every session has ended at Cognito, and this browser's storage refused to delete. */
  failed: builder<FailedSignOut>((scope, change) => {
    const { failures = [signOutFailure('clearLocal', 'storage')], server = 'ended' } = change;
    return failedSignOut(scope, server, ...failures);
  }),
};
