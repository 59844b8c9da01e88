import { inspect } from 'node:util';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { defaultStorage } from 'aws-amplify/utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { registry } from '../../src/adapter/amplify/page/registry';
import { refuse } from '../storages/moods';
import { connected, disconnectAll, onDisconnect } from './connected';
import { Device } from './Device';
import {
  bob,
  configureManagedLogin,
  createStage,
  hubSays,
  hurry,
  key,
  pause,
  refreshElsewhere,
  throttled,
  twoLost,
} from './setUp';

const stage = createStage();
const bye = 'https://app.example/bye';
afterEach(disconnectAll);

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign() {},
  });
});

const own = (username = 'alice') => stage.pool.sessions(username).at(-1);
const { isAsked } = stage;
const soon = <T>(promise: Promise<T> | undefined) =>
  Promise.race([promise, pause(150).then(() => undefined)]);

const registryClient = () => ({
  clientId: Amplify.getConfig().Auth?.Cognito?.userPoolClientId,
});

test('a session that comes back and stays while the app’s tasks run is not told as gone', async () => {
  const device = await stage.signedIn();
  const before = new Map(device.items);
  const attempt = await createAmplifyAdapter().signOut({
    scope: 'local',
    async cleanup() {
      refuse(device);
      for (const [name, value] of before) device.items.set(name, value);
      hubSays('signedIn', true);
      await pause(100);
    },
  });
  expect(device.tokenKeys).toHaveLength(3);
  const now = (await soon(attempt.correction)) ?? attempt;
  expect(now.outcome.status).toBe('failed');
});

describe('this session’s own end, where GlobalSignOut can’t be tried again', () => {
  async function ownEndThrottled() {
    hurry();
    await stage.signedIn({ client: { scope: 'openid email' } });
    stage.pool.fault('RevokeToken', throttled);
    const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
    expect(attempt.outcome).toMatchObject({
      status: 'partial',
      failures: [{ reason: 'missingScope' }, { step: 'revokeToken', reason: 'throttled' }],
    });
    expect(attempt.retry).toBeDefined();
    stage.pool.clearFaults();
    return attempt;
  }

  test('is what the retry tries again', async () => {
    const attempt = await ownEndThrottled();
    await attempt.retry?.();
    expect(own()?.live).toBe(false);
  });

  test('is still said to be open where the retry did not bring it about', async () => {
    const attempt = await ownEndThrottled();
    const again = await attempt.retry?.();
    const isOpen = again?.outcome.status === 'partial' && again.outcome.failures.length > 1;
    expect(isOpen || !own()?.live).toBe(true);
  });

  test('comes once it is forgotten', async () => {
    const attempt = await ownEndThrottled();
    attempt.forget();
    await pause(2000);
    expect(own()?.live).toBe(false);
  });
});

