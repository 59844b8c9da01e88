import { decodeJWT } from 'aws-amplify/auth';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import type { Device } from './Device';
import { bob, createStage, hurry, onAnotherPage, pause } from './setUp';

const stage = createStage();

const keyOf = ({ clientId }: Device) => `amplify-signoff.mark.${clientId}`;
const markOf = (device: Device) => JSON.parse(device.items.get(keyOf(device)) ?? 'null');

function accessTokenOf({ items, tokenKeys }: Device) {
  return items.get(tokenKeys.find((key) => key.endsWith('.accessToken')) ?? '') ?? '';
}

const claimsOf = (device: Device) => decodeJWT(accessTokenOf(device)).payload;

const isAsked = () =>
  vi.waitFor(() => expect(stage.operations()).not.toHaveLength(0), { interval: 2 });

/** As a page that was killed left it. */
function leaveMark(device: Device, change: Record<string, unknown> = {}, agoMs = 20_000) {
  const { sub, origin_jti, auth_time } = claimsOf(device);
  const mark = { sub, origin_jti, auth_time, scope: 'global', at: Date.now() - agoMs, ...change };
  device.items.set(keyOf(device), JSON.stringify(mark));
}

/** What a request did whose answer nobody has heard. */
const endEverywhere = (device: Device) =>
  fetch(stage.pool.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GlobalSignOut' },
    body: JSON.stringify({ AccessToken: accessTokenOf(device) }),
  });

const restore = (options = {}) => createAmplifyAdapter(options).restore?.() ?? null;

/** The browser's locks, as all of its tabs share them. */
class Locks {
  readonly held: { name: string; isShared: boolean; released: Promise<void> }[] = [];

  constructor() {
    vi.stubGlobal('navigator', { locks: this });
  }

  async request(
    name: string,
    ...[given, work = given as () => unknown]: [{ mode?: string }, () => unknown] | [() => unknown]
  ) {
    const isShared = 'mode' in given && given.mode === 'shared';
    const others = () => this.held.filter((it) => it.name === name && !(it.isShared && isShared));
    while (others().length > 0) await others()[0]?.released;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const lock = { name, isShared, released };
    this.held.push(lock);
    try {
      return await work();
    } finally {
      this.held.splice(this.held.indexOf(lock), 1);
      release();
    }
  }
}

