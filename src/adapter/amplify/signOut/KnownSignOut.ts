import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';
import type { SignOutAttempt, SignOutRequest } from '../../AuthAdapter';
import type { AmplifyAdapterOptions } from '../AmplifyAdapterOptions';
import type { AppClient } from '../session/AppClient';
import type { Claims, NewTokens, Tokens } from '../session/Session';
import type { Progress } from './progress';

/** When somebody asked for a sign-out, in milliseconds. */
export interface Click {
  readonly at: number;
  /** The same by `performance.now()`, whatever becomes of the clock. */
  readonly since: number;
  readonly options: Required<AmplifyAdapterOptions>;
  /** What was waited for, of several sessions, and is told with one's own. */
  readonly waited: Set<KnownSignOut>;
  /** Aborted when whoever asked waits no longer. */
  readonly signal: AbortSignal;
  /** Aborted by whoever calls it off. */
  readonly cancel: AbortSignal | undefined;
}

/**
 * What the sign-outs of a page know of each other, whichever adapter or copy of the package they belong to. Functions and
 * plain values only: of two copies, neither knows the other's code.
 */
export interface KnownSignOut {
  readonly progress: Progress;
  readonly isRunning: boolean;
  /** Whether it runs, or the app's tasks after it do. */
  readonly isOpen: boolean;
  /** Where its tokens lay. */
  readonly storage: unknown;
  readonly username: string;
  /** Whose it is; null where its tokens don't tell. */
  readonly userId: string | null;
  /** What it has come to, as far as it is known now. */
  outcome(): SignOutOutcome;
  /** Resolves when it doesn't run. */
  still(): Promise<void>;
  /** Whether it is an app client's. */
  isAt(client: Pick<AppClient, 'clientId'>): boolean;
  /** Whether any of the tokens that an app client's storage holds is of its session. */
  owns(client: AppClient, tokens: Tokens): boolean;
  /** Whether an access token is of its session. Its `client_id` must be known. */
  isOf(claims: Claims): boolean;
  /**
   * Joins it, or takes it over, while it runs; goes on from where it stands where it failed; follows it where it is over.
   * Resolves to what settles it for the one who asked, or to null where it ended without what was asked for and the
   * session is still there. `stored` is what was found of it.
   */
  join(
    request: SignOutRequest,
    click: Click,
    stored: NewTokens,
  ): Promise<(() => Promise<SignOutAttempt>) | null>;
  /** Is told what a refresh of the session got. Resolves to whether it may be stored. */
  meet(tokens: NewTokens): Promise<boolean>;
  /** Looks whether a storage still holds the session, or holds it again, with newer tokens that are known. */
  lookAgain(client: AppClient, newer?: NewTokens): Promise<void>;
}
