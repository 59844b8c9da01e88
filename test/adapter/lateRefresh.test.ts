import { fetchAuthSession } from 'aws-amplify/auth';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { precede, refuse } from '../storages/moods';
import { Device } from './Device';

const password = 'Correct-horse-1';

let pool: UserPool;
let username: string;

beforeAll(async () => {
  pool = await startUserPool();
});

afterAll(() => pool.stop());

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
});

afterEach(() => pool.clearFaults());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function signedIn(rotation: boolean, storageMs: number) {
  username = crypto.randomUUID();
  await pool.createUser({ username, password });
  const device = new Device(pool, await pool.createClient({ rotation }));
  await device.signIn(username, password);
  if (storageMs > 0) {
    for (const operation of ['getItem', 'setItem', 'removeItem'] as const) {
      precede(device, operation, () => pause(storageMs));
    }
  }
  return device;
}

describe.each([
  { rotation: false, storageMs: 0 },
  { rotation: true, storageMs: 0 },
  { rotation: true, storageMs: 10 },
])('with rotation $rotation and a storage that takes $storageMs ms', ({ rotation, storageMs }) => {
  test.each(['local', 'global'] as const)(
    'a refresh that lands after a %s sign-out leaves no token and no session behind',
    async (scope) => {
      const device = await signedIn(rotation, storageMs);
      pool.fault('GetTokensFromRefreshToken', { delayMs: 200, after: true });
      const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
      await pause(storageMs * 10 + 20);
      const { outcome } = await createAmplifyAdapter().signOut({ scope });
      expect(outcome).toMatchObject({ status: 'complete', scope });
      expect(device.tokenKeys).toEqual([]);
      expect(pool.liveSessions(username)).toEqual([]);
      await refreshing;
      await pause(storageMs * 10 + 20);
      expect(device.tokenKeys).toEqual([]);
      await vi.waitFor(() => expect(pool.liveSessions(username)).toEqual([]));
    },
  );

  test('a refresh that lands during a sign-out leaves no token behind', async () => {
    const device = await signedIn(rotation, storageMs);
    pool.fault('GlobalSignOut', { delayMs: 200 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'global' });
    const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
    await pause(100);
    expect((await signingOut).outcome.status).toBe('complete');
    await refreshing;
    await pause(storageMs * 10 + 20);
    expect(device.tokenKeys).toEqual([]);
    expect(pool.liveSessions(username)).toEqual([]);
  });

  test('tokens that are being stored when the sign-out begins are cleared too', async () => {
    const device = await signedIn(rotation, storageMs);
    const adapter = createAmplifyAdapter();
    await adapter.getCurrentUser();
    const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
    await vi.waitFor(() =>
      expect(pool.requests.at(-1)).toMatchObject({
        operation: 'GetTokensFromRefreshToken',
        ended: 'answered',
      }),
    );
    expect((await adapter.signOut({ scope: 'local' })).outcome.status).toBe('complete');
    await refreshing;
    await pause(storageMs * 10 + 20);
    expect(device.tokenKeys).toEqual([]);
    await vi.waitFor(() => expect(pool.liveSessions(username)).toEqual([]));
  });

  test('a refresh during a sign-out that leaves the session signed in is stored after all', async () => {
    const device = await signedIn(rotation, storageMs);
    pool.fault('GlobalSignOut', { status: 403, errorName: 'ForbiddenException', delayMs: 200 });
    const adapter = createAmplifyAdapter({ onGlobalFailure: 'staySignedIn' });
    const signingOut = adapter.signOut({ scope: 'global' });
    const refreshing = fetchAuthSession({ forceRefresh: true });
    expect((await signingOut).outcome.status).toBe('failed');
    const { tokens } = await refreshing;
    expect(device.tokens).toContain(tokens?.accessToken.toString());
    expect(await device.refreshes()).toBe(true);
  });
});

