import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import type { Device } from './Device';
import { alice, bob, createStage, pause } from './setUp';

const stage = createStage();

/** A refresh of the app's, in a tab with the kit, that Cognito answers when the promise is asked for. */
async function refreshing(device: Device) {
  await createAmplifyAdapter().getCurrentUser();
  stage.pool.fault('GetTokensFromRefreshToken', { delayMs: 60, after: true });
  const refreshed = fetchAuthSession({ forceRefresh: true }).then(
    () => 'resolved',
    (error: Error) => error.name,
  );
  await pause(20);
  stage.hubEvents.length = 0;
  return { refreshed, before: new Map(device.items) };
}

/** Another tab, whose Amplify shares nothing with this one but the storage. */
function otherTabClears(device: Device) {
  device.items.clear();
}

async function otherTabSignsIn(device: Device, user: typeof bob) {
  const other = await stage.signedIn({ user });
  device.use();
  for (const [key, value] of other.items) device.items.set(key, value);
}

describe('a refresh that was answered before another tab signed out, and lands after it', () => {
  test.each([false, true])('stores nothing (rotation: %s)', async (rotation) => {
    const device = await stage.signedIn({ client: { rotation } });
    const { refreshed } = await refreshing(device);
    otherTabClears(device);
    await refreshed;
    expect(device.tokenKeys).toEqual([]);
    expect([...device.items.keys()].filter((key) => key.endsWith('LastAuthUser'))).toEqual([]);
  });

  test('stores nothing over whoever has signed in there since', async () => {
    const device = await stage.signedIn();
    const { refreshed } = await refreshing(device);
    otherTabClears(device);
    await otherTabSignsIn(device, bob);
    const bobs = [...device.items];
    await refreshed;
    expect([...device.items]).toEqual(bobs);
  });

  test('stores nothing over the same person’s new session', async () => {
    const device = await stage.signedIn();
    const { refreshed } = await refreshing(device);
    otherTabClears(device);
    await otherTabSignsIn(device, alice);
    const hers = [...device.items];
    await refreshed;
    expect([...device.items]).toEqual(hers);
  });

  test('stores nothing over someone whom the storage names, while it still keeps the old tokens', async () => {
    const device = await stage.signedIn();
    const { refreshed } = await refreshing(device);
    await otherTabSignsIn(device, bob);
    const both = [...device.items];
    await refreshed;
    expect([...device.items]).toEqual(both);
  });
});

test('a refresh of a session that is still there is stored', async () => {
  const device = await stage.signedIn({ client: { rotation: true } });
  const { refreshed, before } = await refreshing(device);
  expect(await refreshed).toBe('resolved');
  for (const key of device.tokenKeys) expect(device.items.get(key)).not.toBe(before.get(key));
});

test('a storage that can’t be read says nothing against what it is given', async () => {
  const device = await stage.signedIn();
  const { refreshed, before } = await refreshing(device);
  vi.spyOn(device, 'getItem').mockRejectedValue(new Error('locked'));
  await refreshed;
  vi.restoreAllMocks();
  expect(device.tokenKeys).toEqual([...before.keys()].filter((key) => /Token$/.test(key)));
});