describe('two clicks on two lost sessions', () => {
  test('the second one is not complete where the first session could not be revoked', async () => {
    await twoLost(stage);
    stage.pool.fault('RevokeToken', { status: 403, delayMs: 60 }, { times: 1 });
    const first = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    const second = createAmplifyAdapter().signOut({ scope: 'local' });
    const [one, two] = await Promise.all([first, second]);
    expect([own('alice')?.live, own('bob')?.live]).toContain(true);
    expect(one.outcome.status).toBe('partial');
    expect(two.outcome.status).toBe('partial');
  });

  test('the second one is told of both where both are over by the time that it looks again', async () => {
    await twoLost(stage);
    stage.pool.fault('RevokeToken', { status: 403, delayMs: 60 }, { times: 1 });
    const first = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    const second = createAmplifyAdapter().signOut({ scope: 'local' });
    const read = defaultStorage.getItem.bind(defaultStorage);
    await pause(30);
    vi.spyOn(defaultStorage, 'getItem').mockImplementation(async (name) => {
      await pause(5);
      return read(name);
    });
    const [one, two] = await Promise.all([first, second]);
    expect(one.outcome.status).toBe('partial');
    expect(two.outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
  });

  test('a global one is not complete where it came too late for the first session', async () => {
    await twoLost(stage);
    const headers = async () => {
      await pause(40);
      return {};
    };
    const { clientId } = registryClient();
    Amplify.configure(stage.pool.amplifyConfig(clientId), { Auth: { headers } });
    cognitoUserPoolsTokenProvider.setKeyValueStorage(defaultStorage);
    stage.pool.fault('RevokeToken', { delayMs: 60 }, { times: 1 });
    const first = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    const second = createAmplifyAdapter().signOut({ scope: 'global' });
    await first;
    const { outcome } = await second;
    expect(stage.operations()).toEqual(['RevokeToken', 'GlobalSignOut']);
    expect(outcome).toMatchObject({ status: 'partial' });
  });
});

describe('two storages', () => {
  test('a click in the second one is not told that it holds nothing while it holds the session', async () => {
    const device = await stage.signedIn();
    const other = new Device(stage.pool);
    for (const [name, value] of device.items) other.items.set(name, value);
    stage.pool.fault('RevokeToken', { delayMs: 60 });
    const first = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    cognitoUserPoolsTokenProvider.setKeyValueStorage(other);
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    await first;
    expect(outcome.signedOutLocally && other.tokenKeys.length > 0).toBe(false);
  });
});

describe('two adapters with options of their own, of which the second takes over what failed', () => {
  test('the second one’s deadline holds', async () => {
    const device = await stage.signedIn();
    refuse(device);
    stage.pool.fault('RevokeToken', { status: 403 });
    const slow = createAmplifyAdapter({ deadlineMs: 3000, attemptTimeoutMs: 3000 });
    expect((await slow.signOut({ scope: 'local' })).outcome.status).toBe('failed');
    stage.pool.clearFaults();
    stage.pool.fault('RevokeToken', { silent: true });
    const began = performance.now();
    const quick = createAmplifyAdapter({ deadlineMs: 300, attemptTimeoutMs: 200 });
    const { forget } = await quick.signOut({ scope: 'local' });
    expect(performance.now() - began).toBeLessThan(500);
    forget();
  });

  test('one that wants to stay signed in stays signed in', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    stage.pool.fault('*', { status: 403 });
    const first = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(first.outcome.status).toBe('failed');
    removing.mockRestore();
    const staying = createAmplifyAdapter({ onGlobalFailure: 'staySignedIn' });
    const { outcome } = await staying.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({ status: 'failed', server: 'notEnded' });
    expect(device.tokenKeys).toHaveLength(3);
  });

  test('one that keeps a token for a shorter time drops it by then', async () => {
    hurry();
    const device = await stage.signedIn();
    const removing = refuse(device);
    stage.pool.fault('RevokeToken', throttled);
    const first = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(first.outcome.status).toBe('failed');
    first.forget();
    removing.mockRestore();
    const brief = createAmplifyAdapter({ retainMs: 20_000 });
    const { outcome } = await brief.signOut({ scope: 'local' });
    const until = outcome.status === 'partial' ? Number(outcome.retryUntil) - Date.now() : 0;
    expect(until).toBeLessThan(20_001);
  });
});

test('two adapters: the longest lifetime that either has seen counts', async () => {
  await stage.signedIn({ client: { accessTokenSeconds: 7200 } });
  await createAmplifyAdapter().getCurrentUser();
  await stage.signedIn({ client: { accessTokenSeconds: 600 } });
  const { outcome } = await createAmplifyAdapter().signOut({ scope: 'global' });
  const inMs = outcome.status === 'complete' ? Number(outcome.tokensExpireBy) - Date.now() : 0;
  expect(inMs).toBeGreaterThan(7_195_000);
});

describe('after failed', () => {
  test('what was put away is dropped while a storage hangs for good', async () => {
    const device = await stage.signedIn();
    const { tokens } = device;
    vi.spyOn(device, 'removeItem').mockReturnValue(new Promise(() => {}));
    const attempt = await createAmplifyAdapter({ deadlineMs: 200 }).signOut({ scope: 'local' });
    expect(attempt.outcome).toMatchObject({ status: 'failed' });
    attempt.forget();
    device.items.clear();
    await pause(50);
    const text = inspect([...registry().signOuts], {
      showHidden: true,
      depth: 20,
      maxStringLength: null,
      maxArrayLength: null,
    });
    expect(tokens.filter((token) => text.includes(token))).toHaveLength(0);
  });

  test('of two lost sessions, nothing more is revoked when it is put away', async () => {
    hurry();
    await twoLost(stage);
    const remove = defaultStorage.removeItem.bind(defaultStorage);
    vi.spyOn(defaultStorage, 'removeItem').mockImplementation(async (name) => {
      if (name.includes('.alice.')) throw new Error('quota');
      return remove(name);
    });
    stage.pool.fault('GlobalSignOut', throttled);
    const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
    expect(attempt.outcome.status).toBe('failed');
    stage.pool.clearFaults();
    stage.pool.clearRequests();
    attempt.forget();
    await pause(2000);
    expect(stage.operations()).toEqual([]);
  });
});