describe('while Cognito is asked', () => {
  test.each([
    ['local', 'RevokeToken'],
    ['global', 'GlobalSignOut'],
  ] as const)('a %s one stands in the storage, without a token', async (scope, operation) => {
    const device = await stage.signedIn();
    const { sub, origin_jti, auth_time } = claimsOf(device);
    const secrets = device.tokens;
    stage.pool.fault(operation, { delayMs: 60 });
    const before = Date.now();
    const signingOut = createAmplifyAdapter().signOut({ scope });
    expect(device.items.has(keyOf(device))).toBe(false);
    await isAsked();
    const mark = markOf(device);
    expect(mark).toEqual({ sub, origin_jti, auth_time, scope, at: expect.any(Number) });
    expect(mark.at).toBeGreaterThanOrEqual(before);
    for (const secret of secrets) expect(JSON.stringify(mark)).not.toContain(secret);
    await signingOut;
    expect([...device.items.keys()]).not.toContain(keyOf(device));
  });

  test('it stands until a slow storage is cleared', async () => {
    const device = await stage.signedIn();
    const isThere: boolean[] = [];
    device.removeItem = async (key) => {
      isThere.push(device.items.has(keyOf(device)));
      await pause(30);
      device.items.delete(key);
    };
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome.status).toBe('complete');
    expect(isThere.length).toBeGreaterThan(3);
    expect(isThere).not.toContain(false);
    expect(device.items.has(keyOf(device))).toBe(false);
  });

  test.each([
    ['staySignedIn', 'failed'],
    ['signOutLocally', 'partial'],
  ] as const)('it goes in the end: %s, %s', async (onGlobalFailure, status) => {
    hurry();
    const device = await stage.signedIn();
    stage.pool.fault('*', { status: 429, errorName: 'TooManyRequestsException' });
    const attempt = await createAmplifyAdapter({ onGlobalFailure }).signOut({ scope: 'global' });
    expect(attempt.outcome.status).toBe(status);
    expect(device.items.has(keyOf(device))).toBe(false);
    attempt.forget();
  });

  test('it goes with the next try where the storage refused to let it go', async () => {
    const device = await stage.signedIn();
    const removing = vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    const { outcome, retry } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome.status).toBe('failed');
    expect(device.items.has(keyOf(device))).toBe(true);
    removing.mockRestore();
    expect((await retry?.())?.outcome.status).toBe('complete');
    expect(device.items.size).toBe(0);
  });

  test('none stands once the session is gone here', async () => {
    hurry();
    const device = await stage.signedIn();
    stage.pool.fault('*', { status: 429, errorName: 'TooManyRequestsException' });
    const attempt = await createAmplifyAdapter().signOut({ scope: 'global' });
    const set = vi.spyOn(device, 'setItem');
    await attempt.retry?.();
    expect(set).not.toHaveBeenCalled();
    attempt.forget();
  });

  test('none stands for a session that could not be told again', async () => {
    const device = await stage.signedIn();
    for (const key of device.tokenKeys) {
      if (!key.endsWith('refreshToken')) device.items.set(key, 'unreadable');
    }
    const set = vi.spyOn(device, 'setItem');
    await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(set).not.toHaveBeenCalled();
  });

  test.each<[string, () => Promise<void>]>([
    ['refuses', () => Promise.reject(new Error('Full'))],
    ['hangs', () => new Promise(() => {})],
    [
      'throws',
      () => {
        throw new Error('Full');
      },
    ],
  ])('a storage that %s to take it delays nothing', async (_name, setItem) => {
    const device = await stage.signedIn();
    device.setItem = setItem;
    const before = performance.now();
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome.status).toBe('complete');
    expect(performance.now() - before).toBeLessThan(1000);
  });

  test('that of another tab is left where it is', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('RevokeToken', { delayMs: 40 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    device.items.set(keyOf(device), 'another');
    await signingOut;
    await pause(10);
    expect(device.items.get(keyOf(device))).toBe('another');
  });

  test('it goes with the session when the page is left', async () => {
    vi.stubGlobal('window', new EventTarget());
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { delayMs: 60 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'global' });
    await isAsked();
    expect(device.items.has(keyOf(device))).toBe(true);
    window.dispatchEvent(new Event('pagehide'));
    await pause(5);
    expect(device.tokenKeys).toEqual([]);
    expect(device.items.has(keyOf(device))).toBe(false);
    await signingOut;
  });

  test('it stays with a session that could not be erased when the page is left', async () => {
    vi.stubGlobal('window', new EventTarget());
    const device = await stage.signedIn();
    const { removeItem } = device;
    device.removeItem = async () => {};
    stage.pool.fault('GlobalSignOut', { delayMs: 60 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'global' });
    await isAsked();
    window.dispatchEvent(new Event('pagehide'));
    await pause(5);
    expect(device.items.has(keyOf(device))).toBe(true);
    device.removeItem = removeItem;
    await signingOut;
  });
});

