import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createRouteAdapter } from '../../src/adapter/route/createRouteAdapter';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { en } from '../../src/locales/en';
import { connect, disconnectAll, says, together } from '../adapter/connected';
import { pause } from '../adapter/setUp';
import { bob, throttled } from '../server/setUp';
import { createPageStage, grantedScope } from './setUp';

const stage = createPageStage();
const { lose, heal, withManagedLogin } = stage;
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(disconnectAll);

const live = () => stage.pool.liveSessions('alice').length;
const posts = () => stage.sent.filter(({ method }) => method === 'POST').length;
const slowPost = (ms: number) =>
  stage.meddle(async (method, proceed) => {
    if (method === 'POST') await pause(ms);
    return proceed();
  });

async function signedIn(...given: Parameters<typeof stage.page>) {
  const page = stage.page(...given);
  await stage.signIn({ scope: grantedScope }, page.browser);
  return page;
}

/** Two providers over one route; whoever is there is known to both. */
async function two(
  [one, other]: [SignOutHooks?, SignOutHooks?] = [],
  ...given: Parameters<typeof stage.page>
) {
  const page = await signedIn(...given);
  const [a, b] = await together(connect(page.adapter, one), connect(page.adapter, other));
  return { ...page, a, b };
}

test('a retry by itself asks for nothing while it can’t be told who is there', async () => {
  const { browser, a } = await two();
  stage.pool.fault('GlobalSignOut', throttled);
  await a.flow.signOut({ global: true });
  stage.pool.clearFaults();
  await stage.signIn({}, browser);
  const before = live();
  lose('GET');
  stage.sent.length = 0;
  stage.say(new Event('online'));
  await pause(1500);
  expect(posts()).toBe(0);
  expect(live()).toBe(before);
  expect(browser.cookies).toHaveLength(4);
  expect(says(a)).toBe(en.partialGlobal);
});

describe('while the app’s tasks of one provider run', () => {
  test.each(['local', 'global'])('a click for a newer session ends that: %s', async (scope) => {
    const { browser, a, b } = await two([{ afterSignOut: [() => pause(1200)] }]);
    const options = { global: scope === 'global' };
    const first = a.flow.signOut(options);
    await pause(300);
    await stage.signIn({}, browser);
    stage.say(new Event('focus'));
    await vi.waitFor(() => expect(b.auth.get().status).toBe('authenticated'));
    expect(await b.flow.signOut(options)).toMatchObject({ status: 'complete', scope });
    expect(browser.cookies).toEqual([]);
    expect(posts()).toBe(2);
    await first;
    expect([says(a), says(b)].filter(Boolean)).toHaveLength(1);
  });

  test('somebody else’s click does not wait for them', async () => {
    const hooks = { afterSignOut: [() => pause(2000)] };
    const { browser, a, b } = await two([hooks], {}, { deadlineMs: 1000 });
    const first = a.flow.signOut();
    await pause(300);
    await stage.signIn({ user: bob }, browser);
    stage.say(new Event('focus'));
    await vi.waitFor(() => expect(b.auth.get().user?.username).toBe(bob.username));
    slowPost(20);
    expect((await b.flow.signOut()).status).toBe('complete');
    await first;
  });

  test('a click of the same person joins as before', async () => {
    const { a, b } = await two([{ afterSignOut: [() => pause(400)] }]);
    const first = a.flow.signOut({ global: true });
    await vi.waitFor(() => expect(live()).toBe(0));
    await pause(50);
    const outcomes = await Promise.all([first, b.flow.signOut({ global: true })]);
    expect(outcomes).toMatchObject([{ status: 'complete' }, { status: 'complete' }]);
  });

  test('and a click whose look is lost joins too: nothing is unsaid', async () => {
    const { browser, a, b } = await two([{ afterSignOut: [() => pause(500)] }]);
    stage.pool.fault('GlobalSignOut', throttled);
    const first = a.flow.signOut({ global: true });
    await vi.waitFor(() => expect(browser.cookies).toEqual([]));
    await pause(200);
    lose('GET');
    await Promise.all([first, b.flow.signOut({ global: true })]);
    for (const { flow } of [a, b])
      expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true });
  });

  test('a click whose look outlasts them is told once', async () => {
    const { a, b } = await two([{ afterSignOut: [() => pause(300)] }]);
    const first = a.flow.signOut({ global: true });
    await pause(150);
    stage.meddle(async (method, proceed) => {
      if (method === 'GET') await pause(400);
      return proceed();
    });
    await Promise.all([b.flow.signOut({ global: true }), first]);
    await pause(100);
    expect(b.told.map(({ status }) => status)).toEqual(['complete']);
  });

  test('whoever joined, and waits no longer, is told what it came to', async () => {
    const { browser, a, b } = await two([{}, { afterSignOut: [() => pause(300)] }]);
    const others = live() - 1;
    stage.pool.fault('GlobalSignOut', throttled);
    const controller = new AbortController();
    const { signal } = controller;
    const both = [a.flow.signOut({ global: true }), b.flow.signOut({ global: true, signal })];
    await both[0];
    stage.pool.clearFaults();
    controller.abort();
    await both[1];
    expect(browser.cookies).toEqual([]);
    expect(b.flow.get().outcome).toEqual(a.flow.get().outcome);
    for (const { flow } of [a, b]) flow.dismiss();
    await vi.waitFor(() => expect(live()).toBe(others));
  });
});

test('the page stays until the tasks of each who asked have run', async () => {
  let hasLeft = true;
  const task = async () => {
    await pause(50);
    hasLeft = stage.left.length > 0;
  };
  const { a, b } = await two([{}, { afterSignOut: [task] }], withManagedLogin());
  await Promise.all([a.flow.signOut({ global: true }), b.flow.signOut({ global: true })]);
  expect(hasLeft).toBe(false);
  expect(stage.left).toHaveLength(1);
});

