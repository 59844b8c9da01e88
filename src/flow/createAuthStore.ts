import type { AuthAdapter, AuthEvent, AuthUser, SignedOutBy } from '../adapter/AuthAdapter';
import { createWarn } from '../adapter/createWarn';
import { createEnding, type EndingStore } from './createEnding';
import { createStore, type Store } from './createStore';
import { isAnotherSession } from './isAnotherSession';

/** Who is signed in, as far as this browser knows. */
export interface AuthState {
  status: 'configuring' | 'authenticated' | 'unauthenticated';
  /** Keeps its identity for as long as the session lives. */
  user: AuthUser | null;
  /** What ended the last session; null before one has ended. */
  signedOutBy: SignedOutBy | null;
  /** False where the session's token lacks the scope that Cognito wants for it. */
  canSignOutGlobally: boolean;
}

export interface AuthStore extends Pick<Store<AuthState>, 'get' | 'subscribe'> {
  /** Connects to the adapter; returns what disconnects it. May be called again after that. */
  connect(): () => void;
  /** Asks the adapter again, where it is not known any more who is there. Resolves once that is known. */
  lookAgain(): Promise<void>;
  /** How the last session ended, where that is still to be said; `signedOutBy` stays. */
  ending: Pick<EndingStore, 'get' | 'subscribe' | 'mayShow'>;
  putEndingAway(): void;
}

/** What the server renders and a browser hydrates. */
export const configuringAuth: AuthState = Object.freeze({
  status: 'configuring',
  user: null,
  signedOutBy: null,
  canSignOutGlobally: true,
});

const needed = ['userId', 'username', 'displayName'] as const;

export function createAuthStore(
  adapter: AuthAdapter,
  onEvent: (event: AuthEvent, before: AuthUser | null) => void,
): AuthStore {
  const store = createStore(configuringAuth);
  const ending = createEnding();
  let latest = 0;
  let hasRejected = false;
  const warn = createWarn();

  function nobody(error: unknown): null {
    if (!hasRejected) {
      console.error(
        "amplify-signoff: the adapter's getCurrentUser() rejected, so nobody is taken for signed in. Resolve it to null where nobody is.",
        error,
      );
    }
    hasRejected = true;
    return null;
  }

  /** What a person is called by is shown, whatever an adapter without types leaves out. */
  function named(user: AuthUser): AuthUser {
    const missing = needed.filter((key) => typeof user[key] !== 'string');
    if (!missing.length) return user;
    warn(
      `the adapter's user lacks ${missing.join(', ')}, so the page can't say well who is signed in. Give it a userId, a username and a displayName, all strings.`,
    );
    const username = String(user.username ?? user.userId ?? '');
    const displayName = String(user.displayName ?? username);
    const { sessionId: value } = user;
    return Object.defineProperty({ ...user, username, displayName }, 'sessionId', { value });
  }

  async function setUser(reading: Promise<AuthUser | null>, isNewSession: boolean, isBack = false) {
    const reader = ++latest;
    const given = await reading.catch(nobody);
    const found = given && named(given);
    const canSignOutGlobally =
      !found || ((await adapter.canSignOutGlobally?.().catch(() => true)) ?? true);
    if (reader !== latest) return;
    if (found) ending.putAway();
    const { status, user, signedOutBy } = store.get();
    const isSame =
      !isNewSession &&
      !isAnotherSession(user, found) &&
      user?.userId === found?.userId &&
      user?.username === found?.username;
    store.set(
      found
        ? {
            status: 'authenticated',
            user: isSame ? user : found,
            signedOutBy: null,
            canSignOutGlobally,
          }
        : { ...configuringAuth, status: 'unauthenticated', signedOutBy },
    );
    const isSomeoneElse = found !== null && status !== 'configuring' && !isSame;
    if (isBack && isSomeoneElse) onEvent({ type: 'signedIn', user: found }, user);
    if (isBack && !found && user) onEvent({ type: 'signedOut', by: 'otherTab' }, user);
  }

  function subscribe(listener: (event: AuthEvent) => void): () => void {
    try {
      return adapter.subscribe(listener);
    } catch (error) {
      console.error(
        "amplify-signoff: the adapter's subscribe() threw, so the page hears of no sign-in and of no sign-out elsewhere. Return what ends the subscription, and throw nothing.",
        error,
      );
      return () => {};
    }
  }

  const look = (isBack = false) => setUser((async () => adapter.getCurrentUser())(), false, isBack);

  return {
    get: store.get,
    subscribe: store.subscribe,
    lookAgain: () => look(),
    ending,
    putEndingAway: ending.putAway,
    connect() {
      const disconnect = subscribe((event) => {
        const { user } = store.get();
        if (event.type === 'signedIn') {
          void setUser(Promise.resolve(event.user), true);
        } else {
          latest++;
          const isNews = store.get().status !== 'unauthenticated';
          if (isNews) {
            store.set({ ...configuringAuth, status: 'unauthenticated', signedOutBy: event.by });
          }
          ending.tell(event, isNews);
        }
        onEvent(event, user);
      });
      // Somebody may have signed in while nobody listened.
      void look(true);
      const leave = ending.join(adapter.endings);
      return () => {
        latest++;
        leave();
        disconnect();
      };
    },
  };
}
