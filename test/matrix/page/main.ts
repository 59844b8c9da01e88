import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { sessionStorage as amplifySessionStorage, CookieStorage, Hub } from 'aws-amplify/utils';
import { createAmplifyAdapter } from '../../../src/adapter/amplify/createAmplifyAdapter';
import { isPlainData } from '../../contract/isPlainData';
import type { Outcome, Scope } from '../../contract/words';
import { startStopwatch } from '../../startStopwatch';
import { MatrixStorage, type StorageRow, spoilStorage, storageNamed } from '../storages';

/** One cell, as far as it can be sent to a page. */
export interface Input {
  config: Parameters<typeof Amplify.configure>[0];
  scope: Scope;
  times: { attemptTimeoutMs: number; deadlineMs: number };
  storage: string;
  items: readonly (readonly [string, string])[];
  /** The key that is lost once the adapter has seen the session. */
  lostKey: string | null;
}

/** What the page saw. */
export interface Output {
  outcome: Outcome;
  clickedAt: number;
  tookMs: number;
  items: [string, string][];
  written: string[];
  hubEvents: string[];
  shown: string;
  hasRetry: boolean;
  isFrozen: boolean;
  revealed: string | null;
}

interface Medium {
  set(key: string, value: string): unknown;
  delete(key: string): unknown;
  dump(): [string, string][];
  arm(): void;
  readonly written: Iterable<string>;
}

function webMedium(row: StorageRow, storage: Storage): Medium {
  const written = new Set<string>();
  return {
    written,
    set: (key, value) => storage.setItem(key, value),
    delete: (key) => storage.removeItem(key),
    dump: () => Object.entries({ ...storage }),
    arm: () => spoilStorage(row, Storage.prototype, written),
  };
}

function cookieMedium(cookies: CookieStorage): Medium {
  return {
    written: [],
    set: (key, value) => cookies.setItem(key, value),
    delete: (key) => cookies.removeItem(key),
    dump: () =>
      document.cookie
        .split('; ')
        .filter(Boolean)
        .map((cookie) => cookie.split('=').map(decodeURIComponent) as [string, string]),
    arm() {},
  };
}

function customMedium(storage: MatrixStorage): Medium {
  return {
    written: storage.written,
    set: (key, value) => void storage.items.set(key, value),
    delete: (key) => void storage.items.delete(key),
    dump: () => [...storage.items],
    arm: () => storage.arm(),
  };
}

function mediumOf(row: StorageRow): Medium {
  switch (row.medium) {
    case 'localStorage':
      return webMedium(row, localStorage);
    case 'sessionStorage':
      cognitoUserPoolsTokenProvider.setKeyValueStorage(amplifySessionStorage);
      return webMedium(row, sessionStorage);
    case 'cookies': {
      const cookies = new CookieStorage({ secure: false, sameSite: 'lax', path: '/' });
      cognitoUserPoolsTokenProvider.setKeyValueStorage(cookies);
      return cookieMedium(cookies);
    }
    default: {
      const storage = new MatrixStorage(row);
      cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
      return customMedium(storage);
    }
  }
}

let press: (() => Promise<Output>) | undefined;

Object.assign(window, {
  /** Everything up to the click. */
  async prepare({ config, scope, times, storage, items, lostKey }: Input): Promise<void> {
    Amplify.configure(config);
    const medium = mediumOf(storageNamed(storage));
    for (const [key, value] of items) await medium.set(key, value);
    const adapter = createAmplifyAdapter(times);
    if (lostKey) {
      await adapter.getCurrentUser();
      await medium.delete(lostKey);
    }
    const events: { event: string }[] = [];
    Hub.listen('auth', ({ payload }) => void events.push({ ...payload }));
    medium.arm();
    press = async () => {
      const clickedAt = Date.now();
      const elapsed = startStopwatch();
      const attempt = await adapter.signOut({ scope });
      const tookMs = elapsed();
      const dumped = medium.dump();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return {
        outcome: attempt.outcome as Outcome,
        clickedAt,
        tookMs,
        items: dumped,
        written: [...medium.written],
        hubEvents: events.map(({ event }) => event),
        shown: JSON.stringify([attempt, Object.entries(attempt).map(String), events]),
        hasRetry: attempt.retry !== undefined,
        isFrozen: isPlainData(attempt.outcome),
        revealed: attempt.revealToken(),
      };
    };
  },
  click: () => press?.(),
});
