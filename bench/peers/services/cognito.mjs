import { refreshToken, token } from '../sessions.mjs';
import { json } from './json.mjs';

const cognitoSession = () => {
  const prefix = 'CognitoIdentityServiceProvider.bench';
  const shared = {
    origin_jti: 'session',
    jti: 'token',
    client_id: 'bench',
    scope: 'aws.cognito.signin.user.admin',
  };
  return {
    localStorage: {
      [`${prefix}.LastAuthUser`]: 'alice',
      [`${prefix}.alice.accessToken`]: token({ ...shared, token_use: 'access', username: 'alice' }),
      [`${prefix}.alice.idToken`]: token({
        ...shared,
        token_use: 'id',
        aud: 'bench',
        'cognito:username': 'alice',
      }),
      [`${prefix}.alice.refreshToken`]: refreshToken,
      [`${prefix}.alice.clockDrift`]: '0',
    },
  };
};

/** As Cognito documents them for GlobalSignOut and RevokeToken; it says most of its refusals with 400. */
const cognitoRefusals = {
  401: [400, 'NotAuthorizedException', 'Invalid Access Token'],
  '401 RevokeToken': [401, 'UnauthorizedException', 'Not authorized'],
  403: [403, 'ForbiddenException', 'Request not allowed'],
  429: [400, 'TooManyRequestsException', 'Rate exceeded'],
  500: [500, 'InternalErrorException', 'Something went wrong'],
};

const amz = { 'content-type': 'application/x-amz-json-1.1' };
export const cognito = {
  seed: cognitoSession,
  signsOut: ({ method, path }) => method === 'POST' && path === '/',
  yes: () => json(200, {}, amz),
  no: (fault, { operation }) => {
    const named = `${fault} ${operation.split('.').pop()}`;
    const [status, __type, message] = cognitoRefusals[named] ?? cognitoRefusals[fault];
    return json(status, { __type, message }, { ...amz, 'x-amzn-errortype': __type });
  },
};
