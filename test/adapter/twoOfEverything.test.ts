import { inspect } from 'node:util';
import { Amplify } from 'aws-amplify';
import { decodeJWT, fetchAuthSession } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { defaultStorage } from 'aws-amplify/utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthUser } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { registry } from '../../src/adapter/amplify/page/registry';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import { precede, refuse } from '../storages/moods';
import type { Device } from './Device';
import {
  bob,
  configureManagedLogin,
  createStage,
  hubSays,
  hurry,
  pause,
  refreshElsewhere,
  throttled,
  twoLost,
} from './setUp';

const stage = createStage();
const assign = vi.fn();
let stop = () => {};
afterEach(() => stop());
const bye = 'https://app.example/bye';

beforeEach(() => {
  assign.mockReset();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign,
  });
});

const own = (username = 'alice') => stage.pool.sessions(username).at(-1);
const unsupported = { status: 400, errorName: 'UnsupportedOperationException' };
const { isAsked } = stage;
const aMoment = () => pause(600);
/** How many of the tokens the registry holds, beside the storage itself. */
const held = (tokens: string[], device?: Device) => {
  const items = new Map(device?.items);
  device?.items.clear();
  const text = inspect([...registry().signOuts], {
    showHidden: true,
    depth: 20,
    maxStringLength: null,
    maxArrayLength: null,
  });
  for (const [name, value] of items) device?.items.set(name, value);
  return tokens.filter((token) => text.includes(token)).length;
};
const heldIn = (device: Device) => held(device.tokens, device);
const otherTabSays = (event: string) => hubSays(event, true);