test('what a refresh got meanwhile is revoked too, once', async () => {
  const device = await signedIn(true, 0);
  pool.clearRequests();
  pool.fault('RevokeToken', { delayMs: 150 }, { times: 1 });
  const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
  await vi.waitFor(() => expect(pool.requests).toHaveLength(1));
  await fetchAuthSession({ forceRefresh: true }).catch(() => {});
  expect((await signingOut).outcome.status).toBe('complete');
  await pause(30);
  const operations = pool.requests.map(({ operation }) => operation);
  expect(operations.filter((name) => name === 'RevokeToken')).toHaveLength(2);
  expect(device.tokenKeys).toEqual([]);
  expect(pool.liveSessions(username)).toEqual([]);
});

test('a refresh that lands after the storage refused to delete is not stored', async () => {
  const device = await signedIn(true, 0);
  refuse(device);
  const before = device.tokens;
  pool.fault('GetTokensFromRefreshToken', { delayMs: 200, after: true });
  const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
  await pause(20);
  expect((await createAmplifyAdapter().signOut({ scope: 'global' })).outcome.status).toBe('failed');
  await refreshing;
  await pause(30);
  expect(device.tokens).toEqual(before);
});

test('after refreshes that are over, the last token is revoked', async () => {
  const device = await signedIn(true, 0);
  await createAmplifyAdapter().getCurrentUser();
  for (let refreshes = 0; refreshes < 2; refreshes++)
    await fetchAuthSession({ forceRefresh: true });
  const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
  expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(device.tokenKeys).toEqual([]);
  expect(pool.liveSessions(username)).toEqual([]);
});

test('someone who signs in after a sign-out is stored, whoever it is', async () => {
  const device = await signedIn(false, 0);
  await createAmplifyAdapter().signOut({ scope: 'local' });
  await device.signIn(username, password);
  expect(device.tokenKeys).toHaveLength(3);
  expect(await device.refreshes()).toBe(true);
});

describe('an app’s own refresh that is in flight when a token has to be refreshed', () => {
  const refresh = 'GetTokensFromRefreshToken';
  const asked = () => pool.requests.map(({ operation }) => operation);
  const appRefreshes = () => void fetchAuthSession({ forceRefresh: true }).catch(() => {});

  async function aged(rotation: boolean) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 7_200_000 });
    const device = await signedIn(rotation, 0).finally(() => vi.useRealTimers());
    await createAmplifyAdapter().getCurrentUser();
    pool.clearRequests();
    return device;
  }

  test.each([true, false])(
    'is waited for, and what it brings is used: rotation %s',
    async (rotation) => {
      const device = await aged(rotation);
      pool.fault(refresh, { delayMs: 60, after: true });
      appRefreshes();
      await pause(20);
      const { outcome } = await createAmplifyAdapter().signOut({ scope: 'global' });
      expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
      expect(asked()).toEqual([refresh, 'GlobalSignOut']);
      await pause(20);
      expect(device.tokenKeys).toEqual([]);
    },
  );

  test('is waited for no longer than a request may take', async () => {
    await aged(false);
    pool.fault(refresh, { delayMs: 300 }, { times: 1 });
    const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
    await pause(20);
    const adapter = createAmplifyAdapter({ attemptTimeoutMs: 100 });
    expect((await adapter.signOut({ scope: 'global' })).outcome.status).toBe('complete');
    expect(asked()).toEqual([refresh, refresh, 'GlobalSignOut']);
    await refreshing;
  });

  test('is not taken for theirs by whoever signs in next', async () => {
    await aged(true);
    pool.fault(refresh, { delayMs: 500, after: true }, { times: 1 });
    appRefreshes();
    await pause(20);
    const hasty = createAmplifyAdapter({ attemptTimeoutMs: 80 });
    expect((await hasty.signOut({ scope: 'local' })).outcome.status).toBe('complete');
    const first = username;
    const device = await aged(true);
    const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
    await pause(10);
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'global' });
    expect(outcome).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
    await refreshing;
    expect(device.tokenKeys).toEqual([]);
    expect(pool.liveSessions(username)).toEqual([]);
    await vi.waitFor(() => expect(pool.liveSessions(first)).toEqual([]));
  });
});
