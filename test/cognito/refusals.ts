/** What Cognito says where it refuses. */
export interface Refusal {
  status: number;
  errorName: string;
  message: string;
}

const refusal = (errorName: string, message: string, status = 400): Refusal => ({
  status,
  errorName,
  message,
});
const notAuthorized = (message: string) => refusal('NotAuthorizedException', message);

export const refusals = {
  accessTokenInvalid: notAuthorized('Invalid Access Token'),
  accessTokenExpired: notAuthorized('Access Token has expired'),
  accessTokenRevoked: notAuthorized('Access Token has been revoked'),
  scopeMissing: notAuthorized('Access Token does not have required scopes'),
  refreshTokenInvalid: notAuthorized('Invalid Refresh Token'),
  refreshTokenExpired: notAuthorized('Refresh Token has expired'),
  refreshTokenRevoked: notAuthorized('Refresh Token has been revoked'),
  refreshTokenReused: refusal('RefreshTokenReuseException', 'Refresh Token has been rotated'),
  revokedUnknown: refusal('InvalidParameterException', 'Invalid Refresh Token'),
  revokedAccessToken: refusal('UnsupportedTokenTypeException', 'Unsupported token type'),
  revocationDisabled: refusal('UnsupportedOperationException', 'Token revocation is not enabled'),
  passwordIncorrect: notAuthorized('Incorrect username or password.'),
  userDisabled: notAuthorized('User is disabled.'),
  userNotFound: refusal('UserNotFoundException', 'User does not exist.'),
  throttled: refusal('TooManyRequestsException', 'Rate exceeded'),
  forbidden: refusal('ForbiddenException', 'Request not allowed', 403),
  broken: refusal('InternalErrorException', 'Something went wrong', 500),
};

export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(name: keyof typeof refusals) {
    super(refusals[name].message);
    this.refusal = refusals[name];
  }
}
