import type { SignOutOutcome } from './SignOutOutcome';

/** Whether the managed login was left out, so that the page can still go through its `/logout`. */
export function isManagedLoginOpen(outcome: SignOutOutcome): boolean {
  return (
    outcome.status === 'partial' &&
    outcome.failures.some(({ step, reason }) => step === 'hostedUi' && reason === 'notAttempted')
  );
}
