export type StorageOperation = 'getItem' | 'setItem' | 'removeItem';

/** A storage of the app's own, for Amplify, that does what it is asked. Others say in `perform` what they do instead. */
export class MemoryStorage {
  readonly items = new Map<string, string>();

  getItem(key: string): Promise<string | null> {
    return this.perform('getItem', key, () => this.items.get(key) ?? null);
  }

  setItem(key: string, value: string): Promise<void> {
    return this.perform('setItem', key, () => void this.items.set(key, value), value);
  }

  removeItem(key: string): Promise<void> {
    return this.perform('removeItem', key, () => void this.items.delete(key));
  }

  async clear(): Promise<void> {
    this.items.clear();
  }

  protected async perform<T>(
    _operation: StorageOperation,
    _key: string,
    work: () => T,
    _written?: string,
  ): Promise<T> {
    return work();
  }
}
