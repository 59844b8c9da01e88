import type { TokenName } from '../contract/words';
import { MemoryStorage, type StorageOperation } from '../storages/MemoryStorage';

/** How a storage behaves once the sign-in is over. */
export interface StorageRow {
  name: string;
  /** Where a browser keeps it; a storage of the app's own if absent. */
  medium?: 'localStorage' | 'sessionStorage' | 'cookies';
  /** Milliseconds that each operation takes. */
  takes?: number;
  /** Answers without a promise, and throws without one. */
  isSync?: true;
  /** What an operation on a key comes to, where it isn't what was asked for. */
  spoils?(
    call: StorageOperation,
    key: string,
    calls: readonly StorageOperation[],
  ): 'throws' | 'hangs' | 'ignores' | 'answersLate' | undefined;
  /** The token keys that can't be deleted. */
  keeps: readonly TokenName[];
  /** Nothing can be read: the sign-out can't even begin. */
  isUnreadable?: true;
  /** Whether the tokens are gone can't be verified, since reading fails by then. */
  isUnverifiable?: true;
  /** It can't write, so refreshed tokens aren't stored. */
  isReadOnly?: true;
  /** Some key that is no token can't be deleted. */
  keepsCompanions?: true;
  /** Something never answers, so that the deadline decides. */
  hangs?: true;
  /** It does in the end what was asked, after the deadline. */
  isLate?: true;
  /** So slow that how far the sign-out gets is a matter of luck: only the truth and the deadline are asserted. */
  isCrawling?: true;
}

const all = ['accessToken', 'idToken', 'refreshToken'] as const;
const isToken = (key: string, name: string) => key.endsWith(`.${name}`);

const refuses = (name: TokenName): StorageRow => ({
  name: `refuses to delete the ${name}`,
  spoils: (call, key) => (call === 'removeItem' && isToken(key, name) ? 'throws' : undefined),
  keeps: [name],
});

export const storageRows: readonly StorageRow[] = [
  { name: 'in memory', keeps: [] },
  { name: 'synchronous', isSync: true, keeps: [] },
  { name: 'asynchronous', takes: 0, keeps: [] },
  { name: 'slow', takes: 5, keeps: [] },
  { name: 'crawling', takes: 300, keeps: [], isCrawling: true },
  {
    name: 'never answers a delete',
    spoils: (call) => (call === 'removeItem' ? 'hangs' : undefined),
    keeps: all,
    hangs: true,
  },
  {
    name: 'never answers one delete',
    spoils: (call, key) => (call === 'removeItem' && isToken(key, 'idToken') ? 'hangs' : undefined),
    keeps: ['idToken'],
    hangs: true,
  },
  {
    name: 'answers a delete after the deadline',
    spoils: (call) => (call === 'removeItem' ? 'answersLate' : undefined),
    keeps: all,
    hangs: true,
    isLate: true,
  },
  {
    name: 'never answers a read',
    spoils: (call) => (call === 'getItem' ? 'hangs' : undefined),
    keeps: all,
    isUnreadable: true,
    hangs: true,
  },
  {
    name: 'throws on read',
    spoils: (call) => (call === 'getItem' ? 'throws' : undefined),
    keeps: all,
    isUnreadable: true,
  },
  {
    name: 'throws on reading the ID token',
    spoils: (call, key) => (call === 'getItem' && isToken(key, 'idToken') ? 'throws' : undefined),
    keeps: all,
    isUnreadable: true,
  },
  {
    name: 'throws on read after the first delete',
    spoils: (call, _, calls) =>
      call === 'getItem' && calls.includes('removeItem') ? 'throws' : undefined,
    keeps: [],
    isUnverifiable: true,
  },
  {
    name: 'throws on delete',
    spoils: (call) => (call === 'removeItem' ? 'throws' : undefined),
    keeps: all,
  },
  {
    name: 'synchronous, throws on delete',
    isSync: true,
    spoils: (call) => (call === 'removeItem' ? 'throws' : undefined),
    keeps: all,
  },
  refuses('accessToken'),
  refuses('idToken'),
  refuses('refreshToken'),
  {
    name: 'says it deletes the refreshToken, and does not',
    spoils: (call, key) =>
      call === 'removeItem' && isToken(key, 'refreshToken') ? 'ignores' : undefined,
    keeps: ['refreshToken'],
  },
  {
    name: 'throws on write',
    spoils: (call) => (call === 'setItem' ? 'throws' : undefined),
    keeps: [],
    isReadOnly: true,
  },
  {
    name: 'refuses to delete LastAuthUser',
    spoils: (call, key) =>
      call === 'removeItem' && isToken(key, 'LastAuthUser') ? 'throws' : undefined,
    keeps: [],
    keepsCompanions: true,
  },
  {
    name: 'refuses to delete the clockDrift',
    spoils: (call, key) =>
      call === 'removeItem' && isToken(key, 'clockDrift') ? 'throws' : undefined,
    keeps: [],
    keepsCompanions: true,
  },
];

