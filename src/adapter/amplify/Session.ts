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

/** One user's session as this browser's storage held it when it was read. */
export interface Session {
  readonly username: string;
  readonly clockDriftMs: number;
  readonly isFederated: boolean;
  /** What the person typed to sign in, where Amplify kept it. */
  readonly loginId: string | undefined;
  accessToken: string | null;
  idToken: string | null;
  refreshToken: string | null;
  /** Whether Cognito issued the access token during this sign-out. */
  isFresh: boolean;
  /** Whether a GlobalSignOut got no definite answer, so that it may have ended the session. */
  mayBeEnded: boolean;
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

/** Whether the access token is absent, corrupt or past its time, less the five seconds that Amplify allows too. */
export function isExpired({ accessToken, clockDriftMs }: Session): boolean {
  const exp = claimsOf(accessToken)?.exp;
  return exp === undefined || Date.now() + clockDriftMs + 5000 > exp * 1000;
}

/** When the access token expires, by this machine's clock; null where unknown. */
export function accessTokenExpiry({ accessToken, clockDriftMs }: Session): number | null {
  const exp = claimsOf(accessToken)?.exp;
  return exp === undefined ? null : exp * 1000 - clockDriftMs;
}

/** When this session's access and ID tokens have both expired, by this machine's clock; null where unknown. */
export function tokensExpiry({ accessToken, idToken, clockDriftMs }: Session): number | null {
  const times = [accessToken, idToken].flatMap((token) => claimsOf(token)?.exp ?? []);
  return times.length ? Math.max(...times) * 1000 - clockDriftMs : null;
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
    clockDriftMs: Number.parseInt(clockDrift ?? '', 10) || 0,
    isFederated: oauthMetadata?.includes('true') ?? false,
    isFresh: false,
    mayBeEnded: false,
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

type StoredTokens = Record<(typeof tokenNames)[number], string | null>;

async function readTokens(configuration: Configuration, username: string): Promise<StoredTokens> {
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

/** Whether what is stored under the session's user name still is this session, refreshed or not. */
function isStillThere(session: Session, stored: StoredTokens): boolean {
  const witness = stored.accessToken ? 'accessToken' : stored.idToken ? 'idToken' : 'refreshToken';
  const found = stored[witness];
  if (found === null || found === session[witness]) return found !== null;
  const now = claimsOf(found);
  const then = claimsOf(session.accessToken) ?? claimsOf(session.idToken);
  if (!now || !then)
    return stored.refreshToken !== null && stored.refreshToken === session.refreshToken;
  if (!isSameSession(then, now)) return false;
  // Without origin_jti, someone who signed in anew within the second looks the same but for the refresh token.
  return now.origin_jti !== undefined || stored.refreshToken === session.refreshToken;
}

/** Whether two tokens' claims are of one session, refreshed or not. */
export function isSameSession(then: Claims, now: Claims): boolean {
  return (
    now.sub === then.sub &&
    now.origin_jti === then.origin_jti &&
    (now.origin_jti !== undefined || now.auth_time === then.auth_time)
  );
}

/** Whether this browser's storage still holds the session, refreshed or not. */
export async function holdsSession(
  configuration: Configuration,
  session: Session,
): Promise<boolean> {
  return isStillThere(session, await readTokens(configuration, session.username));
}

/**
 * Removes the session's keys while they hold it and reads each token key back. Resolves to whether this browser holds
 * nothing of the session; keys that someone else's session took over are left alone.
 */
export async function clearSession(
  configuration: Configuration,
  session: Session,
): Promise<boolean> {
  const { storage } = configuration;
  const keys = keysOf(configuration, session.username);
  const stored = await readTokens(configuration, session.username);
  if (isStillThere(session, stored)) {
    // A refresh may have rotated them since they were read.
    for (const name of tokenNames) session[name] = stored[name] ?? session[name];
    await Promise.allSettled(
      [...tokenNames, ...companionNames].map(async (name) => storage.removeItem(keys[name])),
    );
    if (await holdsSession(configuration, session)) return false;
  }
  // Last, so that a session that could not be erased is still found.
  const lastAuthUserKey = clientKey(configuration, 'LastAuthUser');
  if ((await storage.getItem(lastAuthUserKey)) === session.username) {
    const left = await readTokens(configuration, session.username);
    if (!left.accessToken && !left.refreshToken) await storage.removeItem(lastAuthUserKey);
  }
  return true;
}

/** Stores refreshed tokens where the old ones were, unless someone else's session took over. */
export async function storeRefreshedTokens(
  configuration: Configuration,
  session: Session,
  refreshed: StoredTokens,
): Promise<void> {
  const keys = keysOf(configuration, session.username);
  if (!(await holdsSession(configuration, session))) return;
  for (const name of tokenNames) {
    const token = refreshed[name];
    if (token) await configuration.storage.setItem(keys[name], token);
  }
}
