import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutAttempt } from '../../src';
import { createAuthStore } from '../../src/flow/createAuthStore';
import { isLost } from '../../src/outcome/isLost';
import { pause } from '../adapter/setUp';
import { deferred } from '../flow/setUp';
import { origin } from '../server/Browser';
import { alice, bob, throttled } from '../server/setUp';
import { address, createPageStage } from './setUp';

const stage = createPageStage();
const posts = () => stage.sent.filter(({ method }) => method === 'POST').map(({ body }) => body);
const live = () => stage.pool.liveSessions('alice').length;
const domain = 'example.org';
const scope = 'openid email aws.cognito.signin.user.admin';
const oauth = {
  domain: 'login.example.org',
  scopes: scope.split(' '),
  redirectSignIn: [`${origin}/`],
  redirectSignOut: [`${origin}/bye`],
  responseType: 'code',
};

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

async function signedIn(...given: Parameters<typeof stage.page>) {
  const { browser, adapter } = stage.page(...given);
  await stage.signIn({}, browser);
  const user = await adapter.getCurrentUser();
  return { browser, adapter, userId: String(user?.userId) };
}

/** One of everywhere that Cognito was too busy for. */
async function partial(...given: Parameters<typeof stage.page>) {
  const page = await signedIn(...given);
  stage.pool.fault('GlobalSignOut', throttled);
  const attempt = await page.adapter.signOut({ scope: 'global' });
  stage.pool.clearFaults();
  expect(attempt.outcome.status).toBe('partial');
  stage.sent.length = 0;
  return { ...page, attempt };
}

describe('one sign-out at a time', () => {
  test('one POST for two who ask, and each one’s tasks are done', async () => {
    const { adapter } = await signedIn();
    const cleanup = vi.fn();
    const request = { scope: 'global', cleanup } as const;
    const attempts = await Promise.all([adapter.signOut(request), adapter.signOut({ ...request })]);
    expect(attempts.map(({ outcome }) => outcome.status)).toEqual(['complete', 'complete']);
    expect(posts()).toHaveLength(1);
    expect(cleanup).toHaveBeenCalledTimes(2);
  });

  test('a global one that comes after a local one says that it was not attempted', async () => {
    const { adapter } = await signedIn();
    const [first, second] = await Promise.all([
      adapter.signOut({ scope: 'local' }),
      adapter.signOut({ scope: 'global' }),
    ]);
    expect(first.outcome).toMatchObject({ status: 'complete', scope: 'local' });
    expect(second.outcome).toMatchObject({
      status: 'partial',
      scope: 'global',
      failures: [{ step: 'globalSignOut', reason: 'notAttempted' }],
    });
  });

  test('whoever waits no longer ends their own wait', async () => {
    const { adapter } = await signedIn();
    const controller = new AbortController();
    const first = adapter.signOut({ scope: 'local' });
    const second = adapter.signOut({ scope: 'local', signal: controller.signal });
    controller.abort();
    expect((await second).outcome).toMatchObject({ failures: [{ reason: 'cancelled' }] });
    expect((await first).outcome.status).toBe('complete');
  });

  test('where the first is called off, the second goes on', async () => {
    const { adapter } = await signedIn();
    const controller = new AbortController();
    stage.meddle((method, proceed) =>
      method === 'GET' || controller.signal.aborted ? proceed() : new Promise(() => {}),
    );
    const first = adapter.signOut({ scope: 'local', signal: controller.signal });
    const second = adapter.signOut({ scope: 'local' });
    controller.abort();
    expect((await first).outcome.status).not.toBe('complete');
    expect((await second).outcome.status).toBe('complete');
  });

  test('whoever waited for one that is called off settles by the deadline too', async () => {
    const { adapter } = await signedIn({}, { deadlineMs: 1000 });
    stage.meddle((method, proceed) => (method === 'GET' ? proceed() : new Promise(() => {})));
    const controller = new AbortController();
    void adapter.signOut({ scope: 'local', signal: controller.signal });
    const since = performance.now();
    const second = adapter.signOut({ scope: 'local' });
    setTimeout(() => controller.abort(), 600);
    expect((await second).outcome).toMatchObject({ failures: [{ reason: 'timeout' }] });
    expect(performance.now() - since).toBeLessThan(1250);
  });

  test('whoever asked holds on to the retry until all have put it away', async () => {
    await stage.signIn();
    const before = live();
    const { adapter } = await signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [first, second] = await Promise.all([
      adapter.signOut({ scope: 'global' }),
      adapter.signOut({ scope: 'global' }),
    ]);
    first.forget();
    const again = await second.retry?.();
    expect(again?.outcome).toMatchObject({ status: 'partial', retryUntil: expect.any(Date) });
    stage.pool.clearFaults();
    stage.sent.length = 0;
    again?.forget();
    await vi.waitFor(() => expect(live()).toBe(before), { timeout: 3000 });
    expect(posts()).toHaveLength(1);
  });

  test('whoever waits no longer does not hold on to it', async () => {
    const { adapter } = await signedIn();
    const controller = new AbortController();
    stage.pool.fault('GlobalSignOut', throttled);
    const first = adapter.signOut({ scope: 'global' });
    void adapter.signOut({ scope: 'global', signal: controller.signal });
    controller.abort();
    const { forget } = await first;
    stage.sent.length = 0;
    forget();
    expect(posts()).toHaveLength(1);
  });

  test('a global one that came too late is still that after the retry', async () => {
    await stage.signIn();
    const { adapter } = await signedIn();
    stage.pool.fault('RevokeToken', throttled);
    const [, second] = await Promise.all([
      adapter.signOut({ scope: 'local' }),
      adapter.signOut({ scope: 'global' }),
    ]);
    stage.pool.clearFaults();
    const again = await second.retry?.();
    expect(again?.outcome).toMatchObject({
      status: 'partial',
      scope: 'global',
      failures: [{ step: 'globalSignOut', reason: 'notAttempted' }],
    });
    expect(live()).toBeGreaterThan(0);
  });

  test('whoever signs in and clicks while another person’s is under way gets their own', async () => {
    const { adapter, browser, userId } = await signedIn();
    const held = deferred<void>();
    stage.meddle(async (method, proceed) => {
      if (method === 'GET') await held.promise;
      return proceed();
    });
    const first = adapter.signOut({ scope: 'global', userId });
    await vi.waitFor(() => expect(browser.cookies).toEqual([]));
    await stage.signIn({ user: bob }, browser);
    const { user } = await browser.get(stage.route());
    const second = adapter.signOut({ scope: 'global', userId: user.userId });
    held.resolve();
    expect((await first).outcome.status).toBe('complete');
    expect((await second).outcome).toMatchObject({ status: 'complete', scope: 'global' });
    expect(browser.cookies).toEqual([]);
    expect(stage.pool.liveSessions(bob.username)).toEqual([]);
  });
});

