import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { CookieStorage } from 'aws-amplify/utils';
import { expect, test, vi } from 'vitest';
import type { AmplifyAdapterOptions } from '../../src';
import { registry } from '../../src/adapter/amplify/page/registry';
import { hang, precede, refuse } from '../storages/moods';
import { connected, disconnectAll, providers, says, together } from './connected';
import { createTab } from './createTab';
import type { Device } from './Device';
import {
  alice,
  bob,
  configureManagedLogin,
  createStage,
  hubSays,
  key,
  onAnotherPage,
  pause,
  refreshElsewhere,
  throttled,
} from './setUp';

const stage = createStage();
const tab = createTab();

const live = () => stage.pool.liveSessions('alice').length;
const online = () => window.dispatchEvent(new Event('online'));

/** The page goes, and the next one of the same browser comes. */
function reload() {
  tab.hides();
  disconnectAll();
  return loadPage();
}

async function loadPage() {
  onAnotherPage();
  registry().signOuts.clear();
  const [next] = await together(connected());
  return next;
}

/** An app whose tokens lie in cookies, for server-side rendering: each time that it is configured, Amplify makes a storage. */
async function onCookies() {
  const device = await stage.signedIn();
  const jar = new Map<string, string>();
  const cookies = {
    refuse: false,
    configure: () => Amplify.configure(stage.pool.amplifyConfig(device.clientId), { ssr: true }),
  };
  const page = Object.assign(new EventTarget(), { querySelector: () => null });
  Object.defineProperty(page, 'cookie', {
    get: () => [...jar].map((pair) => pair.join('=')).join('; '),
    set(text: string) {
      const [pair = '', ...attributes] = text.split(';');
      const [name = '', ...value] = pair.split('=');
      const expires = attributes.find((it) => /^\s*expires=/i.test(it));
      const isOver = expires && Date.parse(expires.replace(/^.*?=/, '')) <= Date.now();
      if (!isOver) jar.set(name, value.join('='));
      else if (!cookies.refuse) jar.delete(name);
    },
  });
  vi.stubGlobal('document', page);
  cookies.configure();
  const storage = cognitoUserPoolsTokenProvider.authTokenStore.getKeyValueStorage();
  for (const [name, value] of device.items) await storage.setItem(name, value);
  stage.pool.clearRequests();
  return cookies;
}

test('an app that is configured again while a sign-out runs is told once, of one', async () => {
  const { configure } = await onCookies();
  const [one, other] = await providers();
  stage.pool.fault('GlobalSignOut', { delayMs: 300 });
  const first = one.flow.signOut({ global: true });
  await stage.isAsked();
  configure();
  const ended = { status: 'complete', scope: 'global', server: 'ended' };
  expect(await other.flow.signOut({ global: true })).toMatchObject(ended);
  expect(await first).toMatchObject(ended);
  await pause(200);
  expect([one.told.length, other.told.length]).toEqual([1, 1]);
});

test('cookies of an app’s own making are not taken for others of the same attributes', async () => {
  class TenantCookies extends CookieStorage {
    readonly #tenant: string;
    constructor(attributes: object, tenant: string) {
      super(attributes);
      this.#tenant = tenant;
    }
    override getItem = (name: string) => super.getItem(`${this.#tenant}.${name}`);
    override setItem = (name: string, value: string) =>
      super.setItem(`${this.#tenant}.${name}`, value);
    override removeItem = (name: string) => super.removeItem(`${this.#tenant}.${name}`);
  }
  await onCookies();
  const [one] = await together(connected());
  const before = live();
  const attributes = cognitoUserPoolsTokenProvider.authTokenStore.getKeyValueStorage();
  const others = new TenantCookies(attributes, 'other');
  cognitoUserPoolsTokenProvider.setKeyValueStorage(others);
  expect(await one.adapter.getCurrentUser()).toBeNull();
  expect(await one.flow.signOut()).toMatchObject({ scope: 'local', server: 'unknown' });
  expect(live()).toBe(before);
});

