import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SettledSignOut, SignOutRequest } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { refuse } from '../storages/moods';
import { configureManagedLogin, createStage, hurry, pause, throttled } from './setUp';

const stage = createStage();
const stops: (() => void)[] = [];

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

const { isAsked } = stage;

/** Two adapters of one page, and what the other one is told. */
function page(options = {}) {
  const [one, other] = [createAmplifyAdapter(options), createAmplifyAdapter(options)];
  const told: SettledSignOut[] = [];
  const stop = other.onSettled?.((settled) => void told.push(settled));
  if (stop) stops.push(stop);
  const last = () => {
    const settled = told.at(-1);
    if (!settled) throw new Error('Nothing was told.');
    return settled;
  };
  return { one, other, told, last, stop };
}

test('another adapter is told who asked, and what it came to, without a token', async () => {
  const device = await stage.signedIn();
  const secrets = device.tokenKeys.map((key) => `${device.items.get(key)}`);
  const { one, told, last } = page();
  const request: SignOutRequest = { scope: 'global' };
  const { outcome } = await one.signOut(request);
  expect(told).toHaveLength(1);
  expect(last().requests).toEqual([request]);
  expect(last().requests[0]).toBe(request);
  const { outcome: taken, revealToken } = last().take();
  expect(taken).toEqual(outcome);
  expect(revealToken()).toBeNull();
  const said = inspect(told, { depth: 20, showHidden: true });
  for (const secret of secrets) expect(said).not.toContain(secret);
});

test('it is told before the tasks of whoever asked, and without what they came to', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await stage.signedIn();
  const { one, told, last } = page();
  let wasTold = false;
  const { outcome } = await one.signOut({
    scope: 'local',
    async cleanup() {
      wasTold = told.length > 0;
      throw new Error('the app');
    },
  });
  expect(wasTold).toBe(true);
  expect(outcome).toMatchObject({ status: 'complete', warnings: [{ step: 'cleanup' }] });
  expect(last().take().outcome).toMatchObject({ status: 'complete', warnings: [] });
});

test('it is told no longer once it does not listen', async () => {
  await stage.signedIn();
  const { one, told, stop } = page();
  stop?.();
  await one.signOut({ scope: 'local' });
  expect(told).toEqual([]);
});

test.each(['local', 'global'] as const)(
  'of two who asked, it tells who was the first: %s',
  async (scope) => {
    await stage.signedIn();
    stage.pool.fault('*', { delayMs: 30 });
    const { one, other, told, last } = page();
    const requests: SignOutRequest[] = [{ scope: 'local' }, { scope }];
    const first = one.signOut(requests[0] as SignOutRequest);
    const second = other.signOut(requests[1] as SignOutRequest);
    await Promise.all([first, second]);
    for (const settled of told) expect(settled.requests).toEqual(requests);
    expect(last().requests[0]).toBe(requests[0]);
  },
);

test('of two who asked, the one who waits no longer tells nothing', async () => {
  await stage.signedIn();
  stage.pool.fault('*', { delayMs: 60 });
  const { one, other, told } = page();
  const leaving = new AbortController();
  const staying: SignOutRequest = { scope: 'local' };
  const first = one.signOut({ scope: 'local', signal: leaving.signal });
  await isAsked();
  const second = other.signOut(staying);
  await pause(10);
  leaving.abort();
  await Promise.all([first, second]);
  expect(told.flatMap(({ requests }) => requests)).toContain(staying);
});

test('what was called off is told nobody', async () => {
  await stage.signedIn();
  const { one, told } = page();
  const aborting = new AbortController();
  const signingOut = one.signOut({ scope: 'local', signal: aborting.signal });
  aborting.abort();
  expect((await signingOut).outcome).toMatchObject({ failures: [{ reason: 'cancelled' }] });
  expect(told).toEqual([]);
});

test('nobody signed in is told too', async () => {
  await stage.signedIn();
  const { one, other, told, last } = page();
  await one.signOut({ scope: 'local' });
  await other.signOut({ scope: 'global' });
  expect(told).toHaveLength(2);
  expect(last().take().outcome).toMatchObject({ scope: 'local', server: 'unknown' });
});

