import type { AuthAdapter, AuthEvent, SignedOutBy } from '../adapter/AuthAdapter';
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
  /** Puts it away for every provider of the page. */
  putAway(): void;
  /** Whether there is a notice here. */
  mayShow(hasNotice: boolean): void;
  /** Leaves it to one provider of the page to say it; returns what leaves it to the others. */
  join(page: AuthAdapter['endings']): () => void;
}

/** Keeps how the last session ended until that is put away, or someone signs in. */
export function createEnding(): EndingStore {
  const { get, set, subscribe } = createStore<Ending | null>(null);
  let told: Ending | null = null;
  let hasNotice = false;
  let page: NonNullable<AuthAdapter['endings']> = new Map();

  function look(isPutAway: boolean) {
    if (isPutAway) told = null;
    const canShow = hasNotice && told !== null;
    // Who can show it as of now comes after who could before.
    if (page.get(look) !== canShow) page.delete(look);
    page.set(look, canShow);
    const first = [...page.keys()].find((teller) => page.get(teller)) ?? look;
    const shown = first === look ? told : null;
    if (shown !== get()) set(shown);
  }

  function lookAll(isPutAway = false) {
    for (const teller of [look, ...page.keys()]) teller(isPutAway);
  }

  return {
    get,
    subscribe,
    tell({ by, outcome = null }, isNews) {
      const isBetter = outcome || (!told?.outcome && (by === 'expired' || by === 'revoked'));
      if (by !== 'user' && (isNews || (told && isBetter))) told = { by, outcome };
      lookAll();
    },
    putAway: () => lookAll(true),
    mayShow(isThere) {
      hasNotice = isThere;
      lookAll();
    },
    join(shared = new Map()) {
      page = shared;
      lookAll();
      return () => {
        page.delete(look);
        const others = [...page.keys()];
        page = new Map();
        look(others.length > 0);
        for (const other of others) other(false);
      };
    },
  };
}