test('what Cognito has ended is known to an app that is configured again', async () => {
  const cookies = await onCookies();
  const [one] = await together(connected());
  cookies.refuse = true;
  const failed = { status: 'failed', server: 'ended' };
  expect(await one.flow.signOut({ global: true })).toMatchObject(failed);
  one.flow.dismiss();
  cookies.configure();
  cookies.refuse = false;
  const ended = { status: 'complete', server: 'ended' };
  expect(await one.flow.signOut({ global: true })).toMatchObject(ended);
});

/**
 * Cognito says yes to a refresh token that another tab has rotated out, and does nothing; the storage keeps it. `store` is
 * what that tab does next.
 */
async function rotatedOut(mood: (device: Device) => void, options: AmplifyAdapterOptions = {}) {
  const device = await stage.signedIn({ client: { rotation: true }, isAged: true });
  const before = live();
  mood(device);
  const [one] = await together(connected({}, options));
  stage.pool.fault('RevokeToken', { delayMs: 100 });
  const signingOut = one.flow.signOut();
  await stage.isAsked();
  const store = await refreshElsewhere(device);
  const storing = () => {
    store();
    hubSays('tokenRefresh', true);
  };
  return { device, before, one, signingOut, storing };
}

test.each<[string, (device: Device) => void, AmplifyAdapterOptions]>([
  ['while the storage hangs', (device) => hang(device, 'removeItem'), { deadlineMs: 600 }],
  ['after what was retained has gone', (device) => void refuse(device), { retainMs: 100 }],
])('"your session has ended" is unsaid of newer tokens: %s', async (_, mood, options) => {
  const { device, before, one, signingOut, storing } = await rotatedOut(mood, options);
  expect(await signingOut).toMatchObject({ status: 'failed', server: 'ended' });
  await pause(200);
  storing();
  await vi.waitFor(
    () => expect(one.flow.get().outcome).toMatchObject({ server: 'notEnded' }),
    3000,
  );
  expect(says(one)).not.toMatch(/has ended/);
  expect(live()).toBe(before);
  expect(await device.refreshes()).toBe(true);
});

test.each(['nothing', 'another session', 'what was there'])(
  'once what was retained has gone, %s is no newer token of it',
  async (what) => {
    const { device, one, signingOut } = await rotatedOut((it) => void refuse(it), {
      retainMs: 100,
    });
    await signingOut;
    await pause(200);
    const outcomes = new Set<unknown>();
    one.flow.subscribe(() => outcomes.add(one.flow.get().outcome?.server));
    if (what !== 'what was there') device.items.clear();
    if (what === 'another session') await device.signIn(alice.username, alice.password);
    hubSays('signedOut', true);
    await pause(300);
    expect(outcomes).not.toContain('notEnded');
  },
);

test('"your session has ended" is not said where newer tokens come as the mark is taken away', async () => {
  let reached = () => {};
  const atMark = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const { before, one, signingOut, storing } = await rotatedOut((device) =>
    precede(device, 'removeItem', async (name) => {
      if (!/mark/.test(name)) throw new Error('quota');
      reached();
      await pause(400);
    }),
  );
  await atMark;
  storing();
  expect(await signingOut).toMatchObject({ status: 'failed', server: 'notEnded' });
  expect(live()).toBe(before);
  expect(says(one)).not.toMatch(/has ended/);
});

test('that all devices may have been signed out is known after a sign-out of this one', async () => {
  const device = await stage.signedIn();
  const [one] = await together(connected());
  const removing = refuse(device);
  stage.pool.fault('GlobalSignOut', { status: 500, after: true });
  const failed = { status: 'failed', server: 'unknown' };
  expect(await one.flow.signOut({ global: true })).toMatchObject(failed);
  stage.pool.fault('RevokeToken', throttled);
  await one.flow.signOut();
  stage.pool.clearFaults();
  removing.mockRestore();
  const outcome = await one.flow.signOut({ global: true });
  expect(live()).toBe(0);
  expect(outcome).toMatchObject({ status: 'partial', server: 'unknown' });
});