/** What only a browser has. */
export const browserStorageRows: readonly StorageRow[] = [
  { name: 'localStorage', medium: 'localStorage', keeps: [] },
  { name: 'sessionStorage', medium: 'sessionStorage', keeps: [] },
  { name: 'cookies', medium: 'cookies', keeps: [] },
  {
    name: 'localStorage, refuses to delete',
    medium: 'localStorage',
    spoils: (call) => (call === 'removeItem' ? 'throws' : undefined),
    keeps: all,
  },
  {
    name: 'localStorage, refuses to delete the refreshToken',
    medium: 'localStorage',
    spoils: (call, key) =>
      call === 'removeItem' && isToken(key, 'refreshToken') ? 'throws' : undefined,
    keeps: ['refreshToken'],
  },
  {
    name: 'localStorage, cannot be read',
    medium: 'localStorage',
    spoils: (call) => (call === 'getItem' ? 'throws' : undefined),
    keeps: all,
    isUnreadable: true,
  },
  {
    name: 'sessionStorage, full',
    medium: 'sessionStorage',
    spoils: (call) => (call === 'setItem' ? 'throws' : undefined),
    keeps: [],
    isReadOnly: true,
  },
];

export function storageNamed(name: string): StorageRow {
  const row = [...storageRows, ...browserStorageRows].find((it) => it.name === name);
  if (!row) throw new Error(`The table has no storage “${name}”.`);
  return row;
}

/** Longer than the deadline that cells with such a storage have. */
export const lateMs = 1300;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A storage for Amplify that behaves until it is armed, and then as its row says. */
export class MatrixStorage extends MemoryStorage {
  /** Every value that was written since it was armed. */
  readonly written = new Set<string>();
  readonly #calls: StorageOperation[] = [];
  #isArmed = false;

  constructor(readonly row: StorageRow) {
    super();
  }

  arm(): void {
    this.written.clear();
    this.#isArmed = true;
  }

  disarm(): void {
    this.#isArmed = false;
  }

  protected override perform<T>(
    call: StorageOperation,
    key: string,
    work: () => T,
    written?: string,
  ): Promise<T> {
    if (written !== undefined) this.written.add(written);
    const { isSync, takes, spoils } = this.row;
    const spoiled = this.#isArmed ? spoils?.(call, key, this.#calls) : undefined;
    if (this.#isArmed) this.#calls.push(call);
    const perform = () => {
      if (spoiled === 'throws') throw new Error(`The storage refuses to ${call} ${key}.`);
      return spoiled === 'ignores' ? (undefined as T) : work();
    };
    // Amplify's interface wants a promise; plenty of storages that apps write return plain values.
    if (isSync) return perform() as unknown as Promise<T>;
    if (spoiled === 'answersLate') return pause(lateMs).then(perform);
    if (spoiled === 'hangs') return new Promise<T>(() => {});
    return takes === undefined || !this.#isArmed
      ? (async () => perform())()
      : pause(takes).then(perform);
  }
}

/** Makes a browser's own storage behave as a row says, and notes what is written to it. */
export function spoilStorage(row: StorageRow, prototype: Storage, written: Set<string>): void {
  const { getItem, setItem, removeItem } = prototype;
  const calls: StorageOperation[] = [];
  const check = (call: StorageOperation, key: string) => {
    const spoiled = row.spoils?.(call, key, calls);
    calls.push(call);
    if (spoiled) throw new DOMException(`The storage refuses to ${call} ${key}.`, 'SecurityError');
  };
  prototype.getItem = function (key) {
    check('getItem', key);
    return getItem.call(this, key);
  };
  prototype.setItem = function (key, value) {
    written.add(value);
    check('setItem', key);
    setItem.call(this, key, value);
  };
  prototype.removeItem = function (key) {
    check('removeItem', key);
    removeItem.call(this, key);
  };
}
