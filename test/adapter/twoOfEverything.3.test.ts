import { decodeJWT } from 'aws-amplify/auth';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { precede, refuse } from '../storages/moods';
import { connected, disconnectAll, onDisconnect, providers } from './connected';
import type { Device } from './Device';
import {
  bob,
  configureManagedLogin,
  createStage,
  hubSays,
  hurry,
  key,
  pause,
  throttled,
} from './setUp';

const stage = createStage();
let page: EventTarget;
beforeEach(() => {
  page = new EventTarget();
  vi.stubGlobal('window', page);
});
afterEach(() => {
  disconnectAll();
  vi.restoreAllMocks();
});

const { isAsked } = stage;

/** The channels of a browser's tabs. */
class Channel {
  static open = new Set<Channel>();
  static posted: Record<string, unknown>[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor() {
    Channel.open.add(this);
  }
  postMessage(data: Record<string, unknown>) {
    Channel.posted.push(data);
  }
  close() {
    Channel.open.delete(this);
  }
}
function hasTabs() {
  Channel.open.clear();
  Channel.posted.length = 0;
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('BroadcastChannel', Channel);
}

test('another tab ended a session that told no name: whoever is signed in here stays signed in', async () => {
  const bobs = await stage.signedIn({ user: bob });
  const device = await stage.signedIn();
  hasTabs();
  // In the other tab: corrupt access and ID tokens, a live refresh token; Cognito is busy, and the retry works.
  device.items.set(key(device, 'alice.accessToken'), 'corrupt');
  device.items.delete(key(device, 'alice.idToken'));
  stage.pool.fault('RevokeToken', throttled);
  const attempt = await createAmplifyAdapter().signOut({ scope: 'local' });
  expect(attempt.outcome.status).toBe('partial');
  stage.pool.clearFaults();
  // Here: bob.
  await bobTakesOver(device, bobs.items);
  const { auth } = connected();
  await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  Channel.posted.length = 0;
  expect((await attempt.retry?.())?.outcome.status).toBe('complete');
  for (const word of Channel.posted)
    for (const channel of Channel.open) channel.onmessage?.({ data: { ...word, page: 'there' } });
  await pause(50);
  expect((await createAmplifyAdapter().getCurrentUser())?.username).toBe('bob');
  expect(auth.get()).toMatchObject({ status: 'authenticated', user: { username: 'bob' } });
});

function federatedPage() {
  const went: string[] = [];
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign: (url: string) => void went.push(url),
  });
  return went;
}

test('two providers: the other does not say complete where the managed login stayed open', async () => {
  const device = await stage.signedIn();
  await configureManagedLogin(device, { redirectSignOut: [] });
  federatedPage();
  vi.stubGlobal('document', undefined);
  const [one, other] = await providers();
  expect((await one.flow.signOut({ global: true })).status).toBe('partial');
  await pause(50);
  expect(one.flow.get()).toMatchObject({ status: 'partial' });
  expect(other.flow.get()).toMatchObject({ status: 'partial' });
});

test('two providers: the other tells that the managed login is open, and can finish', async () => {
  hurry();
  const device = await stage.signedIn();
  await configureManagedLogin(device);
  federatedPage();
  stage.pool.fault('GlobalSignOut', throttled);
  const [one, other] = await providers();
  await one.flow.signOut({ global: true });
  await pause(50);
  expect(one.flow.get()).toMatchObject({ status: 'partial', canFinish: true });
  expect(other.flow.get().outcome).toEqual(one.flow.get().outcome);
  expect(other.flow.get()).toMatchObject({ canFinish: true });
});

test('two adapters of one page: a sign-out that was cut off is told once, in a slow storage too', async () => {
  const device = await stage.signedIn();
  const token = `${device.items.get(key(device, 'alice.accessToken'))}`;
  const { sub, origin_jti, auth_time } = decodeJWT(token).payload;
  const mark = { sub, origin_jti, auth_time, scope: 'global', at: Date.now() - 20_000 };
  device.items.set(`amplify-signoff.mark.${device.clientId}`, JSON.stringify(mark));
  precede(device, 'getItem', () => pause(3));
  const [one, other] = [createAmplifyAdapter(), createAmplifyAdapter()];
  const found = await Promise.all([one.restore?.(), other.restore?.()]);
  expect(found.filter(Boolean)).toHaveLength(1);
});