describe('two answers to who is there, a slow and a fast one', () => {
  async function slowlyRead(device: Device) {
    const read = device.getItem.bind(device);
    return vi.spyOn(device, 'getItem').mockImplementation(async (name) => {
      const value = await read(name);
      await pause(60);
      return value;
    });
  }

  test('whoever has signed out by then is not told as signed in', async () => {
    const device = await stage.signedIn();
    const adapter = createAmplifyAdapter();
    const events: string[] = [];
    onDisconnect(adapter.subscribe(({ type }) => void events.push(type)));
    const reading = await slowlyRead(device);
    hubSays('signedIn');
    await pause(70);
    reading.mockRestore();
    await signOut();
    await pause(100);
    expect(await adapter.getCurrentUser()).toBeNull();
    expect(events.at(-1)).toBe('signedOut');
  });

  test('whoever has signed in since is not told as the one before', async () => {
    const other = await stage.signedIn({ user: bob });
    const device = await stage.signedIn();
    const adapter = createAmplifyAdapter();
    const events: AuthEvent[] = [];
    onDisconnect(adapter.subscribe((event) => void events.push(event)));
    const reading = await slowlyRead(device);
    hubSays('signedIn');
    await pause(70);
    reading.mockRestore();
    device.items.clear();
    for (const [name, value] of other.items) device.items.set(name, value);
    hubSays('signedIn');
    await pause(150);
    const there = await adapter.getCurrentUser();
    expect(there?.username).toBe('bob');
    expect(events.at(-1)).toMatchObject({ type: 'signedIn', user: { username: 'bob' } });
  });
});

describe('two configurations, of which the second changes nothing', () => {
  test('the person stays the same object', async () => {
    const device = await stage.signedIn();
    const { auth } = connected();
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
    const { user } = auth.get();
    device.use();
    await pause(50);
    expect(auth.get().user).toBe(user);
  });

  test('a failed sign-out stays in view, with its retry', async () => {
    const device = await stage.signedIn();
    const { auth, flow } = connected();
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
    refuse(device);
    expect((await flow.signOut()).status).toBe('failed');
    device.use();
    await pause(50);
    expect(auth.get().status).toBe('authenticated');
    expect(flow.get()).toMatchObject({ status: 'failed', canRetry: true });
  });
});

