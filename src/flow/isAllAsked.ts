import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import type { Run, SignOutOptions } from './signOutState';

/** Whether what was tried again came to all that a click meanwhile asks for. */
export const isAllAsked = (
  { kind, options }: Run,
  ended: SignOutOutcome | 'timeout',
  { global, redirectUrl }: SignOutOptions,
): ended is SignOutOutcome =>
  ended !== 'timeout' &&
  ended.status === 'complete' &&
  (!global || ended.scope === 'global') &&
  // By itself it leads nowhere.
  redirectUrl === (kind === 'quiet' ? undefined : options.redirectUrl);
