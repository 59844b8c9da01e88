import { WebStorageStateStore } from 'oidc-client-ts';
import { AuthProvider, useAuth } from 'react-oidc-context';
import { renderHook } from '../renderHook.jsx';

export async function connect() {
  const revokes = new URLSearchParams(location.search)
    .get('call')
    .includes('revokeTokensOnSignout');
  const { signedIn, current } = await renderHook(
    (probe) => (
      <AuthProvider
        authority={location.origin}
        client_id="bench"
        redirect_uri={location.origin}
        post_logout_redirect_uri={location.origin}
        userStore={new WebStorageStateStore({ store: localStorage })}
        automaticSilentRenew={false}
        revokeTokensOnSignout={revokes}
      >
        {probe}
      </AuthProvider>
    ),
    useAuth,
    ({ isLoading, isAuthenticated }) => (isLoading ? undefined : isAuthenticated),
  );
  return {
    signedIn,
    calls: {
      'signoutRedirect()': () => current().signoutRedirect(),
      'signoutRedirect(), with revokeTokensOnSignout': () => current().signoutRedirect(),
    },
    shownError: () => current().error?.message ?? null,
  };
}
