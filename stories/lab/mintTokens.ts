const hour = 60 * 60;

const encode = (value: object) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const jwt = (claims: object) =>
  [encode({ alg: 'RS256', kid: 'book' }), encode(claims), encode({ signature: 'none' })].join('.');

/** What Cognito hands out at a sign-in, but for the signature. */
export function mintTokens() {
  const now = Math.floor(Date.now() / 1000);
  const shared = {
    sub: '6f1e0c1a-book',
    origin_jti: crypto.randomUUID(),
    auth_time: now,
    iat: now,
    exp: now + hour,
  };
  const scope = 'aws.cognito.signin.user.admin';
  return {
    AccessToken: jwt({ ...shared, token_use: 'access', username: 'ana', scope }),
    IdToken: jwt({ ...shared, token_use: 'id', 'cognito:username': 'ana', name: 'Ana Example' }),
    RefreshToken: crypto.randomUUID(),
    ExpiresIn: hour,
    TokenType: 'Bearer',
  };
}