test('a global one that came too late is told as what it is', async () => {
  await stage.signedIn();
  stage.pool.fault('RevokeToken', { delayMs: 40 });
  const { one, other, told } = page();
  const local = one.signOut({ scope: 'local' });
  await isAsked();
  const { outcome } = await other.signOut({ scope: 'global' });
  await local;
  expect(told.map(({ take }) => take().outcome)).toEqual([(await local).outcome, outcome]);
  expect(outcome).toMatchObject({ status: 'partial', failures: [{ reason: 'notAttempted' }] });
});

test('who asks for more while the tasks run is told again', async () => {
  await stage.signedIn();
  const { one, told } = page();
  const request = {
    scope: 'local' as SignOutRequest['scope'],
    async cleanup() {
      request.scope = 'global';
    },
  };
  await one.signOut(request);
  expect(told).toHaveLength(2);
  for (const { requests } of told) expect(requests).toEqual([request]);
});

describe('what is retained', () => {
  test('goes when everybody has put it away', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const { one, last } = page();
    const attempt = await one.signOut({ scope: 'global' });
    const taken = last().take();
    expect(taken.retry).toBeDefined();
    expect(taken.revealToken()).toBe(attempt.revealToken());
    expect(taken.revealToken()).not.toBeNull();
    attempt.forget();
    expect(attempt.revealToken()).toBeNull();
    expect(taken.revealToken()).not.toBeNull();
    taken.forget();
    expect(taken.revealToken()).toBeNull();
  });

  test('is tried again by the other, and the one who asked is told', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const { one, told, last } = page();
    const attempt = await one.signOut({ scope: 'global' });
    const taken = last().take();
    stage.pool.clearFaults();
    const again = await taken.retry?.();
    expect(again?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect((await attempt.correction)?.outcome).toEqual(again?.outcome);
    expect(told).toHaveLength(1);
    expect(stage.pool.liveSessions('alice')).toEqual([]);
  });

  test('is tried again by the one who asked, and the other is told; once more, and once more', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const { one, last } = page();
    const attempt = await one.signOut({ scope: 'global' });
    const taken = last().take();
    const busy = await attempt.retry?.();
    const told = await taken.correction;
    expect(told?.outcome).toMatchObject({ status: 'partial' });
    stage.pool.clearFaults();
    const done = await busy?.retry?.();
    expect(done?.outcome.status).toBe('complete');
    expect((await told?.correction)?.outcome).toEqual(done?.outcome);
  });

  test('of one that failed is tried again by the other, who hears that it worked', async () => {
    hurry();
    const device = await stage.signedIn();
    const removing = refuse(device);
    const { one, last } = page();
    const attempt = await one.signOut({ scope: 'local' });
    expect(attempt.outcome.status).toBe('failed');
    const taken = last().take();
    removing.mockRestore();
    expect((await taken.retry?.())?.outcome).toMatchObject({ status: 'complete' });
    expect((await attempt.correction)?.outcome).toMatchObject({ status: 'complete' });
    expect(device.tokenKeys).toEqual([]);
  });
});

test('a click of the other’s leads on to the managed login, and neither says that it is open', async () => {
  hurry();
  const device = await stage.signedIn();
  await configureManagedLogin(device);
  const went: string[] = [];
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign: (url: string) => void went.push(url),
  });
  vi.stubGlobal('document', undefined);
  stage.pool.fault('GlobalSignOut', throttled);
  const { one, last } = page();
  const attempt = await one.signOut({ scope: 'global' });
  expect(went).toEqual([]);
  const taken = last().take();
  stage.pool.clearFaults();
  const done = await taken.retry?.();
  expect(went).toHaveLength(1);
  expect(done?.outcome.status).toBe('complete');
  expect((await attempt.correction)?.outcome).toEqual(done?.outcome);
  expect(went).toHaveLength(1);
});