test('who came unnoticed has nobody else’s notice after a retry by itself in vain', async () => {
  const bobs = await stage.signedIn({ user: bob });
  const device = await stage.signedIn();
  const both = await providers();
  const [one] = both;
  stage.pool.fault('GlobalSignOut', throttled);
  await one.flow.signOut({ global: true });
  for (const [name, value] of bobs.items) device.items.set(name, value);
  online();
  await vi.waitFor(() => expect(one.auth.get().user?.username).toBe('bob'), 6000);
  await vi.waitFor(() => expect(both.map(says)).toEqual([null, null]), 6000);
});

test('two providers say the same after a retry by itself that failed of something else', async () => {
  await stage.signedIn();
  const [one, other] = await providers();
  stage.pool.fault('GlobalSignOut', { status: 500 });
  await one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(other.flow.get().status).toBe('partial'));
  stage.pool.clearFaults();
  stage.pool.fault('GlobalSignOut', { reset: true });
  online();
  const ofNetwork = { failures: [{ reason: 'network' }] };
  await vi.waitFor(() => expect(other.flow.get().outcome).toMatchObject(ofNetwork), 5000);
  expect(one.flow.get().outcome).toEqual(other.flow.get().outcome);
  expect(one.told).toHaveLength(other.told.length);
});

test('until when tokens are good counts from what a retry by itself has refreshed', async () => {
  await stage.signedIn({ isAged: true });
  const [one] = await together(connected());
  stage.pool.fault('GetTokensFromRefreshToken', throttled);
  await one.flow.signOut({ global: true });
  const expireBy = () => one.flow.get().outcome as { tokensExpireBy: Date };
  expect(expireBy().tokensExpireBy.getTime()).toBeLessThan(Date.now());
  stage.pool.clearFaults();
  stage.pool.fault('GlobalSignOut', throttled);
  online();
  await vi.waitFor(() => expect(stage.operations()).toContain('GlobalSignOut'), 6000);
  await vi.waitFor(
    () => expect(expireBy().tokensExpireBy.getTime()).toBeGreaterThan(Date.now()),
    6000,
  );
}, 15_000);

test('the other provider is told though a storage answers no more', async () => {
  const device = await stage.signedIn();
  const [one, other] = await providers({ deadlineMs: 2000 });
  const read = device.getItem.bind(device);
  let hangs = true;
  vi.spyOn(device, 'getItem').mockImplementation((name) =>
    hangs && !device.items.has(key(device, 'LastAuthUser')) ? new Promise(() => {}) : read(name),
  );
  expect((await one.flow.signOut()).status).toBe('complete');
  await vi.waitFor(() => expect(other.told).toHaveLength(1), 4000);
  hangs = false;
  hubSays('signedOut', true);
  await vi.waitFor(() => expect(other.auth.get().status).toBe('unauthenticated'), 4000);
  expect(other.told).toHaveLength(1);
}, 10_000);

test('whoever has signed in again is not told that they are signed out, though a storage answers no more', async () => {
  const device = await stage.signedIn();
  await configureManagedLogin(device);
  vi.stubGlobal('location', { href: 'https://app.example/', origin: 'https://app.example' });
  const options = { deadlineMs: 3000 };
  const [one, other] = await together(
    connected({ afterSignOut: [() => pause(1500)] }, options),
    connected({}, options),
  );
  const first = one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(other.auth.get().status).toBe('unauthenticated'));
  await pause(100);
  await device.signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(other.auth.get().status).toBe('authenticated'));
  hang(device, 'getItem');
  await first;
  await pause(1500);
  expect(other.told).toEqual([]);
  one.disconnect();
  expect(says(other)).toBeNull();
}, 15_000);

