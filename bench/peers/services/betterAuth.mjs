import { expiresAt } from '../sessions.mjs';
import { json } from './json.mjs';

export const betterAuth = {
  seed: () => ({ serverCookies: { 'better-auth.session_token': 'a-session' } }),
  signsOut: ({ path }) => ['/api/auth/sign-out', '/api/auth/revoke-sessions'].includes(path),
  yes: () =>
    json(
      200,
      { success: true, status: true },
      { 'set-cookie': 'better-auth.session_token=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax' },
    ),
  no: (fault) => json(Number(fault), { code: 'REFUSED', message: `Refused with ${fault}` }),
  other: ({ path, cookie }) =>
    path === '/api/auth/get-session'
      ? json(
          200,
          cookie.includes('better-auth.session_token')
            ? {
                session: {
                  id: 'session',
                  userId: 'alice',
                  expiresAt: new Date(expiresAt * 1000),
                },
                user: { id: 'alice', name: 'Alice', email: 'alice@example.com' },
              }
            : null,
        )
      : undefined,
};
