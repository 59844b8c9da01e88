import { inspect } from 'node:util';
import { Amplify } from 'aws-amplify';
import { Hub } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { startStopwatch } from '../startStopwatch';
import { hang, precede, refuse } from '../storages/moods';
import { Device } from './Device';
import { hurry } from './setUp';

const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };
const bob = { username: 'bob', password: 'Correct-horse-2' };

let pool: UserPool;
let hubEvents: string[];
let stopListening: () => void;

beforeAll(async () => {
  pool = await startUserPool({ users: [alice, bob] });
});

afterAll(() => pool.stop());

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  hubEvents = [];
  stopListening = Hub.listen('auth', ({ payload }) => hubEvents.push(payload.event));
});

afterEach(() => {
  stopListening();
  pool.clearFaults();
});

async function signedIn(user = alice as { username: string; password: string }, clientId?: string) {
  const device = await new Device(pool, clientId).signIn(user.username, user.password);
  pool.clearRequests();
  hubEvents = [];
  return device;
}

const operations = () => pool.requests.map(({ operation }) => operation);

describe('a global sign-out', () => {
  test('that Cognito confirms is complete, in one request', async () => {
    const other = await signedIn();
    const device = await signedIn();
    const { outcome, retry } = await createAmplifyAdapter().signOut({ scope: 'global' });

    expect(outcome).toMatchObject({
      status: 'complete',
      scope: 'global',
      server: 'ended',
      warnings: [],
    });
    expect(retry).toBeUndefined();
    expect(operations()).toEqual(['GlobalSignOut']);
    expect(device.tokenKeys).toEqual([]);
    expect(device.items.size).toBe(0);
    expect(hubEvents).toEqual(['signedOut']);
    expect(pool.liveSessions('alice')).toEqual([]);
    expect(await other.refreshes()).toBe(false);
  });

  test('says until when issued tokens may still be accepted', async () => {
    await signedIn();
    const before = Date.now();
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'global' });
    const expireBy = outcome.status === 'complete' ? Number(outcome.tokensExpireBy) : 0;
    expect(expireBy).toBeGreaterThanOrEqual(before + 3_600_000);
    expect(expireBy).toBeLessThan(before + 3_605_000);
  });

  test('that the server fails is partial after three tries, and a retry completes it', async () => {
    hurry();
    const other = await signedIn();
    const device = await signedIn();
    pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
    const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });

    expect(attempt.outcome).toMatchObject({
      status: 'partial',
      scope: 'global',
      server: 'unknown',
      failures: [
        {
          step: 'globalSignOut',
          reason: 'service',
          retryable: true,
          errorName: 'InternalErrorException',
        },
      ],
    });
    expect(operations()).toEqual(['GlobalSignOut', 'GlobalSignOut', 'GlobalSignOut']);
    expect(device.tokenKeys).toEqual([]);
    expect(hubEvents).toEqual(['signedOut']);
    expect(await other.refreshes()).toBe(true);

    pool.clearFaults();
    device.use();
    const again = await attempt.retry?.();
    expect(again?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(again?.retry).toBeUndefined();
    expect(attempt.revealToken()).toBeNull();
    expect(pool.liveSessions('alice')).toEqual([]);
    expect(await other.refreshes()).toBe(false);
  });

  test('that gets no answer ends by the deadline with nothing left here', async () => {
    const device = await signedIn();
    pool.fault('GlobalSignOut', { silent: true });
    const elapsed = startStopwatch();
    const adapter = createAmplifyAdapter({ attemptTimeoutMs: 200, deadlineMs: 600 });
    const attempt = await adapter.signOut({ scope: 'global' });
    expect(elapsed()).toBeLessThan(700);
    expect(attempt.outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'timeout' }],
    });
    expect(device.tokenKeys).toEqual([]);
    attempt.forget();
  });

  test('of a session that was ended elsewhere is partial without a retry', async () => {
    const device = await signedIn();
    for (const { originJti } of pool.liveSessions('alice')) pool.revokeSession(originJti);
    const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
    expect(attempt.outcome).toMatchObject({
      status: 'partial',
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'sessionRevoked', retryable: false }],
      retryUntil: null,
    });
    expect(attempt.retry).toBeUndefined();
    expect(device.tokenKeys).toEqual([]);
    expect(operations()).toEqual(['GlobalSignOut']);
  });

  test('of a token without the scope is not attempted, and ends its own session', async () => {
    const clientId = await pool.createClient({ scope: 'openid email' });
    const device = await signedIn(alice, clientId);
    const adapter = createAmplifyAdapter();
    expect(await adapter.canSignOutGlobally?.()).toBe(false);
    const { outcome } = await adapter.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({
      status: 'partial',
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'missingScope' }],
    });
    expect(operations()).toEqual(['RevokeToken']);
    expect(device.tokenKeys).toEqual([]);
  });

  test('ends its own session once the retry is forgotten', async () => {
    hurry();
    await signedIn();
    const live = pool.liveSessions('alice').length;
    pool.fault('GlobalSignOut', { status: 429, errorName: 'TooManyRequestsException' });
    const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
    expect(pool.liveSessions('alice')).toHaveLength(live);
    expect(attempt.revealToken()).toMatch(/^eyJ/);
    attempt.forget();
    expect(attempt.revealToken()).toBeNull();
    await vi.waitFor(() => expect(pool.liveSessions('alice')).toHaveLength(live - 1));
    expect((await attempt.retry?.())?.outcome).toMatchObject({
      status: 'partial',
      retryUntil: null,
    });
    expect(operations().filter((name) => name === 'GlobalSignOut')).toHaveLength(3);
  });

  test('can leave an unconfirmed session signed in', async () => {
    const device = await signedIn();
    pool.fault('GlobalSignOut', { status: 403, errorName: 'ForbiddenException' });
    const adapter = createAmplifyAdapter({ onGlobalFailure: 'staySignedIn' });
    const { outcome, forget } = await adapter.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({
      status: 'failed',
      signedOutLocally: false,
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'forbidden' }],
    });
    forget();
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(hubEvents).toEqual([]);
    expect(operations()).toEqual(['GlobalSignOut']);
    expect(await device.refreshes()).toBe(true);
  });
});

