import { AuthClient } from '@supabase/auth-js';

export async function connect() {
  const client = new AuthClient({ url: `${location.origin}/auth/v1` });
  const { data } = await client.getSession();
  return {
    signedIn: data.session !== null,
    calls: {
      'signOut()': () => client.signOut(),
      "signOut({ scope: 'local' })": () => client.signOut({ scope: 'local' }),
    },
    errorOf: ({ error }) => error && `${error.name}: ${error.message}`,
  };
}
