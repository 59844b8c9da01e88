import { vi } from 'vitest';
import type { StorageOperation } from './MemoryStorage';

type Storage = Record<StorageOperation, (key: string, value: string) => Promise<unknown>>;

/** Has something come before each call of an operation: a wait, a refusal. Ends as any mock does. */
export function precede(
  storage: Storage,
  operation: StorageOperation,
  what: (key: string) => unknown,
) {
  const call = storage[operation].bind(storage);
  return vi.spyOn(storage, operation).mockImplementation(async (key, value) => {
    await what(key);
    return call(key, value);
  });
}

export const refuse = (storage: Storage, operation: StorageOperation = 'removeItem') =>
  precede(storage, operation, () => {
    throw new Error('quota');
  });

export const hang = (storage: Storage, operation: StorageOperation) =>
  precede(storage, operation, () => new Promise(() => {}));
