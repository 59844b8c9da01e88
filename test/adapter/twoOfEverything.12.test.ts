import { expect, test, vi } from 'vitest';
import { hang, refuse } from '../storages/moods';
import { connected, says, together } from './connected';
import { createTab } from './createTab';
import type { Device } from './Device';
import { bob, createStage, hubSays, pause, refreshElsewhere, throttled } from './setUp';

const stage = createStage();
createTab();

const live = () => stage.pool.liveSessions('alice').length;

/**
 * Cognito says yes to a refresh token that another tab's refresh has just rotated out, and does nothing. The storage refuses
 * to erase, and that tab stores the newer ones.
 */
async function rotatedOut() {
  const device = await stage.signedIn({ client: { rotation: true } });
  const before = live();
  const removing = refuse(device);
  const [one, other] = await together(connected(), connected());
  stage.pool.fault('RevokeToken', { delayMs: 100 });
  const signingOut = one.flow.signOut();
  await stage.isAsked();
  const store = await refreshElsewhere(device);
  await signingOut;
  store();
  hubSays('tokenRefresh', true);
  await pause(150);
  stage.pool.clearRequests();
  return { device, before, removing, one, other };
}

test('"your session has ended" is not said over the newer tokens of it', async () => {
  const { before, one, device } = await rotatedOut();
  expect(live()).toBe(before);
  expect(device.tokenKeys).toHaveLength(3);
  expect(one.flow.get().outcome).toMatchObject({ status: 'failed', server: 'notEnded' });
});

test('nor is it complete once the app has erased them', async () => {
  const { before, removing, one, device } = await rotatedOut();
  removing.mockRestore();
  device.items.clear();
  hubSays('signedOut', true);
  await pause(300);
  expect(live()).toBe(before);
  expect(one.flow.get().status).not.toBe('complete');
});

test.each(['in the other provider', 'once it was dismissed'])(
  'the next click ends the newer tokens: %s',
  async (where) => {
    const { before, removing, one, other } = await rotatedOut();
    removing.mockRestore();
    const isDismissed = where === 'once it was dismissed';
    if (isDismissed) for (const { flow } of [one, other]) flow.dismiss();
    const outcome = await (isDismissed ? one : other).flow.signOut();
    expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(stage.operations()).toContain('RevokeToken');
    expect(live()).toBe(before - 1);
  },
);

test.each(['local', 'global'])(
  'but what Cognito has ended is not asked for again, though it was dismissed: %s',
  async (scope) => {
    const removing = refuse(await stage.signedIn());
    const [one] = await together(connected());
    await one.flow.signOut({ global: scope === 'global' });
    one.flow.dismiss();
    removing.mockRestore();
    stage.pool.clearRequests();
    stage.pool.fault('RevokeToken', throttled);
    expect(await one.flow.signOut()).toMatchObject({ status: 'complete', server: 'ended' });
    expect(stage.operations()).toEqual([]);
  },
);

/** Alice's sign-out of all devices was partial, and bob's session has come since: nothing told of it. */
async function bobUnnoticed() {
  const bobs = await stage.signedIn({ user: bob });
  const device = await stage.signedIn();
  const both = await together(connected(), connected());
  const [one, other] = both;
  stage.pool.fault('GlobalSignOut', throttled);
  await one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(other.flow.get().status).toBe('partial'));
  stage.pool.clearFaults();
  const store = (to: Device) => {
    for (const [name, value] of bobs.items) to.items.set(name, value);
  };
  store(device);
  return { both, one, device };
}

test.each(['a click', 'a retry', 'a retry by itself'])(
  'who came unnoticed is shown after %s, by both providers',
  async (what) => {
    const { both, one, device } = await bobUnnoticed();
    const bobs = stage.pool.liveSessions('bob').length;
    if (what === 'a click') await one.flow.signOut({ global: true });
    else if (what === 'a retry') await one.flow.retry();
    else window.dispatchEvent(new Event('online'));
    for (const { auth } of both)
      await vi.waitFor(() => expect(auth.get().user?.username).toBe('bob'), 3000);
    expect(both.map(says)).toEqual([null, null]);
    expect(stage.pool.liveSessions('bob')).toHaveLength(bobs);
    expect(device.tokens).not.toEqual([]);
  },
);

test('a retry ends by its deadline where the storage hangs too', async () => {
  const device = await stage.signedIn();
  const [one] = await together(connected({}, { deadlineMs: 2000 }));
  stage.pool.fault('GlobalSignOut', throttled);
  await one.flow.signOut({ global: true });
  stage.pool.clearFaults();
  stage.pool.fault('GlobalSignOut', { delayMs: 5000 });
  hang(device, 'getItem');
  const since = performance.now();
  await one.flow.retry();
  expect(performance.now() - since).toBeLessThan(2500);
});
