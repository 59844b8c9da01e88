import type { SignOutFailure } from './SignOutFailure';

/** What a sign-out ends: this session, or every session of the user. */
export type SignOutScope = 'local' | 'global';

/** Whether Cognito ended what the scope names: it confirmed, it refused or was not asked, or it may have heard. */
export type ServerSide = 'ended' | 'notEnded' | 'unknown';

type Failures = readonly [SignOutFailure, ...SignOutFailure[]];

/** Everything the scope promises was confirmed. */
export interface CompleteSignOut {
  readonly status: 'complete';
  readonly scope: SignOutScope;
  readonly signedOutLocally: true;
  readonly server: ServerSide;
  /** Until when a verifier that checks only signatures may accept tokens already issued; null where unknown. */
  readonly tokensExpireBy: Date | null;
  /** What failed without touching the promise. */
  readonly warnings: readonly SignOutFailure[];
}

/** This browser holds nothing of the session; something else was not confirmed. */
export interface PartialSignOut {
  readonly status: 'partial';
  readonly scope: SignOutScope;
  readonly signedOutLocally: true;
  readonly server: ServerSide;
  readonly tokensExpireBy: Date | null;
  readonly failures: Failures;
  /** Until when a retry can work; null where there is none. */
  readonly retryUntil: Date | null;
}

/** This browser still holds tokens of the session. */
export interface FailedSignOut {
  readonly status: 'failed';
  readonly scope: SignOutScope;
  readonly signedOutLocally: false;
  readonly server: ServerSide;
  readonly failures: Failures;
}

/** What became of a sign-out. Frozen, structured-cloneable, never with a token in it. */
export type SignOutOutcome = CompleteSignOut | PartialSignOut | FailedSignOut;

/** Whether a sign-out was called off before anything was sent or cleared. */
export function wasCalledOff(outcome: SignOutOutcome): boolean {
  return outcome.status === 'failed' && outcome.failures[0].reason === 'cancelled';
}

type Settled = Pick<CompleteSignOut, 'scope' | 'server' | 'tokensExpireBy'>;

export function completeSignOut(
  settled: Settled & { warnings?: readonly SignOutFailure[] },
): CompleteSignOut {
  const { scope, server, tokensExpireBy, warnings = [] } = settled;
  return Object.freeze({
    status: 'complete',
    scope,
    signedOutLocally: true,
    server,
    tokensExpireBy,
    warnings: Object.freeze([...warnings]),
  });
}

export function partialSignOut(
  settled: Settled & { failures: Failures; retryUntil: Date | null },
): PartialSignOut {
  const { scope, server, tokensExpireBy, failures, retryUntil } = settled;
  return Object.freeze({
    status: 'partial',
    scope,
    signedOutLocally: true,
    server,
    tokensExpireBy,
    failures: Object.freeze([...failures] as const) as Failures,
    retryUntil,
  });
}

export function failedSignOut(
  scope: SignOutScope,
  server: ServerSide,
  ...failures: [SignOutFailure, ...SignOutFailure[]]
): FailedSignOut {
  return Object.freeze({
    status: 'failed',
    scope,
    signedOutLocally: false,
    server,
    failures: Object.freeze(failures),
  });
}
