import type { SignOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import type { SignOutRequest } from './AuthAdapter';
import { cleanUp } from './cleanUp';

const cleaning = new WeakMap<SignOutRequest, Promise<SignOutFailure[]>>();

/** Runs the app's tasks where this browser was signed out, once, and adds what failed of them. */
export async function cleaned(outcome: SignOutOutcome, request: SignOutRequest) {
  if (!outcome.signedOutLocally) return outcome;
  const failing = cleaning.get(request) ?? cleanUp(request, outcome);
  cleaning.set(request, failing);
  return withCleanupFailures(outcome, await failing);
}
