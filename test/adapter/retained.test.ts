import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { AmplifyAdapterOptions } from '../../src/adapter/amplify/AmplifyAdapterOptions';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { startStopwatch } from '../startStopwatch';
import { precede, refuse } from '../storages/moods';
import { createStage, hurry, pause } from './setUp';

const stage = createStage();

const signOut = (
  scope: 'local' | 'global',
  options: AmplifyAdapterOptions = {},
  signal?: AbortSignal,
) => createAmplifyAdapter(options).signOut({ scope, ...(signal && { signal }) });

const own = () => stage.pool.sessions('alice').at(-1);
const { isAsked } = stage;
const isEnded = () => vi.waitFor(() => expect(own()?.live).toBe(false), { interval: 2 });

const busy = { status: 429, errorName: 'TooManyRequestsException' };

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
});

const hidePage = () => window.dispatchEvent(new Event('pagehide'));

describe('what is retained for a retry', () => {
  test('is the access token of a global one, and goes when it is forgotten', async () => {
    hurry();
    const device = await stage.signedIn();
    const [accessToken] = device.tokens.filter((_, index) =>
      device.tokenKeys[index]?.endsWith('accessToken'),
    );
    stage.pool.fault('GlobalSignOut', busy);
    const attempt = await signOut('global');
    expect(attempt.revealToken()).toBe(accessToken);
    const { forget } = attempt;
    forget();
    forget();
    expect(attempt.revealToken()).toBeNull();
    await isEnded();
    expect(own()?.endedBy).toBe('RevokeToken');
    expect(stage.operations().filter((name) => name === 'RevokeToken')).toHaveLength(1);
  });

  test('is kept as long as the app says', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', busy);
    const before = Date.now();
    const attempt = await signOut('global', { retainMs: 8000 });
    const until = attempt.outcome.status === 'partial' ? Number(attempt.outcome.retryUntil) : 0;
    expect(until).toBeGreaterThanOrEqual(before + 8000);
    expect(until).toBeLessThan(before + 8200);
    expect(own()?.live).toBe(true);
    // Twenty times as fast.
    await pause(8000);
    await isEnded();
    expect(attempt.revealToken()).toBeNull();
  });

  test('is kept no longer than the access token can be of use', async () => {
    const waits = hurry();
    await stage.signedIn({ client: { accessTokenSeconds: 100 } });
    stage.pool.fault('GlobalSignOut', busy);
    const attempt = await signOut('global');
    expect(waits.at(-1)).toBeGreaterThan(90_000);
    expect(waits.at(-1)).toBeLessThan(100_001);
    const until = attempt.outcome.status === 'partial' ? Number(attempt.outcome.retryUntil) : 0;
    expect(until - Date.now()).toBeGreaterThan(90_000);
    expect(until - Date.now()).toBeLessThan(100_001);
    attempt.forget();
  });

  test('is kept for the whole time where it is the refresh token', async () => {
    hurry();
    await stage.signedIn({ client: { accessTokenSeconds: 100 } });
    stage.pool.fault('RevokeToken', busy);
    const attempt = await signOut('local');
    const until = attempt.outcome.status === 'partial' ? Number(attempt.outcome.retryUntil) : 0;
    expect(until - Date.now()).toBeGreaterThan(590_000);
    stage.pool.clearRequests();
    attempt.forget();
    await pause(400);
    expect(stage.operations()).toEqual([]);
  });

  test('goes when the page hides, and then its own session is ended', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', busy);
    const attempt = await signOut('global');
    const removed = vi.spyOn(window, 'removeEventListener');
    hidePage();
    expect(attempt.revealToken()).toBeNull();
    expect(removed).toHaveBeenCalledWith('pagehide', expect.any(Function));
    await isEnded();
  });

  test('does not keep a Node process from ending', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', busy);
    const timer = vi.mocked(setTimeout);
    const attempt = await signOut('global');
    const index = timer.mock.calls.findIndex(([, ms]) => (ms ?? 0) > 590_000);
    const retaining: NodeJS.Timeout = timer.mock.results[index]?.value;
    expect(retaining.hasRef()).toBe(false);
    attempt.forget();
  });

  test('is forgotten only after a retry that is under way', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', busy);
    const attempt = await signOut('global');
    stage.pool.clearFaults();
    stage.pool.fault('GlobalSignOut', { delayMs: 40 });
    const retrying = attempt.retry?.();
    attempt.forget();
    expect((await retrying)?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(stage.operations()).not.toContain('RevokeToken');
  });

  test('is nothing once it worked, nor for what cannot be tried again', async () => {
    await stage.signedIn();
    const done = await signOut('global');
    expect([done.retry, done.revealToken()]).toEqual([undefined, null]);
    await pause(30);
    expect(stage.operations()).toEqual(['GlobalSignOut']);
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { status: 403 });
    const refused = await signOut('global');
    expect([refused.retry, refused.revealToken()]).toEqual([undefined, null]);
    expect(own()?.endedBy).toBe('RevokeToken');
  });
});

