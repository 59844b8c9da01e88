import { describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import type { Fault } from '../pool/startUserPool';
import { refuse } from '../storages/moods';
import type { Device } from './Device';
import { createStage, hurry, pause } from './setUp';

const stage = createStage();

const refresh = 'GetTokensFromRefreshToken';

const signOut = (scope: 'local' | 'global', options = {}) =>
  createAmplifyAdapter(options).signOut({ scope });

function remove({ items }: Device, ...names: string[]) {
  for (const key of [...items.keys()]) {
    if (names.some((name) => key.endsWith(`.${name}`))) items.delete(key);
  }
}

const own = () => stage.pool.sessions('alice').at(-1);
const { isAsked } = stage;

describe('a global sign-out whose access token has expired', () => {
  test('refreshes it first, without an event', async () => {
    const device = await stage.signedIn({ isAged: true });
    const adapter = createAmplifyAdapter();
    await adapter.getCurrentUser();
    const { outcome } = await adapter.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(stage.operations()).toEqual([refresh, 'GlobalSignOut']);
    expect(stage.hubEvents).toEqual(['signedOut']);
    expect(device.items.size).toBe(0);
  });

  test('stores nothing that did not rotate', async () => {
    const device = await stage.signedIn({ isAged: true });
    const storing = vi.spyOn(device, 'setItem');
    await signOut('global');
    const stored = storing.mock.calls.map(([key]) => key);
    expect(stored).toEqual([`amplify-signoff.mark.${device.clientId}`]);
  });

  test('stores what rotated, where the old tokens are', async () => {
    const device = await stage.signedIn({ isAged: true, client: { rotation: true } });
    stage.pool.fault('GlobalSignOut', { status: 403 });
    const before = device.tokens;
    await signOut('global', { onGlobalFailure: 'staySignedIn' });
    expect(device.tokenKeys).toHaveLength(3);
    for (const token of device.tokens) expect(before).not.toContain(token);
    expect(await device.refreshes()).toBe(true);
  });

  test.each<[Fault, object]>([
    [{ status: 403 }, { step: 'session', reason: 'forbidden', retryable: false }],
    [
      { status: 400, errorName: 'RefreshTokenReuseException' },
      { step: 'session', reason: 'sessionRevoked', errorName: 'RefreshTokenReuseException' },
    ],
    [{ status: 200, body: '{"AuthenticationResult":{"AccessToken":5}}' }, { reason: 'unknown' }],
    [{ status: 200, body: '{"AuthenticationResult":{"AccessToken":"x"}}' }, { reason: 'unknown' }],
    [{ status: 200, body: '{}' }, { reason: 'unknown' }],
  ])('is partial where that is answered with %o', async (fault, failure) => {
    const device = await stage.signedIn({ isAged: true });
    stage.pool.fault(refresh, fault);
    const { outcome } = await signOut('global');
    expect(outcome).toMatchObject({ status: 'partial', server: 'notEnded', failures: [failure] });
    expect(device.tokenKeys).toEqual([]);
  });

  test('ends its own session where that is refused, unless it is over', async () => {
    await stage.signedIn({ isAged: true });
    stage.pool.fault(refresh, { status: 403 });
    await signOut('global');
    expect(stage.operations()).toEqual([refresh, 'RevokeToken']);
    expect(own()).toMatchObject({ endedBy: 'RevokeToken' });
    for (const message of ['Refresh Token has expired', 'Refresh Token has been revoked']) {
      await stage.signedIn({ isAged: true });
      stage.pool.fault(refresh, { status: 400, errorName: 'NotAuthorizedException', message });
      await signOut('global');
      expect(stage.operations()).toEqual([refresh]);
    }
  });

  test('has nothing left to do for a user who is gone', async () => {
    const user = { username: crypto.randomUUID(), password: 'Correct-horse-1' };
    await stage.pool.createUser(user);
    await stage.signedIn({ isAged: true, user });
    await stage.pool.deleteUser(user.username);
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'complete',
      server: 'ended',
    });
    expect(stage.operations()).toEqual([refresh]);
  });

  test('keeps its ID token where that brings none', async () => {
    const device = await stage.signedIn({ isAged: true });
    const [AccessToken, idToken] = device.tokens;
    const AuthenticationResult = { AccessToken, RefreshToken: 'another' };
    stage.pool.fault(refresh, { status: 200, body: JSON.stringify({ AuthenticationResult }) });
    stage.pool.fault('GlobalSignOut', { status: 403 });
    await signOut('global', { onGlobalFailure: 'staySignedIn' });
    expect(new Set(device.tokens)).toEqual(new Set([AccessToken, idToken, 'another']));
  });

  test('cannot refresh without a refresh token, and says so', async () => {
    remove(await stage.signedIn({ isAged: true }), 'refreshToken');
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'partial',
      server: 'notEnded',
      failures: [{ step: 'session', reason: 'sessionExpired', retryable: false }],
      retryUntil: null,
    });
    expect(stage.operations()).toEqual([]);
  });

  test('is not taken for ended where the answer was lost, and the fresh token is refused as revoked', async () => {
    hurry();
    await stage.signedIn({ isAged: true });
    stage.pool.fault('GlobalSignOut', { reset: true, after: true }, { times: 1 });
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'sessionRevoked' }],
      retryUntil: null,
    });
    expect(stage.operations()).toEqual([refresh, 'GlobalSignOut', 'GlobalSignOut']);
  });

  test('is not taken for ended where every attempt was answered', async () => {
    hurry();
    await stage.signedIn({ isAged: true });
    stage.pool.fault('GlobalSignOut', { status: 500, after: true }, { times: 1 });
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'sessionRevoked' }],
    });
  });

  test('is not taken for ended where it was the own session that this sign-out ended', async () => {
    hurry();
    const device = await stage.signedIn({ isAged: true });
    const removing = refuse(device);
    stage.pool.fault('GlobalSignOut', { reset: true }, { times: 1 });
    stage.pool.fault('GlobalSignOut', { status: 403 }, { times: 1 });
    const { outcome, retry } = await signOut('global');
    expect(outcome).toMatchObject({ status: 'failed', server: 'unknown' });
    removing.mockRestore();
    expect((await retry?.())?.outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'sessionRevoked' }],
    });
  });

  test('ends its own session once where it can’t be tried again', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { status: 403 });
    const { forget } = await signOut('global');
    forget();
    await pause(50);
    expect(stage.operations()).toEqual(['GlobalSignOut', 'RevokeToken']);
  });

  test('is not taken for ended where a later attempt is refused for another reason', async () => {
    hurry();
    await stage.signedIn({ isAged: true });
    stage.pool.fault('GlobalSignOut', { reset: true }, { times: 1 });
    stage.pool.fault('GlobalSignOut', { status: 403 });
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'forbidden' }],
    });
  });

  test('is known to the pool by the device, and by what the app adds', async () => {
    const { cognitoUserPoolsTokenProvider } = await import('aws-amplify/auth/cognito');
    const device = await stage.signedIn({ isAged: true });
    const { clientId } = stage.pool;
    for (const name of ['deviceKey', 'deviceGroupKey', 'randomPasswordKey']) {
      device.items.set(`CognitoIdentityServiceProvider.${clientId}.alice.${name}`, `my-${name}`);
    }
    const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;
    tokenOrchestrator.setClientMetadataProvider(async () => ({ from: 'the app' }));
    const fetching = vi.spyOn(globalThis, 'fetch');
    await signOut('global');
    tokenOrchestrator.setClientMetadataProvider(async () => ({}));
    expect(JSON.parse(String(fetching.mock.calls[0]?.[1]?.body))).toMatchObject({
      ClientId: clientId,
      RefreshToken: expect.stringMatching(/.{60}/),
      DeviceKey: 'my-deviceKey',
      ClientMetadata: { from: 'the app' },
    });
  });

  test('goes on where nothing more can be read of the device', async () => {
    const { cognitoUserPoolsTokenProvider } = await import('aws-amplify/auth/cognito');
    await stage.signedIn({ isAged: true });
    const { authTokenStore } = cognitoUserPoolsTokenProvider;
    vi.spyOn(authTokenStore, 'getDeviceMetadata').mockRejectedValue(new Error('blocked'));
    expect((await signOut('global')).outcome.status).toBe('complete');
  });
});

