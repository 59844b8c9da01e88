import { type SignOutFailure, signOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import type { SignOutRequest } from './AuthAdapter';

/** Runs the app's tasks. Resolves to what failed: one that throws where nobody catches it. */
export async function cleanUp(
  request: SignOutRequest,
  outcome: SignOutOutcome,
): Promise<SignOutFailure[]> {
  try {
    await request.cleanup?.(outcome);
    return [];
  } catch (error) {
    console.error('amplify-signoff: the cleanup of a sign-out threw.', error);
    return [signOutFailure('cleanup', 'unknown')];
  }
}
