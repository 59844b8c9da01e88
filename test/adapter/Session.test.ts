import { describe, expect, test } from 'vitest';
import {
  adopt,
  claimsOf,
  dropTokens,
  expiryOf,
  isExpired,
  isOf,
  isSameSession,
  lacksAdminScope,
  type Session,
  tokensLifetimeMs,
} from '../../src/adapter/amplify/session/Session';
import { userOf } from '../../src/adapter/amplify/session/userOf';
import { unsigned } from '../cognito/tokens';

function session(more: Partial<Session> = {}): Session {
  const tokens = { accessToken: null, idToken: null, refreshToken: null };
  return {
    clientId: 'client',
    username: 'stored',
    clockDriftMs: 0,
    isFederated: false,
    loginId: undefined,
    claims: null,
    known: new Set(),
    isFresh: false,
    ...tokens,
    ...more,
  };
}

describe('the time of tokens', () => {
  const at = (seconds: number) => unsigned({ exp: seconds });

  test('is the last one’s, by this machine’s clock, and unknown without any', () => {
    const behind = session({ clockDriftMs: 500 });
    expect(expiryOf(behind, at(100), at(300), at(200))).toBe(299_500);
    expect(expiryOf(behind, null, 'corrupt', unsigned({}))).toBeNull();
  });

  test('is over five seconds early, and where nobody can tell', () => {
    const now = Date.now();
    const inSeconds = (seconds: number, clockDriftMs = 0) =>
      session({ clockDriftMs, accessToken: unsigned({ exp: now / 1000 + seconds }) });
    expect(isExpired(inSeconds(7))).toBe(false);
    expect(isExpired(inSeconds(4))).toBe(true);
    expect(isExpired(inSeconds(60, 120_000))).toBe(true);
    expect(isExpired(inSeconds(-60, -120_000))).toBe(false);
    expect(isExpired(session())).toBe(true);
  });

  test('is as long as the longest, and nothing where nobody can tell', () => {
    const accessToken = unsigned({ iat: 1000, exp: 1300 });
    const idToken = unsigned({ iat: 1000, exp: 4600 });
    expect(tokensLifetimeMs(session({ accessToken, idToken }))).toBe(3_600_000);
    expect(
      tokensLifetimeMs(
        session({ accessToken: unsigned({ exp: 9 }), idToken: unsigned({ iat: 9 }) }),
      ),
    ).toBe(0);
    expect(tokensLifetimeMs(session())).toBe(0);
  });
});

test('a token that says nothing about scopes is given the benefit', () => {
  const lacks = (claims: object) => lacksAdminScope(session({ accessToken: unsigned(claims) }));
  expect(lacks({ scope: 'openid aws.cognito.signin.user.admin' })).toBe(false);
  expect(lacks({ scope: 'openid aws.cognito.signin.user.administrator' })).toBe(true);
  expect(lacks({ scope: '' })).toBe(true);
  expect(lacks({})).toBe(false);
  expect(lacksAdminScope(session())).toBe(false);
});

test('a corrupt token claims nothing', () => {
  expect(claimsOf(unsigned({ sub: '1' }))).toEqual({ sub: '1' });
  expect(claimsOf('corrupt')).toBeNull();
  expect(claimsOf(null)).toBeNull();
});

test('a session is told by its origin, or by its user and when they signed in', () => {
  const one = { sub: '1', origin_jti: 'a', auth_time: 5 };
  expect(isSameSession(one, { ...one, auth_time: 6 })).toBe(true);
  expect(isSameSession(one, { ...one, origin_jti: 'b' })).toBe(false);
  expect(isSameSession(one, { ...one, sub: '2' })).toBe(false);
  const plain = { sub: '1', auth_time: 5 };
  expect(isSameSession(plain, { ...plain })).toBe(true);
  expect(isSameSession(plain, { ...plain, auth_time: 6 })).toBe(false);
  expect(isSameSession(plain, one)).toBe(false);
});

describe('a token belongs to a session', () => {
  const none = { accessToken: null, idToken: null, refreshToken: null };
  const claims = { sub: '1', origin_jti: 'a' };

  test('that knows it, or that it says it belongs to', () => {
    const one = session({ claims, known: new Set(['opaque']) });
    expect(isOf(one, { ...none, refreshToken: 'opaque' })).toBe(true);
    expect(isOf(one, { ...none, refreshToken: 'another' })).toBe(false);
    expect(isOf(one, { ...none, idToken: unsigned(claims) })).toBe(true);
    expect(isOf(one, { ...none, idToken: unsigned({ ...claims, sub: '2' }) })).toBe(false);
    expect(isOf(one, none)).toBe(false);
  });

  test('of which nothing is known by no likeness', () => {
    expect(isOf(session(), { ...none, accessToken: unsigned({}) })).toBe(false);
  });

  test('that takes it over, until it is dropped', () => {
    const one = session({ refreshToken: 'old', known: new Set(['old']) });
    adopt(one, { accessToken: unsigned(claims), refreshToken: 'new' });
    adopt(one, { accessToken: unsigned({ ...claims, origin_jti: 'b' }), idToken: null });
    expect(one).toMatchObject({ claims, idToken: null, refreshToken: 'new' });
    expect(isOf(one, { ...none, refreshToken: 'old' })).toBe(true);
    expect(isOf(one, { ...none, refreshToken: 'new' })).toBe(true);
    dropTokens(one);
    expect(one).toMatchObject(none);
    expect(one.known.size).toBe(0);
  });
});

describe('who a session belongs to', () => {
  const named = (idClaims: object, more: Partial<Session> = {}) =>
    userOf(session({ idToken: unsigned({ sub: '1', ...idClaims }), ...more }));

  test.each([
    [{ name: 'Alice Example', given_name: 'A' }, 'Alice Example'],
    [{ given_name: 'Alice', family_name: 'Example', email: 'a@b.c' }, 'Alice Example'],
    [{ family_name: 'Example' }, 'Example'],
    [{ name: ' ', preferred_username: 'ally' }, 'ally'],
    [{ name: 5, email: 'a@b.c', phone_number: '+1' }, 'a@b.c'],
    [{ phone_number: '+1' }, '+1'],
    [{}, 'typed'],
  ])('has the name that a person would know: %o', (claims, displayName) => {
    const { email } = claims as { email?: string };
    expect(named(claims, { loginId: 'typed' })).toEqual({
      userId: '1',
      username: 'stored',
      displayName,
      ...(email && { email }),
    });
  });

  test('is called by the user name where there is no other', () => {
    expect(named({ 'cognito:username': 'alice' })).toEqual({
      userId: '1',
      username: 'alice',
      displayName: 'alice',
    });
    expect(named({ 'cognito:username': 5, username: 'alice2' })?.username).toBe('alice2');
  });

  test('is told by the access token too, and by nothing else', () => {
    const accessToken = unsigned({ sub: '2', username: 'bob' });
    expect(userOf(session({ accessToken, idToken: 'corrupt' }))?.userId).toBe('2');
    expect(named({}, { accessToken })?.userId).toBe('1');
    expect(userOf(session({ idToken: unsigned({}) }))).toBeNull();
    expect(userOf(session())).toBeNull();
  });
});
