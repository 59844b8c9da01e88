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
}

export function createSignOutActions(
  flow: SignOutFlow,
  auth: Pick<AuthStore, 'putEndingAway'>,
): SignOutActions {
  return {
    signOut(options) {
      if (options && typeof options !== 'object') {
        console.error(
          `amplify-signoff: signOut() was given a ${typeof options}, which is no options, so nothing was sent. Give { global: true }, say.`,
        );
        const problem = signOutFailure('prepare', 'misconfigured');
        return Promise.resolve(failedSignOut('local', 'notEnded', problem));
      }
      return flow.signOut(options && 'nativeEvent' in options ? {} : options);
    },
    retry: flow.retry,
    finish: flow.finish,
    dismiss() {
      flow.dismiss();
      auth.putEndingAway();
    },
    isObserved: false,
  };
}
