import { Auth0Provider, useAuth0 } from '@auth0/auth0-react';
import { renderHook } from '../renderHook.jsx';

export async function connect() {
  const { signedIn, current } = await renderHook(
    (probe) => (
      <Auth0Provider
        domain={location.origin}
        clientId="bench"
        cacheLocation="localstorage"
        useRefreshTokens
        authorizationParams={{ redirect_uri: location.origin }}
      >
        {probe}
      </Auth0Provider>
    ),
    useAuth0,
    ({ isLoading, isAuthenticated }) => (isLoading ? undefined : isAuthenticated),
  );
  return {
    signedIn,
    calls: {
      'logout()': () => current().logout({ logoutParams: { returnTo: location.origin } }),
      'revokeRefreshToken()': () => current().revokeRefreshToken(),
    },
    shownError: () => current().error?.message ?? null,
  };
}