async function bobTakesOver(device: Device, there: Map<string, string>) {
  device.items.clear();
  for (const [name, value] of there) device.items.set(name, value);
  hubSays('signedIn');
}

test('two providers: alice’s outcome is not told to bob, who has signed in meanwhile', async () => {
  const bobs = await stage.signedIn({ user: bob });
  const device = await stage.signedIn();
  stage.pool.fault('GlobalSignOut', { status: 403, delayMs: 150 });
  const [one, other] = await providers();
  const signingOut = one.flow.signOut({ global: true });
  await isAsked();
  await bobTakesOver(device, bobs.items);
  for (const { auth } of [one, other])
    await vi.waitFor(() => expect(auth.get().user?.username).toBe('bob'));
  await signingOut;
  await pause(50);
  expect(one.flow.get().status).toBe('idle');
  expect(other.flow.get().status).toBe('idle');
});

test('two providers: the retry of alice’s failed sign-out does not sign bob out', async () => {
  const bobs = await stage.signedIn({ user: bob });
  const device = await stage.signedIn();
  const [one, other] = await providers({ deadlineMs: 500 });
  // A storage that does not answer for a while; bob signs in before alice is told.
  const reading = precede(device, 'getItem', () => pause(900));
  const signingOut = one.flow.signOut();
  await pause(100);
  reading.mockRestore();
  await bobTakesOver(device, bobs.items);
  for (const { auth } of [one, other])
    await vi.waitFor(() => expect(auth.get().user?.username).toBe('bob'));
  const outcome = await signingOut;
  await pause(50);
  expect(outcome).toMatchObject({ status: 'failed' });
  const state = other.flow.get();
  expect(stage.pool.sessions('bob').at(-1)?.live).toBe(true);
  if (state.canRetry) await other.flow.retry();
  expect(stage.pool.sessions('bob').at(-1)?.live).toBe(true);
  expect(device.tokenKeys).toHaveLength(3);
});

test('two providers: the page does not leave before the tasks of the one that was clicked', async () => {
  const device = await stage.signedIn();
  const went = federatedPage();
  vi.stubGlobal('document', undefined);
  const removing = refuse(device);
  const log: string[] = [];
  const one = connected({
    afterSignOut: [
      async () => {
        await pause(60);
        log.push(`cleaned up, went ${went.length}`);
      },
    ],
  });
  const other = connected();
  for (const { auth } of [one, other])
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  const redirectUrl = 'https://app.example/bye';
  expect((await one.flow.signOut({ redirectUrl })).status).toBe('failed');
  removing.mockRestore();
  await pause(20);
  expect(other.flow.get()).toMatchObject({ status: 'failed', canRetry: true });
  await other.flow.retry();
  await pause(150);
  expect(went).toHaveLength(1);
  expect(log).toEqual(['cleaned up, went 0']);
});

test('two page loads, two people: alice’s “still signed in” is not told to bob', async () => {
  const tab = new Map<string, string>();
  Object.assign(page, {
    sessionStorage: {
      getItem: (name: string) => tab.get(name) ?? null,
      setItem: (name: string, value: string) => void tab.set(name, value),
      removeItem: (name: string) => void tab.delete(name),
    },
  });
  const bobs = await stage.signedIn({ user: bob });
  const device = await stage.signedIn();
  refuse(device);
  const alices = connected();
  await vi.waitFor(() => expect(alices.auth.get().status).toBe('authenticated'));
  expect((await alices.flow.signOut()).status).toBe('failed');
  page.dispatchEvent(new Event('pagehide'));
  disconnectAll();
  vi.restoreAllMocks();
  // In another tab.
  device.items.clear();
  for (const [name, value] of bobs.items) device.items.set(name, value);
  const restored = await createAmplifyAdapter().restore?.();
  expect(restored?.outcome ?? null).toBeNull();
});