test('nor before the tasks of whoever asks while those of the first run', async () => {
  let left = -1;
  const task = async () => {
    await pause(100);
    left = stage.left.length;
  };
  const hooks = [{ afterSignOut: [() => pause(300)] }, { afterSignOut: [task] }] as const;
  const { a, b, browser } = await two([...hooks], withManagedLogin());
  const first = a.flow.signOut({ global: true });
  await vi.waitFor(() => expect(browser.cookies).toEqual([]));
  await pause(100);
  await Promise.all([first, b.flow.signOut({ global: true })]);
  expect(left).toBe(0);
});

test('whoever waits no longer has no tasks to wait for', async () => {
  const task = vi.fn();
  const hooks = [{}, { afterSignOut: [task] }] as const;
  const { a, b } = await two([...hooks], withManagedLogin());
  slowPost(100);
  const first = a.flow.signOut({ global: true });
  const other = b.flow.signOut({ global: true, signal: AbortSignal.timeout(20) });
  expect((await other).status).toBe('failed');
  expect((await first).status).toBe('complete');
  expect(stage.left).toHaveLength(1);
  expect(task).not.toHaveBeenCalled();
});

test('the app’s tasks run once for a partial one, whatever its retries come to', async () => {
  const task = vi.fn();
  const { a } = await two([{ afterSignOut: [task] }]);
  stage.pool.fault('GlobalSignOut', throttled);
  await a.flow.signOut({ global: true });
  stage.pool.clearFaults();
  lose('GET');
  await a.flow.retry();
  heal();
  expect((await a.flow.retry()).status).toBe('complete');
  expect(task).toHaveBeenCalledTimes(1);
});

describe('after one that failed', () => {
  async function failed(options = {}) {
    const page = await two();
    lose('POST');
    await page.a.flow.signOut(options);
    await pause(30);
    heal();
    return page;
  }

  test.each(['retry', 'click'])(
    'all devices asked for in the other provider beside a %s is partial, to both',
    async (how) => {
      const { a, b } = await failed();
      slowPost(30);
      const again = how === 'retry' ? a.flow.retry() : a.flow.signOut();
      await Promise.all([again, b.flow.signOut({ global: true })]);
      await pause(100);
      expect([says(a), says(b)].filter(Boolean)).toEqual([en.partialGlobal]);
      expect(a.flow.get().outcome).toEqual(b.flow.get().outcome);
    },
  );

  test('but not where that was called off', async () => {
    const { a, b } = await failed();
    slowPost(300);
    const again = a.flow.retry();
    await pause(20);
    await b.flow.signOut({ global: true, signal: AbortSignal.timeout(50) });
    expect(await again).toMatchObject({ status: 'complete', scope: 'local' });
  });

  test('a retry that has joined another click can be called off', async () => {
    const { a, b } = await failed({ global: true });
    slowPost(800);
    const other = b.flow.signOut({ global: true });
    await pause(5);
    let isOver = false;
    void other.then(() => {
      isOver = true;
    });
    await a.flow.signOut({ global: true, signal: AbortSignal.timeout(50) });
    expect(isOver).toBe(false);
    await other;
  });

  test('whoever is clicked runs their own tasks, though the provider that it failed in has gone', async () => {
    const ran: string[] = [];
    const of = (name: string): SignOutHooks => ({ afterSignOut: [() => void ran.push(name)] });
    const { a, b } = await two([of('a'), of('b')]);
    lose('POST');
    await a.flow.signOut();
    await pause(30);
    heal();
    a.disconnect();
    await b.flow.signOut();
    expect(ran).toContain('b');
  });

  test('a retry for alice is not told what became of bob', async () => {
    const { browser, adapter } = await signedIn();
    const userId = (await adapter.getCurrentUser())?.userId as string;
    lose('POST');
    const { retry } = await adapter.signOut({ scope: 'global', userId });
    heal();
    browser.cookies.length = 0;
    await stage.signIn({ user: bob }, browser);
    const bobs = (await adapter.getCurrentUser())?.userId as string;
    const before = live();
    const [, of] = await Promise.all([
      adapter.signOut({ scope: 'global', userId: bobs }),
      retry?.(),
    ]);
    expect(of?.outcome.server).not.toBe('ended');
    expect(live()).toBe(before);
  });
});

test('the managed login is not left while somebody’s tokens lie there without their name', async () => {
  const { browser, a } = await two([], withManagedLogin());
  stage.pool.fault('GlobalSignOut', throttled);
  await a.flow.signOut({ global: true });
  stage.pool.clearFaults();
  await stage.signIn({ user: bob, scope: grantedScope }, browser);
  const named = browser.cookies.findIndex(({ name }) => name.includes('LastAuthUser'));
  browser.cookies.splice(named, 1);
  a.flow.finish();
  await pause(200);
  expect(stage.left).toEqual([]);
});

test('an address spelt in full is the same route', async () => {
  const { adapter } = stage.page();
  expect(createRouteAdapter('https://app.example.org/api/sign-out')).toBe(adapter);
  vi.stubGlobal('document', undefined);
  expect(createRouteAdapter('/api/sign-out')).toBe(createRouteAdapter('/api/sign-out'));
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 0])(
  'a deadline that is none, %d, is refused',
  (deadlineMs) => {
    expect(() => createRouteAdapter('/api/sign-out', { deadlineMs })).toThrow(
      /createRouteAdapter: deadlineMs/,
    );
  },
);
