import type { SignOutOutcome } from './SignOutOutcome';

/** Whether the session that is stored is somebody else's than the page showed, so that nothing was sent or cleared. */
export function isSomeoneElses(outcome: SignOutOutcome): boolean {
  if (outcome.status !== 'failed') return false;
  const [{ step, reason }] = outcome.failures;
  return step === 'session' && reason === 'notAttempted';
}
