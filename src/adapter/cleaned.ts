import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import type { SignOutRequest } from './AuthAdapter';
import { cleanUp } from './cleanUp';

/** Runs the app's tasks where this browser was signed out, and adds what failed of them. */
export const cleaned = async (outcome: SignOutOutcome, request: SignOutRequest) =>
  outcome.signedOutLocally
    ? withCleanupFailures(outcome, await cleanUp(request, outcome))
    : outcome;
