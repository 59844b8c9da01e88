import { expiresAt, refreshToken, token } from '../sessions.mjs';
import { json } from './json.mjs';
import { refuseOAuth } from './refuseOAuth.mjs';

export const oidc = {
  seed: (origin) => ({
    localStorage: {
      [`oidc.user:${origin}:bench`]: JSON.stringify({
        id_token: token({ iss: origin, aud: 'bench' }),
        access_token: token({}),
        refresh_token: refreshToken,
        token_type: 'Bearer',
        scope: 'openid',
        profile: { sub: 'alice' },
        expires_at: expiresAt,
      }),
    },
  }),
  signsOut: ({ path }) => ['/revoke', '/end-session'].includes(path),
  yes: ({ path }) =>
    path === '/end-session'
      ? { status: 302, headers: { location: '/' }, body: '' }
      : { status: 200, headers: {}, body: '' },
  no: refuseOAuth,
  other: ({ path, origin }) =>
    path === '/.well-known/openid-configuration'
      ? json(200, {
          issuer: origin,
          authorization_endpoint: `${origin}/authorize`,
          token_endpoint: `${origin}/token`,
          revocation_endpoint: `${origin}/revoke`,
          end_session_endpoint: `${origin}/end-session`,
        })
      : undefined,
};