describe('tokensExpireBy', () => {
  test('of a session that another tab refreshed meanwhile is that of its newest tokens', async () => {
    const device = await stage.signedIn({ client: { rotation: true }, isAged: true });
    stage.pool.fault('RevokeToken', { delayMs: 60 }, { times: 1 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    (await refreshElsewhere(device))();
    const { outcome } = await signingOut;
    expect(outcome.status).toBe('complete');
    expect(device.tokenKeys).toEqual([]);
    const until = outcome.status === 'complete' ? Number(outcome.tokensExpireBy) : 0;
    expect(until).toBeGreaterThan(Date.now() + 3_000_000);
  });

  test('of two lost sessions is unknown where one’s is', async () => {
    const { page, tokens } = await twoLost(stage);
    for (const name of tokens()) if (/alice\.(access|id)Token$/.test(name)) delete page[name];
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(stage.operations()).toEqual(['RevokeToken', 'RevokeToken']);
    expect(outcome).toMatchObject({ status: 'complete', tokensExpireBy: null });
  });
});

test('a storage that stops answering once the tokens are gone holds nobody past the deadline', async () => {
  const device = await stage.signedIn();
  const read = device.getItem.bind(device);
  stage.pool.fault('RevokeToken', { delayMs: 500 });
  const began = performance.now();
  const signingOut = createAmplifyAdapter({ deadlineMs: 1000 }).signOut({
    scope: 'local',
    redirectUrl: bye,
  });
  vi.spyOn(device, 'getItem').mockImplementation((name) =>
    device.items.has(key(device, 'LastAuthUser')) ? read(name) : new Promise(() => {}),
  );
  const { outcome } = await signingOut;
  expect(outcome.signedOutLocally).toBe(true);
  expect(performance.now() - began).toBeLessThan(1100);
});

test('a managed login’s part that stays open takes no warning away', async () => {
  const device = await stage.signedIn({ client: { revocation: false } });
  await configureManagedLogin(device, { redirectSignOut: [], marker: null });
  device.items.set(key(device, 'alice.oauthMetadata'), '{"oauthSignIn":true}');
  const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
  expect(outcome.status).toBe('partial');
  const told = outcome.status === 'partial' ? outcome.failures : [];
  expect(told.map(({ reason }) => reason)).toContain('revocationDisabled');
});

test('newer tokens that Cognito would not end while the app’s tasks ran are not told as ended', async () => {
  await stage.signedIn({ client: { rotation: true } });
  const adapter = createAmplifyAdapter({ attemptTimeoutMs: 50 });
  await adapter.getCurrentUser();
  stage.pool.fault('GetTokensFromRefreshToken', { delayMs: 200, after: true });
  const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
  await pause(20);
  const attempt = await adapter.signOut({
    scope: 'local',
    async cleanup() {
      stage.pool.fault('RevokeToken', { status: 403 });
      await refreshing;
      await pause(100);
    },
  });
  expect(own()?.live).toBe(true);
  const now = (await soon(attempt.correction)) ?? attempt;
  expect(now.outcome).toMatchObject({ status: 'partial' });
});

test('a signal that is aborted with a word of the kit’s own calls the sign-out off as any other', async () => {
  const device = await stage.signedIn();
  const headers = () => new Promise<Record<string, string>>(() => {});
  Amplify.configure(stage.pool.amplifyConfig(), { Auth: { headers } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
  const controller = new AbortController();
  const signingOut = createAmplifyAdapter().signOut({ scope: 'local', signal: controller.signal });
  await pause(30);
  controller.abort('timeout');
  expect((await signingOut).outcome).toMatchObject({
    status: 'failed',
    failures: [{ step: 'prepare', reason: 'cancelled' }],
  });
  expect(stage.operations()).toEqual([]);
  expect(device.tokenKeys).toHaveLength(3);
});

test('a global one that came too late for a local one is corrected with it', async () => {
  const device = await stage.signedIn();
  const before = new Map(device.items);
  stage.pool.fault('RevokeToken', { delayMs: 60 }, { times: 1 });
  const first = createAmplifyAdapter().signOut({ scope: 'local' });
  await isAsked();
  const second = createAmplifyAdapter().signOut({ scope: 'global' });
  const [one, two] = await Promise.all([first, second]);
  expect(two.outcome).toMatchObject({ status: 'partial', failures: [{ reason: 'notAttempted' }] });
  refuse(device);
  for (const [name, value] of before) device.items.set(name, value);
  hubSays('signedIn', true);
  expect((await soon(one.correction))?.outcome.status).toBe('failed');
  expect(device.tokenKeys).toHaveLength(3);
  expect((await soon(two.correction))?.outcome.status).toBe('failed');
});

test('after failed, a refresh that lands late revokes nothing more', async () => {
  const device = await stage.signedIn({ client: { rotation: true } });
  const adapter = createAmplifyAdapter({ attemptTimeoutMs: 50 });
  await adapter.getCurrentUser();
  refuse(device);
  stage.pool.fault('GetTokensFromRefreshToken', { delayMs: 200, after: true });
  const refreshing = fetchAuthSession({ forceRefresh: true }).catch(() => {});
  await pause(20);
  expect((await adapter.signOut({ scope: 'local' })).outcome.status).toBe('failed');
  stage.pool.clearRequests();
  await refreshing;
  await pause(100);
  expect(stage.operations()).not.toContain('RevokeToken');
});

test('a second click on two sessions that Cognito has ended and the storage kept unsays no yes', async () => {
  await twoLost(stage);
  const removing = vi.spyOn(defaultStorage, 'removeItem').mockRejectedValue(new Error('quota'));
  const first = await createAmplifyAdapter().signOut({ scope: 'global' });
  expect(first.outcome).toMatchObject({ status: 'failed', server: 'ended' });
  removing.mockRestore();
  const { outcome } = await createAmplifyAdapter().signOut({ scope: 'global' });
  expect(outcome.server).not.toBe('notEnded');
});

test('two providers: one that failed does not say “still signed in” once the other has signed out', async () => {
  const device = await stage.signedIn();
  const [one, other] = [connected(), connected()];
  for (const { auth } of [one, other]) {
    await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  }
  const removing = refuse(device);
  expect((await one.flow.signOut()).status).toBe('failed');
  removing.mockRestore();
  expect((await other.flow.signOut()).status).toBe('complete');
  await pause(50);
  expect(device.tokenKeys).toEqual([]);
  expect(one.flow.get().status).not.toBe('failed');
});
