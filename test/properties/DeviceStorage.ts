import { MemoryStorage, type StorageOperation } from '../storages/MemoryStorage';
import { type Actor, actor } from './actors';
import { elapsed } from './virtualClock';

/** Something a storage does wrong for a while. */
export interface StorageFault {
  operation: StorageOperation;
  /** The end of the key's name; '' for any. */
  key: string;
  fromMs: number;
  /** Null: for good. */
  forMs: number | null;
  /** `hangs` does it and answers when the time is over; `waits` does it only then. */
  how: 'rejects' | 'hangs' | 'waits';
}

/** One call, in the order of the calls. */
export interface StorageCall {
  readonly at: number;
  readonly actor: Actor;
  readonly operation: StorageOperation;
  readonly key: string;
  /** What setItem was given. */
  readonly written: string | null;
  /** What was there when it was done: what a read returned, what a write or a removal replaced. */
  found: string | null;
  isDone: boolean;
  answeredAt: number | null;
}

/** Says whose call it was that the storage refused. */
export class StorageError extends Error {
  readonly actor = actor();
}

/** A key-value storage that keeps a record and has its moods. Calls for one key take effect in their order. */
export class DeviceStorage extends MemoryStorage {
  readonly calls: StorageCall[] = [];
  #last = new Map<string, Promise<unknown>>();
  #release: (() => void)[] = [];
  #isReleased = false;
  #startedAt = Infinity;

  constructor(
    readonly latencyMs: number,
    readonly faults: readonly StorageFault[],
  ) {
    super();
  }

  /** Whether it always did at once what it was told. */
  get isPrompt(): boolean {
    return this.latencyMs === 0 && this.faults.length === 0;
  }

  override async clear(): Promise<void> {
    throw new Error('Nobody should clear what is not theirs.');
  }

  /** Another tab writes: at once, and past what this one waits for. */
  setElsewhere(key: string, written: string): void {
    const found = this.items.get(key) ?? null;
    this.items.set(key, written);
    this.calls.push({
      at: elapsed(),
      actor: 'otherTab',
      operation: 'setItem',
      key,
      written,
      found,
      isDone: true,
      answeredAt: elapsed(),
    });
  }

  /** Has its moods from now on; the times of its faults count from here. */
  start(): void {
    this.#startedAt = elapsed();
    this.calls.length = 0;
  }

  /** Answers everything from now on, and all that it owes. */
  release(): void {
    this.#isReleased = true;
    for (const release of this.#release.splice(0)) release();
  }

  protected override async perform<T>(
    operation: StorageOperation,
    key: string,
    work: () => T,
    written: string | null = null,
  ): Promise<T> {
    const call: StorageCall = {
      at: elapsed(),
      actor: actor(),
      operation,
      key,
      written,
      found: null,
      isDone: false,
      answeredAt: null,
    };
    this.calls.push(call);
    const fault = this.#faultOf(call);
    if (fault?.how === 'rejects') throw new StorageError(`${operation} of ${key}`);
    if (fault?.how === 'waits') {
      this.#last.set(key, Promise.all([this.#last.get(key), this.#over(fault)]));
    } else if (this.latencyMs > 0) {
      this.#last.set(key, Promise.all([this.#last.get(key), this.#pause(this.latencyMs)]));
    }
    const turn = this.#last.get(key);
    if (turn) await turn;
    call.found = this.items.get(key) ?? null;
    call.isDone = true;
    const result = work();
    if (fault?.how === 'hangs') await this.#over(fault);
    call.answeredAt = elapsed();
    return result;
  }

  #faultOf({ operation, key, at }: StorageCall): StorageFault | undefined {
    if (this.#isReleased) return undefined;
    const time = at - this.#startedAt;
    return this.faults.find(
      (fault) =>
        fault.operation === operation &&
        key.endsWith(fault.key) &&
        time >= fault.fromMs &&
        (fault.forMs === null || time < fault.fromMs + fault.forMs),
    );
  }

  #over({ fromMs, forMs }: StorageFault): Promise<void> {
    return this.#pause(forMs === null ? null : this.#startedAt + fromMs + forMs - elapsed());
  }

  #pause(ms: number | null): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isReleased) return resolve();
      this.#release.push(resolve);
      if (ms !== null) setTimeout(resolve, ms);
    });
  }
}
