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
const byName: readonly (readonly [RegExp, SignOutReason])[] = [
  [/^(LimitExceeded|Throttling|TooManyRequests)Exception:|^RequestLimitExceeded:/, 'throttled'],
  [/^(InternalError|ServiceUnavailable)Exception:/, 'service'],
  [/^ForbiddenException:/, 'forbidden'],
  [
    /^(InvalidParameter|ResourceNotFound|Unauthorized|UnsupportedTokenType)Exception:/,
    'misconfigured',
  ],
  [/^(PasswordResetRequired|UserNotConfirmed)Exception:/, 'userNotReady'],
  [/^RefreshTokenReuseException:/, 'sessionRevoked'],
  [/^UnsupportedOperationException:/, 'revocationDisabled'],
  // Says only in its message what it means.
  [/^NotAuthorizedException:.*(has expired|invalid access token)/i, 'sessionExpired'],
  [/^NotAuthorizedException:.*has been revoked/i, 'sessionRevoked'],
  [/^NotAuthorizedException:.*required scopes/i, 'missingScope'],
  [/^NotAuthorizedException:.*user is disabled/i, 'userNotReady'],
  [/^NotAuthorizedException:/, 'unknown'],
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

/** Finds the reason for an error answer, by its name and message, else by its status. */
export function reasonOf({ status, name = '', message = '' }: ServiceError): SignOutReason {
  const named = byName.find(([pattern]) => pattern.test(`${name}: ${message}`));
  if (named) return named[1];
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
