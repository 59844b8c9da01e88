import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import type { Run } from './signOutState';

/** A click on a sign-out, of which nothing has come yet. */
export const createRun = (
  given: Pick<Run, 'id' | 'options' | 'user' | 'scope' | 'button'>,
  promise: Promise<SignOutOutcome>,
): Run => ({
  ...given,
  asked: given.scope,
  kind: 'click',
  isAsked: false,
  isAwaited: false,
  isAbandoned: false,
  isElsewhere: false,
  work: { promise, cleanup: null },
});
