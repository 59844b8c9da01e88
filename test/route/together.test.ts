import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRouteAdapter } from '../../src/adapter/route/createRouteAdapter';
import { en } from '../../src/locales/en';
import { connect, disconnectAll, says, together } from '../adapter/connected';
import { pause } from '../adapter/setUp';
import { alice, bob, throttled } from '../server/setUp';
import { PageStorage } from '../storages/PageStorage';
import { address, createPageStage } from './setUp';

const stage = createPageStage();
const live = () => stage.pool.liveSessions('alice').length;
const posts = () => stage.sent.filter(({ method }) => method === 'POST').length;

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(disconnectAll);

/** Two providers over one adapter, which both know that alice is signed in. */
async function both() {
  const { browser, adapter } = stage.page();
  await stage.signIn({}, browser);
  const [one, other] = await together(connect(adapter), connect(adapter));
  return { adapter, one, other };
}

describe('two adapters for one route', () => {
  async function two() {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    return together(connect(adapter), connect(createRouteAdapter('/api/sign-out')));
  }

  test('a sign-out through one is the other’s too', async () => {
    const [one, other] = await two();
    await one.flow.signOut({ global: true });
    await vi.waitFor(() => expect(other.auth.get().status).toBe('unauthenticated'));
    expect(other.flow.get().outcome).toEqual(one.flow.get().outcome);
    expect([says(one), says(other)]).toEqual([en.completeGlobal, null]);
  });

  test('clicked at once, they ask once and say the same', async () => {
    const [one, other] = await two();
    const said = await Promise.all([one.flow.signOut(), other.flow.signOut()]);
    expect(said).toMatchObject([{ status: 'complete' }, { status: 'complete', server: 'ended' }]);
    expect(posts()).toBe(1);
  });

  test('another route, and another page, have their own', () => {
    const { adapter } = stage.page();
    expect(createRouteAdapter('/api/other')).not.toBe(adapter);
    vi.stubGlobal('window', undefined);
    expect(createRouteAdapter('/api/sign-out')).not.toBe(createRouteAdapter('/api/sign-out'));
  });
});

/** The same, once Cognito was too busy for a click in the first. */
async function bothPartial() {
  const page = await both();
  stage.pool.fault('GlobalSignOut', throttled);
  await page.one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(page.other.flow.get().status).toBe('partial'));
  stage.pool.clearFaults();
  return page;
}

test('both tell what came of a click in one of them, which shows it', async () => {
  const { one, other } = await both();
  await one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(other.flow.get().status).toBe('complete'));
  expect(other.flow.get()).toMatchObject({ outcome: one.flow.get().outcome, isElsewhere: true });
  expect([says(one), says(other)]).toEqual([en.completeGlobal, null]);
  expect(posts()).toBe(1);
});

test('whoever is clicked second shows nothing beside the first', async () => {
  const { one, other } = await both();
  await Promise.all([other.flow.signOut(), one.flow.signOut()]);
  expect([says(one), says(other)]).toEqual([null, en.completeLocal]);
});

test('a retry in one of them is told by both', async () => {
  const { one, other } = await bothPartial();
  await other.flow.retry();
  await vi.waitFor(() => expect(one.flow.get().status).toBe('complete'));
  expect(other.flow.get().outcome).toEqual(one.flow.get().outcome);
  expect([says(one), says(other)].filter(Boolean)).toEqual([en.completeGlobal]);
  expect(live()).toBe(0);
});

test('a retry in both at once is one', async () => {
  const { one, other } = await bothPartial();
  stage.sent.length = 0;
  await Promise.all([other.flow.retry(), one.flow.retry()]);
  expect(posts()).toBe(1);
  expect([one, other].map(({ flow }) => flow.get().status)).toEqual(['complete', 'complete']);
});

test('put away in one of them, it can still be tried again in the other', async () => {
  const { one, other } = await bothPartial();
  one.flow.dismiss();
  expect((await other.flow.retry()).status).toBe('complete');
  expect(live()).toBe(0);
});

test('what is called off in one of them is nothing to the other', async () => {
  const { one, other } = await both();
  await one.flow.signOut({ signal: AbortSignal.abort() });
  await pause(50);
  expect(other.flow.get().status).toBe('idle');
});

