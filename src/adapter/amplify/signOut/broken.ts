import { signOutFailure } from '../../../outcome/SignOutFailure';
import { failedSignOut, type SignOutOutcome } from '../../../outcome/SignOutOutcome';
import type { SignOutRequest } from '../../AuthAdapter';

/** What nobody foresaw is no reason to reject, nor to say what isn't known. */
export function broken({ scope }: Pick<SignOutRequest, 'scope'>, error: unknown): SignOutOutcome {
  console.error('amplify-signoff: the sign-out broke. What became of it is not known.', error);
  return failedSignOut(scope, 'unknown', signOutFailure('session', 'unknown'));
}
