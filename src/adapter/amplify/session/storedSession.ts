import { AUTH_KEY_PREFIX, createKeysForAuthStorage } from 'aws-amplify/auth/cognito';
import type { AppClient } from './AppClient';
import {
  adopt,
  claimsOf,
  isOf,
  isSameSession,
  type NewTokens,
  ownNames,
  restoreSession,
  type Session,
  type TokenName,
  type Tokens,
  tokenNames,
} from './Session';

const companionNames = ['clockDrift', 'signInDetails', 'oauthMetadata'] as const;

const keysOf = ({ clientId }: AppClient, username: string) =>
  createKeysForAuthStorage(AUTH_KEY_PREFIX, `${clientId}.${username}`);

/** The name of something that Amplify keeps for an app client. */
export const clientKey = ({ clientId }: Pick<AppClient, 'clientId'>, name: string) =>
  `${AUTH_KEY_PREFIX}.${clientId}.${name}`;

/** Who Amplify takes for signed in; null where the storage doesn't say. */
export async function lastUsername(client: AppClient): Promise<string | null> {
  return client.storage.getItem(clientKey(client, 'LastAuthUser'));
}

/** Reads a user's session. Null only where every token key was read and is absent; rejects where the storage does. */
export async function readSession(client: AppClient, username: string): Promise<Session | null> {
  const { storage } = client;
  const keys = keysOf(client, username);
  const [tokens, clockDrift, signInDetails, oauthMetadata] = await Promise.all([
    readTokens(client, username),
    storage.getItem(keys.clockDrift),
    storage.getItem(keys.signInDetails),
    storage.getItem(keys.oauthMetadata),
  ]);
  if (!tokenNames.some((name) => tokens[name])) return null;
  return restoreSession({
    clientId: client.clientId,
    username,
    ...tokens,
    loginId: loginIdOf(signInDetails),
    clockDriftMs: Number.parseInt(String(clockDrift), 10) || 0,
    isFederated: oauthMetadata?.includes('true') ?? false,
    isFresh: false,
  });
}

/** Reads the session that Amplify would find. */
export async function readSignedIn(client: AppClient): Promise<Session | null> {
  // What Amplify falls back to.
  return readSession(client, (await lastUsername(client)) ?? 'username');
}

/**
 * Finds every session, whoever's, where the storage can be searched, and those of users who are known otherwise: Amplify
 * overlooks one whose user it has no name of.
 */
export async function findSessions(client: AppClient, known: string[]): Promise<Session[]> {
  const prefix = clientKey(client, '');
  const usernames = client.names().flatMap((key) => {
    const name = tokenNames.find((token) => key.endsWith(`.${token}`));
    return name && key.startsWith(prefix) ? key.slice(prefix.length, -name.length - 1) : [];
  });
  const found: Session[] = [];
  for (const username of new Set([...usernames, ...known])) {
    const session = await readSession(client, username);
    if (session) found.push(session);
  }
  return found;
}

function loginIdOf(signInDetails: string | null): string | undefined {
  try {
    return (JSON.parse(signInDetails ?? '') as { loginId?: string }).loginId;
  } catch {
    return undefined;
  }
}

async function readTokens(client: AppClient, username: string): Promise<Tokens> {
  const keys = keysOf(client, username);
  const read = async (name: TokenName) => (await client.storage.getItem(keys[name])) || null;
  const [accessToken, idToken, refreshToken] = await Promise.all([
    read('accessToken'),
    read('idToken'),
    read('refreshToken'),
  ]);
  return { accessToken, idToken, refreshToken };
}

/**
 * Takes over what the storage holds of the session by now. Resolves to whether it holds anything. With the user's name
 * alone, what doesn't tell whose it is counts too.
 */
export async function adoptStored(
  client: AppClient,
  session: Session,
  byName = false,
): Promise<boolean> {
  const stored = await readTokens(client, session.username);
  const isUntold = tokenNames.every((name) => isOf(session, stored) || !claimsOf(stored[name]));
  const own = byName && isUntold ? tokenNames : ownNames(session, stored);
  adopt(session, Object.fromEntries(own.map((name) => [name, stored[name]])));
  return own.some((name) => stored[name]);
}

