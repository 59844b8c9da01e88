import type { SignOutRequest } from '../AuthAdapter';
import type { SharedAttempt } from './shareAttempt';

/** A sign-out, or a retry of what failed, that is under way. */
export interface Turn {
  readonly request: SignOutRequest;
  /** Who clicked for it, and has not called that off, the first one first. */
  readonly asked: Set<SignOutRequest>;
  /** Resolves once it is known whether a click means it. */
  readonly looks: WeakMap<SignOutRequest, Promise<unknown>>;
  readonly settling: Promise<SharedAttempt>;
  /** Whether it is known what it came to, and only the app's tasks run. */
  isAnswered: boolean;
  /** Resolves then, or where it settles before. */
  readonly answering: Promise<void>;
  answer(): void;
}
