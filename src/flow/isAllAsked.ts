import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import type { Run, SignOutOptions } from './signOutState';

/** Whether what was tried again came to all that a click meanwhile asks for. */
export const isAllAsked = (
  { options: { redirectUrl } }: Run,
  ended: SignOutOutcome | 'timeout',
  asked: SignOutOptions,
): ended is SignOutOutcome =>
  ended !== 'timeout' &&
  ended.status === 'complete' &&
  (!asked.global || ended.scope === 'global') &&
  asked.redirectUrl === redirectUrl;
