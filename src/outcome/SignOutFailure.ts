/** Where a sign-out failed. */
export type SignOutStep =
  | 'prepare'
  | 'session'
  | 'globalSignOut'
  | 'revokeToken'
  | 'clearLocal'
  | 'cleanup'
  | 'hostedUi';

/** Why a step failed. The first five pass by themselves and are retryable. */
export type SignOutReason =
  | 'offline'
  | 'network'
  | 'timeout'
  | 'throttled'
  | 'service'
  | 'sessionExpired'
  | 'sessionRevoked'
  | 'userNotReady'
  | 'missingScope'
  | 'revocationDisabled'
  | 'forbidden'
  | 'misconfigured'
  | 'storage'
  | 'cancelled'
  | 'notAttempted'
  | 'unknown';

/** One step that did not do what it should. Plain data, never with a token in it. */
export interface SignOutFailure {
  readonly step: SignOutStep;
  readonly reason: SignOutReason;
  readonly retryable: boolean;
  /** What the service called it, `TooManyRequestsException` say. */
  readonly errorName?: string;
}

const passing: ReadonlySet<SignOutReason> = new Set([
  'offline',
  'network',
  'timeout',
  'throttled',
  'service',
]);

/** Whether trying again later can help. */
export function isPassing(reason: SignOutReason): boolean {
  return passing.has(reason);
}

/** Builds the failure of one step. */
export function signOutFailure(
  step: SignOutStep,
  reason: SignOutReason,
  errorName?: string,
): SignOutFailure {
  return Object.freeze({
    step,
    reason,
    retryable: isPassing(reason),
    ...(errorName !== undefined && { errorName }),
  });
}
