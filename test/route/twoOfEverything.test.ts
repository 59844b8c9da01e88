import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { en } from '../../src/locales/en';
import { connect, disconnectAll, says, together } from '../adapter/connected';
import { pause } from '../adapter/setUp';
import { deferred } from '../flow/setUp';
import { bob, throttled } from '../server/setUp';
import { createPageStage, grantedScope as scope } from './setUp';

const stage = createPageStage();
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(disconnectAll);

type Connected = ReturnType<typeof connect>;

const posts = () => stage.sent.filter(({ method }) => method === 'POST').length;
const live = (user = 'alice') => stage.pool.liveSessions(user).length;
const lost = () => Promise.reject(new TypeError('Failed to fetch'));
const loseAll = () => stage.meddle(lost);
const { lose, heal, withManagedLogin } = stage;

async function signedIn(...given: Parameters<typeof stage.page>) {
  const page = stage.page(...given);
  await stage.signIn({}, page.browser);
  return page;
}

async function one(...given: Parameters<typeof stage.page>) {
  const page = await signedIn(...given);
  const [provider] = await together(connect(page.adapter));
  return { ...page, provider };
}

/** A look at who is there, as where the page is come back to. */
async function lookedAt({ auth }: Connected, status: string) {
  stage.say(new Event('focus'));
  await vi.waitFor(() => expect(auth.get().status).toBe(status));
}

/** Two providers, of which the second one was clicked, and its app has not said yes as yet. */
async function askedTwice() {
  const { browser, adapter } = await signedIn();
  const { promise, resolve } = deferred<boolean>();
  const beforeSignOut = () => promise;
  const [first, second] = await together(connect(adapter), connect(adapter, { beforeSignOut }));
  const signingOut = second.flow.signOut({ global: true });
  return { browser, first, second, signingOut, answer: () => resolve(true) };
}

describe('signed out is not said while somebody may be there', () => {
  test('a retry whose look is lost', async () => {
    const { browser, provider } = await one();
    stage.pool.fault('RevokeToken', throttled);
    expect((await provider.flow.signOut()).status).toBe('partial');
    stage.pool.clearFaults();
    await stage.signIn({}, browser);
    lose('GET');
    const outcome = await provider.flow.retry();
    expect(outcome).toMatchObject({
      status: 'failed',
      failures: [{ step: 'session', reason: 'unknown' }],
    });
    expect(browser.cookies).not.toEqual([]);
  });

  test.each(['local', 'global'] as const)(
    'and the yes that a retry got is told by the next one: %s',
    async (scope) => {
      const { provider } = await one();
      const before = live();
      stage.pool.fault(scope === 'global' ? 'GlobalSignOut' : 'RevokeToken', throttled);
      await provider.flow.signOut({ global: scope === 'global' });
      stage.pool.clearFaults();
      lose('GET');
      await provider.flow.retry();
      heal();
      expect(await provider.flow.retry()).toMatchObject({
        status: 'complete',
        scope,
        server: 'ended',
      });
      expect(live()).toBeLessThan(before);
    },
  );

  test('but a quiet retry whose later look is lost was looked at before', async () => {
    const { provider } = await one();
    stage.pool.fault('RevokeToken', throttled);
    await provider.flow.signOut();
    stage.pool.clearFaults();
    let isPosted = false;
    stage.meddle(async (method, proceed) => {
      if (method === 'GET' && isPosted) return lost();
      isPosted = method === 'POST';
      return proceed();
    });
    stage.say(new Event('online'));
    await vi.waitFor(() => expect(says(provider)).toBe(en.completeLocal), 3000);
  });

  test('an app that says yes late, and a look that is lost', async () => {
    const { browser, first, second, signingOut, answer } = await askedTwice();
    await first.flow.signOut({ global: true });
    await pause(20);
    await stage.signIn({}, browser);
    lose('GET');
    answer();
    expect((await signingOut).status).toBe('failed');
    expect(second.told).toHaveLength(1);
  });

  test.each([
    ['ended a session before', false],
    ['failed', true],
  ])('an app that says yes late, after another provider’s click %s', async (_, fails) => {
    const { browser, first, signingOut, answer } = await askedTwice();
    if (fails) lose('POST');
    expect((await first.flow.signOut({ global: true })).status).toBe(fails ? 'failed' : 'complete');
    heal();
    await pause(20);
    if (!fails) await stage.signIn({}, browser);
    stage.sent.length = 0;
    answer();
    expect(await signingOut).toMatchObject({
      status: 'complete',
      scope: 'global',
      server: 'ended',
    });
    expect(posts()).toBe(1);
    expect(browser.cookies).toEqual([]);
    expect(live()).toBe(0);
  });
});

describe('what was said of alice is nothing after bob was there', () => {
  test.each([
    ['where a hidden provider saw him', true],
    ['where only the adapter saw him', false],
  ])('%s', async (_, isSeen) => {
    const { browser, adapter } = await signedIn();
    const [shown, hidden] = await together(
      connect(adapter),
      connect(adapter, {}, () => false),
    );
    stage.pool.fault('GlobalSignOut', throttled);
    await shown.flow.signOut({ global: true });
    stage.pool.clearFaults();
    shown.disconnect();
    if (!isSeen) hidden.disconnect();
    await stage.signIn({ user: bob }, browser);
    if (isSeen) await lookedAt(hidden, 'authenticated');
    else expect((await adapter.getCurrentUser())?.username).toBe(bob.username);
    browser.cookies.length = 0;
    if (isSeen) await lookedAt(hidden, 'unauthenticated');
    const late = connect(adapter);
    await pause(60);
    expect(late.flow.get()).toMatchObject({ status: 'idle', canRetry: false });
  });
});

