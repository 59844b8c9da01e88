/** What a sign-in leaves in its tokens. */
interface SignedIn {
  sub: string;
  username: string;
  name?: string;
  /** Null where the app client has no revocation. */
  originJti: string | null;
  authTime: number;
  iat: number;
  /** For how long. */
  seconds: number;
  scope: string;
}

/** The claims of a session's access token and ID token, as far as every user pool writes them. */
export function claimsOf(signedIn: SignedIn) {
  const { sub, username, name, originJti, authTime, iat, seconds, scope } = signedIn;
  const shared = {
    sub,
    ...(originJti !== null && { origin_jti: originJti }),
    auth_time: authTime,
    iat,
    exp: iat + seconds,
  };
  return {
    access: { ...shared, token_use: 'access', username, scope },
    id: { ...shared, token_use: 'id', 'cognito:username': username, ...(name && { name }) },
  };
}

/** One part of a token. */
export function encode(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Amplify and the kit only decode: a signature that nobody checks will do. */
export const unsigned = (claims: object) => `${encode({ alg: 'none' })}.${encode(claims)}.unsigned`;
