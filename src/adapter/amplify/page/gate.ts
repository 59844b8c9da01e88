import { AmplifyErrorCode } from '@aws-amplify/core/internals/utils';
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { Hub } from 'aws-amplify/utils';
import { createDeadline } from '../../createDeadline';
import { whatWasTold } from '../../tellAll';
import { type Claims, isSameSession, type NewTokens, type Session } from '../session/Session';
import { readSignedIn } from '../session/storedSession';
import type { KnownSignOut } from '../signOut/KnownSignOut';
import { currentStorage } from './currentStorage';
import { exclusively } from './exclusively';
import { readConfiguration } from './readConfiguration';
import { type Registry, registry, type StoredTokens, type TokenStore } from './registry';

/** How long a write waits for another tab's. */
const patienceMs = 4000;

/** Stands before Amplify's token store, so that a refresh that lands late can't bring an ended session back. */
export function guardTokenStore(): void {
  const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  const page = registry();
  const store = tokenOrchestrator.getTokenStore();
  // Another guard may stand before this one.
  if (page.guarded && (store === page.guarded || isBehind(page.guarded, store))) return;
  const isFirst = !page.guarded;
  page.guarded = Object.assign(Object.create(store) as TokenStore, {
    storeTokens: (tokens: StoredTokens) => storeUnlessEnded(page, store, tokens),
  });
  tokenOrchestrator.setAuthTokenStore(page.guarded);
  if (!isFirst) return;
  const refresh = tokenOrchestrator.getTokenRefresher();
  tokenOrchestrator.setTokenRefresher(async (input) => {
    const claims: Claims = input.tokens.accessToken.payload;
    const refreshing = refresh(input)
      .then(async (tokens) => {
        if (isSameSession(claims, tokens.accessToken.payload)) return tokens;
        // Amplify shares one refresh in flight among all callers, whoever they are, until a moment after it has landed.
        await new Promise((resolve) => setTimeout(resolve));
        return refresh(input);
      })
      .catch(async (error) => {
        throw (await hasEnded(claims, input.tokens.refreshToken)) ? untouched() : error;
      });
    const entry = { claims, tokens: refreshing.then(stringsOf) };
    entry.tokens.catch(() => {});
    page.refreshes.add(entry);
    const tokens = await refreshing.finally(() => page.refreshes.delete(entry));
    page.refreshedFrom.set(tokens, claims);
    return tokens;
  });
  Hub.listen(
    'auth',
    ({ crossTab, payload: { event } }) => {
      // What another tab has stored late, whoever signs in covers.
      if (crossTab || /^signed(In|Out)$/.test(event)) void lookAgain([...page.signOuts]);
      // A tab may have a storage of its own.
      if (crossTab && event === 'signedIn')
        void signedInNow().then((session) => {
          if (session && whatWasTold(page.latest)?.outcome.signedOutLocally) putAwayLatest(page);
        });
    },
    { listenerName: 'amplify-signoff', enableCrossTabEvents: true },
  );
}

const isBehind = (guard: TokenStore, store: object) =>
  Object.prototype.isPrototypeOf.call(guard, store);

const stringsOf = ({ accessToken, idToken, refreshToken }: StoredTokens): NewTokens => ({
  accessToken: accessToken.toString(),
  idToken: idToken?.toString(),
  refreshToken,
});

async function storeUnlessEnded(page: Registry, store: TokenStore, tokens: StoredTokens) {
  const { payload } = tokens.accessToken;
  const refreshed = page.refreshedFrom.get(tokens);
  // Where tokens carry no origin_jti, those of a new sign-in look like those of a refresh.
  const from = payload.origin_jti ? payload : refreshed;
  const storage = currentStorage();
  const client_id = Amplify.getConfig().Auth?.Cognito?.userPoolClientId;
  const of = (claims: Claims | undefined) =>
    [...page.signOuts].filter((known) => claims && known.isOf({ client_id, ...claims }));
  // Whoever signs in again within the second is nobody's past.
  if (!from) for (const known of of(payload)) page.signOuts.delete(known);
  const may = await Promise.all(of(from).map((known) => known.meet(stringsOf(tokens))));
  if (may.includes(false)) return;
  let ended: KnownSignOut[] = [];
  try {
    await exclusively(`${client_id}`, patienceMs, async () => {
      if (refreshed && (await hasEnded(refreshed))) return;
      ended = of(payload).filter(({ progress }) => progress.isCleared);
      await storeInTurn(() => store.storeTokens(tokens), storage);
      if (!refreshed) putAwayLatest(page);
    });
  } finally {
    // A storage may take so long that the session has ended meanwhile.
    for (const known of of(payload)) {
      const isEnded = known.progress.isCleared && !ended.includes(known);
      if (isEnded) await lookAgain([known], stringsOf(tokens));
    }
  }
}

