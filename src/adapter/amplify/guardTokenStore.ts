import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { type Claims, claimsOf, isSameSession, type Session } from './Session';

type Orchestrator = typeof cognitoUserPoolsTokenProvider.tokenOrchestrator;
type TokenStore = ReturnType<Orchestrator['getTokenStore']>;
type Tokens = Parameters<TokenStore['storeTokens']>[0];

/** The tokens that a refresh got too late to be stored. */
export type LateTokens = Pick<Session, 'accessToken' | 'refreshToken'>;

interface Guard {
  claims: Claims;
  /** Whether the session has ended in this browser, once that is known. */
  hasEnded: Promise<boolean>;
  onLateTokens(tokens: LateTokens): void;
}

const guards = new Set<Guard>();
const storing = new Set<Promise<void>>();
let storesBegun = 0;
/** What a refresh came from. */
const refreshedFrom = new WeakMap<Tokens, Tokens>();
let guardedStore: TokenStore | undefined;

/** Stands before Amplify's token store, so that a refresh that lands late can't bring an ended session back. */
export function guardTokenStore(): void {
  const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  const store = tokenOrchestrator.getTokenStore();
  if (store === guardedStore) return;
  const refresh = tokenOrchestrator.getTokenRefresher();
  tokenOrchestrator.setTokenRefresher(async (input) => {
    const tokens = await refresh(input);
    refreshedFrom.set(tokens, input.tokens);
    return tokens;
  });
  guardedStore = Object.assign(Object.create(store) as TokenStore, {
    async storeTokens(tokens: Tokens) {
      const { payload } = tokens.accessToken;
      // Where tokens carry no origin_jti, those of a new sign-in look like those of a refresh.
      const from =
        refreshedFrom.get(tokens)?.accessToken.payload ?? (payload.origin_jti && payload);
      for (const guard of guards) {
        if (!from || !isSameSession(guard.claims, from) || !(await guard.hasEnded)) continue;
        const { accessToken, refreshToken = null } = tokens;
        guard.onLateTokens({ accessToken: accessToken.toString(), refreshToken });
        return;
      }
      storesBegun += 1;
      const stored = store.storeTokens(tokens);
      storing.add(stored);
      await stored.finally(() => storing.delete(stored));
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
  const { sub, origin_jti, auth_time } = claimsOf(session.accessToken ?? session.idToken) ?? {};
  let release: (hasEnded: boolean) => void = () => {};
  const hasEnded = new Promise<boolean>((resolve) => {
    release = resolve;
  });
  const guard = { claims: { sub, origin_jti, auth_time }, hasEnded, onLateTokens } as Guard;
  if (sub) guards.add(guard);
  return (ended) => {
    release(ended);
    if (!ended) guards.delete(guard);
  };
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
