import { Hub } from 'aws-amplify/utils';
import type { AuthEvent, AuthUser, SignedOutBy } from '../../AuthAdapter';

/** Turns Amplify's Hub events, other tabs' among them, into the kit's. */
export function subscribeToHub(
  listener: (event: AuthEvent) => void,
  getCurrentUser: () => Promise<AuthUser | null>,
): () => void {
  let isSubscribed = true;
  /** Why Amplify dropped the session, where it said so just before the session ended. */
  let refreshFailure: SignedOutBy | null = null;

  async function announceUser() {
    const user = await getCurrentUser();
    if (user && isSubscribed) listener({ type: 'signedIn', user });
  }

  const stopAuth = Hub.listen(
    'auth',
    ({ payload, crossTab }) => {
      switch (payload.event) {
        case 'signedIn':
        case 'signInWithRedirect':
          refreshFailure = null;
          void announceUser();
          break;
        case 'signedOut':
          listener({ type: 'signedOut', by: crossTab ? 'otherTab' : (refreshFailure ?? 'user') });
          refreshFailure = null;
          break;
        case 'tokenRefresh':
          refreshFailure = null;
          break;
        case 'tokenRefresh_failure': {
          refreshFailure = endedBy(payload.data?.error);
          if (refreshFailure) listener({ type: 'signedOut', by: refreshFailure });
          break;
        }
      }
    },
    { listenerName: 'amplify-signoff', enableCrossTabEvents: true },
  );
  const stopCore = Hub.listen('core', ({ payload }) => {
    // A storage of the app's own is set right after configure().
    if (payload.event === 'configure') queueMicrotask(announceUser);
  });
  return () => {
    isSubscribed = false;
    stopAuth();
    stopCore();
  };
}

/** Amplify drops the session only where Cognito refused the refresh token, not on a passing failure. */
function endedBy(error: { name?: string; message?: string } | undefined): SignedOutBy | null {
  const { name = '', message = '' } = error ?? {};
  if (/^(RefreshTokenReuse|TokenRevoked)Exception/.test(name)) return 'revoked';
  if (/^(UserNotFound|PasswordResetRequired|UserNotConfirmed)Exception/.test(name))
    return 'unknown';
  if (!name.startsWith('NotAuthorizedException')) return null;
  return /revoked/i.test(message) ? 'revoked' : /expired/i.test(message) ? 'expired' : 'unknown';
}