test('where it has gone, the other one shows it', async () => {
  const { one, other } = await both();
  await one.flow.signOut();
  await vi.waitFor(() => expect(other.flow.get().status).toBe('complete'));
  one.disconnect();
  expect(says(other)).toBe(en.completeLocal);
});

test('how a session ended elsewhere is said by one of them', async () => {
  const { browser, adapter } = stage.page();
  await stage.signIn({}, browser);
  const [one, other] = await together(connect(adapter), connect(adapter));
  for (const { auth } of [one, other]) auth.ending.mayShow(true);
  browser.cookies.length = 0;
  stage.say(new Event('focus'));
  await vi.waitFor(() => expect(one.auth.get().status).toBe('unauthenticated'));
  expect([one, other].map(({ auth }) => auth.ending.get()).filter(Boolean)).toHaveLength(1);
});

test('a listener that throws is reported, and breaks nothing', async () => {
  const { adapter, one } = await both();
  adapter.onSettled?.(() => {
    throw new Error('the app');
  });
  expect((await one.flow.signOut()).status).toBe('complete');
  expect(console.error).toHaveBeenCalledWith(
    'amplify-signoff: a listener of onSettled threw.',
    expect.any(Error),
  );
});

describe('over a page load', () => {
  let tab: EventTarget & { sessionStorage: PageStorage };
  function loadPage(sessionStorage: PageStorage) {
    tab = Object.assign(new EventTarget(), { sessionStorage });
    vi.stubGlobal('window', tab);
  }
  beforeEach(() => loadPage(new PageStorage()));

  /** The adapter of the next page load in this tab. */
  function nextAdapter(url = '/api/sign-out') {
    loadPage(tab.sessionStorage);
    return createRouteAdapter(url);
  }
  const kept = `amplify-signoff.outcome.${address}`;

  /** Alice signs out, which Cognito is too busy for where there is a fault, and the page is left. */
  async function leave(options: { global?: boolean }, fault = false) {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    const [one] = await together(connect(adapter));
    if (fault) stage.pool.fault('GlobalSignOut', throttled);
    await one.flow.signOut(options);
    stage.pool.clearFaults();
    tab.dispatchEvent(new Event('pagehide'));
    one.disconnect();
    return { browser, adapter: nextAdapter() };
  }

  test('what was complete is told by the next one, once', async () => {
    const { adapter } = await leave({ global: true });
    const [one, other] = [connect(adapter), connect(adapter)];
    await vi.waitFor(() => expect(other.flow.get().status).toBe('complete'));
    expect([says(one), says(other)].filter(Boolean)).toEqual([en.completeGlobal]);
    expect(tab.sessionStorage[kept]).toBeUndefined();
    expect(await adapter.restore?.()).toBeNull();
  });

  test('is told where that spells the route otherwise', async () => {
    await leave({ global: true });
    const one = connect(nextAdapter(address));
    await vi.waitFor(() => expect(says(one)).toBe(en.completeGlobal));
  });

  test('what was partial is told without its retry, and nothing sealed is kept', async () => {
    const { adapter } = await leave({ global: true }, true);
    expect(tab.sessionStorage[kept]).toContain('globalSignOut');
    expect(tab.sessionStorage[kept]).not.toMatch(/[\w-]{40}/);
    const one = connect(adapter);
    await vi.waitFor(() => expect(one.flow.get().status).toBe('partial'));
    expect(one.flow.get().canRetry).toBe(false);
  });

  test('is told with the identity provider that it was through, and cut short where a retry ran', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    stage.pool.fault('GlobalSignOut', throttled);
    const { outcome } = await adapter.signOut({ scope: 'global' });
    await stage.signIn({}, browser);
    const signingOut = adapter.signOut({ scope: 'global' });
    adapter.keep?.(outcome, { userId: 'alice', identityProvider: 'Google' });
    await signingOut;
    const past = await nextAdapter().restore?.();
    expect(past?.identityProvider).toBe('Google');
    expect(past?.outcome).toMatchObject({ status: 'partial', server: 'unknown' });
  });

  test('is cut short where a retry of what is partial runs', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    stage.pool.fault('GlobalSignOut', throttled);
    const { outcome, retry } = await adapter.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
    const retrying = retry?.();
    adapter.keep?.(outcome);
    await retrying;
    const past = await nextAdapter().restore?.();
    expect(past?.outcome).toMatchObject({ status: 'partial', server: 'unknown' });
  });

  describe('that came before the answer', () => {
    /** Alice's sign-out is on its way, or her retry of what failed, as the page goes; it arrives after that. */
    async function leaveMidway({ isRetry = false, isKnown = true } = {}) {
      const { browser, adapter } = stage.page();
      await stage.signIn({}, browser);
      const one = connect(adapter);
      if (isKnown) await together(one);
      if (isRetry) {
        stage.lose('POST');
        await one.flow.signOut({ global: true });
        stage.heal();
      }
      stage.pool.fault('GlobalSignOut', throttled);
      const signingOut = isRetry ? one.flow.retry() : one.flow.signOut({ global: true });
      await pause(20);
      tab.dispatchEvent(new Event('pagehide'));
      const left = new PageStorage();
      left.setItem(kept, `${tab.sessionStorage[kept]}`);
      await signingOut;
      expect(tab.sessionStorage[kept]).toBeUndefined();
      stage.pool.clearFaults();
      one.disconnect();
      loadPage(left);
      return { browser, adapter: createRouteAdapter('/api/sign-out') };
    }
    const isUnknown = { status: 'partial', server: 'unknown', signedOutLocally: true };

    test.each([
      ['a click', {}],
      ['a click before it was known who is there', { isKnown: false }],
      ['a retry of what failed', { isRetry: true }],
    ])('is told as not known: %s', async (_, how) => {
      const { adapter } = await leaveMidway(how);
      const one = connect(adapter);
      await vi.waitFor(() => expect(one.flow.get().outcome).toMatchObject(isUnknown));
      expect(one.flow.get()).toMatchObject({ canRetry: false });
    });

    test('is nothing where somebody is still there', async () => {
      const { browser, adapter } = await leaveMidway();
      await stage.signIn({}, browser);
      const [one] = await together(connect(adapter));
      await pause(50);
      expect(one.flow.get().status).toBe('idle');
    });

    test('is not told where it can’t be seen that nobody is there', async () => {
      const { adapter } = await leaveMidway();
      stage.meddle(() => Promise.reject(new TypeError('Failed to fetch')));
      const one = connect(adapter);
      await pause(50);
      expect(one.flow.get().status).toBe('idle');
    });
  });

  test('is nothing to whoever has signed in since', async () => {
    const { browser, adapter } = await leave({ global: true });
    await stage.signIn({ user: bob }, browser);
    const [one] = await together(connect(adapter));
    await pause(50);
    expect(one.flow.get().status).toBe('idle');
    expect(tab.sessionStorage[kept]).toBeUndefined();
  });

  test('is told where the route can’t be asked', async () => {
    const { adapter } = await leave({});
    stage.meddle(() => Promise.reject(new TypeError('Failed to fetch')));
    const one = connect(adapter);
    await vi.waitFor(() => expect(says(one)).toBe(en.completeLocal));
  });

  test.each([
    ['the same person', alice, en.failed],
    ['nobody but them', bob, null],
  ])('that it failed is told to %s', async (_, user, said) => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    const [before] = await together(connect(adapter));
    stage.meddle((method, proceed) =>
      method === 'GET' ? proceed() : Promise.reject(new TypeError('Failed to fetch')),
    );
    expect((await before.flow.signOut()).status).toBe('failed');
    tab.dispatchEvent(new Event('pagehide'));
    before.disconnect();
    if (user === bob) browser.cookies.length = 0;
    if (user === bob) await stage.signIn({ user }, browser);
    const [after] = await together(connect(nextAdapter()));
    await pause(50);
    expect(says(after)).toBe(said);
  });
});

