import { fetchAuthSession } from 'aws-amplify/auth';
import { describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { sleep } from '../../src/adapter/amplify/signOut/sleep';
import { startStopwatch } from '../startStopwatch';
import { hang } from '../storages/moods';
import { Device } from './Device';
import { alice, bob, createStage, pause } from './setUp';

const stage = createStage();

/** A refresh of the app's whose tokens the storage never takes, and a sign-out that met it. */
async function hungOnce() {
  const device = await stage.signedIn();
  const adapter = createAmplifyAdapter({ deadlineMs: 300, attemptTimeoutMs: 200 });
  await adapter.getCurrentUser();
  const storing = hang(device, 'setItem');
  void fetchAuthSession({ forceRefresh: true }).catch(() => {});
  await vi.waitFor(() => expect(storing).toHaveBeenCalled());
  await adapter.signOut({ scope: 'local' });
  storing.mockRestore();
  return { device, adapter };
}

const again = { status: 'complete', scope: 'local', server: 'ended' };

describe('a storage that hung once fails no sign-out but the one that met it', () => {
  test('the next one, once it works again', async () => {
    const { device, adapter } = await hungOnce();
    device.items.clear();
    await device.signIn(alice.username, alice.password);
    stage.pool.clearRequests();
    expect((await adapter.signOut({ scope: 'local' })).outcome).toMatchObject(again);
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(device.tokenKeys).toEqual([]);
  });

  test('the next one of someone else', async () => {
    const { device } = await hungOnce();
    device.items.clear();
    await device.signIn(bob.username, bob.password);
    const adapter = createAmplifyAdapter({ deadlineMs: 300 });
    expect((await adapter.signOut({ scope: 'local' })).outcome).toMatchObject(again);
    expect(device.tokenKeys).toEqual([]);
  });

  test('the next one with another storage, at once', async () => {
    const { adapter } = await hungOnce();
    const other = await new Device(stage.pool).signIn(alice.username, alice.password);
    const elapsed = startStopwatch();
    expect((await adapter.signOut({ scope: 'local' })).outcome).toMatchObject(again);
    expect(elapsed()).toBeLessThan(200);
    expect(other.tokenKeys).toEqual([]);
  });

  test('not even the first one, with another storage', async () => {
    const device = await stage.signedIn();
    const adapter = createAmplifyAdapter({ deadlineMs: 300 });
    await adapter.getCurrentUser();
    const storing = hang(device, 'setItem');
    void fetchAuthSession({ forceRefresh: true }).catch(() => {});
    await vi.waitFor(() => expect(storing).toHaveBeenCalled());
    storing.mockRestore();
    const other = await new Device(stage.pool).signIn(alice.username, alice.password);
    expect((await adapter.signOut({ scope: 'local' })).outcome).toMatchObject(again);
    expect(other.tokenKeys).toEqual([]);
  });
});

test('a sleep whose signal has aborted already ends at once', async () => {
  const slept = sleep(2000, AbortSignal.abort()).then(() => 'slept');
  expect(await Promise.race([slept, pause(100)])).toBe('slept');
});
