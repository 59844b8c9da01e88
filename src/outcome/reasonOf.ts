import type { SignOutReason } from './SignOutFailure';

/** An error answer of the user pool: its HTTP status, and the name and message Cognito gave it, if any. */
export interface ServiceError {
  status: number;
  name?: string | undefined;
  message?: string | undefined;
}

/**
 * The errors that GlobalSignOut, RevokeToken and GetTokensFromRefreshToken document, and the throttles that any
 * AWS service may answer.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html#API_GlobalSignOut_Errors
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html#API_RevokeToken_Errors
 */
const byName: Readonly<Record<string, SignOutReason>> = {
  ForbiddenException: 'forbidden',
  InternalErrorException: 'service',
  InvalidParameterException: 'misconfigured',
  PasswordResetRequiredException: 'userNotReady',
  RefreshTokenReuseException: 'sessionRevoked',
  ResourceNotFoundException: 'misconfigured',
  UnauthorizedException: 'misconfigured',
  UnsupportedOperationException: 'revocationDisabled',
  UnsupportedTokenTypeException: 'misconfigured',
  UserNotConfirmedException: 'userNotReady',
  LimitExceededException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  ServiceUnavailableException: 'service',
};

/** NotAuthorizedException says only in its message what it means. */
const byMessage: readonly (readonly [RegExp, SignOutReason])[] = [
  [/has expired/i, 'sessionExpired'],
  [/invalid access token/i, 'sessionExpired'],
  [/has been revoked/i, 'sessionRevoked'],
  [/required scopes/i, 'missingScope'],
  [/user is disabled/i, 'userNotReady'],
];

const byStatus: Readonly<Record<number, SignOutReason>> = {
  // A redirect that a browser did not follow.
  0: 'misconfigured',
  401: 'forbidden',
  403: 'forbidden',
  404: 'misconfigured',
  408: 'timeout',
  429: 'throttled',
};

/** Finds the reason for an error answer, by its name, then its message, then its status. */
export function reasonOf({ status, name = '', message = '' }: ServiceError): SignOutReason {
  const named = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (named) return named;
  if (name === 'NotAuthorizedException') {
    return byMessage.find(([pattern]) => pattern.test(message))?.[1] ?? 'unknown';
  }
  if (status >= 300 && status < 400) return 'misconfigured';
  return byStatus[status] ?? (status >= 500 ? 'service' : 'unknown');
}

/** Whether the answer says that the user no longer exists, so that nothing is left to sign out. */
export function isUserGone({ name, message = '' }: ServiceError): boolean {
  return (
    name === 'UserNotFoundException' ||
    (name === 'NotAuthorizedException' && /user does not exist/i.test(message))
  );
}