describe('a global sign-out whose token Cognito alone takes for expired', () => {
  const expired = {
    status: 400,
    errorName: 'NotAuthorizedException',
    message: 'Access Token has expired',
  };

  test('refreshes it and asks once more', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', expired, { times: 1 });
    expect((await signOut('global')).outcome.status).toBe('complete');
    expect(stage.operations()).toEqual(['GlobalSignOut', refresh, 'GlobalSignOut']);
  });

  test('does so once', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', expired);
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'partial',
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'sessionExpired' }],
    });
    expect(stage.operations()).toEqual(['GlobalSignOut', refresh, 'GlobalSignOut', 'RevokeToken']);
  });

  test('and which cannot be refreshed says why', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', expired);
    stage.pool.fault(refresh, { status: 403 });
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'partial',
      failures: [{ step: 'session', reason: 'forbidden' }],
    });
    remove(await stage.signedIn(), 'refreshToken');
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'partial',
      server: 'notEnded',
      failures: [
        { step: 'globalSignOut', reason: 'sessionExpired' },
        { step: 'revokeToken', reason: 'notAttempted' },
      ],
    });
    expect(stage.operations()).toEqual(['GlobalSignOut']);
  });

  test('after an answer that was lost stays unknown', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { reset: true }, { times: 1 });
    stage.pool.fault('GlobalSignOut', expired);
    stage.pool.fault(refresh, { status: 403 });
    expect((await signOut('global')).outcome).toMatchObject({ server: 'unknown' });
  });
});