describe('navigation', () => {
  test('a page that bob has signed in to meanwhile is not taken to alice’s redirectUrl', async () => {
    const other = await stage.signedIn({ user: bob });
    const device = await stage.signedIn();
    stage.pool.fault('RevokeToken', { delayMs: 60 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local', redirectUrl: bye });
    await isAsked();
    device.items.clear();
    for (const [name, value] of other.items) device.items.set(name, value);
    await signingOut;
    expect(device.tokenKeys).toHaveLength(3);
    expect(assign).not.toHaveBeenCalled();
  });

  test('a page that bob has signed in to during the cleanup is not taken away', async () => {
    const other = await stage.signedIn({ user: bob });
    const device = await stage.signedIn();
    await createAmplifyAdapter().signOut({
      scope: 'local',
      redirectUrl: bye,
      async cleanup() {
        for (const [name, value] of other.items) device.items.set(name, value);
      },
    });
    expect(assign).not.toHaveBeenCalled();
  });

  test('a quiet retry that works never leaves the page', async () => {
    hurry();
    const device = await stage.signedIn();
    const adapter = createAmplifyAdapter();
    let user: AuthUser | null = await adapter.getCurrentUser();
    const flow = createSignOutFlow(
      adapter,
      () => ({}),
      () => user,
    );
    stage.pool.fault('GlobalSignOut', throttled);
    expect((await flow.signOut({ global: true, redirectUrl: bye })).status).toBe('partial');
    user = null;
    expect(device.tokenKeys).toEqual([]);
    stage.pool.clearFaults();
    window.dispatchEvent(new Event('online'));
    await vi.waitFor(() => expect(flow.get().status).toBe('complete'));
    expect(assign).not.toHaveBeenCalled();
  });

  test('alice’s retry by a click does not take bob’s page away', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const attempt = await createAmplifyAdapter().signOut({ scope: 'global', redirectUrl: bye });
    stage.pool.clearFaults();
    await stage.signedIn({ user: bob });
    expect((await attempt.retry?.())?.outcome.status).toBe('complete');
    expect(assign).not.toHaveBeenCalled();
  });
});

describe('what everybody was told', () => {
  async function completeThenBack(scope: 'local' | 'global') {
    const device = await stage.signedIn();
    const before = new Map(device.items);
    const adapter = createAmplifyAdapter();
    stop = adapter.subscribe(() => {});
    const first = await adapter.signOut({ scope });
    expect(first.outcome).toMatchObject({ status: 'complete', scope });
    const removing = refuse(device);
    for (const [name, value] of before) device.items.set(name, value);
    otherTabSays('signedIn');
    const corrected = await first.correction;
    expect(corrected?.outcome.status).toBe('failed');
    await pause(30);
    removing.mockRestore();
    stage.pool.clearRequests();
    return { device, adapter, first, corrected };
  }

  test('the retry of a correction that worked is not corrected by the correction of before', async () => {
    const { corrected, first } = await completeThenBack('local');
    const again = await corrected?.retry?.();
    expect(again?.outcome.status).toBe('complete');
    const next = await Promise.race([again?.correction, pause(50).then(() => 'pending')]);
    expect([again === first, next]).toEqual([false, 'pending']);
  });

  test('in the flow: a retry that worked is shown as complete', async () => {
    const device = await stage.signedIn();
    const before = new Map(device.items);
    const adapter = createAmplifyAdapter();
    stop = adapter.subscribe(() => {});
    const user = await adapter.getCurrentUser();
    const flow = createSignOutFlow(
      adapter,
      () => ({}),
      () => user,
    );
    expect((await flow.signOut()).status).toBe('complete');
    const removing = refuse(device);
    for (const [name, value] of before) device.items.set(name, value);
    otherTabSays('signedIn');
    await vi.waitFor(() => expect(flow.get().status).toBe('failed'));
    removing.mockRestore();
    expect((await flow.retry()).status).toBe('complete');
    await pause(50);
    expect(device.tokenKeys).toEqual([]);
    expect(flow.get().status).toBe('complete');
  });

  test('a local click after a global one that was corrected gets an outcome of its own', async () => {
    const { adapter } = await completeThenBack('global');
    const { outcome } = await adapter.signOut({ scope: 'local' });
    expect(outcome).toMatchObject({ status: 'complete', scope: 'local' });
  });

  test('what one provider put away takes no retry from the other', async () => {
    const device = await stage.signedIn();
    const before = new Map(device.items);
    stage.pool.fault('RevokeToken', { delayMs: 30 });
    const [one, other] = [createAmplifyAdapter(), createAmplifyAdapter()];
    stop = other.subscribe(() => {});
    const both = [one.signOut({ scope: 'local' }), other.signOut({ scope: 'local' })];
    const [first, second] = await Promise.all(both);
    first?.forget();
    refuse(device);
    for (const [name, value] of before) device.items.set(name, value);
    otherTabSays('signedIn');
    const corrected = await second?.correction;
    expect(corrected?.outcome.status).toBe('failed');
    expect(corrected?.retry).toBeDefined();
  });
});

describe('holders', () => {
  test('a joiner who gave up holds on to nothing: forget ends the session', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { ...throttled, delayMs: 30 });
    const first = createAmplifyAdapter().signOut({ scope: 'global' });
    await isAsked();
    const controller = new AbortController();
    const second = createAmplifyAdapter().signOut({ scope: 'global', signal: controller.signal });
    await pause(10);
    controller.abort();
    expect((await second).outcome.status).toBe('failed');
    const attempt = await first;
    expect(attempt.retry).toBeDefined();
    stage.pool.clearFaults();
    stage.pool.clearRequests();
    attempt.forget();
    (await second).forget();
    await aMoment();
    expect(stage.operations()).toEqual(['RevokeToken']);
  });

  test('a follower who gave up leaves no token in the registry', async () => {
    const device = await stage.signedIn();
    const { tokens } = device;
    stage.pool.fault('RevokeToken', { status: 403, delayMs: 80 });
    const first = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    const controller = new AbortController();
    const second = createAmplifyAdapter().signOut({ scope: 'global', signal: controller.signal });
    await pause(20);
    controller.abort();
    await second;
    (await first).forget();
    await pause(200);
    expect(held(tokens)).toBe(0);
  });

  test('a global joiner who gave up before anything was sent asks for no GlobalSignOut', async () => {
    const device = await stage.signedIn();
    const headers = async () => {
      await pause(80);
      return {};
    };
    Amplify.configure(stage.pool.amplifyConfig(), { Auth: { headers } });
    cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
    const first = createAmplifyAdapter().signOut({ scope: 'local' });
    await pause(10);
    const controller = new AbortController();
    const second = createAmplifyAdapter().signOut({ scope: 'global', signal: controller.signal });
    await pause(10);
    controller.abort();
    expect((await second).outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ reason: 'cancelled' }],
    });
    await first;
    expect(stage.operations()).toEqual(['RevokeToken']);
  });

  test('after one is called off, whoever went on is the only one who holds on', async () => {
    hurry();
    const device = await stage.signedIn({ isAged: true });
    const { authTokenStore } = cognitoUserPoolsTokenProvider;
    const metadata = vi
      .spyOn(authTokenStore, 'getDeviceMetadata')
      .mockReturnValue(new Promise(() => {}));
    const controller = new AbortController();
    const first = createAmplifyAdapter().signOut({ scope: 'global', signal: controller.signal });
    await pause(30);
    const second = createAmplifyAdapter().signOut({ scope: 'global' });
    await pause(30);
    metadata.mockRestore();
    stage.pool.fault('GlobalSignOut', throttled);
    controller.abort();
    (await first).forget();
    const attempt = await second;
    expect(attempt.outcome.status).toBe('partial');
    expect(device.tokenKeys).toEqual([]);
    stage.pool.clearFaults();
    stage.pool.clearRequests();
    attempt.forget();
    await aMoment();
    expect(stage.operations()).toEqual(['RevokeToken']);
  });
});

