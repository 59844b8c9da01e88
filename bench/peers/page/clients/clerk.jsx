import { Clerk } from '@clerk/clerk-js/no-rhc';
import { ClerkProvider, useAuth, useClerk } from '@clerk/react';
import { renderHook } from '../renderHook.jsx';

const publishableKey = `pk_live_${btoa('clerk.bench.example$')}`;
const proxyUrl = `${location.origin}/__clerk`;

export async function connect() {
  const stay = () => {};
  const { signedIn, current } = await renderHook(
    (probe) => (
      <ClerkProvider
        Clerk={new Clerk(publishableKey, { proxyUrl })}
        publishableKey={publishableKey}
        proxyUrl={proxyUrl}
        routerPush={stay}
        routerReplace={stay}
      >
        {probe}
      </ClerkProvider>
    ),
    () => ({ ...useAuth(), clerk: useClerk() }),
    ({ isLoaded, isSignedIn }) => (isLoaded ? isSignedIn : undefined),
  );
  return { signedIn, calls: { 'signOut()': () => current().clerk.signOut() } };
}