describe('a refresh of an ended session that is refused', () => {
  beforeEach(() => {
    stage.pool.fault('GetTokensFromRefreshToken', {
      status: 400,
      errorName: 'NotAuthorizedException',
      message: 'Refresh Token has been revoked',
      delayMs: 60,
    });
  });

  async function refused(device: Device, meanwhile: () => Promise<void> | void) {
    await createAmplifyAdapter().getCurrentUser();
    const refreshed = fetchAuthSession({ forceRefresh: true }).then(
      () => 'resolved',
      (error: Error) => error.name,
    );
    await pause(20);
    await meanwhile();
    stage.hubEvents.length = 0;
    return { name: await refreshed, tokens: device.tokens };
  }

  test('leaves whoever has signed in since alone, and is no reason for Amplify UI to sign them out', async () => {
    const device = await stage.signedIn();
    const { name, tokens } = await refused(device, async () => {
      otherTabClears(device);
      await otherTabSignsIn(device, bob);
    });
    expect(tokens).toHaveLength(3);
    // The only failure that Amplify UI answers with nothing.
    expect(name).toBe('NetworkError');
    expect(await createAmplifyAdapter().getCurrentUser()).toMatchObject({ username: 'bob' });
  });

  test('leaves the same person’s new session alone', async () => {
    const device = await stage.signedIn();
    const { tokens } = await refused(device, async () => {
      otherTabClears(device);
      await otherTabSignsIn(device, alice);
    });
    expect(tokens).toHaveLength(3);
  });

  test('is Amplify’s to handle where it has lost its configuration', async () => {
    const device = await stage.signedIn();
    const { tokens } = await refused(device, () => {
      device.items.clear();
      Amplify.configure({});
    });
    expect(tokens).toEqual([]);
    expect(stage.hubEvents).toContain('tokenRefresh_failure');
  });

  test('is Amplify’s to handle where the session is still there', async () => {
    const device = await stage.signedIn();
    const { name, tokens } = await refused(device, () => {});
    expect(name).toBe('resolved');
    expect(tokens).toEqual([]);
    expect(stage.hubEvents).toContain('tokenRefresh_failure');
  });
});

test('what a bare signOut() with a refresh under way leaves stored is what is shown', async () => {
  const device = await stage.signedIn();
  const events: AuthEvent[] = [];
  const stop = createAmplifyAdapter().subscribe((event) => events.push(event));
  await pause(5);
  // As where no kit stands before the store.
  const store = cognitoUserPoolsTokenProvider.authTokenStore;
  stage.pool.fault('GetTokensFromRefreshToken', { delayMs: 60, after: true });
  const tokens = await store.loadTokens();
  await signOut();
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'signedOut', by: 'user' }));
  if (tokens) await store.storeTokens(tokens);
  const { Hub } = await import('aws-amplify/utils');
  Hub.dispatch('auth', { event: 'tokenRefresh' });
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'signedIn' }));
  expect(device.tokenKeys).toHaveLength(3);
  stop();
});

describe('another tab that is writing', () => {
  interface Lock {
    name: string;
    signal: AbortSignal;
  }

  /** Web Locks as another tab holds them. */
  function locksHeld(heldMs: number) {
    const asked: Lock[] = [];
    const request = async (
      name: string,
      { signal }: { signal: AbortSignal },
      work: () => Promise<unknown>,
    ) => {
      asked.push({ name, signal });
      await Promise.race([
        pause(heldMs),
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ]);
      return work();
    };
    vi.stubGlobal('navigator', { locks: { request } });
    return asked;
  }

  test('is waited for before a session is erased and before a refresh is stored', async () => {
    const device = await stage.signedIn();
    const asked = locksHeld(30);
    const { refreshed } = await refreshing(device);
    expect(await refreshed).toBe('resolved');
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome.status).toBe('complete');
    expect(device.tokenKeys).toEqual([]);
    const writes = asked.filter(({ name }) => name === `amplify-signoff.${device.clientId}`);
    expect(writes.length).toBeGreaterThanOrEqual(2);
  });

  test('that hangs is waited for only so long', async () => {
    const device = await stage.signedIn();
    locksHeld(60_000);
    const adapter = createAmplifyAdapter({ deadlineMs: 500 });
    const { outcome } = await adapter.signOut({ scope: 'local' });
    expect(outcome.status).toBe('complete');
    expect(device.tokenKeys).toEqual([]);
  });

  test('does not keep a browser that grants no locks from signing out', async () => {
    const device = await stage.signedIn();
    const request = () => Promise.reject(new DOMException('Not here.', 'SecurityError'));
    vi.stubGlobal('navigator', { locks: { request } });
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome.status).toBe('complete');
    expect(device.tokenKeys).toEqual([]);
  });
});
