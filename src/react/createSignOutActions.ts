import type { SyntheticEvent } from 'react';
import type { AuthStore } from '../flow/createAuthStore';
import type { SignOutFlow } from '../flow/SignOutFlow';
import type { SignOutOptions } from '../flow/signOutState';
import { signOutFailure } from '../outcome/SignOutFailure';
import { failedSignOut, type SignOutOutcome } from '../outcome/SignOutOutcome';

/** What `useSignOut` lets an app do; the same functions for the provider's whole life. */
export interface SignOutActions {
  /** Signs out and resolves to what became of it; never rejects. An event is no options, so it fits `onClick`. */
  signOut(options?: SignOutOptions | SyntheticEvent | null): Promise<SignOutOutcome>;
  retry(): Promise<SignOutOutcome>;
  /** Goes on to the managed login's `/logout`, without the retry. */
  finish: () => void;
  /** Puts away what a notice says, and forgets what was retained for a retry. */
  dismiss(): void;
  /** Whether the app has ever read an outcome through the hook. */
  isObserved: boolean;
  /** The hooks that are mounted, and whether they read it. */
  readonly readers: Set<{ readonly current: boolean }>;
}

/** What is wrong with what an app gave; null where nothing is. */
function problemOf(given: unknown): string | null {
  if (given && typeof given !== 'object')
    return `signOut() was given a ${typeof given}, which is no options, so nothing was sent. Give { global: true }, say.`;
  const { signal } = (given || {}) as SignOutOptions;
  return !signal || typeof signal.addEventListener === 'function'
    ? null
    : 'signOut() was given a signal that is none, so it could not be called off, and nothing was sent. Give the signal of an AbortController.';
}

export function createSignOutActions(
  flow: SignOutFlow,
  auth: Pick<AuthStore, 'putEndingAway'>,
): SignOutActions {
  return {
    signOut(given) {
      const problem = problemOf(given);
      if (problem) {
        console.error(`amplify-signoff: ${problem}`);
        const failure = signOutFailure('prepare', 'misconfigured');
        return Promise.resolve(failedSignOut('local', 'notEnded', failure));
      }
      return flow.signOut(given && 'nativeEvent' in given ? {} : given);
    },
    retry: flow.retry,
    finish: flow.finish,
    dismiss() {
      flow.dismiss();
      auth.putEndingAway();
    },
    isObserved: false,
    readers: new Set(),
  };
}