test('a token that lacks the scope is warned of once, and says which scope', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  vi.resetModules();
  const { createAmplifyAdapter } = await import('../../src/adapter/amplify/createAmplifyAdapter');
  for (let clicks = 0; clicks < 2; clicks++) {
    await stage.signedIn({ client: { scope: 'openid' } });
    await createAmplifyAdapter().signOut({ scope: 'global' });
  }
  const said = warn.mock.calls.flat().filter((line) => String(line).startsWith('amplify-signoff'));
  expect(said).toEqual([
    "amplify-signoff: this session's access token lacks the scope aws.cognito.signin.user.admin, so Cognito won't sign it out of all devices. Add the scope to the app client and to Auth.Cognito.loginWith.oauth.scopes, then sign in again.",
  ]);
});

describe('a local sign-out', () => {
  test.each([
    ['Refresh Token has expired', 'sessionExpired'],
    ['Refresh Token has been revoked', 'sessionRevoked'],
  ])('has nothing left to do where Cognito says “%s”', async (message) => {
    await stage.signedIn();
    stage.pool.fault('RevokeToken', { status: 400, errorName: 'NotAuthorizedException', message });
    expect((await signOut('local')).outcome).toMatchObject({ status: 'complete', server: 'ended' });
  });

  test('never stays signed in', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('RevokeToken', { status: 403 });
    const { outcome } = await signOut('local', { onGlobalFailure: 'staySignedIn' });
    expect(outcome.status).toBe('partial');
    expect(device.tokenKeys).toEqual([]);
  });

  test('takes “invalid” for no end', async () => {
    await stage.signedIn();
    const message = 'Invalid Refresh Token';
    stage.pool.fault('RevokeToken', { status: 400, errorName: 'NotAuthorizedException', message });
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'partial',
      server: 'notEnded',
      failures: [{ step: 'revokeToken', reason: 'unknown', errorName: 'NotAuthorizedException' }],
    });
  });

  test('where Cognito refuses to revoke is complete with a warning', async () => {
    await stage.signedIn();
    stage.pool.fault('RevokeToken', { status: 400, errorName: 'UnsupportedOperationException' });
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'complete',
      server: 'notEnded',
      warnings: [
        {
          step: 'revokeToken',
          reason: 'revocationDisabled',
          errorName: 'UnsupportedOperationException',
        },
      ],
    });
  });

  test('of a session of which only the access token is left removes it', async () => {
    const device = await stage.signedIn();
    remove(device, 'idToken', 'refreshToken');
    const adapter = createAmplifyAdapter();
    expect(await adapter.getCurrentUser()).toMatchObject({ username: 'alice' });
    expect((await adapter.signOut({ scope: 'local' })).outcome.status).toBe('partial');
    expect(device.tokenKeys).toEqual([]);
  });

  test('without a refresh token is partial, and asks for nothing', async () => {
    const device = await stage.signedIn();
    remove(device, 'refreshToken');
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'partial',
      server: 'notEnded',
      failures: [{ step: 'revokeToken', reason: 'notAttempted', retryable: false }],
    });
    expect(stage.operations()).toEqual([]);
    expect(device.tokenKeys).toEqual([]);
  });

  test('of a session whose access token is lost revokes it all the same', async () => {
    const device = await stage.signedIn();
    remove(device, 'accessToken', 'idToken');
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'complete',
      server: 'ended',
      tokensExpireBy: null,
    });
    expect(device.items.size).toBe(0);
  });

  test('says when this session’s own tokens expire', async () => {
    const device = await stage.signedIn({ client: { accessTokenSeconds: 900 } });
    for (const key of device.items.keys()) {
      if (key.endsWith('.clockDrift')) device.items.set(key, '60000');
    }
    const { outcome } = await signOut('local');
    const inMs = outcome.status === 'complete' ? Number(outcome.tokensExpireBy) - Date.now() : 0;
    expect(inMs).toBeGreaterThan(835_000);
    expect(inMs).toBeLessThan(840_001);
  });

  test('may have been heard once, whatever a retry is told', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('RevokeToken', { reset: true, after: true }, { times: 3 });
    stage.pool.fault('RevokeToken', { status: 403 });
    const { retry, outcome } = await signOut('local');
    expect(outcome).toMatchObject({ status: 'partial', server: 'unknown' });
    expect((await retry?.())?.outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ reason: 'forbidden' }],
    });
  });
});

