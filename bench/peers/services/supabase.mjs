import { expiresAt, refreshToken, token } from '../sessions.mjs';
import { json } from './json.mjs';

export const supabase = {
  seed: () => ({
    localStorage: {
      'supabase.auth.token': JSON.stringify({
        access_token: token({ session_id: 'session' }),
        refresh_token: refreshToken,
        token_type: 'bearer',
        expires_in: 3600,
        expires_at: expiresAt,
        user: { id: 'alice', aud: 'authenticated' },
      }),
    },
  }),
  signsOut: ({ method, path }) => method === 'POST' && path === '/auth/v1/logout',
  yes: () => ({ status: 204, headers: {}, body: '' }),
  no: (fault) =>
    json(Number(fault), {
      code: Number(fault),
      error_code: 'refused',
      msg: `Refused with ${fault}`,
    }),
};