test('a sign-out here, a moment after another tab has refreshed, is told as the user’s', async () => {
  vi.stubGlobal('document', new EventTarget());
  const device = await stage.signedIn();
  const { auth, adapter } = connected();
  const events: AuthEvent[] = [];
  onDisconnect(adapter.subscribe((event) => void events.push(event)));
  await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  page.dispatchEvent(
    Object.assign(new Event('storage'), { key: key(device, 'alice.accessToken') }),
  );
  await pause(100);
  await adapter.signOut({ scope: 'local' });
  await pause(300);
  expect(events).toMatchObject([{ type: 'signedOut', by: 'user' }]);
});

test('two providers: the first, who called off once Cognito was asked, is told once', async () => {
  await stage.signedIn();
  stage.pool.fault('*', { delayMs: 100 });
  const [one, other] = await providers();
  const leaving = new AbortController();
  const first = one.flow.signOut({ global: true, signal: leaving.signal });
  await isAsked();
  const second = other.flow.signOut({ global: true });
  await pause(20);
  leaving.abort();
  await Promise.all([first, second]);
  await pause(50);
  expect(one.told).toHaveLength(1);
  expect(other.told).toHaveLength(1);
});

test('GlobalSignOut may have been heard; a local one that is refused does not unsay it', async () => {
  hurry();
  const device = await stage.signedIn();
  const removing = refuse(device);
  stage.pool.fault('GlobalSignOut', { status: 503, after: true });
  const adapter = createAmplifyAdapter();
  const first = await adapter.signOut({ scope: 'global' });
  expect(first.outcome).toMatchObject({ status: 'failed', server: 'unknown' });
  expect(stage.pool.liveSessions('alice')).toEqual([]);
  removing.mockRestore();
  stage.pool.clearFaults();
  stage.pool.fault('RevokeToken', { status: 403 });
  const { outcome } = await adapter.signOut({ scope: 'local' });
  expect(outcome).toMatchObject({ status: 'partial', server: 'unknown' });
});

test('the tasks of one that failed run once after its retry', async () => {
  const device = await stage.signedIn();
  const removing = refuse(device);
  const cleanup = vi.fn(async () => void (await pause(20)));
  const attempt = await createAmplifyAdapter().signOut({ scope: 'local', cleanup });
  removing.mockRestore();
  await attempt.retry?.();
  await pause(100);
  expect(cleanup).toHaveBeenCalledOnce();
});

test('two providers: what a storage did late is not told as failed by one that was busy asking', async () => {
  const device = await stage.signedIn();
  let answer = (_: boolean) => {};
  const one = connected({}, { deadlineMs: 200 });
  const other = connected({
    beforeSignOut: () =>
      new Promise<boolean>((resolve) => {
        answer = resolve;
      }),
  });
  for (const { auth } of [one, other])
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  precede(device, 'removeItem', () => pause(500));
  const asking = other.flow.signOut();
  expect((await one.flow.signOut()).status).toBe('failed');
  await vi.waitFor(() => expect(one.flow.get().status).toBe('complete'), { timeout: 3000 });
  expect(device.tokenKeys).toEqual([]);
  answer(false);
  await asking;
  await pause(50);
  expect(other.flow.get().status).not.toBe('failed');
});

test('a joiner that waits no longer is told in the end what it came to', async () => {
  await stage.signedIn();
  stage.pool.fault('*', { delayMs: 100 });
  const [one, other] = await providers();
  const first = one.flow.signOut({ global: true });
  await isAsked();
  const leaving = new AbortController();
  const second = other.flow.signOut({ global: true, signal: leaving.signal });
  await pause(20);
  leaving.abort();
  await second;
  await first;
  await pause(50);
  expect(one.flow.get()).toMatchObject({ status: 'complete' });
  expect(other.flow.get()).toMatchObject({ status: 'complete', isElsewhere: true });
});

