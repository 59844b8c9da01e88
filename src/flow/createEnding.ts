import type { AuthEvent, SignedOutBy } from '../adapter/AuthAdapter';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { createStore, type Store } from './createStore';

/** What is to be said of the end of a session that nobody on this page asked for. */
export interface Ending {
  by: Exclude<SignedOutBy, 'user'>;
  /** What another tab said of its sign-out. */
  outcome: SignOutOutcome | null;
}

export interface EndingStore extends Pick<Store<Ending | null>, 'get' | 'subscribe'> {
  /** `isNews` where somebody had been here until now. */
  tell(event: Extract<AuthEvent, { type: 'signedOut' }>, isNews: boolean): void;
  putAway(): void;
}

/** Keeps how the last session ended until that is put away, or someone signs in. */
export function createEnding(): EndingStore {
  const { get, set, subscribe } = createStore<Ending | null>(null);
  return {
    get,
    subscribe,
    tell({ by, outcome = null }, isNews) {
      const said = get();
      const isBetter = outcome || (!said?.outcome && (by === 'expired' || by === 'revoked'));
      if (by !== 'user' && (isNews || (said && isBetter))) set({ by, outcome });
    },
    putAway() {
      if (get()) set(null);
    },
  };
}