describe('several lost sessions', () => {
  test('one that could not be revoked is not told as ended', async () => {
    await twoLost(stage);
    stage.pool.fault('RevokeToken', { delayMs: 1 }, { times: 1 });
    stage.pool.fault('RevokeToken', unsupported);
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(stage.operations()).toEqual(['RevokeToken', 'RevokeToken']);
    expect([own('alice')?.live, own('bob')?.live]).toContain(true);
    expect(outcome).toMatchObject({
      status: 'complete',
      server: 'notEnded',
      warnings: [{ reason: 'revocationDisabled' }],
    });
  });

  test('two that the storage kept, one of which is still good, are not told as dead', async () => {
    await twoLost(stage);
    refuse(defaultStorage);
    stage.pool.fault('RevokeToken', { delayMs: 1 }, { times: 1 });
    stage.pool.fault('RevokeToken', { status: 403 });
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(stage.operations()).toEqual(['RevokeToken', 'RevokeToken']);
    expect([own('alice')?.live, own('bob')?.live]).toContain(true);
    expect(outcome.status).toBe('failed');
    expect(outcome.server).not.toBe('ended');
  });

  test('called off while the first one is asked for is not “nothing changed”', async () => {
    const { tokens } = await twoLost(stage);
    stage.pool.fault('RevokeToken', { delayMs: 60 }, { times: 1 });
    const controller = new AbortController();
    const adapter = createAmplifyAdapter();
    const signingOut = adapter.signOut({ scope: 'local', signal: controller.signal });
    await isAsked();
    controller.abort();
    const { outcome } = await signingOut;
    expect(tokens()).toEqual([]);
    expect(outcome).toMatchObject({
      status: 'partial',
      failures: [{ reason: 'cancelled' }, { reason: 'cancelled' }],
    });
  });

  test('the one that may be tried again says until when', async () => {
    hurry();
    await twoLost(stage);
    stage.pool.fault('RevokeToken', { status: 403 }, { times: 1 });
    stage.pool.fault('RevokeToken', throttled);
    const attempt = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(attempt.outcome.status).toBe('partial');
    expect(attempt.outcome).toMatchObject({ retryUntil: attempt.retry ? expect.any(Date) : null });
  });

  test('another provider that joined lets go of what both retained', async () => {
    hurry();
    await twoLost(stage);
    stage.pool.fault('GlobalSignOut', { ...throttled, delayMs: 30 });
    const first = createAmplifyAdapter().signOut({ scope: 'global' });
    await isAsked();
    const second = createAmplifyAdapter().signOut({ scope: 'global' });
    const both = await Promise.all([first, second]);
    stage.pool.clearFaults();
    stage.pool.clearRequests();
    for (const attempt of both) attempt.forget();
    await expect.poll(() => stage.operations().length, { timeout: 5000 }).toBe(2);
    await aMoment();
    expect(stage.operations()).toEqual(['RevokeToken', 'RevokeToken']);
  });
});