test('two providers: a storage that answers late corrects both, and the tasks run once', async () => {
  const device = await stage.signedIn();
  const task = vi.fn();
  const one = connected({ afterSignOut: [task] }, { deadlineMs: 200 });
  const other = connected();
  for (const { auth } of [one, other])
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  precede(device, 'removeItem', () => pause(400));
  expect((await one.flow.signOut()).status).toBe('failed');
  for (const { flow } of [one, other])
    await vi.waitFor(() => expect(flow.get().status).toBe('complete'), { timeout: 3000 });
  expect(task).toHaveBeenCalledOnce();
  expect(one.told.map(({ status }) => status)).toEqual(['failed', 'complete']);
  expect(other.told.map(({ status }) => status)).toEqual(['failed', 'complete']);
});

test('two providers retry at once: both are told the same, and Cognito is asked once', async () => {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  const [one, other] = await providers();
  await one.flow.signOut({ global: true });
  stage.pool.clearFaults();
  stage.pool.clearRequests();
  stage.pool.fault('*', { delayMs: 40 });
  await Promise.all([one.flow.retry(), other.flow.retry()]);
  await pause(50);
  expect(stage.operations()).toEqual(['GlobalSignOut']);
  for (const { flow, told } of [one, other]) {
    expect(flow.get()).toMatchObject({ status: 'complete', outcome: { server: 'ended' } });
    expect(told.map(({ status }) => status)).toEqual(['partial', 'complete']);
  }
});

test('retry in one while the other puts it away', async () => {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  const [one, other] = await providers();
  await one.flow.signOut({ global: true });
  stage.pool.clearFaults();
  stage.pool.fault('*', { delayMs: 40 });
  const retrying = other.flow.retry();
  await pause(10);
  one.flow.dismiss();
  expect((await retrying).status).toBe('complete');
  await pause(30);
  expect(one.flow.get().status).toBe('idle');
  expect(other.flow.get().status).toBe('complete');
});

test('a listener of the app’s that throws unsays no sign-out', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const device = await stage.signedIn();
  const adapter = createAmplifyAdapter();
  const stop = adapter.onSettled?.(() => {
    throw new Error('the app');
  });
  if (stop) onDisconnect(stop);
  const cleanup = vi.fn(async () => {});
  const { outcome } = await adapter.signOut({ scope: 'global', cleanup });
  expect(device.tokenKeys).toEqual([]);
  expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(cleanup).toHaveBeenCalledOnce();
});

test('takeover between providers: the one that asked for all devices tells, and the first with it', async () => {
  const device = await stage.signedIn();
  precede(device, 'getItem', () => pause(10));
  const [one, other] = await providers();
  const first = one.flow.signOut();
  const second = other.flow.signOut({ global: true });
  await Promise.all([first, second]);
  await pause(50);
  for (const { flow } of [one, other])
    expect(flow.get()).toMatchObject({
      status: 'complete',
      outcome: { scope: 'global', server: 'ended' },
    });
  expect([one, other].map(({ flow }) => Boolean(flow.get().isElsewhere))).toEqual([false, true]);
});

test('a click for all devices in the other, too late, and its correction: both tell the same', async () => {
  await stage.signedIn();
  await stage.signedIn();
  stage.pool.fault('RevokeToken', { delayMs: 60 });
  const [one, other] = await providers();
  const first = one.flow.signOut();
  await isAsked();
  const second = other.flow.signOut({ global: true });
  await Promise.all([first, second]);
  await pause(50);
  for (const { flow } of [one, other])
    expect(flow.get()).toMatchObject({ status: 'partial', outcome: { scope: 'global' } });
  expect([one, other].filter(({ flow }) => !flow.get().isElsewhere)).toHaveLength(1);
});

test('a third provider with a deadline of its own tells nobody that it is not known', async () => {
  await stage.signedIn();
  stage.pool.fault('*', { delayMs: 400 });
  const [one, other] = [connected(), connected({}, { deadlineMs: 150 })];
  const third = connected();
  for (const { auth } of [one, other, third])
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  const first = one.flow.signOut({ global: true });
  await isAsked();
  expect((await other.flow.signOut({ global: true })).status).toBe('failed');
  await first;
  await pause(50);
  for (const { flow } of [one, other, third])
    expect(flow.get()).toMatchObject({ status: 'complete', outcome: { server: 'ended' } });
  expect(one.told.map(({ status }) => status)).toEqual(['complete']);
});