/** Whether this browser's storage still holds a token of the session, refreshed or not. */
export async function holdsSession(client: AppClient, session: Session): Promise<boolean> {
  return isOf(session, await readTokens(client, session.username));
}

const staleMs = 500;

/** Reads again what took so long that it may be of then, and be replaced by now. */
async function readNow(client: AppClient, username: string): Promise<Tokens> {
  const since = performance.now();
  const stored = await readTokens(client, username);
  return performance.now() - since > staleMs ? readTokens(client, username) : stored;
}

/**
 * Removes the session's tokens and what Amplify keeps with them, and reads each token key back. Resolves to whether
 * this browser holds nothing of the session; what someone else's session took over is left alone. `onNewer` hears of a
 * refresh token that was stored since.
 */
export async function clearSession(
  client: AppClient,
  session: Session,
  onNewer: () => void,
  wasForgotten = false,
): Promise<boolean> {
  const { storage } = client;
  const keys = keysOf(client, session.username);
  const stored = await readNow(client, session.username);
  const own = ownNames(session, stored);
  const isShared = tokenNames.some((name) => stored[name] !== null && !own.includes(name));
  const isForgotten = wasForgotten || !session.known.size;
  // A refresh of the app's may have rotated it since it was read.
  const newer = own.filter((name) => !session.known.has(String(stored[name])));
  adopt(session, Object.fromEntries(newer.map((name) => [name, stored[name]])));
  if (newer.includes('refreshToken')) onNewer();
  await Promise.allSettled(
    [...own, ...(isShared ? [] : companionNames)].map(async (name) =>
      storage.removeItem(keys[name]),
    ),
  );
  const left = await readTokens(client, session.username);
  const remaining = ownNames(session, left);
  // Another tab may have stored newer ones meanwhile.
  if (remaining.some((name) => left[name] !== stored[name])) {
    return clearSession(client, session, onNewer, isForgotten);
  }
  if (remaining.length || ((isForgotten || !session.known.size) && isUntold(session, left)))
    return false;
  const isBack = await clearLastAuthUser(client, session).catch(() => false);
  return isBack ? clearSession(client, session, onNewer, isForgotten) : true;
}

/** Whether any of the tokens can't be told from the session's own, once its own were forgotten. */
function isUntold({ claims }: Session, tokens: Tokens): boolean {
  const isElses = (token: string | null) => {
    const now = claimsOf(token);
    return Boolean(now && claims && !isSameSession(claims, now));
  };
  // Amplify stores the refresh token after the ID token: with a new access token alone, it may be the old one.
  return tokenNames.some(
    (name) => tokens[name] && !isElses(name === 'refreshToken' ? tokens.idToken : tokens[name]),
  );
}

/** Last, so that a session that could not be erased is still found. Resolves to whether it was stored again meanwhile. */
async function clearLastAuthUser(client: AppClient, session: Session): Promise<boolean> {
  const { username } = session;
  if ((await lastUsername(client)) !== username) return false;
  const left = await readTokens(client, username);
  if (!left.accessToken && !left.refreshToken)
    await client.storage.removeItem(clientKey(client, 'LastAuthUser'));
  return isOf(session, left);
}

/** Stores refreshed tokens where the old ones were, unless someone else's session took over. */
export async function storeTokens(
  client: AppClient,
  session: Session,
  refreshed: NewTokens,
): Promise<void> {
  const keys = keysOf(client, session.username);
  const stored = await readNow(client, session.username);
  const own = ownNames(session, stored);
  if (!own.includes(stored.accessToken ? 'accessToken' : 'refreshToken')) return;
  for (const name of tokenNames) {
    const token = refreshed[name];
    if (token) await client.storage.setItem(keys[name], token);
  }
}