const broken = () => Promise.reject(new TypeError('Failed to fetch'));

describe('without an answer of the route’s', () => {
  test('offline, nothing is sent, and the retry is a sign-out', async () => {
    const { adapter } = await signedIn();
    const { navigator } = globalThis;
    vi.stubGlobal('navigator', { onLine: false });
    const { outcome, retry, forget } = await adapter.signOut({ scope: 'global' });
    vi.stubGlobal('navigator', navigator);
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'offline', retryable: true }],
    });
    forget();
    expect(posts()).toEqual([]);
    expect((await retry?.())?.outcome.status).toBe('complete');
  });

  test('offline on a page that saw nobody, nothing is known', async () => {
    const { adapter, browser } = stage.page();
    await adapter.getCurrentUser();
    await stage.signIn({}, browser);
    const { navigator } = globalThis;
    vi.stubGlobal('navigator', { onLine: false });
    const { outcome } = await adapter.signOut({ scope: 'local' });
    vi.stubGlobal('navigator', navigator);
    expect(isLost(outcome)).toBe(true);
  });

  test('offline by then, it may have been heard', async () => {
    const { adapter } = await signedIn();
    const { navigator } = globalThis;
    stage.meddle((method, proceed) => {
      if (method === 'GET') return proceed();
      vi.stubGlobal('navigator', { onLine: false });
      return broken();
    });
    const { outcome } = await adapter.signOut({ scope: 'global' });
    vi.stubGlobal('navigator', navigator);
    const failures = [{ step: 'globalSignOut', reason: 'offline' }];
    expect(outcome).toMatchObject({ status: 'failed', server: 'unknown', failures });
  });

  test('the session that is still there may have ended at Cognito', async () => {
    const { adapter } = await signedIn();
    stage.meddle((method, proceed) => (method === 'POST' ? broken() : proceed()));
    const { outcome, retry } = await adapter.signOut({ scope: 'local' });
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'unknown',
      failures: [{ step: 'revokeToken', reason: 'network' }],
    });
    stage.meddle((_, proceed) => proceed());
    const { signal } = new AbortController();
    expect((await retry?.({ signal }))?.outcome.status).toBe('complete');
  });

  test('the session that is gone was signed out here, and may have been there', async () => {
    const { adapter, browser } = await signedIn();
    stage.meddle((method, proceed) => (method === 'POST' ? proceed().then(broken) : proceed()));
    const { outcome, retry } = await adapter.signOut({ scope: 'global' });
    expect(browser.cookies).toEqual([]);
    expect(outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'network' }],
      retryUntil: null,
    });
    expect(retry).toBeUndefined();
  });

  test.each(['GET', 'POST'])(
    'nothing is claimed where %s and what follows is lost',
    async (lost) => {
      const { adapter } = await signedIn();
      stage.meddle((method, proceed) =>
        lost === 'POST' || method === 'GET' ? broken() : proceed(),
      );
      const { outcome } = await adapter.signOut({ scope: 'global' });
      expect(isLost(outcome)).toBe(true);
      stage.meddle((_, proceed) => proceed());
    },
  );

  test('it settles by the deadline', async () => {
    const { adapter } = await signedIn({}, { deadlineMs: 400 });
    stage.meddle(() => new Promise(() => {}));
    const since = performance.now();
    const { outcome } = await adapter.signOut({ scope: 'global' });
    expect(performance.now() - since).toBeLessThan(600);
    expect(outcome).toMatchObject({ server: 'unknown', failures: [{ reason: 'timeout' }] });
    expect(isLost(outcome)).toBe(true);
  });

  test('what may have been heard is not unsaid by a refusal of the retry', async () => {
    const { adapter, browser } = await signedIn();
    stage.meddle(async (method, proceed) => {
      if (method === 'GET') return proceed();
      const before = [...browser.cookies];
      await proceed();
      // Its Set-Cookie was lost too.
      browser.cookies.push(...before);
      return broken();
    });
    const lost = await adapter.signOut({ scope: 'global' });
    expect(lost.outcome).toMatchObject({ status: 'failed', server: 'unknown' });
    const { navigator } = globalThis;
    vi.stubGlobal('navigator', { onLine: false });
    const unsent = await lost.retry?.();
    vi.stubGlobal('navigator', navigator);
    expect(unsent?.outcome).toMatchObject({ status: 'failed', server: 'unknown' });
    stage.meddle((_, proceed) => proceed());
    const refused = await unsent?.retry?.();
    expect(refused?.outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ reason: 'sessionRevoked' }],
    });
  });

  test('whoever calls it off is told that it may have been heard', async () => {
    const { adapter } = await signedIn();
    const controller = new AbortController();
    stage.meddle((method, proceed) => {
      if (method === 'GET') return proceed();
      controller.abort();
      return new Promise(() => {});
    });
    const { outcome } = await adapter.signOut({ scope: 'global', signal: controller.signal });
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'cancelled' }],
    });
  });

  test.each([
    [403, 'forbidden', 'notEnded'],
    [404, 'misconfigured', 'notEnded'],
    [500, 'service', 'unknown'],
  ])('a %d is said to be one', async (status, reason, server) => {
    const { adapter } = await signedIn();
    stage.meddle(async (method, proceed) =>
      method === 'POST' ? new Response('<html>', { status }) : proceed(),
    );
    const { outcome } = await adapter.signOut({ scope: 'local' });
    const failures = [{ step: 'revokeToken', reason }];
    expect(outcome).toMatchObject({ status: 'failed', server, failures });
  });

  const cutOff = () =>
    new Response(new ReadableStream({ start: (it) => it.error(new TypeError('terminated')) }));
  test.each([
    ['a page of HTML', () => new Response('<html>')],
    ['nothing', () => new Response(null, { status: 204 })],
    ['an answer that breaks off', cutOff],
  ])('%s does not say that Cognito was not asked', async (_, say) => {
    const { adapter } = await signedIn();
    stage.meddle((method, proceed) => (method === 'POST' ? proceed().then(say) : proceed()));
    const { outcome } = await adapter.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({ status: 'partial', server: 'unknown' });
    expect(live()).toBe(0);
  });

  test.each([401, 500])('a %d names nobody, whatever is in it', async (status) => {
    const { adapter, browser } = stage.page({ cookies: {} });
    await stage.signIn({ domain }, browser);
    await adapter.getCurrentUser();
    stage.meddle(async (method, proceed) =>
      method === 'GET' ? Response.json({ user: null }, { status }) : proceed(),
    );
    const { outcome } = await adapter.signOut({ scope: 'global' });
    expect(browser.cookies).toHaveLength(4);
    expect(isLost(outcome)).toBe(true);
  });

  test('what Cognito refused is still open once it is known that nobody is there', async () => {
    const { adapter } = await signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    stage.meddle((method, proceed) => (method === 'GET' ? broken() : proceed()));
    const lost = await adapter.signOut({ scope: 'global' });
    expect(isLost(lost.outcome)).toBe(true);
    stage.pool.clearFaults();
    stage.meddle((_, proceed) => proceed());
    const found = await lost.retry?.();
    expect(found?.outcome).toMatchObject({
      status: 'partial',
      scope: 'global',
      failures: [{ step: 'globalSignOut', reason: 'throttled' }],
    });
    expect((await found?.retry?.())?.outcome).toMatchObject({
      status: 'complete',
      scope: 'global',
    });
    expect(live()).toBe(0);
  });
});