describe('one attempt, held by two', () => {
  /** Two who asked for one of everywhere that Cognito was too busy for. */
  async function partial() {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    stage.pool.fault('GlobalSignOut', throttled);
    const request = { scope: 'global' } as const;
    const attempts = await Promise.all([adapter.signOut(request), adapter.signOut({ ...request })]);
    stage.pool.clearFaults();
    return attempts;
  }

  test('whoever waits for the other’s retry ends their own wait', async () => {
    const [one, other] = await partial();
    const controller = new AbortController();
    const retrying = one.retry?.();
    const waiting = other.retry?.({ signal: controller.signal });
    controller.abort();
    expect((await waiting)?.outcome.status).toBe('partial');
    expect((await retrying)?.outcome.status).toBe('complete');
    expect((await other.correction)?.outcome.status).toBe('complete');
  });

  test('a retry that is called off before it begins leaves it to both', async () => {
    const [one, other] = await partial();
    const calledOff = await one.retry?.({ signal: AbortSignal.abort() });
    expect(calledOff).toMatchObject({ outcome: one.outcome, retry: expect.any(Function) });
    expect((await other.retry?.())?.outcome.status).toBe('complete');
    expect((await calledOff?.correction)?.outcome.status).toBe('complete');
  });

  test('a retry of what failed, called off, is nothing to the other', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    stage.meddle((method, proceed) =>
      method === 'GET' ? proceed() : Promise.reject(new TypeError('Failed to fetch')),
    );
    const request = { scope: 'global' } as const;
    const [one, other] = await Promise.all([
      adapter.signOut(request),
      adapter.signOut({ ...request }),
    ]);
    const calledOff = await one.retry?.({ signal: AbortSignal.abort() });
    expect(calledOff?.outcome).toMatchObject({ failures: [{ reason: 'cancelled' }] });
    expect(await Promise.race([other.correction, pause(50)])).toBeUndefined();
  });

  test('who called off in the middle tells the other what is known', async () => {
    const { one, other } = await both();
    const controller = new AbortController();
    stage.meddle((method, proceed) => (method === 'GET' ? proceed() : new Promise(() => {})));
    const signingOut = one.flow.signOut({ signal: controller.signal });
    await vi.waitFor(() => expect(posts()).toBe(1));
    controller.abort();
    expect((await signingOut).status).toBe('failed');
    await vi.waitFor(() => expect(other.flow.get().status).toBe('failed'));
    expect([says(one), says(other)].filter(Boolean)).toEqual([en.failed]);
  });
});

