import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { en } from '../../src/locales/en';
import { connect, disconnectAll, says, together } from '../adapter/connected';
import { pause } from '../adapter/setUp';
import { bob, throttled } from '../server/setUp';
import { address, createPageStage, grantedScope as scope } from './setUp';

const stage = createPageStage();
const { heal, lose, withManagedLogin } = stage;
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(disconnectAll);

const global = true;
/** Another tab tells what has become of the session. */
const otherTabSays = (outcome: unknown, key = `amplify-signoff.${address}`) =>
  stage.say(Object.assign(new Event('storage'), { key, newValue: JSON.stringify(outcome) }));
const live = () => stage.pool.liveSessions('alice').length;
const posts = () => stage.sent.filter(({ method }) => method === 'POST').length;
const lost = () => Promise.reject(new TypeError('Failed to fetch'));
const slowPost = (ms: number) =>
  stage.meddle(async (method, proceed) => {
    if (method === 'POST') await pause(ms);
    return proceed();
  });

/** Two providers over one route; whoever is there is known to both. */
async function two(
  [one, other]: [SignOutHooks?, SignOutHooks?] = [],
  ...given: Parameters<typeof stage.page>
) {
  const page = stage.page(...given);
  await stage.signIn({ scope }, page.browser);
  const [a, b] = await together(connect(page.adapter, one), connect(page.adapter, other));
  return { ...page, a, b };
}

type Page = Awaited<ReturnType<typeof two>>;

/** Somebody signs in, and the second provider knows of it. */
async function comes({ browser, b }: Page, user?: typeof bob) {
  await stage.signIn({ scope, ...(user && { user }) }, browser);
  stage.say(new Event('focus'));
  await vi.waitFor(() => expect(b.auth.get().status).toBe('authenticated'));
  if (user) await vi.waitFor(() => expect(b.auth.get().user?.username).toBe(user.username));
}

/** Both are clicked, and Cognito is too busy. */
async function bothPartial(...given: Parameters<typeof stage.page>) {
  const page = await two([], ...given);
  stage.pool.fault('GlobalSignOut', throttled);
  await Promise.all([page.a.flow.signOut({ global }), page.b.flow.signOut({ global })]);
  stage.pool.clearFaults();
  await pause(50);
  stage.sent.length = 0;
  return page;
}

describe('while the app’s tasks of one provider run', () => {
  test('somebody else, who clicked before it was known what they run for, waits no longer', async () => {
    const page = await two([{ afterSignOut: [() => pause(2000)] }], {}, { deadlineMs: 1000 });
    stage.meddle(async (method, proceed) => {
      const answer = await proceed();
      if (method === 'POST') await pause(400);
      return answer;
    });
    const first = page.a.flow.signOut();
    await pause(150);
    await comes(page, bob);
    heal();
    expect((await page.b.flow.signOut()).status).toBe('complete');
    expect(page.browser.cookies).toEqual([]);
    await first;
  });

  test('two clicks of somebody else’s, who waited, are one', async () => {
    const { browser, adapter } = await two();
    stage.meddle(async (method, proceed) => {
      const answer = await proceed();
      if (method === 'POST') await pause(300);
      return answer;
    });
    stage.sent.length = 0;
    const userId = (await adapter.getCurrentUser())?.userId as string;
    const first = adapter.signOut({ scope: 'local', userId });
    await vi.waitFor(() => expect(browser.cookies).toEqual([]));
    await stage.signIn({ user: bob, scope }, browser);
    const bobs = (await adapter.getCurrentUser())?.userId as string;
    const request = { scope: 'local', userId: bobs } as const;
    const both = await Promise.all([adapter.signOut(request), adapter.signOut({ ...request })]);
    expect(both.map(({ outcome }) => outcome.server)).toEqual(['ended', 'ended']);
    expect(posts()).toBe(2);
    await first;
  });

  test.each([
    ['the same person', undefined],
    ['somebody else', bob],
  ])('the page is not left under a retry of a newer sign-out: %s', async (_, user) => {
    const page = await two([{ afterSignOut: [() => pause(1500)] }], withManagedLogin());
    const first = page.a.flow.signOut({ global });
    await vi.waitFor(() => expect(page.browser.cookies).toEqual([]));
    await comes(page, user);
    stage.pool.fault('GlobalSignOut', throttled);
    await page.b.flow.signOut({ global });
    expect(page.b.flow.get()).toMatchObject({ status: 'partial', canRetry: true });
    await first;
    expect(stage.left).toEqual([]);
  });

  test('the page is not left before those of a newer sign-out have run', async () => {
    let left = -1;
    const task = async () => {
      await pause(1200);
      left = stage.left.length;
    };
    const hooks = [{ afterSignOut: [() => pause(800)] }, { afterSignOut: [task] }] as const;
    const page = await two([...hooks], withManagedLogin());
    const first = page.a.flow.signOut({ global });
    await vi.waitFor(() => expect(page.browser.cookies).toEqual([]));
    await comes(page);
    await Promise.all([first, page.b.flow.signOut({ global })]);
    expect(left).toBe(0);
    expect(stage.left).toHaveLength(1);
  });
});

