import { decodeJWT } from 'aws-amplify/auth';
import { AUTH_KEY_PREFIX, createKeysForAuthStorage } from 'aws-amplify/auth/cognito';
import { defaultStorage, sessionStorage } from 'aws-amplify/utils';
import type { Configuration } from './readConfiguration';

const tokenNames = ['accessToken', 'idToken', 'refreshToken'] as const;
const companionNames = ['clockDrift', 'signInDetails', 'oauthMetadata'] as const;

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
export type Tokens = Record<(typeof tokenNames)[number], string | null>;

/** What a refresh brought. */
export type NewTokens = { [name in keyof Tokens]?: string | null | undefined };

/** One user's session as this browser's storage held it when it was read. */
export interface Session extends Tokens {
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
  /** Whether a GlobalSignOut may have ended it without saying so. */
  mayBeEnded: boolean;
  /** Whether a GlobalSignOut got no answer at all. */
  isUnanswered: boolean;
}

/** Takes over newer tokens of the session. */
export function adopt(session: Session, tokens: NewTokens): void {
  for (const name of tokenNames) {
    const token = tokens[name];
    if (!token) continue;
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
  const scope = claimsOf(accessToken)?.scope;
  return scope !== undefined && !scope.split(' ').includes(adminScope);
}

/** When the last of these tokens of the session expires, by this machine's clock; null where unknown. */
export function expiryOf({ clockDriftMs }: Session, ...tokens: (string | null)[]): number | null {
  const times = tokens.flatMap((token) => claimsOf(token)?.exp ?? []);
  return times.length ? Math.max(...times) * 1000 - clockDriftMs : null;
}

/** Whether the access token is absent, corrupt or past its time, less the five seconds that Amplify allows too. */
export function isExpired(session: Session): boolean {
  return Date.now() + 5000 > (expiryOf(session, session.accessToken) ?? 0);
}

/** The longest lifetime among the session's access and ID tokens, in milliseconds; 0 where unknown. */
export function tokensLifetimeMs({ accessToken, idToken }: Session): number {
  const lifetimes = [accessToken, idToken].map((token) => {
    const { iat, exp } = claimsOf(token) ?? {};
    return iat !== undefined && exp !== undefined ? (exp - iat) * 1000 : 0;
  });
  return Math.max(...lifetimes);
}

const keysOf = ({ cognito }: Configuration, username: string) =>
  createKeysForAuthStorage(AUTH_KEY_PREFIX, `${cognito.userPoolClientId}.${username}`);

const clientKey = ({ cognito }: Configuration, name: string) =>
  `${AUTH_KEY_PREFIX}.${cognito.userPoolClientId}.${name}`;

/**
 * Reads the session of whoever Amplify takes for signed in. Null only where every token key was read and is absent;
 * rejects where the storage does.
 */
export async function readSession(configuration: Configuration): Promise<Session | null> {
  const { storage, cognito } = configuration;
  const username =
    (await storage.getItem(clientKey(configuration, 'LastAuthUser'))) ??
    lastUsernames.get(cognito.userPoolClientId) ??
    // What Amplify falls back to.
    'username';
  const keys = keysOf(configuration, username);
  const [tokens, clockDrift, signInDetails, oauthMetadata] = await Promise.all([
    readTokens(configuration, username),
    storage.getItem(keys.clockDrift),
    storage.getItem(keys.signInDetails),
    storage.getItem(keys.oauthMetadata),
  ]);
  if (!tokens.accessToken && !tokens.idToken && !tokens.refreshToken) return null;
  lastUsernames.set(cognito.userPoolClientId, username);
  return {
    username,
    ...tokens,
    loginId: loginIdOf(signInDetails),
    clockDriftMs: Number.parseInt(String(clockDrift), 10) || 0,
    isFederated: oauthMetadata?.includes('true') ?? false,
    claims: claimsOf(tokens.accessToken) ?? claimsOf(tokens.idToken),
    known: new Set(Object.values(tokens).filter((token) => token !== null)),
    isFresh: false,
    mayBeEnded: false,
    isUnanswered: false,
  };
}

/** Who was last seen signed in, by app client, where the storage loses it. */
const lastUsernames = new Map<string, string>();

/** The names of what a storage holds, where it is one of the browser's own. */
function namesIn(storage: Configuration['storage']): string[] {
  try {
    if (storage === defaultStorage) return Object.keys(window.localStorage);
    return storage === sessionStorage ? Object.keys(window.sessionStorage) : [];
  } catch {
    return [];
  }
}

/**
 * Finds a session whose user's name the storage has lost, where the storage can be searched. Amplify takes nobody for
 * signed in then, and the refresh token lives on.
 */
export async function findLostSession(configuration: Configuration): Promise<Session | null> {
  const { storage, cognito } = configuration;
  const prefix = clientKey(configuration, '');
  const key = namesIn(storage).find(
    (name) => name.startsWith(prefix) && name.endsWith('.refreshToken'),
  );
  if (!key) return null;
  lastUsernames.set(cognito.userPoolClientId, key.slice(prefix.length, -'.refreshToken'.length));
  return readSession(configuration);
}

function loginIdOf(signInDetails: string | null): string | undefined {
  try {
    return (JSON.parse(signInDetails ?? '') as { loginId?: string }).loginId;
  } catch {
    return undefined;
  }
}

async function readTokens(configuration: Configuration, username: string): Promise<Tokens> {
  const keys = keysOf(configuration, username);
  const read = async (name: (typeof tokenNames)[number]) =>
    (await configuration.storage.getItem(keys[name])) || null;
  const [accessToken, idToken, refreshToken] = await Promise.all([
    read('accessToken'),
    read('idToken'),
    read('refreshToken'),
  ]);
  return { accessToken, idToken, refreshToken };
}

/** Whether two tokens' claims are of one session, refreshed or not. */
export function isSameSession(then: Claims, now: Claims): boolean {
  return (
    now.sub === then.sub &&
    now.origin_jti === then.origin_jti &&
    (now.origin_jti !== undefined || now.auth_time === then.auth_time)
  );
}

/** The names of the stored tokens that are the session's, refreshed or not. */
function ownNames({ known, claims }: Session, stored: Tokens): (typeof tokenNames)[number][] {
  const isOwn = (token: string | null): boolean => {
    const now = claimsOf(token);
    return known.has(token ?? '') || Boolean(now && claims && isSameSession(claims, now));
  };
  return tokenNames.filter(
    (name) =>
      isOwn(stored[name]) ||
      // One that rotated is known by the access token that came with it.
      (name === 'refreshToken' && stored[name] && isOwn(stored.accessToken)),
  );
}

/** Whether any of the tokens is the session's. */
export const isOf = (session: Session, tokens: Tokens) => ownNames(session, tokens).length > 0;

/** Whether this browser's storage still holds a token of the session, refreshed or not. */
export async function holdsSession(
  configuration: Configuration,
  session: Session,
): Promise<boolean> {
  return isOf(session, await readTokens(configuration, session.username));
}

/**
 * Removes the session's tokens and what Amplify keeps with them, and reads each token key back. Resolves to whether
 * this browser holds nothing of the session; what someone else's session took over is left alone.
 */
export async function clearSession(
  configuration: Configuration,
  session: Session,
): Promise<boolean> {
  const { storage } = configuration;
  const keys = keysOf(configuration, session.username);
  const stored = await readTokens(configuration, session.username);
  const own = ownNames(session, stored);
  const isShared = tokenNames.some((name) => stored[name] !== null && !own.includes(name));
  // A refresh of the app's may have rotated it since it was read.
  const { refreshToken } = stored;
  if (own.includes('refreshToken') && refreshToken && !session.known.has(refreshToken)) {
    adopt(session, { refreshToken });
  }
  await Promise.allSettled(
    [...own, ...(isShared ? [] : companionNames)].map(async (name) =>
      storage.removeItem(keys[name]),
    ),
  );
  if (await holdsSession(configuration, session)) return false;
  await clearLastAuthUser(configuration, session).catch(() => {});
  return true;
}

/** Last, so that a session that could not be erased is still found. */
async function clearLastAuthUser(configuration: Configuration, { username }: Session) {
  const key = clientKey(configuration, 'LastAuthUser');
  if ((await configuration.storage.getItem(key)) !== username) return;
  const left = await readTokens(configuration, username);
  if (!left.accessToken && !left.refreshToken) await configuration.storage.removeItem(key);
}

/** Stores refreshed tokens where the old ones were, unless someone else's session took over. */
export async function storeTokens(
  configuration: Configuration,
  session: Session,
  refreshed: NewTokens,
): Promise<void> {
  const keys = keysOf(configuration, session.username);
  const stored = await readTokens(configuration, session.username);
  const own = ownNames(session, stored);
  if (!own.includes(stored.accessToken ? 'accessToken' : 'refreshToken')) return;
  for (const name of tokenNames) {
    const token = refreshed[name];
    if (token) await configuration.storage.setItem(keys[name], token);
  }
}