describe('a cookie that stays', () => {
  test('is found behind whoever has signed in since: nothing was heard', async () => {
    const { adapter, browser, userId } = await signedIn();
    stage.meddle(async (method, proceed) => {
      if (method === 'GET') return proceed();
      await stage.signIn({ user: bob }, browser);
      return broken();
    });
    const { outcome } = await adapter.signOut({ scope: 'local', userId });
    expect(outcome).toMatchObject({ status: 'failed', failures: [{ step: 'revokeToken' }] });
  });

  test('is found behind whoever has signed in since: all was done', async () => {
    const { adapter, browser } = stage.page({ cookies: {} });
    await stage.signIn({ domain }, browser);
    const userId = String((await adapter.getCurrentUser())?.userId);
    stage.meddle(async (method, proceed) => {
      const answer = await proceed();
      if (method === 'POST') await stage.signIn({ user: bob }, browser);
      return answer;
    });
    const { outcome } = await adapter.signOut({ scope: 'global', userId });
    const failures = [{ step: 'clearLocal', reason: 'storage' }];
    expect(outcome).toMatchObject({ status: 'failed', server: 'ended', failures });
  });

  test('is found without the name of who was signed in', async () => {
    const { adapter, browser, userId } = await signedIn({ cookies: {} });
    for (const cookie of browser.cookies)
      if (!cookie.name.endsWith('LastAuthUser')) cookie.domain = domain;
    const { outcome } = await adapter.signOut({ scope: 'global', userId });
    expect(browser.cookies).toHaveLength(3);
    expect(outcome).toMatchObject({ status: 'failed', server: 'ended' });
  });

  test.each([
    ['is known to be there where nobody was shown', false],
    ['may be anybody’s', true],
  ])('that is a refresh token alone %s', async (_, isShown) => {
    const { adapter, browser, userId } = await signedIn({ cookies: {} });
    for (const cookie of browser.cookies) cookie.domain = domain;
    for (const name of ['accessToken', 'idToken'])
      browser.cookies.splice(
        browser.cookies.findIndex((it) => it.name.endsWith(name)),
        1,
      );
    const { outcome } = await adapter.signOut({ scope: 'local', ...(isShown && { userId }) });
    expect(outcome.status).toBe('failed');
    expect(isLost(outcome)).toBe(isShown);
  });

  test('makes it failed, with what Cognito said, until the retry has removed it', async () => {
    const options: { domain?: string } = {};
    const { adapter, browser } = stage.page({ cookies: options });
    await stage.signIn({ domain }, browser);
    const { outcome, retry } = await adapter.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'ended',
      failures: [{ step: 'clearLocal', reason: 'storage' }],
    });
    expect(live()).toBe(0);
    expect((await retry?.())?.outcome).toMatchObject({ status: 'failed', server: 'ended' });
    for (const cookie of browser.cookies) cookie.domain = null;
    expect((await retry?.())?.outcome).toMatchObject({ status: 'complete', scope: 'global' });
  });

  test('says what else has failed', async () => {
    const { adapter, browser } = stage.page({ cookies: {} });
    await stage.signIn({ domain }, browser);
    stage.pool.fault('GlobalSignOut', { status: 403, errorName: 'ForbiddenException' });
    const { outcome } = await adapter.signOut({ scope: 'global' });
    const steps = outcome.status === 'failed' && outcome.failures.map(({ step }) => step);
    expect(steps).toEqual(['globalSignOut', 'clearLocal']);
  });

  test('is still what is left after a retry that got no answer', async () => {
    const { adapter, browser } = stage.page({ cookies: {} });
    await stage.signIn({ domain }, browser);
    const first = await adapter.signOut({ scope: 'global' });
    stage.meddle((method, proceed) => (method === 'POST' ? broken() : proceed()));
    const lost = await first.retry?.();
    expect(lost?.outcome).toMatchObject({ status: 'failed', server: 'unknown' });
    stage.meddle((_, proceed) => proceed());
    const found = await lost?.retry?.();
    expect(found?.outcome).toMatchObject({
      status: 'failed',
      server: 'ended',
      failures: [{ step: 'clearLocal', reason: 'storage' }],
    });
  });

  test('says nothing of a session that has begun since', async () => {
    const { adapter, browser } = stage.page({ cookies: {} });
    await stage.signIn({ domain }, browser);
    const { outcome, retry } = await adapter.signOut({ scope: 'global' });
    expect(outcome).toMatchObject({ status: 'failed', server: 'ended' });
    browser.cookies.length = 0;
    await stage.signIn({}, browser);
    stage.pool.fault('GlobalSignOut', throttled);
    const again = await retry?.();
    stage.pool.clearFaults();
    expect(again?.outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
    expect((await again?.retry?.())?.outcome.status).toBe('complete');
  });
});

