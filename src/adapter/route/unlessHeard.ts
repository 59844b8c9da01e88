import type { SignOutOutcome } from '../../outcome/SignOutOutcome';

/** What a later attempt has come to: its refusal doesn't unsay that Cognito may have heard an earlier one. */
export function unlessHeard(outcome: SignOutOutcome, wasHeard: boolean): SignOutOutcome {
  if (!wasHeard || outcome.server !== 'notEnded') return outcome;
  return Object.freeze({ ...outcome, server: 'unknown' });
}
