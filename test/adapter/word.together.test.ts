import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { describe, expect, test, vi } from 'vitest';
import type { SignOutRequest } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { precede } from '../storages/moods';
import type { Device } from './Device';
import { createStage, hurry, pause } from './setUp';

const stage = createStage();

const { isAsked } = stage;

/** Fails instead of hanging where the promise never settles. */
const soon = <T>(promise: Promise<T>) =>
  Promise.race([promise, pause(1500).then(() => 'never settled' as const)]);

/** Another copy of the package on the same Amplify, as two bundles of a page have. */
async function createSecondCopy(): Promise<typeof createAmplifyAdapter> {
  vi.resetModules();
  const copy = await import('../../src/adapter/amplify/createAmplifyAdapter');
  expect(copy.createAmplifyAdapter).not.toBe(createAmplifyAdapter);
  return copy.createAmplifyAdapter;
}

describe.each([
  ['of one copy of the package', async () => createAmplifyAdapter],
  ['of two copies of the package', createSecondCopy],
])('two adapters %s', (_, createOther) => {
  async function askBoth(
    first: SignOutRequest,
    second: SignOutRequest,
    between: () => Promise<unknown> = async () => {},
  ) {
    const [one, other] = [createAmplifyAdapter(), (await createOther())()];
    const signingOut = one.signOut(first);
    await between();
    return Promise.all([signingOut, other.signOut(second)]);
  }

  test.each(['local', 'global'] as const)('send one request for one session: %s', async (scope) => {
    const device = await stage.signedIn();
    stage.pool.fault('*', { delayMs: 30 });
    for (const { outcome } of await askBoth({ scope }, { scope })) {
      expect(outcome).toMatchObject({ status: 'complete', scope, server: 'ended' });
    }
    expect(stage.operations()).toHaveLength(1);
    expect(device.tokenKeys).toEqual([]);
    expect(stage.hubEvents).toEqual(['signedOut']);
  });

  test('say that a global one came too late for a local one that was confirmed', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('RevokeToken', { delayMs: 40 });
    const [local, global] = await askBoth({ scope: 'local' }, { scope: 'global' }, isAsked);
    expect(local.outcome).toMatchObject({ status: 'complete', scope: 'local', server: 'ended' });
    expect(global.outcome).toMatchObject({
      status: 'partial',
      scope: 'global',
      failures: [{ step: 'globalSignOut', reason: 'notAttempted' }],
      retryUntil: null,
    });
    expect(global.outcome.server).not.toBe('ended');
    expect(global.retry).toBeUndefined();
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(device.tokenKeys).toEqual([]);
  });

  test.each([403, 429])(
    'have a global one follow a local one that Cognito refused with %i',
    async (status) => {
      hurry();
      const device = await stage.signedIn();
      stage.pool.fault('RevokeToken', { status, delayMs: 40 });
      const [local, global] = await askBoth({ scope: 'local' }, { scope: 'global' }, isAsked);
      expect(local.outcome).toMatchObject({ scope: 'local', signedOutLocally: true });
      expect(global.outcome).toMatchObject({
        status: 'complete',
        scope: 'global',
        server: 'ended',
      });
      expect(stage.operations().filter((name) => name === 'GlobalSignOut')).toHaveLength(1);
      expect(device.tokenKeys).toEqual([]);
      expect(stage.pool.sessions('alice').at(-1)?.endedBy).toBe('GlobalSignOut');
    },
  );

  async function slowHeaders() {
    const device = await stage.signedIn();
    const headers = async () => {
      await pause(60);
      return {};
    };
    Amplify.configure(stage.pool.amplifyConfig(), { Auth: { headers } });
    cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
  }

  async function slowStorage() {
    const device = await stage.signedIn();
    precede(device, 'getItem', async () => {
      await pause(30);
    });
  }

  test.each([
    ['the app’s headers are', slowHeaders],
    ['the storage is', slowStorage],
  ])('have a global one take over a local one that was not sent, as %s slow', async (_, slow) => {
    await slow();
    const both = await askBoth({ scope: 'local' }, { scope: 'global' }, () => pause(10));
    for (const { outcome } of both) {
      expect(outcome).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
    }
    expect(stage.operations()).toEqual(['GlobalSignOut']);
    expect(stage.hubEvents).toEqual(['signedOut']);
  });

  test('do not wait for each other’s cleanup, and each runs its own', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('*', { delayMs: 30 });
    const hangs = vi.fn(() => new Promise<void>(() => {}));
    const own = vi.fn(async () => {});
    const one = createAmplifyAdapter();
    const other = (await createOther())();
    void one.signOut({ scope: 'local', cleanup: hangs });
    await isAsked();
    const second = await soon(other.signOut({ scope: 'local', cleanup: own }));
    expect(second).toMatchObject({ outcome: { status: 'complete', scope: 'local' } });
    await vi.waitFor(() => expect(hangs).toHaveBeenCalledOnce());
    expect(own).toHaveBeenCalledOnce();
    expect(device.tokenKeys).toEqual([]);
    expect(stage.operations()).toEqual(['RevokeToken']);
  });

  describe('that share what one sign-out retained', () => {
    async function bothBusy() {
      hurry();
      await stage.signedIn();
      stage.pool.fault('GlobalSignOut', { status: 429, delayMs: 20 });
      const both = await askBoth({ scope: 'global' }, { scope: 'global' }, isAsked);
      expect(stage.operations()).toHaveLength(3);
      stage.pool.clearFaults();
      stage.pool.clearRequests();
      return both;
    }

    test('keep it until both have put it away', async () => {
      const [first, second] = await bothBusy();
      first.forget();
      // Timers hurry.
      await pause(1000);
      expect(stage.operations()).toEqual([]);
      expect(second.revealToken()).not.toBeNull();
      first.forget();
      expect(second.revealToken()).not.toBeNull();
      second.forget();
      expect([first.revealToken(), second.revealToken()]).toEqual([null, null]);
      await vi.waitFor(() => expect(stage.pool.liveSessions('alice')).toEqual([]));
      expect(stage.operations()).toEqual(['RevokeToken']);
    });

    test('leave each other the retry', async () => {
      const [first, second] = await bothBusy();
      first.forget();
      expect((await second.retry?.())?.outcome).toMatchObject({
        status: 'complete',
        scope: 'global',
        server: 'ended',
      });
      expect(stage.operations()).toEqual(['GlobalSignOut']);
    });
  });
});

test('two copies of the package that take turns do not pile up token stores', async () => {
  const device: Device = await stage.signedIn();
  const [one, other] = [createAmplifyAdapter(), (await createSecondCopy())()];
  const stores = () => {
    let count = 0;
    let store: unknown = cognitoUserPoolsTokenProvider.tokenOrchestrator.getTokenStore();
    for (; store; store = Object.getPrototypeOf(store)) count++;
    return count;
  };
  await one.getCurrentUser();
  await other.getCurrentUser();
  const before = stores();
  for (let turn = 0; turn < 100; turn++) {
    await one.getCurrentUser();
    await other.getCurrentUser();
  }
  expect(stores()).toBe(before);
  expect(await device.refreshes()).toBe(true);
});