/** What was said to whoever was here is nothing to whoever comes. */
const putAwayLatest = (page: Registry) => page.latest?.showing.release(false);

/** Whose session is stored by now; undefined where that can't be read. */
async function signedInNow() {
  const configuration = readConfiguration();
  return 'problem' in configuration
    ? undefined
    : readSignedIn(configuration).catch(() => undefined);
}

/**
 * Whether another session is signed in by now, or none, whichever tab did that, or one with a newer refresh token. What
 * can't be read says nothing.
 */
async function hasEnded(claims: Claims, refreshToken?: string): Promise<boolean> {
  const session = await signedInNow();
  if (!session) return session === null;
  const isNewer = refreshToken && session.refreshToken && session.refreshToken !== refreshToken;
  return Boolean(isNewer) || (session.claims !== null && !isSameSession(claims, session.claims));
}

/** What Amplify would clear whoever is signed in for, and Amplify UI sign them out: of all failures, not of this one. */
const untouched = () =>
  Object.assign(
    new Error(
      'amplify-signoff: the tokens that this refresh was for have ended or been replaced here. What is stored by now is left alone.',
    ),
    { name: AmplifyErrorCode.NetworkError },
  );

/** Looks whether sessions that are known are there, or gone; a storage that doesn't answer says nothing. */
async function lookAgain(signOuts: KnownSignOut[], newer?: NewTokens) {
  const configuration = readConfiguration();
  if ('problem' in configuration) return;
  const own = signOuts.filter((known) => known.isAt(configuration));
  // A storage that hangs for one of them is nothing to the others.
  await Promise.allSettled(own.map((known) => known.lookAgain(configuration, newer)));
}

/** What the app's own refresh of the session gets, where one is in flight. */
export function refreshInFlight({ claims }: Session): Promise<NewTokens> | null {
  const own = [...registry().refreshes].find(
    (refresh) => claims && isSameSession(claims, refresh.claims),
  );
  return own?.tokens ?? null;
}

/** Longest time that a store waits for a slow storage. */
const turnMs = 2000;

/** Stores tokens once nobody stores, reads or clears any more what was there before, and keeps count of that. */
export async function storeInTurn(store: () => Promise<void>, storage: unknown): Promise<void> {
  const page = registry();
  const patience = createDeadline(turnMs);
  const turn = Promise.all([
    storedTokens(storage, turnMs),
    patience.within(Promise.allSettled(page.reads)).catch(() => page.reads.clear()),
  ]);
  const done = turn.finally(patience.stop).then(store);
  const entry = { storage, done, hangs: false };
  page.storesBegun += 1;
  page.stores.add(entry);
  await done.finally(() => page.stores.delete(entry));
}

/** Resolves once the tokens that are being stored now are stored. One store that took too long is not waited for again. */
export async function storedTokens(storage: unknown, patienceMs: number): Promise<void> {
  const waiting = [...registry().stores].filter((it) => it.storage === storage && !it.hangs);
  const patience = createDeadline(patienceMs);
  const waits = waiting.map((store) =>
    patience.within(store.done).catch(() => {
      store.hangs = patience.signal.aborted;
    }),
  );
  await Promise.all(waits);
  patience.stop();
}

/** Reads or clears while nothing is being stored: a storage may take so long that someone signs in meanwhile. */
export async function readUndisturbed<T>(
  read: () => Promise<T>,
  storage: unknown,
  patienceMs: number,
): Promise<T> {
  const page = registry();
  for (;;) {
    await storedTokens(storage, patienceMs);
    const before = page.storesBegun;
    const reading = read();
    page.reads.add(reading);
    const value = await reading.finally(() => page.reads.delete(reading));
    if (page.storesBegun === before) return value;
  }
}