describe('after a failed one, a retry in one of them and a click in the other', () => {
  /** The route is reached from the second request on, and answers it late. */
  async function bothFailed() {
    const page = await both();
    stage.meddle((method, proceed) =>
      method === 'GET' ? proceed() : Promise.reject(new TypeError('Failed to fetch')),
    );
    await page.one.flow.signOut({ global: true });
    await vi.waitFor(() => expect(page.other.flow.get().status).toBe('failed'));
    stage.meddle(async (method, proceed) => {
      if (method === 'POST') await pause(50);
      return proceed();
    });
    stage.sent.length = 0;
    return page;
  }

  test('are one, the retry first', async () => {
    const { one, other } = await bothFailed();
    const both = await Promise.all([one.flow.retry(), other.flow.signOut({ global: true })]);
    expect(posts()).toBe(1);
    expect(both).toMatchObject([
      { status: 'complete', scope: 'global' },
      { status: 'complete', scope: 'global' },
    ]);
    expect([says(one), says(other)].filter(Boolean)).toEqual([en.completeGlobal]);
    expect(live()).toBe(0);
  });

  test('are one, the click first', async () => {
    const { one, other } = await bothFailed();
    const both = await Promise.all([other.flow.signOut({ global: true }), one.flow.retry()]);
    expect(posts()).toBe(1);
    expect(both).toMatchObject([
      { status: 'complete', scope: 'global' },
      { status: 'complete', scope: 'global' },
    ]);
    expect([says(one), says(other)].filter(Boolean)).toEqual([en.completeGlobal]);
  });

  test('a click for this device says nothing of the others to who retries for all', async () => {
    const { one, other } = await bothFailed();
    const [local, all] = await Promise.all([other.flow.signOut(), one.flow.retry()]);
    expect(local).toMatchObject({ status: 'complete', scope: 'local' });
    expect(all).toMatchObject({ status: 'partial', scope: 'global', server: 'notEnded' });
  });

  test('a click beside a retry that is called off before it begins asks by itself', async () => {
    const { adapter } = await bothFailed();
    const request = { scope: 'global' } as const;
    stage.meddle((method, proceed) =>
      method === 'GET' ? proceed() : Promise.reject(new TypeError('Failed to fetch')),
    );
    const failed = await adapter.signOut(request);
    stage.meddle(async (method, proceed) => {
      if (method === 'POST') await pause(50);
      return proceed();
    });
    const [retried, clicked] = await Promise.all([
      failed.retry?.({ signal: AbortSignal.abort() }),
      adapter.signOut(request),
    ]);
    expect(retried?.outcome).toMatchObject({ failures: [{ reason: 'cancelled' }] });
    expect(clicked.outcome).toMatchObject({ status: 'complete', server: 'ended' });
  });
});

