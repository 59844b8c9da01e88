import { expiresAt, refreshToken, token } from '../sessions.mjs';
import { json } from './json.mjs';
import { refuseOAuth } from './refuseOAuth.mjs';

export const auth0 = {
  seed: () => {
    const audience = 'default';
    const scope = 'openid profile email offline_access';
    const claims = { iss: 'bench', aud: 'bench', sub: 'alice', name: 'Alice', exp: expiresAt };
    const key = '@@auth0spajs@@::bench';
    return {
      cookies: { 'auth0.bench.is.authenticated': 'true' },
      localStorage: {
        [`${key}::${audience}::${scope}`]: JSON.stringify({
          body: {
            client_id: 'bench',
            access_token: token({}),
            refresh_token: refreshToken,
            audience,
            scope,
            expires_in: 3600,
            token_type: 'Bearer',
          },
          expiresAt,
        }),
        [`${key}::@@user@@`]: JSON.stringify({
          id_token: token(claims),
          decodedToken: { claims, user: { sub: 'alice', name: 'Alice' } },
        }),
      },
    };
  },
  signsOut: ({ path }) => ['/v2/logout', '/oauth/revoke'].includes(path),
  yes: ({ path }) =>
    path === '/v2/logout' ? { status: 302, headers: { location: '/' }, body: '' } : json(200, {}),
  no: refuseOAuth,
};
