import { AsyncLocalStorage } from 'node:async_hooks';

/** Whose code is running: a sign-out of the kit's by its number, somebody's sign-in, or anything else. */
export type Actor = number | 'signIn' | 'else';

const actors = new AsyncLocalStorage<Actor>();

/** Runs something, and all that follows from it, as one actor. */
export function as<T>(actor: Actor, run: () => T): T {
  return actors.run(actor, run);
}

export const actor = (): Actor => actors.getStore() ?? 'else';
