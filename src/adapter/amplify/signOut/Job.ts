import type { SignOutFailure } from '../../../outcome/SignOutFailure';
import type { SignOutOutcome, SignOutScope } from '../../../outcome/SignOutOutcome';
import type { SignOutRequest } from '../../AuthAdapter';
import type { NewTokens, Session } from '../session/Session';
import type { Retention } from './createRetention';
import type { Watch } from './createWatch';
import type { KnownSignOut } from './KnownSignOut';
import type { Progress, Terms } from './progress';
import type { Leave, Surroundings } from './Surroundings';

/** The sign-out of one session: its tokens, and how far it has come. Whoever asked for it holds on to what it retains. */
export interface Job extends Watch, Retention {
  readonly around: Surroundings;
  readonly session: Session;
  readonly storage: unknown;
  readonly username: string;
  readonly userId: string | null;
  readonly terms: Terms;
  /** By `performance.now()`: when it was asked for, whatever becomes of the clock. */
  readonly since: number;
  readonly progress: Progress;
  readonly isRunning: boolean;
  readonly isOpen: boolean;
  readonly isScopeSettled: boolean;
  /** A storage that has not answered as yet; null otherwise. */
  readonly clearing: Promise<void> | null;
  /** Who asked for it. What they ask for may change until Cognito is asked. */
  readonly requests: { request: SignOutRequest; signal: AbortSignal }[];
  /** Their tasks that are running. */
  readonly cleaning: Set<Promise<SignOutFailure[]>>;
  /** Where somebody's click leads the page on: what stays open of that; null before. */
  leaving: ReturnType<Leave> | null;
  advance(change: Partial<Progress>): void;
  /** What was asked for by now. */
  scope(): SignOutScope;
  /** The same, for good. */
  settleScope(): SignOutScope;
  /** Takes another request, where it failed for the one before. */
  goOn(asked: Job['requests'][number], terms: Terms, stored: NewTokens): void;
  /**
   * Walks on from where it stands, once what comes before is over; resolves when it is over, and never rejects. `since` is
   * when it was asked for, by `performance.now()`.
   */
  run(cancel?: AbortSignal, since?: number, before?: Promise<void>): Promise<void>;
  /** Resolves when nothing runs. */
  still(): Promise<void>;
  erase(): Promise<void>;
  /** Takes its mark away, or, where the storage keeps it, after the next run. It is worth a short wait. */
  takeMark(): Promise<void>;
  outcome(): SignOutOutcome;
  /** Tells other tabs, once, what it has come to. */
  tell(outcome: SignOutOutcome): void;
  /** Is told of a newer refresh token than the one that was ended. */
  onNewer(): void;
}

export type KnownJob = Job & Pick<KnownSignOut, 'join'>;
