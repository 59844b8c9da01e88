import { decodeJWT } from 'aws-amplify/auth';

export const tokenNames = ['accessToken', 'idToken', 'refreshToken'] as const;
export type TokenName = (typeof tokenNames)[number];

/** What an access or ID token says of its session. Times are in seconds since 1970. */
export interface Claims {
  sub?: string;
  origin_jti?: string;
  auth_time?: number;
  iat?: number;
  exp?: number;
  scope?: string;
  [claim: string]: unknown;
}

/** The strings that Amplify stores for a session; null where there is none. */
export type Tokens = Record<TokenName, string | null>;

/** What a refresh brought. */
export type NewTokens = { [name in TokenName]?: string | null | undefined };

/**
 * One user's session as this browser's storage held it when it was read. Its tokens are kept here and nowhere else, and
 * are replaced in place: dropping them drops them for everybody.
 */
export interface Session extends Tokens {
  /** The app client that it is stored for. */
  readonly clientId: string;
  readonly username: string;
  readonly clockDriftMs: number;
  readonly isFederated: boolean;
  /** What the person typed to sign in, where Amplify kept it. */
  readonly loginId: string | undefined;
  /** What tells it from another session of the same user; null where no token could be read. */
  claims: Claims | null;
  /** Every token that is known to be its own. */
  readonly known: Set<string>;
  /** Whether Cognito issued the access token during this sign-out. */
  isFresh: boolean;
}

/** What of a session is kept, for as long as it is: the rest comes of it. */
export type KeptSession = Omit<Session, 'claims' | 'known'>;

export function restoreSession(kept: KeptSession): Session {
  const { accessToken, idToken, refreshToken } = kept;
  return {
    ...kept,
    claims: claimsOf(accessToken) ?? claimsOf(idToken),
    known: new Set([accessToken, idToken, refreshToken].filter((token) => token !== null)),
  };
}

/** Takes over newer tokens of the session; one that is known may have been replaced since. */
export function adopt(session: Session, tokens: NewTokens): void {
  for (const name of tokenNames) {
    const token = tokens[name];
    if (!token || session.known.has(token)) continue;
    session[name] = token;
    session.known.add(token);
  }
  session.claims ??= claimsOf(session.accessToken);
}

/** Drops every token from memory. */
export function dropTokens(session: Session): void {
  Object.assign(session, { accessToken: null, idToken: null, refreshToken: null });
  session.known.clear();
}

/** Decodes a token's claims; null where there is none or it is corrupt. */
export function claimsOf(token: string | null): Claims | null {
  try {
    return token === null ? null : decodeJWT(token).payload;
  } catch {
    return null;
  }
}

/** The scope without which Cognito refuses GlobalSignOut. */
export const adminScope = 'aws.cognito.signin.user.admin';

/** Whether the access token says that it lacks the scope; a token that says nothing about scopes is given the benefit. */
export function lacksAdminScope({ accessToken }: Session): boolean {
  const scope: unknown = claimsOf(accessToken)?.scope;
  return typeof scope === 'string' && !scope.split(' ').includes(adminScope);
}

/** When the last of these tokens of the session expires, by this machine's clock; null where unknown. */
export function expiryOf({ clockDriftMs }: Session, ...tokens: (string | null)[]): number | null {
  const times = tokens.flatMap((token) => claimsOf(token)?.exp ?? []);
  return times.length ? Math.max(...times) * 1000 - clockDriftMs : null;
}

/** Whether the access token is absent, corrupt or past its time, less the five seconds that Amplify allows too. */
export function isExpired(session: Session, now = Date.now()): boolean {
  return now + 5000 > (expiryOf(session, session.accessToken) ?? 0);
}

/** The longest lifetime among the session's access and ID tokens, in milliseconds; 0 where unknown. */
export function tokensLifetimeMs({ accessToken, idToken }: Session): number {
  const lifetimes = [accessToken, idToken].map((token) => {
    const { iat, exp } = claimsOf(token) ?? {};
    return iat !== undefined && exp !== undefined ? (exp - iat) * 1000 : 0;
  });
  return Math.max(...lifetimes);
}

/** Whether two tokens' claims are of one session, refreshed or not. */
export function isSameSession(then: Claims, now: Claims): boolean {
  return (
    now.sub === then.sub &&
    now.origin_jti === then.origin_jti &&
    (now.origin_jti !== undefined || now.auth_time === then.auth_time)
  );
}

/** Names a session, and its app client first. */
export const sessionIdOf = ({ clientId, claims }: Session) =>
  `${clientId} ${claims?.sub} ${claims?.origin_jti ?? claims?.auth_time}`;

/** The app client of a session, by its name. */
export const clientIdOf = (sessionId: string | undefined) => sessionId?.split(' ')[0];

/** The names of the stored tokens that are the session's, refreshed or not. */
export function ownNames({ known, claims }: Session, stored: Tokens): TokenName[] {
  const isOwn = (token: string | null): boolean => {
    const now = claimsOf(token);
    return known.has(token ?? '') || Boolean(now && claims && isSameSession(claims, now));
  };
  return tokenNames.filter(
    (name) =>
      isOwn(stored[name]) ||
      // One that rotated is known by the token that came with it.
      (name === 'refreshToken' && stored[name] && isOwn(stored.accessToken ?? stored.idToken)),
  );
}

/** Whether any of the tokens is the session's. */
export const isOf = (session: Session, tokens: Tokens) => ownNames(session, tokens).length > 0;
