import type { SignOutOutcome, SignOutScope } from '../outcome/SignOutOutcome';
import type { CleanupTask } from './runCleanup';

// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing says yes
type MayGoOn = boolean | void | Promise<boolean | void>;

/** The app's part in a sign-out. */
export interface SignOutHooks {
  /** Called first; false calls the sign-out off. After an `await` it must not wait for signOut(), which waits for it. */
  beforeSignOut?: ((request: { scope: SignOutScope }) => MayGoOn) | undefined;
  /** Called in order once this browser holds nothing of the session, each at most five seconds. */
  afterSignOut?: readonly CleanupTask[] | undefined;
  onOutcome?: ((outcome: SignOutOutcome) => void) | undefined;
}
