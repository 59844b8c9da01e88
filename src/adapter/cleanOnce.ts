import type { SignOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import type { SignOutRequest } from './AuthAdapter';
import { cleanUp } from './cleanUp';

/** Runs the app's tasks where this browser was signed out, once for a request, and adds what failed of them. */
export function cleanOnce() {
  const cleaning = new WeakMap<SignOutRequest, Promise<SignOutFailure[]>>();
  return async (outcome: SignOutOutcome, request: SignOutRequest) => {
    if (!outcome.signedOutLocally) return outcome;
    const failing = cleaning.get(request) ?? cleanUp(request, outcome);
    cleaning.set(request, failing);
    return withCleanupFailures(outcome, await failing);
  };
}
