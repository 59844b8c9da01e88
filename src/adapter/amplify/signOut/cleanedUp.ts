import { signOutFailure } from '../../../outcome/SignOutFailure';
import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';
import { withCleanupFailures } from '../../../outcome/withCleanupFailures';
import type { SignOutRequest } from '../../AuthAdapter';

/** Runs the app's tasks; one that throws where nobody catches it is a failure of its step. */
export async function cleanedUp(
  request: SignOutRequest,
  outcome: SignOutOutcome,
): Promise<SignOutOutcome> {
  try {
    await request.cleanup?.(outcome);
    return outcome;
  } catch (error) {
    console.error('amplify-signoff: the cleanup of a sign-out threw.', error);
    return withCleanupFailures(outcome, [signOutFailure('cleanup', 'unknown')]);
  }
}
