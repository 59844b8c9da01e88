/** The contract's words, written down anew: what judges the kit takes nothing from it. */
export type Scope = 'local' | 'global';
export type Server = 'ended' | 'notEnded' | 'unknown';
export type Operation = 'GlobalSignOut' | 'RevokeToken' | 'GetTokensFromRefreshToken';
export type TokenName = 'accessToken' | 'idToken' | 'refreshToken';

export type Reason =
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

/** An outcome as it was received: nothing about it is taken for granted. */
export interface Outcome {
  status: string;
  scope: string;
  signedOutLocally: boolean;
  server: string;
  tokensExpireBy?: Date | null;
  retryUntil?: Date | null;
  warnings?: readonly Failure[];
  failures?: readonly Failure[];
}

export interface Failure {
  step: string;
  reason: string;
  retryable: boolean;
  errorName?: string;
}

export const tokenNames: readonly TokenName[] = ['accessToken', 'idToken', 'refreshToken'];

/** "Passing: retryable" in the contract. */
export const isPassing = (reason: string) =>
  ['offline', 'network', 'timeout', 'throttled', 'service'].includes(reason);

export const stepOf: Record<Operation, string> = {
  GlobalSignOut: 'globalSignOut',
  RevokeToken: 'revokeToken',
  GetTokensFromRefreshToken: 'session',
};
