import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { type Claims, isSameSession, type NewTokens, type Session } from './Session';

type Orchestrator = typeof cognitoUserPoolsTokenProvider.tokenOrchestrator;
type TokenStore = ReturnType<Orchestrator['getTokenStore']>;
type Tokens = Parameters<TokenStore['storeTokens']>[0];

/** The tokens that a refresh got too late to be stored. */
export type LateTokens = Pick<Session, 'accessToken' | 'refreshToken'>;

interface Refresh {
  claims: Claims;
  tokens: Promise<Tokens>;
}

interface Guard {
  session: Session;
  /** Whether the session has ended in this browser, once that is known. */
  hasEnded: Promise<boolean>;
  onLateTokens(tokens: LateTokens): void;
}

const guards = new Set<Guard>();
/** A refresh that takes longer than so many sign-outs has hung for good. */
const mostGuards = 50;
const refreshes = new Set<Refresh>();
const storing = new Set<Promise<void>>();
let storesBegun = 0;
/** What a refresh came from. */
const refreshedFrom = new WeakMap<Tokens, Claims>();
let guardedStore: TokenStore | undefined;

/** Stands before Amplify's token store, so that a refresh that lands late can't bring an ended session back. */
export function guardTokenStore(): void {
  const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  const store = tokenOrchestrator.getTokenStore();
  if (store === guardedStore) return;
  const refresh = tokenOrchestrator.getTokenRefresher();
  tokenOrchestrator.setTokenRefresher(async (input) => {
    const claims: Claims = input.tokens.accessToken.payload;
    const refreshing = refresh(input).then(async (tokens) => {
      if (isSameSession(claims, tokens.accessToken.payload)) return tokens;
      // Amplify shares one refresh in flight among all callers, whoever they are, until a moment after it has landed.
      await new Promise((resolve) => setTimeout(resolve));
      return refresh(input);
    });
    const entry = { claims, tokens: refreshing };
    refreshes.add(entry);
    const tokens = await refreshing.finally(() => refreshes.delete(entry));
    refreshedFrom.set(tokens, claims);
    return tokens;
  });
  guardedStore = Object.assign(Object.create(store) as TokenStore, {
    async storeTokens(tokens: Tokens) {
      const { payload } = tokens.accessToken;
      // Where tokens carry no origin_jti, those of a new sign-in look like those of a refresh.
      const from = payload.origin_jti ? payload : refreshedFrom.get(tokens);
      const held = [...guards].filter(
        ({ session: { claims } }) => from && claims && isSameSession(claims, from),
      );
      const { accessToken, refreshToken = null } = tokens;
      for (const guard of held) {
        guard.onLateTokens({ accessToken: accessToken.toString(), refreshToken });
      }
      const ended = await Promise.all(held.map(({ hasEnded }) => hasEnded));
      if (ended.includes(true)) return;
      await trackStore(store.storeTokens(tokens));
    },
  });
  tokenOrchestrator.setAuthTokenStore(guardedStore);
}

/**
 * Holds back what a refresh of the session gets until it is known whether the session has ended, and for good where
 * it has. Returns what tells so.
 */
export function holdSession(
  session: Session,
  onLateTokens: Guard['onLateTokens'],
): (hasEnded: boolean) => void {
  guardTokenStore();
  let release: (hasEnded: boolean) => void = () => {};
  const hasEnded = new Promise<boolean>((resolve) => {
    release = resolve;
  });
  const guard = { session, hasEnded, onLateTokens };
  guards.add(guard);
  return (ended) => {
    release(ended);
    const [oldest = guard] = guards;
    if (!ended) guards.delete(guard);
    else if (guards.size > mostGuards) guards.delete(oldest);
  };
}

/** What the app's own refresh of the session gets, where one is in flight. */
export function refreshInFlight({ claims }: Session): Promise<NewTokens> | null {
  const own = [...refreshes].find((refresh) => claims && isSameSession(claims, refresh.claims));
  if (!own) return null;
  return own.tokens.then(({ accessToken, idToken, refreshToken }) => ({
    accessToken: accessToken.toString(),
    idToken: idToken?.toString(),
    refreshToken,
  }));
}

/** Keeps count of tokens that are being stored. */
export async function trackStore(stored: Promise<void>): Promise<void> {
  storesBegun += 1;
  storing.add(stored);
  await stored.finally(() => storing.delete(stored));
}

/** Resolves once the tokens that are being stored now are stored. */
export async function storedTokens(): Promise<void> {
  await Promise.allSettled(storing);
}

/** Reads while nothing is being stored: a storage may take so long that someone signs in under the reader's hands. */
export async function readUndisturbed<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    await storedTokens();
    const before = storesBegun;
    const value = await read();
    if (storesBegun === before) return value;
  }
}
