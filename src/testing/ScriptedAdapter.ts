import type { AuthAdapter, AuthUser, SignedOutBy, SignOutRequest } from '../adapter/AuthAdapter';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';

/** What a sign-out comes to, or what decides that; a promise is waited for. */
export type ScriptedOutcome =
  | SignOutOutcome
  | ((request: SignOutRequest) => SignOutOutcome | Promise<SignOutOutcome>);

export interface ScriptedAdapterOptions {
  /** Who is signed in at first; null for nobody. @default a user named Ana */
  user?: AuthUser | null;
  /**
   * What each sign-out, each retry and each `finish` comes to, in order; the last one repeats. Each is played as a fresh
   * copy, with the scope that is asked for where it was built without one. For a test of what is pending: `() => promise`.
   * @default complete sign-outs; of all devices partial, `missingScope`, where `canSignOutGlobally` is false
   */
  outcomes?: readonly ScriptedOutcome[];
  /** How long each takes at least, in milliseconds. @default 0 */
  latencyMs?: number;
  /** Whether the session's token may sign out of all devices. @default true */
  canSignOutGlobally?: boolean;
}

export interface ScriptedAdapter extends AuthAdapter {
  /** Signs someone in from outside. */
  signIn(user: AuthUser): void;
  /** Ends the session from outside; `outcome` is what another tab says of it, and may be said again later. */
  endSession(by: SignedOutBy, outcome?: SignOutOutcome): void;
}