describe('one retry of two providers, after a partial one that both were clicked for', () => {
  test('goes on where only the first has called it off', async () => {
    const { a, b } = await bothPartial();
    slowPost(300);
    const controller = new AbortController();
    const first = a.flow.signOut({ global, signal: controller.signal });
    await pause(50);
    const other = b.flow.retry();
    await pause(50);
    controller.abort();
    expect((await first).status).toBe('partial');
    expect((await other).status).toBe('complete');
    await vi.waitFor(() => expect(a.flow.get().status).toBe('complete'));
    expect(posts()).toBe(1);
  });

  test('is called off once both have', async () => {
    const { a, b } = await bothPartial();
    stage.meddle((method, proceed) => (method === 'GET' ? proceed() : new Promise(() => {})));
    const signal = AbortSignal.timeout(100);
    const both = [a.flow.signOut({ global, signal }), b.flow.signOut({ global, signal })];
    for (const it of await Promise.all(both)) expect(it.status).toBe('partial');
    expect(posts()).toBe(1);
  });

  test('that began by itself leaves the page where it is clicked', async () => {
    const { b } = await bothPartial(withManagedLogin());
    slowPost(300);
    stage.say(new Event('online'));
    await pause(100);
    expect((await b.flow.retry()).status).toBe('complete');
    expect(stage.left).toHaveLength(1);
    expect(posts()).toBe(1);
  });

  test('that began by itself, and can’t tell who is there, asks where it is clicked', async () => {
    const { b } = await bothPartial();
    stage.meddle(async (method, proceed) => {
      if (method === 'POST') return proceed();
      await pause(200);
      throw new TypeError('Failed to fetch');
    });
    stage.say(new Event('online'));
    await pause(50);
    await b.flow.retry();
    expect(posts()).toBe(1);
  });
});

describe('a retry that joined another provider’s click, and was called off', () => {
  /** What both are clicked for fails, and then the second one’s click is partial. */
  async function calledOff() {
    const page = await two();
    lose('POST');
    await page.a.flow.signOut({ global });
    await pause(30);
    const others = live() - 1;
    slowPost(300);
    stage.pool.fault('GlobalSignOut', throttled);
    const other = page.b.flow.signOut({ global });
    await pause(5);
    await page.a.flow.signOut({ global, signal: AbortSignal.timeout(50) });
    await other;
    await pause(100);
    stage.pool.clearFaults();
    heal();
    return { ...page, others };
  }

  test('holds back nothing that all have put away', async () => {
    const { a, b, others } = await calledOff();
    for (const { flow } of [a, b]) flow.dismiss();
    await vi.waitFor(() => expect(live()).toBe(others));
  });

  test('tells what the click came to where that one has gone', async () => {
    const { a, b } = await calledOff();
    expect([says(a), says(b)]).toEqual([null, en.partialGlobal]);
    b.disconnect();
    await vi.waitFor(() => expect(says(a)).toBe(en.partialGlobal));
  });
});

describe('one for this device and one for all, which fail together', () => {
  test.each(['a', 'b'] as const)('are tried again for all devices: %s', async (who) => {
    const page = await two();
    lose('POST');
    await Promise.all([page.a.flow.signOut(), page.b.flow.signOut({ global })]);
    heal();
    await pause(50);
    const outcome = await page[who].flow.retry();
    expect(outcome).toMatchObject({ scope: 'global', status: 'complete' });
    expect(live()).toBe(0);
  });

  test('but not where that for all was called off', async () => {
    const { a, b } = await two();
    stage.meddle((method, proceed) => (method === 'GET' ? proceed() : pause(200).then(lost)));
    const both = [a.flow.signOut(), b.flow.signOut({ global, signal: AbortSignal.timeout(50) })];
    await Promise.all(both);
    heal();
    expect(await a.flow.retry()).toMatchObject({ scope: 'local', status: 'complete' });
  });
});

test('a click where nobody is, after somebody was, is not told of an earlier partial one', async () => {
  const { browser, adapter, a, b } = await bothPartial();
  for (const { disconnect } of [a, b]) disconnect();
  await stage.signIn({ user: bob, scope }, browser);
  expect((await adapter.getCurrentUser())?.username).toBe(bob.username);
  browser.cookies.length = 0;
  const late = connect(adapter);
  await vi.waitFor(() => expect(late.auth.get().status).toBe('unauthenticated'));
  const outcome = await late.flow.signOut({ global });
  expect(outcome).toMatchObject({ status: 'complete', server: 'unknown' });
});

test('what another tab tells is told, though the page was looked at before', async () => {
  const { browser, a } = await two();
  a.auth.ending.mayShow(true);
  stage.pool.fault('GlobalSignOut', throttled);
  const { outcome } = await browser.post(stage.route(), { scope: 'global' });
  stage.pool.clearFaults();
  stage.say(new Event('focus'));
  await vi.waitFor(() => expect(a.auth.get().status).toBe('unauthenticated'));
  otherTabSays(outcome);
  await vi.waitFor(() =>
    expect(a.auth.ending.get()).toMatchObject({ by: 'otherTab', outcome: { status: 'partial' } }),
  );
});