describe('the retry', () => {
  test('is given up past its time, and says nothing new', async () => {
    const { attempt } = await partial();
    stage.meddle(async () => Response.json({ error: 'too late' }, { status: 400 }));
    const again = await attempt.retry?.();
    expect(again?.outcome).toEqual({ ...attempt.outcome, retryUntil: null });
    expect(again?.retry).toBeUndefined();
  });

  test.each([
    ['lost', () => Promise.reject(new TypeError('Failed to fetch')), 'unknown'],
    ['refused for a while', async () => new Response('', { status: 429 }), 'notEnded'],
  ] as const)('can be tried again where it was %s', async (_, answer, server) => {
    const { attempt } = await partial();
    stage.meddle(answer);
    const again = await attempt.retry?.();
    expect(again?.outcome).toMatchObject({ status: 'partial', server });
    stage.meddle((_, proceed) => proceed());
    expect((await again?.retry?.())?.outcome.status).toBe('complete');
  });

  test('doesn’t unsay what may have been heard by a refusal of the next one', async () => {
    const { attempt } = await partial();
    stage.meddle((_, proceed) => proceed().then(broken));
    const lost = await attempt.retry?.();
    expect(lost?.outcome).toMatchObject({ status: 'partial', server: 'unknown' });
    expect(live()).toBe(0);
    stage.meddle((_, proceed) => proceed());
    const refused = await lost?.retry?.();
    expect(refused?.outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ reason: 'sessionRevoked' }],
    });
  });

  test('holds no token, and leaves nothing of itself anywhere', async () => {
    const { attempt } = await partial();
    expect(attempt.revealToken()).toBeNull();
    expect(JSON.stringify(attempt)).not.toMatch(/[\w-]{60}/);
  });

  test.each(['forget', 'pagehide', 'time'])(
    'given up by %s, ends this session alone',
    async (how) => {
      const other = stage.page();
      await stage.signIn({}, other.browser);
      const before = live();
      const { attempt } = await partial({ retainMs: how === 'time' ? 7000 : 60_000 });
      expect(live()).toBe(before + 1);
      if (how === 'forget') attempt.forget();
      if (how === 'pagehide') stage.say(new Event('pagehide'));
      await vi.waitFor(() => expect(live()).toBe(before), { timeout: 3000 });
      expect(posts()).toHaveLength(1);
      attempt.forget();
      const again = await attempt.retry?.();
      expect(again?.outcome).toMatchObject({ status: 'partial', retryUntil: null });
      expect(posts()).toHaveLength(1);
      await other.adapter.signOut({ scope: 'global' });
    },
  );

  test.each(['forget', 'pagehide'])('given up by %s while it runs, goes on alone', async (how) => {
    await stage.signIn();
    const { attempt } = await partial();
    stage.pool.fault('GlobalSignOut', { delayMs: 100 });
    const retrying = attempt.retry?.();
    await vi.waitFor(() => expect(posts()).toHaveLength(1));
    if (how === 'forget') attempt.forget();
    else stage.say(new Event('pagehide'));
    expect((await retrying)?.outcome).toMatchObject({ status: 'complete', scope: 'global' });
    expect(live()).toBe(0);
    expect(posts()).toHaveLength(1);
  });

  test('given up while it runs in vain, ends this session alone after it', async () => {
    await stage.signIn();
    const before = live();
    const { attempt } = await partial();
    stage.pool.fault('GlobalSignOut', throttled);
    const retrying = attempt.retry?.();
    attempt.forget();
    const again = await retrying;
    expect(again?.outcome).toMatchObject({ status: 'partial', retryUntil: null });
    expect(again?.retry).toBeUndefined();
    stage.pool.clearFaults();
    await vi.waitFor(() => expect(live()).toBe(before), { timeout: 3000 });
    expect(posts()).toHaveLength(2);
  });

  test('given up while it is refused, is over', async () => {
    const { attempt } = await partial();
    stage.meddle(async () => Response.json({ error: 'too late' }, { status: 400 }));
    const retrying = attempt.retry?.();
    attempt.forget();
    expect((await retrying)?.outcome).toEqual({ ...attempt.outcome, retryUntil: null });
    expect(posts()).toHaveLength(1);
  });

  test('is not offered where its time is too short', async () => {
    const { adapter } = await signedIn({ retainMs: 5000 });
    const before = live();
    stage.pool.fault('GlobalSignOut', throttled);
    const { outcome, retry } = await adapter.signOut({ scope: 'global' });
    stage.pool.clearFaults();
    expect(outcome).toMatchObject({ status: 'partial', retryUntil: null });
    expect(retry).toBeUndefined();
    await vi.waitFor(() => expect(live()).toBe(before - 1), { timeout: 3000 });
  });

  test('is offered for as long as what is sealed is held', async () => {
    const { adapter } = await signedIn({ retainMs: 20_000 });
    stage.pool.fault('GlobalSignOut', throttled);
    const before = Date.now();
    const { outcome, retry } = await adapter.signOut({ scope: 'global' });
    const until = outcome.status === 'partial' ? Number(outcome.retryUntil) : 0;
    expect(until).toBeGreaterThan(before + 13_000);
    expect(until).toBeLessThan(before + 16_000);
    stage.meddle(broken);
    const again = await retry?.();
    expect(again?.outcome).toMatchObject({ retryUntil: new Date(until) });
    // Else it is given back in the middle of a later test.
    again?.forget();
  });

  test.each(['forget', 'time'])('of one that was lost is given up by %s', async (how) => {
    const { adapter } = await signedIn({ retainMs: how === 'time' ? 6500 : 60_000 });
    stage.pool.fault('GlobalSignOut', throttled);
    stage.meddle((method, proceed) => (method === 'GET' ? broken() : proceed()));
    const lost = await adapter.signOut({ scope: 'global' });
    stage.pool.clearFaults();
    stage.meddle((_, proceed) => proceed());
    if (how === 'forget') lost.forget();
    else await new Promise((resolve) => setTimeout(resolve, 2000));
    const found = await lost.retry?.();
    expect(found?.outcome).toMatchObject({ status: 'partial', retryUntil: null });
    expect(found?.retry).toBeUndefined();
  });

  test('that is asked for twice at once is one', async () => {
    const { attempt } = await partial();
    const both = await Promise.all([attempt.retry?.(), attempt.retry?.()]);
    expect(both.map((it) => it?.outcome.status)).toEqual(['complete', 'complete']);
    expect(posts()).toHaveLength(1);
  });

  test('of one that was local is dropped without a word', async () => {
    const { adapter } = await signedIn();
    stage.pool.fault('RevokeToken', throttled);
    const { forget } = await adapter.signOut({ scope: 'local' });
    stage.pool.clearFaults();
    stage.sent.length = 0;
    forget();
    expect(posts()).toEqual([]);
  });
});