describe('a retry', () => {
  test('asked for twice is one', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', busy);
    const { retry } = await signOut('global');
    stage.pool.clearFaults();
    const [one, two] = await Promise.all([retry?.(), retry?.()]);
    expect(one?.outcome).toEqual(two?.outcome);
    expect(one?.outcome.status).toBe('complete');
    expect(stage.operations()).toHaveLength(4);
  });

  test('waits longer each time that Cognito is too busy, and not at all for another reason', async () => {
    await stage.signedIn();
    const waits = hurry();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    stage.pool.fault('GlobalSignOut', busy);
    let attempt = await signOut('global', { attemptTimeoutMs: 9999 });
    const coolDowns: number[] = [];
    for (let retries = 0; retries < 5; retries++) {
      waits.length = 0;
      attempt = (await attempt.retry?.()) ?? attempt;
      coolDowns.push(...waits.filter((ms) => ms % 500 === 0 && ms <= 4000 && ms !== 3000));
    }
    expect(coolDowns).toEqual([500, 1000, 2000, 4000, 4000]);
    stage.pool.clearFaults();
    stage.pool.fault('GlobalSignOut', { status: 503 });
    attempt = (await attempt.retry?.()) ?? attempt;
    waits.length = 0;
    attempt = (await attempt.retry?.()) ?? attempt;
    expect(waits.filter((ms) => ms % 500 === 0 && ms <= 4000 && ms !== 3000)).toEqual([]);
    attempt.forget();
  });

  test('that is called off says what failed before, and that it may have been heard', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { status: 403, errorName: 'TooManyRequestsException' });
    const { retry } = await signOut('global');
    stage.pool.clearFaults();
    stage.pool.fault('GlobalSignOut', { silent: true });
    const controller = new AbortController();
    const retrying = retry?.({ signal: controller.signal });
    await isAsked(4);
    controller.abort();
    const again = await retrying;
    expect(again?.outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ reason: 'throttled' }],
    });
    again?.forget();
  });

  test('of a page that slept past its time is the last one', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('RevokeToken', busy);
    const { outcome, retry, forget } = await signOut('local', { retainMs: 1000 });
    expect(outcome).toMatchObject({ status: 'partial', retryUntil: expect.any(Date) });
    // As after a sleep: the clock has gone on, and no timer has.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1001 });
    const again = await retry?.().finally(() => vi.useRealTimers());
    expect(again?.outcome).toMatchObject({ status: 'partial', retryUntil: null });
    expect(again?.retry).toBeUndefined();
    forget();
  });

  test('of what was forgotten asks for nothing', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('RevokeToken', busy);
    const { retry, forget } = await signOut('local');
    forget();
    stage.pool.clearRequests();
    const again = await retry?.();
    expect(again?.outcome).toMatchObject({ status: 'partial', retryUntil: null });
    expect(again?.retry).toBeUndefined();
    expect(stage.operations()).toEqual([]);
  });

  test('clears what the storage refused to, and says what the first one knew', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    const { retry } = await signOut('local');
    removing.mockRestore();
    expect((await retry?.())?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(stage.hubEvents).toEqual(['signedOut']);
  });
});

describe('the app’s own tasks', () => {
  test('run once, when the tokens are gone, and are told the outcome', async () => {
    hurry();
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', busy);
    const left: number[] = [];
    const cleanup = vi.fn(async () => void left.push(device.tokenKeys.length));
    const { retry, outcome } = await createAmplifyAdapter().signOut({ scope: 'global', cleanup });
    expect(cleanup).toHaveBeenCalledExactlyOnceWith(outcome);
    stage.pool.clearFaults();
    expect((await retry?.())?.outcome.status).toBe('complete');
    expect(cleanup).toHaveBeenCalledOnce();
    expect(left).toEqual([0]);
  });

  test('do not run where the session is still there', async () => {
    const device = await stage.signedIn();
    refuse(device);
    const cleanup = vi.fn(async () => {});
    await createAmplifyAdapter().signOut({ scope: 'local', cleanup });
    expect(cleanup).not.toHaveBeenCalled();
  });
});

