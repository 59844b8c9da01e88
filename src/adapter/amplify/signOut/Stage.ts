import type { SignOutAttempt, SignOutRequest } from '../../AuthAdapter';
import type { Session } from '../session/Session';
import type { KnownSignOut } from './KnownSignOut';
import type { Progress } from './progress';
import type { Leave, Surroundings } from './Surroundings';

/** What a sign-out is about, and where it leads. */
export interface Stage {
  readonly around: Surroundings;
  /** Finds the session that Amplify would find, or every one that it overlooks. Rejects where the storage does. */
  capture(): Promise<Session[]>;
  /** What is known of a sign-out of the session that a page load or a request before has left; null where there was none. */
  cutOff(session: Session): Partial<Progress> | null;
  /**
   * Signs out whom the request means, where they have signed in anew since sign-outs that have failed; null where they
   * have not. Without it nobody is looked for. `since` is when it was asked for, by `performance.now()`; `cancel` calls it off.
   */
  signOutAnew?(
    request: SignOutRequest,
    failed: readonly KnownSignOut[],
    since: number,
    cancel?: AbortSignal,
  ): Promise<SignOutAttempt | null>;
  leave: Leave;
  /** The longest lifetime of a token that this app has seen, in milliseconds. */
  longestLifetimeMs(): number;
}
