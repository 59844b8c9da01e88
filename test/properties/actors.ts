import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * Whose code is running: a sign-out of the kit's by its number, the kit where it is asked or told who is there,
 * somebody's sign-in, another tab, or anything else: the app, and Amplify on its behalf.
 */
export type Actor = number | 'kit' | 'signIn' | 'otherTab' | 'else';

const actors = new AsyncLocalStorage<Actor>();

/** Runs something, and all that follows from it, as one actor. */
export function as<T>(actor: Actor, run: () => T): T {
  return actors.run(actor, run);
}

export const actor = (): Actor => actors.getStore() ?? 'else';