describe('registry', () => {
  test('after failed and forgotten, the app’s next refresh leaves no token in the registry', async () => {
    hurry();
    const device = await stage.signedIn();
    const removing = refuse(device);
    stage.pool.fault('*', throttled);
    const attempt = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(attempt.outcome.status).toBe('failed');
    removing.mockRestore();
    stage.pool.clearFaults();
    attempt.forget();
    await pause(20);
    expect(heldIn(device)).toBe(0);
    await fetchAuthSession({ forceRefresh: true });
    await pause(20);
    expect(heldIn(device)).toBe(0);
  });

  test('after one that was called off too', async () => {
    const device = await stage.signedIn({ isAged: true });
    const { authTokenStore } = cognitoUserPoolsTokenProvider;
    const metadata = vi
      .spyOn(authTokenStore, 'getDeviceMetadata')
      .mockReturnValue(new Promise(() => {}));
    const controller = new AbortController();
    const signingOut = createAmplifyAdapter().signOut({
      scope: 'global',
      signal: controller.signal,
    });
    await pause(30);
    controller.abort();
    (await signingOut).forget();
    metadata.mockRestore();
    await fetchAuthSession({ forceRefresh: true });
    await pause(20);
    expect(heldIn(device)).toBe(0);
  });
});

describe('overclaims', () => {
  test('bob, whose session is gone, is not told of alice’s, nor is hers made a global one', async () => {
    const other = await stage.signedIn({ user: bob });
    const bobs = await createAmplifyAdapter().getCurrentUser();
    void other;
    const device = await stage.signedIn();
    const adapter = createAmplifyAdapter();
    const alices = await adapter.getCurrentUser();
    const headers = async () => {
      await pause(80);
      return {};
    };
    Amplify.configure(stage.pool.amplifyConfig(), { Auth: { headers } });
    cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
    const first = adapter.signOut({ scope: 'local', userId: alices?.userId ?? '' });
    await pause(10);
    device.items.clear();
    const second = createAmplifyAdapter().signOut({ scope: 'global', userId: bobs?.userId ?? '' });
    const [one, two] = await Promise.all([first, second]);
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(one.outcome.scope).toBe('local');
    expect(two.outcome).not.toMatchObject({ scope: 'global', server: 'ended' });
  });
});

