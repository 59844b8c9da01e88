import type {
  AuthAdapter,
  AuthEvent,
  AuthUser,
  SignOutAttempt,
  SignOutRequest,
} from '../../src/adapter/AuthAdapter';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';

export const alice: AuthUser = { userId: '1', username: 'alice', displayName: 'Alice' };
export const bob: AuthUser = { userId: '2', username: 'bob', displayName: 'Bob' };

interface Call {
  request: SignOutRequest;
  settle(attempt: SignOutAttempt): void;
  reject(error: unknown): void;
}

export interface FakeAdapter extends AuthAdapter {
  /** Who `getCurrentUser` finds. */
  user: AuthUser | null;
  /** Every sign-out it was asked for. */
  readonly calls: readonly Call[];
  /** The last one of them. */
  readonly call: Call;
  readonly listeners: number;
  /** Tells of who is there by now, or that nobody is. */
  emit(event: AuthEvent): void;
}

/** An adapter in the hands of a test: it answers when the test says so. */
export function createFakeAdapter(user: AuthUser | null = alice): FakeAdapter {
  const calls: Call[] = [];
  const listeners = new Set<(event: AuthEvent) => void>();
  return {
    user,
    calls,
    get call() {
      const call = calls.at(-1);
      if (!call) throw new Error('The adapter was not asked to sign out.');
      return call;
    },
    get listeners() {
      return listeners.size;
    },
    emit(event) {
      this.user = event.type === 'signedIn' ? event.user : null;
      for (const listener of [...listeners]) listener(event);
    },
    async getCurrentUser() {
      return this.user;
    },
    signOut: (request) =>
      new Promise((settle, reject) => {
        calls.push({ request, settle, reject });
      }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** An attempt that retained nothing, unless it is given a retry. */
export function attempt(
  outcome: SignOutOutcome,
  more: Partial<SignOutAttempt> = {},
): SignOutAttempt {
  return { outcome, revealToken: () => null, forget() {}, ...more };
}

/** Lets everything run that waits for nothing but promises. */
export async function flushPromises() {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