test.each(['in vain', 'with success'])(
  'what was put away while it is tried again by itself is told anew only where it is news: %s',
  async (how) => {
    await stage.signedIn();
    const [one] = await together(connected());
    stage.pool.fault('GlobalSignOut', throttled);
    await one.flow.signOut({ global: true });
    stage.pool.clearFaults();
    stage.pool.fault('GlobalSignOut', how === 'in vain' ? throttled : { delayMs: 300 });
    stage.pool.clearRequests();
    online();
    await stage.isAsked();
    one.flow.dismiss();
    await pause(how === 'in vain' ? 3000 : 1000);
    expect(one.told).toHaveLength(how === 'in vain' ? 1 : 2);
    expect(one.flow.get().status).toBe('idle');
  },
  10_000,
);

/** A sign-out of all devices that is tried again by itself, which succeeds unless it is cut short. */
async function triedAgain() {
  await stage.signedIn();
  const [one] = await together(connected());
  stage.pool.fault('GlobalSignOut', throttled);
  await one.flow.signOut({ global: true });
  stage.pool.clearFaults();
  stage.pool.fault('GlobalSignOut', { delayMs: 300 });
  stage.pool.clearRequests();
  online();
  await stage.isAsked();
  return one;
}

test.each([{ global: true }, { global: false }])(
  'a click while it is tried again by itself is told what that came to: %o',
  async (options) => {
    const one = await triedAgain();
    const outcome = await one.flow.signOut(options);
    expect(outcome).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
    expect(says(one)).toBe("You're signed out on all devices.");
    expect(one.told).toHaveLength(2);
  },
);

test('what is shown outlives a page load while beforeSignOut asks', async () => {
  const device = await stage.signedIn();
  let answer: () => unknown = () => true;
  const [one] = await together(connected({ beforeSignOut: () => answer() as Promise<boolean> }));
  refuse(device);
  await one.flow.signOut();
  const said = says(one);
  expect(said).toMatch(/has ended/);
  answer = () => new Promise(() => {});
  void one.flow.signOut({ global: true });
  await pause(50);
  const next = await reload();
  await vi.waitFor(() => expect(says(next)).toBe(said));
});

test.each([true, false])(
  '"your session has ended" is said on the next page of the tokens that were ended only: newer ones %s',
  async (isNewer) => {
    const { device, before, signingOut, storing } = await rotatedOut((it) => void refuse(it));
    expect(await signingOut).toMatchObject({ status: 'failed', server: 'ended' });
    tab.hides();
    disconnectAll();
    if (isNewer) {
      storing();
      await pause(1100);
      (await refreshElsewhere(device))();
    }
    const next = await loadPage();
    await pause(200);
    expect(live()).toBe(before);
    expect(/has ended/.test(says(next) ?? '')).toBe(!isNewer);
  },
);

test('finishing in one provider waits for what is tried again in the other, and leads there once', async () => {
  await configureManagedLogin(await stage.signedIn());
  const assign = vi.fn();
  const [href, origin] = ['https://app.example/account', 'https://app.example'];
  vi.stubGlobal('location', { href, origin, assign });
  stage.pool.fault('GlobalSignOut', throttled);
  const [one, other] = await providers();
  await one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(other.flow.get()).toMatchObject({ canFinish: true }));
  stage.pool.clearFaults();
  stage.pool.fault('GlobalSignOut', { delayMs: 400 });
  stage.pool.clearRequests();
  const retrying = one.flow.retry();
  await stage.isAsked();
  other.flow.finish();
  await pause(200);
  expect(assign).not.toHaveBeenCalled();
  expect(await retrying).toMatchObject({ status: 'complete', scope: 'global' });
  await pause(200);
  expect(assign).toHaveBeenCalledOnce();
  expect(other.flow.get().outcome).toEqual(one.flow.get().outcome);
});
