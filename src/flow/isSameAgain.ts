import type { AuthUser } from '../adapter/AuthAdapter';
import { scopeOf } from './scopeOf';
import type { Settled, SignOutOptions } from './signOutState';

/** Whether a click asks for what can be tried again. */
export const isSameAgain = (
  { run, outcome, canRetry }: Settled,
  options: SignOutOptions,
  user: AuthUser | null,
): boolean =>
  canRetry &&
  // Clicked here, it is shown here.
  !(run.isElsewhere && outcome.status === 'failed') &&
  // After a partial one nobody is signed in here.
  user === (outcome.status === 'failed' ? run.user : null) &&
  run.scope === scopeOf(options) &&
  run.options.redirectUrl === options.redirectUrl;