describe('a local sign-out', () => {
  test('revokes this session only', async () => {
    const other = await signedIn();
    const device = await signedIn();
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome).toMatchObject({ status: 'complete', scope: 'local', server: 'ended' });
    expect(operations()).toEqual(['RevokeToken']);
    expect(device.tokenKeys).toEqual([]);
    expect(await other.refreshes()).toBe(true);
  });

  test('of a client without revocation is complete with a warning and no request', async () => {
    const clientId = await pool.createClient({ revocation: false });
    const device = await signedIn(alice, clientId);
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome).toMatchObject({
      status: 'complete',
      server: 'notEnded',
      warnings: [{ step: 'revokeToken', reason: 'revocationDisabled' }],
    });
    expect(operations()).toEqual([]);
    expect(device.tokenKeys).toEqual([]);
  });

  test('that Cognito throttles is partial and keeps the refresh token for a retry', async () => {
    hurry();
    const device = await signedIn();
    const refreshToken = device.tokens.find((_, index) =>
      device.tokenKeys[index]?.endsWith('refreshToken'),
    );
    pool.fault('RevokeToken', { status: 400, errorName: 'TooManyRequestsException' }, { times: 3 });
    const attempt = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(attempt.outcome).toMatchObject({
      status: 'partial',
      scope: 'local',
      failures: [{ step: 'revokeToken', reason: 'throttled' }],
    });
    expect(attempt.revealToken()).toBe(refreshToken);
    expect((await attempt.retry?.())?.outcome).toMatchObject({
      status: 'complete',
      server: 'ended',
    });
  });
});

test('with nobody signed in nothing is sent or said', async () => {
  const device = new Device(pool).use();
  pool.clearRequests();
  const { outcome } = await createAmplifyAdapter().signOut({ scope: 'global' });
  expect(outcome).toEqual({
    status: 'complete',
    scope: 'local',
    signedOutLocally: true,
    server: 'unknown',
    tokensExpireBy: null,
    warnings: [],
  });
  expect([device.items.size, operations(), hubEvents]).toEqual([0, [], []]);
});

