import { createAuthClient } from 'better-auth/react';
import { renderHook } from '../renderHook.jsx';

export async function connect() {
  const client = createAuthClient({ baseURL: location.origin });
  const { signedIn, current } = await renderHook(
    (probe) => probe,
    () => client.useSession(),
    ({ isPending, data }) => (isPending ? undefined : data !== null),
  );
  return {
    signedIn,
    calls: {
      'signOut()': () => client.signOut(),
      'revokeSessions()': () => client.revokeSessions(),
    },
    errorOf: ({ error }) => error && `${error.status} ${error.message ?? error.statusText}`,
    shownError: () => current().error?.message ?? null,
  };
}
