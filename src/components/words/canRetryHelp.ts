import { isLost } from '../../outcome/isLost';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';

/** Whether the same again may come to something else. What an app may always ask for, a person is offered only then. */
export function canRetryHelp(outcome: SignOutOutcome): boolean {
  if (outcome.status !== 'failed' || isLost(outcome)) return true;
  const [{ reason, retryable }] = outcome.failures;
  const mayPass = ['cancelled', 'notAttempted', 'unknown'].includes(reason);
  return retryable || mayPass || outcome.failures.some((it) => it.reason === 'storage');
}