test('a storage that refuses to delete is failed, with what Cognito confirmed, and can be tried again', async () => {
  const device = await signedIn();
  const removing = refuse(device);
  const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
  expect(attempt.outcome).toMatchObject({
    status: 'failed',
    signedOutLocally: false,
    server: 'ended',
    failures: [{ step: 'clearLocal', reason: 'storage' }],
  });
  expect(hubEvents).toEqual([]);
  removing.mockRestore();
  expect((await attempt.retry?.())?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(operations()).toEqual(['GlobalSignOut']);
  expect(device.tokenKeys).toEqual([]);
});

test('a storage that never answers is failed by the deadline', async () => {
  const device = await signedIn();
  hang(device, 'removeItem');
  const adapter = createAmplifyAdapter({ deadlineMs: 300 });
  const { outcome } = await adapter.signOut({ scope: 'global' });
  expect(outcome).toMatchObject({ status: 'failed', server: 'ended' });
});

test('a storage that answers late replaces the outcome', async () => {
  const device = await signedIn();
  precede(device, 'removeItem', async () => {
    await new Promise((resolve) => setTimeout(resolve, 400));
  });
  const attempt = await createAmplifyAdapter({ deadlineMs: 300 }).signOut({ scope: 'global' });
  expect(attempt.outcome.status).toBe('failed');
  expect((await attempt.late)?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(hubEvents).toEqual(['signedOut']);
});

test('someone who signs in meanwhile keeps everything', async () => {
  const device = await signedIn();
  pool.fault('GlobalSignOut', { delayMs: 300 });
  const signingOut = createAmplifyAdapter().signOut({ scope: 'global' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  const { items } = await new Device(pool).signIn(bob.username, bob.password);
  for (const [key, value] of items) device.items.set(key, value);
  device.use();
  hubEvents = [];
  expect((await signingOut).outcome.status).toBe('complete');
  expect(device.tokenKeys.every((key) => key.includes('.bob.'))).toBe(true);
  expect(device.tokenKeys).toHaveLength(3);
  expect(hubEvents).toEqual([]);
  expect(await device.refreshes()).toBe(true);
});

test('the same user who signs in again meanwhile keeps the new session', async () => {
  const device = await signedIn();
  pool.fault('RevokeToken', { delayMs: 300 });
  const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
  await new Promise((resolve) => setTimeout(resolve, 50));
  device.items.clear();
  await device.signIn(alice.username, alice.password);
  expect((await signingOut).outcome.status).toBe('complete');
  expect(device.tokenKeys).toHaveLength(3);
  expect(await device.refreshes()).toBe(true);
});

test('no token shows up in an attempt, its outcome or the console', async () => {
  const said: unknown[] = [];
  for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((...words) => void said.push(words));
  }
  const device = await signedIn();
  const secrets = device.tokens;
  expect(secrets).toHaveLength(3);
  pool.fault('GlobalSignOut', { status: 400, errorName: 'InvalidParameterException' });
  const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
  const shown =
    inspect([attempt, said], { depth: null, showHidden: true }) + JSON.stringify(attempt);
  for (const secret of secrets) expect(shown).not.toContain(secret);
  expect(structuredClone(attempt.outcome)).toEqual(attempt.outcome);
  expect(Object.isFrozen(attempt.outcome)).toBe(true);
});

describe('what cannot work is refused before anything is sent or cleared', () => {
  test('a redirect to another origin', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const device = await signedIn();
    const { outcome } = await createAmplifyAdapter().signOut({
      scope: 'global',
      redirectUrl: 'https://elsewhere.example/',
    });
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ step: 'prepare', reason: 'misconfigured' }],
    });
    expect(error.mock.calls.flat().join()).toContain('redirectUrl');
    expect(operations()).toEqual([]);
    expect(device.tokenKeys).toHaveLength(3);
  });

  test('a call that was aborted before it began', async () => {
    const device = await signedIn();
    const { outcome } = await createAmplifyAdapter().signOut({
      scope: 'global',
      signal: AbortSignal.abort(),
    });
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ step: 'prepare', reason: 'cancelled' }],
    });
    expect(operations()).toEqual([]);
    expect(device.tokenKeys).toHaveLength(3);
  });

  test('a token provider that is not Cognito’s', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    Amplify.configure(pool.amplifyConfig(), {
      Auth: { tokenProvider: { getTokens: async () => null } },
    });
    const adapter = createAmplifyAdapter();
    const first = await adapter.signOut({ scope: 'local' });
    await adapter.signOut({ scope: 'local' });
    expect(first.outcome).toMatchObject({
      status: 'failed',
      failures: [{ step: 'prepare', reason: 'misconfigured' }],
    });
    expect(error).toHaveBeenCalledTimes(1);
    expect(error.mock.calls[0]?.[0]).toMatch(/token provider of its own/);
  });
});