describe('a click after a partial one', () => {
  test.each(['local', 'global'] as const)('that asks for %s is not of nobody', async (scope) => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    const [one] = await together(connect(adapter));
    stage.pool.fault('GlobalSignOut', throttled);
    await one.flow.signOut({ global: true });
    stage.pool.clearFaults();
    const again = await adapter.signOut({ scope });
    expect(again.outcome).toMatchObject({ status: 'partial', scope: 'global' });
    expect((await one.flow.signOut()).status).toBe('partial');
    expect(one.flow.get()).toMatchObject({ status: 'partial', canRetry: true });
    expect((await one.flow.retry()).status).toBe('complete');
    expect(live()).toBe(0);
  });

  test('of somebody else is of nobody', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    const [one] = await together(connect(adapter));
    stage.pool.fault('GlobalSignOut', throttled);
    await one.flow.signOut({ global: true });
    const { outcome } = await adapter.signOut({ scope: 'local', userId: 'bob' });
    expect(outcome).toMatchObject({ status: 'complete', server: 'unknown' });
  });

  test('that its app was asked about meanwhile tells what came of it', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    let answer = (_: boolean) => {};
    const beforeSignOut = () => new Promise<boolean>((resolve) => (answer = resolve));
    const [one, other] = await together(connect(adapter), connect(adapter, { beforeSignOut }));
    stage.pool.fault('GlobalSignOut', throttled);
    const asking = other.flow.signOut({ global: true });
    await one.flow.signOut({ global: true });
    answer(true);
    expect((await asking).status).toBe('partial');
    expect([one, other].map(({ flow }) => flow.get().canRetry)).toEqual([true, true]);
    expect([says(one), says(other)].filter(Boolean)).toEqual([en.partialGlobal]);
  });
});

test('who comes after a retry is told what it came to', async () => {
  const { adapter, one, other } = await bothPartial();
  await one.flow.retry();
  for (const { disconnect } of [one, other]) disconnect();
  const late = connect(adapter);
  await vi.waitFor(() => expect(says(late)).toBe(en.completeGlobal));
  expect(late.told).toEqual([]);
});

test('who comes before the first has gone tells it too, and shows it after that', async () => {
  const { browser, adapter } = stage.page();
  await stage.signIn({}, browser);
  const [one] = await together(connect(adapter));
  await one.flow.signOut();
  const late = connect(adapter);
  await vi.waitFor(() => expect(late.flow.get().status).toBe('complete'));
  expect([says(one), says(late)]).toEqual([en.completeLocal, null]);
  one.disconnect();
  expect(says(late)).toBe(en.completeLocal);
});

test('what was said of alice is nothing once bob was there', async () => {
  const { browser, adapter } = stage.page();
  await stage.signIn({}, browser);
  const [one] = await together(connect(adapter));
  await one.flow.signOut();
  one.disconnect();
  await stage.signIn({ user: bob }, browser);
  const [bobs] = await together(connect(adapter));
  await pause(50);
  browser.cookies.length = 0;
  stage.say(new Event('focus'));
  await vi.waitFor(() => expect(bobs.auth.get().status).toBe('unauthenticated'));
  bobs.disconnect();
  const late = connect(adapter);
  await pause(50);
  expect(late.flow.get().status).toBe('idle');
});