describe('a page that hides in the middle', () => {
  test('takes the tokens with it', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { delayMs: 60 });
    const signingOut = signOut('global');
    await isAsked();
    hidePage();
    await pause(20);
    expect(device.tokenKeys).toEqual([]);
    expect((await signingOut).outcome.status).toBe('complete');
    const removing = vi.spyOn(device, 'removeItem');
    hidePage();
    await pause(10);
    expect(removing).not.toHaveBeenCalled();
  });

  test('leaves a session that is to stay', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { status: 403, delayMs: 60 });
    const signingOut = signOut('global', { onGlobalFailure: 'staySignedIn' });
    await isAsked();
    hidePage();
    await pause(20);
    expect(device.tokenKeys).toHaveLength(3);
    expect((await signingOut).outcome.status).toBe('failed');
  });
});

describe('a sign-out that is called off', () => {
  test('before the first request changes nothing, then or when it is forgotten', async () => {
    const { cognitoUserPoolsTokenProvider } = await import('aws-amplify/auth/cognito');
    const device = await stage.signedIn({ isAged: true });
    const { authTokenStore } = cognitoUserPoolsTokenProvider;
    vi.spyOn(authTokenStore, 'getDeviceMetadata').mockReturnValue(new Promise(() => {}));
    const controller = new AbortController();
    const signingOut = signOut('global', {}, controller.signal);
    await pause(30);
    controller.abort();
    const attempt = await signingOut;
    expect(attempt.outcome).toMatchObject({
      status: 'failed',
      scope: 'global',
      server: 'notEnded',
      failures: [{ step: 'prepare', reason: 'cancelled' }],
    });
    expect([attempt.retry, attempt.revealToken()]).toEqual([undefined, null]);
    attempt.forget();
    await pause(30);
    expect(stage.operations()).toEqual([]);
    expect(device.tokenKeys).toHaveLength(3);
    expect(own()?.live).toBe(true);
    expect(stage.hubEvents).toEqual([]);
  });

  test('after it ends this session all the same, without waiting for that', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { silent: true });
    stage.pool.fault('RevokeToken', { delayMs: 50 });
    const controller = new AbortController();
    const signingOut = signOut('global', {}, controller.signal);
    await isAsked();
    controller.abort();
    expect((await signingOut).outcome).toMatchObject({ failures: [{ reason: 'cancelled' }] });
    expect(device.tokenKeys).toEqual([]);
    expect(own()?.live).toBe(true);
    await isEnded();
  });
});

test.each(['local', 'global'] as const)(
  'a %s sign-out that is over leaves no timer and no listener behind',
  async (scope) => {
    await stage.signedIn({ isAged: true });
    const { signal } = new AbortController();
    const set = vi.spyOn(globalThis, 'setTimeout');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    const listening = [window, signal].map((target) => ({
      added: vi.spyOn(target, 'addEventListener'),
      removed: vi.spyOn(target, 'removeEventListener'),
    }));
    const times = { attemptTimeoutMs: 6001, deadlineMs: 7001 };
    expect((await signOut(scope, times, signal)).outcome.status).toBe('complete');
    for (const { added, removed } of listening) {
      expect(added.mock.calls.length).toBeGreaterThan(0);
      for (const [type, listener] of added.mock.calls) {
        expect(removed.mock.calls).toContainEqual([type, listener]);
      }
    }
    // Three seconds are undici's.
    const timers = set.mock.calls.flatMap(([, ms = 0], index) =>
      ms >= 500 && ms !== 3000 ? [set.mock.results[index]?.value] : [],
    );
    expect(timers.length).toBeGreaterThanOrEqual(4);
    for (const timer of timers) expect(cleared.mock.calls).toContainEqual([timer]);
  },
);

test('the time that the reading took counts', async () => {
  const device = await stage.signedIn();
  precede(device, 'getItem', async () => {
    if (stage.operations().length === 0) await pause(200);
  });
  stage.pool.fault('GlobalSignOut', { silent: true });
  const [start, elapsed] = [performance.now(), startStopwatch()];
  const attempt = await signOut('global', { deadlineMs: 1000 });
  expect(elapsed()).toBeLessThan(1050);
  expect(performance.now() - start).toBeGreaterThan(800);
  expect(attempt.outcome).toMatchObject({ status: 'partial', failures: [{ reason: 'timeout' }] });
  attempt.forget();
});

test('what is issued for the longest time sets when all of a user’s tokens have expired', async () => {
  const adapter = createAmplifyAdapter();
  await stage.signedIn({ client: { accessTokenSeconds: 7200 } });
  await adapter.getCurrentUser();
  await stage.signedIn({ client: { accessTokenSeconds: 600 } });
  const { outcome } = await adapter.signOut({ scope: 'global' });
  const inMs = outcome.status === 'complete' ? Number(outcome.tokensExpireBy) - Date.now() : 0;
  expect(inMs).toBeGreaterThan(7_195_000);
  expect(inMs).toBeLessThan(7_200_001);
});