/** Bob signs in, and out again in another tab. */
async function bobEndsElsewhere(page: Page) {
  await comes(page, bob);
  const { outcome } = await page.browser.post(stage.route(), { scope: 'local' });
  otherTabSays(outcome);
  await vi.waitFor(() => expect(page.b.auth.get().status).toBe('unauthenticated'));
  expect(page.b.auth.get().signedOutBy).toBe('otherTab');
}

test('whoever is signed out in another tab, while a retry of somebody else’s runs, did not do it here', async () => {
  const page = await bothPartial();
  slowPost(600);
  const retrying = page.a.flow.retry();
  await pause(50);
  await bobEndsElsewhere(page);
  await retrying;
});

test('nor while a sign-out of somebody else’s runs', async () => {
  const page = await two();
  stage.meddle(async (method, proceed) => {
    const answer = await proceed();
    if (method === 'POST') await pause(600);
    return answer;
  });
  const first = page.a.flow.signOut();
  await vi.waitFor(() => expect(page.browser.cookies).toEqual([]));
  await bobEndsElsewhere(page);
  await first;
});

test('finishing in one provider waits for what is tried again in the other, and leads there once', async () => {
  const { a, b } = await bothPartial(withManagedLogin());
  slowPost(300);
  const retrying = a.flow.retry();
  await pause(50);
  b.flow.finish();
  await pause(100);
  expect(stage.left).toEqual([]);
  expect(await retrying).toMatchObject({ status: 'complete', scope: 'global' });
  await pause(50);
  expect(stage.left).toHaveLength(1);
});

describe('a click on what is tried again by itself, which is called off', () => {
  /** One provider tries again by itself, and the other one is clicked for a moment. */
  async function clickedForAMoment({ b }: Page, method: string) {
    stage.meddle(async (it, proceed) => {
      if (it === method) await pause(300);
      return proceed();
    });
    stage.say(new Event('online'));
    await pause(50);
    await b.flow.signOut({ global, signal: AbortSignal.timeout(50) });
    await pause(1500);
  }

  test('ends no session that has begun since', async () => {
    const page = await bothPartial();
    await stage.signIn({ scope }, page.browser);
    const before = live();
    await clickedForAMoment(page, 'GET');
    expect(live()).toBe(before - 1);
    expect(stage.sent.some(({ body }) => body.includes('"scope":"global"'))).toBe(false);
  });

  test('leaves no page', async () => {
    const page = await bothPartial(withManagedLogin());
    await clickedForAMoment(page, 'POST');
    expect(stage.left).toEqual([]);
  });
});

test('what is tried again by itself in vain is told once, though it can be tried a moment less long', async () => {
  const { browser, adapter } = stage.page();
  await stage.signIn({ scope }, browser);
  const [one] = await together(connect(adapter));
  stage.pool.fault('RevokeToken', throttled);
  await one.flow.signOut();
  while (posts() < 4) {
    stage.say(new Event('online'));
    await pause(30);
  }
  expect(one.told).toHaveLength(1);
}, 15_000);

test('a click late in what is tried again by itself goes where it leads', async () => {
  const { browser, adapter } = stage.page();
  await stage.signIn({ scope }, browser);
  const [one] = await together(connect(adapter));
  const redirectUrl = 'https://app.example.org/bye';
  stage.pool.fault('GlobalSignOut', throttled);
  await one.flow.signOut({ global, redirectUrl });
  stage.pool.clearFaults();
  stage.sent.length = 0;
  let looks = 0;
  stage.meddle(async (method, proceed) => {
    if (method === 'GET' && looks++ === 0) await pause(2000);
    return proceed();
  });
  stage.say(new Event('online'));
  await vi.waitFor(() => expect(stage.sent).toHaveLength(4), { timeout: 3000, interval: 5 });
  await pause(60);
  expect((await one.flow.signOut({ global, redirectUrl })).status).toBe('complete');
  expect(stage.left).toEqual([redirectUrl]);
});

test('the tasks of whoever has signed in again are told what their own sign-out came to', async () => {
  const { browser, adapter } = stage.page(withManagedLogin());
  await stage.signIn({ scope }, browser);
  const userId = (await adapter.getCurrentUser())?.userId as string;
  const tokens = () => browser.cookies.filter(({ name }) => name.endsWith('Token'));
  const first = adapter.signOut({ scope: 'local', userId, cleanup: () => pause(400) });
  await vi.waitFor(() => expect(tokens()).toEqual([]));
  await pause(50);
  await stage.signIn({ scope }, browser);
  await adapter.getCurrentUser();
  stage.meddle(async (method, proceed) => {
    if (method === 'POST') return lost();
    const answer = await proceed();
    await pause(600);
    return answer;
  });
  const cleanup = vi.fn(async () => {});
  const { outcome } = await adapter.signOut({ scope: 'local', userId, cleanup });
  expect(outcome.status).toBe('failed');
  expect(cleanup).not.toHaveBeenCalled();
  await first;
});