describe('late tokens', () => {
  test.each([0, 40])(
    'newer tokens that live on, stored where nothing can be removed, are not told as dead: answered after %i ms',
    async (delayMs) => {
      const device = await stage.signedIn({ client: { rotation: true } });
      const adapter = createAmplifyAdapter();
      stop = adapter.subscribe(() => {});
      const store = await refreshElsewhere(device);
      const attempt = await adapter.signOut({ scope: 'local' });
      expect(attempt.outcome).toMatchObject({ status: 'complete', server: 'ended' });
      refuse(device);
      stage.pool.fault('RevokeToken', { status: 403, delayMs });
      store();
      otherTabSays('signedIn');
      let now = await attempt.correction;
      await pause(150);
      for (const next of [now?.correction, now?.late]) {
        now = (await Promise.race([next, pause(50).then(() => undefined)])) ?? now;
      }
      expect(own()?.live).toBe(true);
      expect(now?.outcome).toMatchObject({ status: 'failed' });
      expect(now?.outcome.server).not.toBe('ended');
    },
  );

  test('the retry of a correction that worked tells the app that nobody is signed in any more', async () => {
    const device = await stage.signedIn();
    const before = new Map(device.items);
    const adapter = createAmplifyAdapter();
    const events: string[] = [];
    stop = adapter.subscribe(({ type }) => void events.push(type));
    const first = await adapter.signOut({ scope: 'local' });
    const removing = refuse(device);
    for (const [name, value] of before) device.items.set(name, value);
    otherTabSays('signedIn');
    const corrected = await first.correction;
    await vi.waitFor(() => expect(events.at(-1)).toBe('signedIn'));
    removing.mockRestore();
    expect((await corrected?.retry?.())?.outcome.status).toBe('complete');
    await pause(30);
    expect(await adapter.getCurrentUser()).toBeNull();
    expect(events.at(-1)).toBe('signedOut');
  });

  test('the retry of two lost sessions ends by the deadline', async () => {
    await twoLost(stage);
    stage.pool.fault('RevokeToken', { silent: true });
    const adapter = createAmplifyAdapter({ deadlineMs: 400, attemptTimeoutMs: 1000 });
    const attempt = await adapter.signOut({ scope: 'local' });
    expect(attempt.outcome.status).toBe('partial');
    const began = performance.now();
    await attempt.retry?.();
    expect(performance.now() - began).toBeLessThan(500);
  });

  test('two lost sessions, of which the first takes the whole deadline', async () => {
    const { tokens } = await twoLost(stage);
    stage.pool.fault('RevokeToken', { silent: true });
    const adapter = createAmplifyAdapter({ deadlineMs: 400, attemptTimeoutMs: 1000 });
    const began = performance.now();
    const { outcome, forget } = await adapter.signOut({ scope: 'local' });
    expect(performance.now() - began).toBeLessThan(500);
    if (outcome.signedOutLocally) expect(tokens()).toEqual([]);
    forget();
  });

  test('two lost sessions, one kept by the storage and one refused, and their retry', async () => {
    hurry();
    const { tokens, page } = await twoLost(stage);
    const removing = precede(defaultStorage, 'removeItem', async (name) => {
      if (name.includes('.alice.')) throw new Error('quota');
    });
    stage.pool.fault('RevokeToken', { delayMs: 1 }, { times: 1 });
    stage.pool.fault('RevokeToken', throttled);
    const attempt = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(attempt.outcome.status).toBe('failed');
    removing.mockRestore();
    stage.pool.clearFaults();
    const again = await attempt.retry?.();
    expect(again?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(tokens()).toEqual([]);
    expect([own('alice')?.live, own('bob')?.live]).toEqual([false, false]);
    void page;
  });
});

describe('a sign-in in the middle of an erasure', () => {
  const tokensOf = (device: Device) => {
    const key = (name: string) =>
      device.items.get(`CognitoIdentityServiceProvider.${device.clientId}.alice.${name}`) ?? '';
    return {
      accessToken: decodeJWT(key('accessToken')),
      idToken: decodeJWT(key('idToken')),
      refreshToken: key('refreshToken'),
      clockDrift: 0,
      username: 'alice',
    };
  };

  async function signsInWhile(erasing: (device: Device) => Promise<unknown>) {
    const other = await stage.signedIn();
    const tokens = tokensOf(other);
    const device = await stage.signedIn();
    const read = device.getItem.bind(device);
    let isStored: Promise<void> | null = null;
    const isDue = await erasing(device);
    void isDue;
    vi.spyOn(device, 'getItem').mockImplementation(async (name) => {
      const value = await read(name);
      const isNow = !device.items.has('skip') && stage.operations().length > 0;
      if (isNow && value && name.endsWith('refreshToken')) {
        isStored ??= cognitoUserPoolsTokenProvider.tokenOrchestrator.setTokens({ tokens });
      }
      await pause(20);
      return value;
    });
    return { device, tokens, stored: () => isStored };
  }

  test('of a sign-out: the new session of the same person stays', async () => {
    const { device, tokens, stored } = await signsInWhile(async () => {});
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    await stored();
    await pause(60);
    expect(stored()).not.toBeNull();
    expect(outcome.server).toBe('ended');
    expect(device.tokens).toContain(tokens.refreshToken);
  });
});

describe('two retries', () => {
  test('federated, bob meanwhile: alice’s /logout does not take his page and cookie', async () => {
    const other = await stage.signedIn({ user: bob });
    const device = await stage.signedIn();
    await configureManagedLogin(device, { marker: null });
    device.items.set(
      `CognitoIdentityServiceProvider.${device.clientId}.alice.oauthMetadata`,
      '{"oauthSignIn":true}',
    );
    stage.pool.fault('RevokeToken', { delayMs: 60 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
    await isAsked();
    device.items.clear();
    for (const [name, value] of other.items) device.items.set(name, value);
    await signingOut;
    expect(device.tokenKeys).toHaveLength(3);
    expect(assign).not.toHaveBeenCalled();
  });
});
