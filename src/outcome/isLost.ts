import type { SignOutOutcome } from './SignOutOutcome';

/** Whether what became of it is to be seen after a reload only. What this browser refused to erase is known to be there. */
export function isLost(outcome: SignOutOutcome): boolean {
  if (outcome.status !== 'failed' || outcome.server !== 'unknown') return false;
  const [{ step, reason }, ...more] = outcome.failures;
  const isUntold = step === 'session' && (reason === 'unknown' || reason === 'timeout');
  return isUntold && !more.some((failure) => failure.step === 'clearLocal');
}
