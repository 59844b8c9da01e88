import type { DataStore } from 'cognito-local/lib/services/dataStore/dataStore';
import type { DataStoreFactory } from 'cognito-local/lib/services/dataStore/factory';

type Branch = Map<string, unknown>;

/** Stores that live as long as the pool does: each a Map of Maps, at most two keys deep. */
export function memoryStores(): DataStoreFactory {
  const stores = new Map<string, DataStore>();
  return {
    async create(_context, id, defaults) {
      const store = stores.get(id) ?? memoryStore(defaults);
      stores.set(id, store);
      return store;
    },
  };
}

function memoryStore(defaults: object): DataStore {
  const root: Branch = new Map(Object.entries(defaults));

  const branchAt = (name: string): Branch => {
    const found = root.get(name);
    if (found instanceof Map) return found;
    const branch: Branch = new Map(Object.entries(found ?? {}));
    root.set(name, branch);
    return branch;
  };
  const plain = (value: unknown) => (value instanceof Map ? Object.fromEntries(value) : value);

  return {
    async getRoot<T>() {
      return Object.fromEntries([...root].map(([name, value]) => [name, plain(value)])) as T;
    },
    async get<T>(_context: unknown, key: string | string[], fallback?: T) {
      const [name = '', leaf] = [key].flat();
      const value = leaf === undefined ? plain(root.get(name)) : branchAt(name).get(leaf);
      return (value ?? fallback ?? null) as T;
    },
    async set(_context, key, value) {
      const [name = '', leaf] = [key].flat();
      if (leaf === undefined) root.set(name, value);
      else branchAt(name).set(leaf, value);
    },
    async delete(_context, key) {
      const [name = '', leaf] = [key].flat();
      if (leaf === undefined) root.delete(name);
      else branchAt(name).delete(leaf);
    },
  };
}