describe('a second sign-out of the same session', () => {
  test.each([
    ['local', 'local'],
    ['global', 'global'],
    ['global', 'local'],
  ] as const)('joins the first: %s and %s', async (one, other) => {
    await stage.signedIn();
    stage.pool.fault('*', { delayMs: 30 });
    const [first, second] = await Promise.all([signOut(one), signOut(other)]);
    expect(second.outcome).toEqual(first.outcome);
    expect(first.outcome).toMatchObject({ status: 'complete', scope: one });
    expect(stage.operations()).toHaveLength(1);
    expect(stage.hubEvents).toEqual(['signedOut']);
  });

  test('of more than the first ends waits, and says that it came too late', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('*', { delayMs: 30 });
    const signingOut = signOut('local');
    await isAsked();
    const [first, second] = await Promise.all([signingOut, signOut('global')]);
    expect(first.outcome).toMatchObject({ status: 'complete', scope: 'local', server: 'ended' });
    expect(second.outcome).toMatchObject({
      status: 'partial',
      scope: 'global',
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'notAttempted' }],
      retryUntil: null,
    });
    expect(device.tokenKeys).toEqual([]);
  });

  test('of more than the first ends takes it over where nothing was sent', async () => {
    const device = await stage.signedIn();
    const [first, second] = await Promise.all([signOut('local'), signOut('global')]);
    expect(second.outcome).toEqual(first.outcome);
    expect(first.outcome).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
    expect(stage.operations()).toEqual(['GlobalSignOut']);
    expect(device.tokenKeys).toEqual([]);
  });

  test('of more than the first could end goes on by itself', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    stage.pool.fault('RevokeToken', { status: 403, delayMs: 30 });
    const signingOut = signOut('local').finally(() => removing.mockRestore());
    await isAsked();
    const [first, second] = await Promise.all([signingOut, signOut('global')]);
    expect(first.outcome.status).toBe('failed');
    expect(second.outcome).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
  });

  test('gives up where its own signal says so', async () => {
    await stage.signedIn();
    stage.pool.fault('*', { delayMs: 60 });
    const controller = new AbortController();
    const first = signOut('local');
    const second = createAmplifyAdapter().signOut({ scope: 'local', signal: controller.signal });
    await pause(20);
    controller.abort();
    expect((await second).outcome).toMatchObject({
      status: 'failed',
      failures: [{ reason: 'cancelled' }],
    });
    expect((await first).outcome.status).toBe('complete');
  });
});
