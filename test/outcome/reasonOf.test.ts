import { describe, expect, test } from 'vitest';
import { isUserGone, reasonOf } from '../../src/outcome/reasonOf';

const notAuthorized = 'NotAuthorizedException';

describe('the reason of an error answer', () => {
  test.each([
    ['ForbiddenException', 403, 'forbidden'],
    ['InternalErrorException', 500, 'service'],
    ['InvalidParameterException', 400, 'misconfigured'],
    ['PasswordResetRequiredException', 400, 'userNotReady'],
    ['ResourceNotFoundException', 404, 'misconfigured'],
    ['ResourceNotFoundException', 400, 'misconfigured'],
    ['TooManyRequestsException', 400, 'throttled'],
    ['TooManyRequestsException', 429, 'throttled'],
    ['UserNotConfirmedException', 400, 'userNotReady'],
    ['UnauthorizedException', 401, 'misconfigured'],
    ['UnsupportedOperationException', 400, 'revocationDisabled'],
    ['UnsupportedTokenTypeException', 400, 'misconfigured'],
    ['RefreshTokenReuseException', 400, 'sessionRevoked'],
    ['LimitExceededException', 400, 'throttled'],
    ['RequestLimitExceeded', 503, 'throttled'],
    ['ThrottlingException', 400, 'throttled'],
    ['ServiceUnavailableException', 503, 'service'],
  ])('is found by the name Cognito documents: %s (%i)', (name, status, reason) => {
    expect(reasonOf({ status, name })).toBe(reason);
  });

  test.each([
    ['ForbiddenException', 'forbidden'],
    ['InternalErrorException', 'service'],
    ['ServiceUnavailableException', 'service'],
    ['TooManyRequestsException', 'throttled'],
  ])('is found by the name where a proxy changed the status: %s', (name, reason) => {
    expect(reasonOf({ status: 400, name })).toBe(reason);
    expect(reasonOf({ status: 302, name })).toBe(reason);
  });

  test.each([
    ['Access Token has expired', 'sessionExpired'],
    ['Refresh Token has expired', 'sessionExpired'],
    ['Invalid Access Token', 'sessionExpired'],
    ['Invalid Refresh Token', 'unknown'],
    ['Access Token has been revoked', 'sessionRevoked'],
    ['Refresh Token has been revoked', 'sessionRevoked'],
    ['Access Token does not have required scopes', 'missingScope'],
    ['User is disabled.', 'userNotReady'],
    ['Something new', 'unknown'],
    ['', 'unknown'],
  ])('is found by the message where a refusal has no other sign: "%s"', (message, reason) => {
    expect(reasonOf({ status: 400, name: notAuthorized, message })).toBe(reason);
    expect(reasonOf({ status: 403, name: notAuthorized, message })).toBe(reason);
  });

  test('is unknown where a refusal says nothing at all', () => {
    expect(reasonOf({ status: 400, name: notAuthorized })).toBe('unknown');
    expect(isUserGone({ status: 400, name: notAuthorized })).toBe(false);
  });

  test.each([
    [301, 'misconfigured'],
    [302, 'misconfigured'],
    [400, 'unknown'],
    [401, 'forbidden'],
    [403, 'forbidden'],
    [404, 'misconfigured'],
    [408, 'timeout'],
    [418, 'unknown'],
    [429, 'throttled'],
    [500, 'service'],
    [502, 'service'],
    [503, 'service'],
    [504, 'service'],
  ])('is found by the status where there is no name: %i', (status, reason) => {
    expect(reasonOf({ status })).toBe(reason);
    expect(reasonOf({ status, name: 'BrandNewException' })).toBe(reason);
  });

  test.each(['constructor', 'toString', '__proto__'])(
    'is not looked up in what every object inherits: %s',
    (name) => {
      expect(reasonOf({ status: 400, name })).toBe('unknown');
    },
  );

  test('is not taken from the message of an error that has a name of its own', () => {
    expect(
      reasonOf({
        status: 500,
        name: 'InternalErrorException',
        message: 'Access Token has expired',
      }),
    ).toBe('service');
  });
});

describe('a user who no longer exists', () => {
  test('is recognized by name and by message', () => {
    expect(isUserGone({ status: 400, name: 'UserNotFoundException' })).toBe(true);
    expect(isUserGone({ status: 400, name: notAuthorized, message: 'User does not exist.' })).toBe(
      true,
    );
  });

  test('is not read into another refusal', () => {
    expect(isUserGone({ status: 400, name: notAuthorized, message: 'User is disabled.' })).toBe(
      false,
    );
    expect(isUserGone({ status: 502, message: 'User does not exist.' })).toBe(false);
    expect(isUserGone({ status: 404 })).toBe(false);
  });
});

test.each([
  [0, 'misconfigured'],
  [299, 'unknown'],
  [300, 'misconfigured'],
  [399, 'misconfigured'],
  [400, 'unknown'],
])('status %i alone means %s', (status, reason) => {
  expect(reasonOf({ status })).toBe(reason);
});