describe('where it leads', () => {
  const managed = () => ({ config: stage.configOf(undefined, oauth) });

  async function federated(fault?: typeof throttled) {
    const { browser, adapter } = stage.page(managed());
    await stage.signIn({ scope }, browser);
    if (fault) stage.pool.fault('GlobalSignOut', fault);
    const attempt = await adapter.signOut({ scope: 'global' });
    stage.pool.clearFaults();
    return { browser, attempt };
  }
  const toLogout = [expect.stringMatching(/^https:\/\/login.example.org\/logout\?/)];
  const open = { step: 'hostedUi', reason: 'notAttempted' };

  test('is the redirectUrl, after the app’s own tasks', async () => {
    const { adapter } = await signedIn();
    const cleanup = async () => expect(stage.left).toEqual([]);
    await adapter.signOut({ scope: 'local', redirectUrl: '/bye', cleanup });
    expect(stage.left).toEqual(['/bye']);
  });

  test('is nowhere for whoever has signed in while the app’s tasks ran', async () => {
    const { browser, adapter } = stage.page(managed());
    await stage.signIn({ scope }, browser);
    const { outcome } = await adapter.signOut({
      scope: 'global',
      cleanup: async () => void (await stage.signIn({ user: bob, scope }, browser)),
    });
    expect(outcome).toMatchObject({ status: 'partial', server: 'ended', failures: [open] });
    expect(stage.left).toEqual([]);
  });

  test('is found out within the deadline, or not left for', async () => {
    const { adapter } = await signedIn({}, { deadlineMs: 2000 });
    const delays = [1500, 380];
    stage.meddle(async (_, proceed) => {
      await pause(delays.shift() ?? 60_000);
      return proceed();
    });
    const since = performance.now();
    const { outcome } = await adapter.signOut({
      scope: 'local',
      redirectUrl: '/bye',
      cleanup: async () => {},
    });
    expect(performance.now() - since).toBeLessThan(2200);
    expect(outcome.status).toBe('complete');
    expect(stage.left).toEqual([]);
  });

  test('is asked about again only where the page would be left', async () => {
    const { adapter } = await signedIn();
    stage.sent.length = 0;
    await adapter.signOut({ scope: 'local', cleanup: async () => {} });
    expect(stage.sent.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });

  describe('where the browser refuses to go', () => {
    const failures = [{ step: 'hostedUi', reason: 'unknown' }];
    const refuse = () => {
      const assign = () => {
        throw new DOMException('sandboxed', 'SecurityError');
      };
      vi.stubGlobal('location', { assign });
    };

    test('is warned of', async () => {
      const { adapter } = await signedIn();
      refuse();
      const { outcome } = await adapter.signOut({ scope: 'local', redirectUrl: '/bye' });
      expect(outcome).toMatchObject({ status: 'complete', server: 'ended', warnings: failures });
    });

    test('is still open where it is the managed login’s', async () => {
      const { browser, adapter } = stage.page(managed());
      await stage.signIn({ scope }, browser);
      refuse();
      const { outcome } = await adapter.signOut({ scope: 'global' });
      expect(outcome).toMatchObject({ status: 'partial', server: 'ended', failures });
    });

    test('is no error of finish', async () => {
      const { attempt } = await federated(throttled);
      refuse();
      expect((await attempt.finish?.())?.outcome).toBe(attempt.outcome);
    });
  });

  test('is nowhere where something is open', async () => {
    const { adapter } = await signedIn();
    stage.pool.fault('RevokeToken', throttled);
    await adapter.signOut({ scope: 'local', redirectUrl: '/bye' });
    expect(stage.left).toEqual([]);
  });

  test('is the managed login’s /logout', async () => {
    const { attempt } = await federated();
    expect(attempt.outcome.status).toBe('complete');
    expect(stage.left).toEqual(toLogout);
  });

  test.each([
    ['a click on the retry', (it?: SignOutAttempt) => it?.retry?.()],
    ['finish', (it?: SignOutAttempt) => it?.finish?.()],
  ])('is the same after %s', async (_, click) => {
    const { attempt } = await federated(throttled);
    expect(stage.left).toEqual([]);
    await click(attempt);
    expect(stage.left).toEqual(toLogout);
  });

  test('stays open after a retry that nobody clicked', async () => {
    const { attempt } = await federated(throttled);
    const quiet = await attempt.retry?.({ isQuiet: true });
    expect(quiet?.outcome).toMatchObject({ status: 'partial', server: 'ended', failures: [open] });
    expect(stage.left).toEqual([]);
    await quiet?.finish?.();
    expect(stage.left).toEqual(toLogout);
  });

  test('is nowhere after a retry that nobody clicked', async () => {
    const { adapter } = await signedIn();
    stage.pool.fault('RevokeToken', throttled);
    const { retry } = await adapter.signOut({ scope: 'local', redirectUrl: '/bye' });
    stage.pool.clearFaults();
    expect((await retry?.({ isQuiet: true }))?.outcome.status).toBe('complete');
    expect(stage.left).toEqual([]);
  });

  test('is nowhere after a retry that nobody clicked of one that was lost', async () => {
    const { adapter } = await signedIn();
    stage.meddle(() => Promise.reject(new TypeError('Failed to fetch')));
    const { retry } = await adapter.signOut({ scope: 'local', redirectUrl: '/bye' });
    stage.meddle((_, proceed) => proceed());
    expect((await retry?.({ isQuiet: true }))?.outcome.status).toBe('complete');
    expect(stage.left).toEqual([]);
  });

  test('stays open where the retry got no answer', async () => {
    const { attempt } = await federated(throttled);
    stage.meddle(() => Promise.reject(new TypeError('Failed to fetch')));
    const again = await attempt.retry?.();
    stage.meddle((_, proceed) => proceed());
    await again?.finish?.();
    expect(stage.left).toEqual(toLogout);
  });

  test.each([
    ['finish', (it: SignOutAttempt) => it.finish?.()],
    ['the retry', (it: SignOutAttempt) => it.retry?.()],
  ])('is nowhere for whoever has signed in meanwhile: %s', async (name, click) => {
    const { browser, attempt } = await federated(throttled);
    await stage.signIn({ user: bob }, browser);
    const { outcome } = (await click(attempt)) as SignOutAttempt;
    expect(stage.left).toEqual([]);
    expect(outcome.server).toBe(name === 'finish' ? 'notEnded' : 'ended');
    expect(browser.cookies).toHaveLength(4);
  });
});

describe('who is signed in', () => {
  test('is told from other tabs, with what was said there', async () => {
    const { adapter, browser } = await signedIn();
    const events: unknown[] = [];
    const more: unknown[] = [];
    const stops = [
      adapter.subscribe((it) => events.push(it)),
      adapter.subscribe((it) => more.push(it)),
    ];
    const outcome = { status: 'complete', scope: 'local', signedOutLocally: true };
    const told = { ...outcome, server: 'ended', tokensExpireBy: null, warnings: [] };
    browser.cookies.length = 0;
    for (const [key, newValue] of [
      ['somebody else’s', '{}'],
      [`amplify-signoff.${address}`, null],
      [`amplify-signoff.${address}`, JSON.stringify(told)],
    ])
      stage.say(Object.assign(new Event('storage'), { key, newValue }));
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events).toEqual([{ type: 'signedOut', by: 'otherTab', outcome: told }]);
    expect(more).toEqual(events);
    for (const stop of stops) stop();
    await stage.signIn({ user: bob }, browser);
    stage.say(new Event('focus'));
    await adapter.getCurrentUser();
    expect(events).toHaveLength(1);
  });

  test('is not asked for where another tab has only made room', async () => {
    const { adapter } = await signedIn();
    const stop = adapter.subscribe(() => {});
    await adapter.getCurrentUser();
    stage.sent.length = 0;
    const key = `amplify-signoff.${address}`;
    stage.say(Object.assign(new Event('storage'), { key, newValue: null }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stage.sent).toEqual([]);
    stop();
  });

  test('is not told from a route whose URL begins alike', async () => {
    const { adapter } = await signedIn();
    const stop = adapter.subscribe(() => {});
    await adapter.getCurrentUser();
    stage.sent.length = 0;
    const key = `amplify-signoff.${address}-of-admin`;
    stage.say(Object.assign(new Event('storage'), { key, newValue: '{}' }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(stage.sent).toEqual([]);
    stop();
  });

  test('is asked for where another tab has stored what can’t be read', async () => {
    const { adapter, browser } = await signedIn();
    const events: unknown[] = [];
    const stop = adapter.subscribe((it) => events.push(it));
    browser.cookies.length = 0;
    const key = `amplify-signoff.${address}`;
    stage.say(Object.assign(new Event('storage'), { key, newValue: 'garbage' }));
    await vi.waitFor(() => expect(events).toEqual([{ type: 'signedOut', by: 'otherTab' }]));
    stop();
  });

  test('is told to other tabs, and again where it is the same', async () => {
    const done: unknown[] = [];
    const key = `amplify-signoff.${address}`;
    vi.stubGlobal('localStorage', {
      setItem: (...all: string[]) => void done.push(all),
      removeItem: (name: string) => void done.push(name),
    });
    const { adapter } = await signedIn();
    const { outcome } = await adapter.signOut({ scope: 'local' });
    expect(done).toEqual([key, [key, JSON.stringify(outcome)]]);
  });

  test('is who was there, as long as the route does not answer', async () => {
    const { adapter } = await signedIn();
    stage.meddle(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await adapter.getCurrentUser()).toMatchObject({ username: alice.username });
  });

  test('is nobody where the route has never answered', async () => {
    const { adapter } = stage.page();
    stage.meddle(async () => new Response('', { status: 404 }));
    expect(await adapter.getCurrentUser()).toBeNull();
    expect(await adapter.canSignOutGlobally?.()).toBe(true);
  });

  test('is what was asked last, whatever is answered later', async () => {
    const { adapter, browser } = await signedIn();
    const held = deferred<void>();
    stage.meddle(async (_, proceed) => {
      const answer = await proceed();
      await held.promise;
      return answer;
    });
    const slow = adapter.getCurrentUser();
    await new Promise((resolve) => setTimeout(resolve, 20));
    stage.meddle((_, proceed) => proceed());
    browser.cookies.length = 0;
    expect(await adapter.getCurrentUser()).toBeNull();
    held.resolve();
    await slow;
    const events: unknown[] = [];
    adapter.subscribe((it) => events.push(it));
    await adapter.getCurrentUser();
    expect(events).toEqual([]);
  });

  test('is told again where they may sign out of all devices by now', async () => {
    const clientId = await stage.createClient({ scope: 'openid' });
    const { browser, adapter } = stage.page({ config: stage.configOf(clientId) });
    await stage.signIn({ clientId }, browser);
    const auth = createAuthStore(adapter, () => {});
    const stop = auth.connect();
    const authenticated = { status: 'authenticated' };
    await vi.waitFor(() =>
      expect(auth.get()).toMatchObject({ ...authenticated, canSignOutGlobally: false }),
    );
    await stage.signIn({ clientId, scope }, browser);
    stage.say(new Event('focus'));
    await vi.waitFor(() =>
      expect(auth.get()).toMatchObject({ ...authenticated, canSignOutGlobally: true }),
    );
    stop();
  });

  test('is shown on return where the first answer was lost', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    stage.meddle(broken);
    const auth = createAuthStore(adapter, () => {});
    const stop = auth.connect();
    await vi.waitFor(() => expect(auth.get().status).toBe('unauthenticated'));
    stage.meddle((_, proceed) => proceed());
    stage.say(new Event('focus'));
    await vi.waitFor(() =>
      expect(auth.get()).toMatchObject({ user: { username: alice.username } }),
    );
    stop();
  });

  test('is not who the first answer named, where a newer one came before it', async () => {
    const { browser, adapter } = stage.page();
    await stage.signIn({}, browser);
    const held = deferred<void>();
    stage.meddle(async (_, proceed) => {
      const answer = await proceed();
      await held.promise;
      return answer;
    });
    const auth = createAuthStore(adapter, () => {});
    const stop = auth.connect();
    await vi.waitFor(() => expect(stage.sent).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 20));
    stage.meddle((_, proceed) => proceed());
    browser.cookies.length = 0;
    expect(await adapter.getCurrentUser()).toBeNull();
    held.resolve();
    await vi.waitFor(() => expect(auth.get().status).toBe('unauthenticated'));
    stop();
  });
});