test('aborting after the first request ends at once, with nothing left here', async () => {
  const device = await signedIn();
  pool.fault('GlobalSignOut', { silent: true });
  const controller = new AbortController();
  const signingOut = createAmplifyAdapter().signOut({ scope: 'global', signal: controller.signal });
  await vi.waitFor(() => expect(operations()).toEqual(['GlobalSignOut']));
  controller.abort();
  const { outcome, retry } = await signingOut;
  expect(outcome).toMatchObject({
    status: 'partial',
    server: 'unknown',
    failures: [{ step: 'globalSignOut', reason: 'cancelled' }],
  });
  expect(retry).toBeUndefined();
  expect(device.tokenKeys).toEqual([]);
});

test('the user has the name a person would know', async () => {
  await signedIn();
  const adapter = createAmplifyAdapter();
  expect(await adapter.getCurrentUser()).toMatchObject({
    username: 'alice',
    displayName: 'Alice Example',
  });
  await adapter.signOut({ scope: 'local' });
  expect(await adapter.getCurrentUser()).toBeNull();
});

test('the app’s own headers for Cognito are sent along', async () => {
  const { cognitoUserPoolsTokenProvider } = await import('aws-amplify/auth/cognito');
  const device = await signedIn();
  Amplify.configure(pool.amplifyConfig(), {
    Auth: {
      tokenProvider: cognitoUserPoolsTokenProvider,
      headers: async () => ({ 'x-trace': 'abc' }),
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
  const fetching = vi.spyOn(globalThis, 'fetch');
  await createAmplifyAdapter().signOut({ scope: 'local' });
  const { headers } = fetching.mock.calls[0]?.[1] ?? {};
  expect(new Headers(headers).get('x-trace')).toBe('abc');
});

test('a session whose user name the storage lost is ended all the same', async () => {
  const device = await signedIn();
  const adapter = createAmplifyAdapter();
  await adapter.getCurrentUser();
  for (const key of device.items.keys()) {
    if (key.endsWith('.LastAuthUser')) device.items.delete(key);
  }
  const { outcome } = await adapter.signOut({ scope: 'global' });
  expect(outcome).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
  expect(device.tokenKeys).toEqual([]);
  expect(pool.liveSessions('alice')).toEqual([]);
});

test('a retry that is called off leaves what was retained for the next one', async () => {
  hurry();
  await signedIn();
  pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
  const calledOff = await attempt.retry?.({ signal: AbortSignal.abort() });
  expect(calledOff?.outcome).toMatchObject({
    status: 'partial',
    failures: [{ reason: 'service' }],
  });
  pool.clearFaults();
  expect((await calledOff?.retry?.())?.outcome.status).toBe('complete');
});

test('what was put away is erased all the same, however late the storage answers', async () => {
  const device = await signedIn();
  const adapter = createAmplifyAdapter({ deadlineMs: 200 });
  let isSlow = false;
  precede(device, 'getItem', async () => {
    if (isSlow) await new Promise((resolve) => setTimeout(resolve, 150));
  });
  pool.fault('GlobalSignOut', { delayMs: 50 });
  const signingOut = adapter.signOut({ scope: 'global' });
  await vi.waitFor(() => expect(operations()).toEqual(['GlobalSignOut']));
  isSlow = true;
  const attempt = await signingOut;
  expect(attempt.outcome.status).toBe('failed');
  attempt.forget();
  expect((await attempt.late)?.outcome.status).toBe('complete');
  expect(device.tokenKeys).toEqual([]);
});