describe('a page that finds one', () => {
  beforeEach(() => {
    vi.stubGlobal('window', Object.assign(new EventTarget(), { sessionStorage: undefined }));
  });

  test.each([
    ['local', 'revokeToken', 'RevokeToken'],
    ['global', 'globalSignOut', 'GlobalSignOut'],
  ] as const)(
    'says that a %s one was cut off, and ends it at a click',
    async (scope, step, operation) => {
      const device = await stage.signedIn();
      leaveMark(device, { scope });
      const attempt = await restore();
      expect(attempt?.outcome).toEqual({
        status: 'failed',
        scope,
        signedOutLocally: false,
        server: 'unknown',
        failures: [{ step, reason: 'cancelled', retryable: false }],
      });
      expect(stage.operations()).toEqual([]);
      expect(device.tokenKeys).toHaveLength(3);
      expect(device.items.has(keyOf(device))).toBe(false);
      const again = await attempt?.retry?.();
      expect(again?.outcome).toMatchObject({ status: 'complete', scope, server: 'ended' });
      expect(stage.operations()).toEqual([operation]);
      expect(device.tokenKeys).toEqual([]);
    },
  );

  test.each([
    ['global', 'global', 'unknown'],
    ['local', 'global', 'notEnded'],
  ] as const)(
    'does not unsay what Cognito may have heard: %s, then %s',
    async (scope, next, server) => {
      const device = await stage.signedIn();
      leaveMark(device, { scope });
      await endEverywhere(device);
      const adapter = createAmplifyAdapter();
      await adapter.restore?.();
      const { outcome } = await adapter.signOut({ scope: next });
      const failures = [{ step: 'globalSignOut', reason: 'sessionRevoked' }];
      expect(outcome).toMatchObject({ status: 'partial', server, failures });
    },
  );

  test('knows nothing of another session', async () => {
    const device = await stage.signedIn();
    leaveMark(device, { scope: 'global' });
    const adapter = createAmplifyAdapter();
    await adapter.restore?.();
    const next = await stage.signedIn();
    await endEverywhere(next);
    expect((await adapter.signOut({ scope: 'global' })).outcome.server).toBe('notEnded');
  });

  test('says so once', async () => {
    const device = await stage.signedIn();
    leaveMark(device);
    expect(await restore()).not.toBeNull();
    expect(await restore()).toBeNull();
  });

  test('knows a session without origin_jti by the time of its sign-in', async () => {
    const device = await stage.signedIn({ client: { revocation: false } });
    leaveMark(device);
    expect(await restore()).not.toBeNull();
    leaveMark(device, { auth_time: 1 });
    expect(await restore()).toBeNull();
  });

  test('ends nobody else at the retry', async () => {
    const device = await stage.signedIn();
    leaveMark(device);
    const attempt = await restore();
    await stage.signedIn({ user: bob });
    const again = await attempt?.retry?.({ signal: new AbortController().signal });
    const failures = [{ step: 'session', reason: 'notAttempted' }];
    expect(again?.outcome).toMatchObject({ status: 'failed', failures });
    expect(stage.operations()).toEqual([]);
  });

  test.each<[string, (device: Device) => void]>([
    ['is old', (device) => leaveMark(device, {}, 600_001)],
    ['is of tomorrow', (device) => leaveMark(device, {}, -60_000)],
    ['has no time', (device) => leaveMark(device, { at: 'now' })],
    ['has no scope', (device) => leaveMark(device, { scope: 'planet' })],
    ['is of somebody else', (device) => leaveMark(device, { sub: 'bob' })],
    ['is of an earlier session', (device) => leaveMark(device, { origin_jti: 'earlier' })],
    ['is no JSON', (device) => void device.items.set(keyOf(device), '{')],
    [
      'has lost its session',
      (device) => {
        leaveMark(device);
        for (const key of device.tokenKeys) device.items.delete(key);
      },
    ],
    [
      'has a session that can’t be told',
      (device) => {
        leaveMark(device);
        for (const key of device.tokenKeys) device.items.set(key, 'unreadable');
      },
    ],
  ])('removes it without a word where it %s', async (_name, leave) => {
    const device = await stage.signedIn();
    leave(device);
    expect(await restore()).toBeNull();
    expect(device.items.has(keyOf(device))).toBe(false);
  });

  test('says nothing where there is none, and where the storage refuses to tell', async () => {
    const device = await stage.signedIn();
    expect(await restore()).toBeNull();
    leaveMark(device);
    device.getItem = () => Promise.reject(new Error('Refused'));
    expect(await restore()).toBeNull();
  });

  test('says it all the same where the storage refuses to remove it', async () => {
    const device = await stage.signedIn();
    leaveMark(device);
    device.removeItem = () => Promise.reject(new Error('Refused'));
    expect(await restore()).not.toBeNull();
  });
});

describe('another tab in the middle of it', () => {
  test('is waited for as long as it holds its lock, and then there is nothing to say', async () => {
    const locks = new Locks();
    const device = await stage.signedIn();
    stage.pool.fault('RevokeToken', { delayMs: 80 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    const { sub } = claimsOf(device);
    expect(locks.held).toMatchObject([{ name: `amplify-signoff.${device.clientId}.${sub}` }]);
    onAnotherPage();
    const finding = restore();
    expect(await Promise.race([finding, pause(30)])).toBeUndefined();
    await signingOut;
    expect(await finding).toBeNull();
    expect(locks.held).toEqual([]);
  });

  test('that is killed lets go of its lock', async () => {
    const locks = new Locks();
    const device = await stage.signedIn();
    leaveMark(device, {}, 0);
    let kill = () => {};
    const name = `amplify-signoff.${device.clientId}.${claimsOf(device).sub}`;
    void locks.request(name, { mode: 'shared' }, () => new Promise<void>((it) => (kill = it)));
    const finding = restore();
    expect(await Promise.race([finding, pause(20)])).toBeUndefined();
    kill();
    expect((await finding)?.outcome.status).toBe('failed');
  });

  test('that has begun anew meanwhile is waited for too', async () => {
    const device = await stage.signedIn();
    leaveMark(device, {}, 50);
    const finding = restore({ deadlineMs: 80 });
    await pause(10);
    leaveMark(device, { scope: 'local' }, 0);
    expect(await Promise.race([finding, pause(40)])).toBeUndefined();
    expect((await finding)?.outcome.scope).toBe('local');
  });

  test.each([
    ['has no locks', undefined],
    ['grants none', { request: () => Promise.reject(new DOMException('No.', 'SecurityError')) }],
  ])('is given its whole time where the browser %s', async (_name, locks) => {
    vi.stubGlobal('navigator', { locks });
    const device = await stage.signedIn();
    leaveMark(device, {}, 10);
    const finding = restore({ deadlineMs: 100 });
    expect(await Promise.race([finding, pause(50)])).toBeUndefined();
    expect((await finding)?.outcome.status).toBe('failed');
  });
});