describe('still signed in is not said where nobody is', () => {
  test.each([
    ['at a click for all', true, false],
    ['at the same click again, noticed by now', false, true],
  ])('after a failed one, and an end in another tab: %s', async (_, global, isNoticed) => {
    const { browser, provider } = await one();
    lose('POST');
    await provider.flow.signOut();
    heal();
    await browser.post(stage.route(), { scope: 'global' });
    if (isNoticed) await lookedAt(provider, 'unauthenticated');
    const outcome = await provider.flow.signOut({ global });
    expect(outcome).toMatchObject({ status: 'complete', server: 'unknown' });
    expect(says(provider)).toBe(en.completeNobody);
  });

  test('where a middleware answers 401 to who is not signed in', async () => {
    const { browser, provider } = await one();
    await browser.post(stage.route(), { scope: 'global' });
    stage.meddle(async () => Response.json({ error: 'not signed in' }, { status: 401 }));
    const outcome = await provider.flow.signOut({ global: true });
    expect(outcome).toMatchObject({
      status: 'failed',
      failures: [{ step: 'session', reason: 'unknown' }],
    });
  });

  test('where Cognito’s yes came, its look was lost, and the page is offline by now', async () => {
    const { provider } = await one();
    lose('GET');
    expect((await provider.flow.signOut({ global: true })).server).toBe('unknown');
    vi.stubGlobal('navigator', { onLine: false });
    const outcome = await provider.flow.retry();
    expect(outcome).toMatchObject({
      status: 'failed',
      failures: [{ step: 'session', reason: 'unknown' }],
    });
  });

  test('nor is Cognito’s yes unsaid by a refusal of the retry', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({ domain: 'example.org' }, browser);
    const [provider] = await together(connect(adapter));
    expect((await provider.flow.signOut({ global: true })).server).toBe('ended');
    stage.meddle(async (method, proceed) =>
      method === 'GET' ? proceed() : Response.json({}, { status: 429 }),
    );
    expect((await provider.flow.retry()).server).not.toBe('notEnded');
  });
});

describe('nobody else’s page is left', () => {
  test('where somebody has signed in while the app’s tasks ran, and the look is lost', async () => {
    const { browser, adapter } = stage.page(withManagedLogin());
    await stage.signIn({ scope }, browser);
    const task = async () => {
      await stage.signIn({ user: bob, scope }, browser);
      loseAll();
    };
    const [provider] = await together(connect(adapter, { afterSignOut: [task] }));
    await provider.flow.signOut({ global: true });
    expect(stage.left).toEqual([]);
  });

  test('where somebody’s tokens are left without their name', async () => {
    const { browser, adapter } = stage.page(withManagedLogin());
    await stage.signIn({ scope }, browser);
    const [provider] = await together(connect(adapter));
    stage.meddle(async (method, proceed) => {
      if (method !== 'POST') return proceed();
      const answering = proceed();
      await stage.signIn({ user: bob, scope }, browser);
      return answering;
    });
    await provider.flow.signOut();
    expect(stage.left).toEqual([]);
    expect(live(bob.username)).toBeGreaterThan(0);
  });
});

test('without a click, a retry ends nobody who has signed in since, and what it was for is ended', async () => {
  const { browser, provider } = await one();
  const before = live();
  stage.pool.fault('GlobalSignOut', throttled);
  await provider.flow.signOut({ global: true });
  stage.pool.clearFaults();
  await stage.signIn({}, browser);
  expect(live()).toBe(before + 1);
  stage.say(new Event('online'));
  await vi.waitFor(() => expect(live()).toBe(before));
  await pause(100);
  expect(live()).toBe(before);
  expect(provider.told.map(({ status }) => status)).not.toContain('complete');
});

test('a first look that is lost is made again', async () => {
  const { adapter } = await signedIn();
  loseAll();
  const provider = connect(adapter);
  await pause(30);
  heal();
  await vi.waitFor(() => expect(provider.auth.get().status).toBe('authenticated'), 3000);
});

test('one’s own retry is one’s own sign-out, whoever looks meanwhile', async () => {
  const { provider } = await one();
  lose('POST');
  await provider.flow.signOut();
  stage.meddle(async (method, proceed) => {
    const response = await proceed();
    if (method === 'POST') {
      stage.say(new Event('focus'));
      await pause(30);
    }
    return response;
  });
  expect((await provider.flow.retry()).status).toBe('complete');
  expect(provider.auth.get().signedOutBy).toBe('user');
});

test('a retry of all devices that another click for this one has just overtaken is partial, to everybody', async () => {
  const { adapter } = await signedIn();
  const [first, second] = await together(connect(adapter), connect(adapter));
  lose('POST');
  await first.flow.signOut({ global: true });
  await pause(30);
  heal();
  const said = await Promise.all([first.flow.signOut(), second.flow.retry()]);
  expect(said).toMatchObject([{ status: 'complete', scope: 'local' }, { status: 'partial' }]);
  await pause(60);
  for (const { flow, told } of [first, second]) {
    expect(flow.get().outcome).toMatchObject({ status: 'partial', scope: 'global' });
    expect(told.map(({ status }) => status)).toEqual(['failed', 'partial']);
  }
});

test('somebody else’s click waits for a running one, and no longer than its own deadline', async () => {
  const { adapter } = await signedIn({}, { deadlineMs: 1000 });
  stage.meddle(async (method, proceed) => (method === 'POST' ? new Promise(() => {}) : proceed()));
  void adapter.signOut({ scope: 'local', userId: 'alice' });
  const since = performance.now();
  await adapter.signOut({ scope: 'local', userId: 'bob' });
  expect(performance.now() - since).toBeLessThan(1500);
});
