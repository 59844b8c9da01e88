import { beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { Browser, routeUrl } from './Browser';
import { alice, bob, createRouteStage, throttled } from './setUp';

const stage = createRouteStage();
let said: MockInstance<typeof console.error>;
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockImplementation(() => {});
});

const live = (username = alice.username) => stage.pool.liveSessions(username).length;

/** A sign-out of everywhere that Cognito was too busy for. */
async function partial(options: Parameters<typeof stage.signIn>[0] = {}, scope = 'global') {
  const browser = await stage.signIn(options);
  const route = stage.route();
  for (const it of ['GlobalSignOut', 'RevokeToken']) stage.pool.fault(it, throttled);
  const first = await browser.post(route, { scope });
  stage.pool.clearFaults();
  stage.pool.clearRequests();
  expect(first.outcome.status).toBe('partial');
  expect(browser.cookies).toEqual([]);
  return { browser, route, first, body: { scope, retry: first.retry as string } };
}

describe('what was not confirmed', () => {
  test.each([
    ['global', 'GlobalSignOut'],
    ['local', 'RevokeToken'],
  ])('can be tried again: %s', async (scope, operation) => {
    const { browser, route, first, body } = await partial({}, scope);
    expect(new Date(first.outcome.retryUntil).getTime()).toBeLessThanOrEqual(Date.now() + 600_000);
    const { outcome, retry } = await browser.post(route, body);
    expect(outcome).toMatchObject({ status: 'complete', scope, server: 'ended' });
    expect(retry).toBeUndefined();
    expect(stage.operations()).toEqual([operation]);
  });

  test('can be tried again and again, and no longer for that', async () => {
    const { browser, route, first, body } = await partial();
    stage.pool.fault('GlobalSignOut', throttled);
    const second = await browser.post(route, body);
    stage.pool.clearFaults();
    expect(second.outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
    const until = new Date(second.outcome.retryUntil).getTime();
    expect(until).toBeLessThanOrEqual(new Date(first.outcome.retryUntil).getTime());
    const { outcome } = await browser.post(route, { ...body, retry: second.retry });
    expect(outcome.status).toBe('complete');
    expect(live()).toBe(0);
  });

  test('can be tried again for as long as the app allows', async () => {
    const browser = await stage.signIn();
    const route = stage.route({ retainMs: 60_000 });
    stage.pool.fault('RevokeToken', throttled);
    const { outcome } = await browser.post(route, { scope: 'local' });
    const leftMs = new Date(outcome.retryUntil).getTime() - Date.now();
    expect(leftMs).toBeLessThanOrEqual(60_000);
    expect(leftMs).toBeGreaterThan(50_000);
  });

  test('ends each of several sessions that is still open', async () => {
    const browser = await stage.signIn();
    await stage.signIn({ user: bob }, browser);
    browser.cookies.splice(
      browser.cookies.findIndex(({ name }) => /LastAuthUser/.test(name)),
      1,
    );
    const route = stage.route();
    stage.pool.fault('RevokeToken', throttled, { times: 3 });
    const { outcome, retry } = await browser.post(route, { scope: 'local' });
    expect(outcome.status).toBe('partial');
    stage.pool.clearRequests();
    const again = await browser.post(route, { scope: 'local', retry });
    expect(again.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    // The other one is over.
    expect(stage.operations()).toEqual(['RevokeToken']);
  });

  test('is of whom the click meant, of several', async () => {
    const browser = await stage.signIn({ user: bob });
    await stage.signIn({}, browser);
    const { user } = await browser.get(stage.route());
    browser.cookies.splice(
      browser.cookies.findIndex(({ name }) => /LastAuthUser/.test(name)),
      1,
    );
    stage.pool.fault('RevokeToken', throttled);
    const body = { scope: 'local', userId: user.userId };
    const { retry } = await browser.post(stage.route(), body);
    stage.pool.clearFaults();
    const before = live(bob.username);
    const { outcome } = await browser.post(stage.route(), { ...body, retry });
    expect(outcome.status).toBe('complete');
    expect(live(bob.username)).toBe(before);
  });

  test('may have been heard, and a later refusal does not unsay that', async () => {
    const browser = await stage.signIn();
    const route = stage.route({ attemptTimeoutMs: 300, deadlineMs: 1000 });
    stage.pool.fault('GlobalSignOut', { reset: true, after: true });
    const { outcome, retry } = await browser.post(route, { scope: 'global' });
    expect(outcome).toMatchObject({ status: 'partial', server: 'unknown' });
    stage.pool.clearFaults();
    const again = await browser.post(route, { scope: 'global', retry });
    expect(again.outcome).toMatchObject({
      status: 'partial',
      server: 'unknown',
      failures: [{ step: 'globalSignOut', reason: 'sessionRevoked' }],
    });
    expect(again.retry).toBeUndefined();
  });

  test('goes on with the tokens that a refresh has brought', async () => {
    const clientId = await stage.createClient({ rotation: true });
    const browser = await stage.signIn({ clientId, isAged: true });
    const route = stage.route({ config: stage.configOf(clientId) });
    stage.pool.fault('GlobalSignOut', throttled);
    const { retry } = await browser.post(route, { scope: 'global' });
    stage.pool.clearFaults();
    stage.pool.clearRequests();
    const { outcome } = await browser.post(route, { scope: 'global', retry });
    expect(outcome.status).toBe('complete');
    expect(stage.operations()).toEqual(['GlobalSignOut']);
  });

  test('is given up by a local one, which ends this session alone', async () => {
    const other = await stage.signIn();
    const before = live();
    const { browser, route, body } = await partial();
    expect(live()).toBe(before + 1);
    const { outcome } = await browser.post(route, { scope: 'local', retry: body.retry });
    expect(outcome).toMatchObject({ status: 'complete', scope: 'local', server: 'ended' });
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(live()).toBe(before);
    await other.post(stage.route(), { scope: 'global' });
  });
});

describe('the sealed value', () => {
  test('is refused past its time', async () => {
    const { browser, route, first, body } = await partial();
    const until = new Date(first.outcome.retryUntil).getTime();
    vi.useFakeTimers({ toFake: ['Date'], now: until + 1000 });
    expect(await browser.post(route, body)).toMatchObject({ status: 400 });
    expect(stage.operations()).toEqual([]);
    vi.useFakeTimers({ toFake: ['Date'], now: until - 2000 });
    expect(await browser.post(route, body)).toMatchObject({ status: 200 });
  });

  test('is refused on another route', async () => {
    const { browser, route, body } = await partial();
    const { headers, method } = browser.request('POST', body);
    const there = (url: string) =>
      new Request(url, { method, headers, body: JSON.stringify(body) });
    const elsewhere = await browser.send(route, there(`${routeUrl}/other`));
    expect(elsewhere).toMatchObject({ status: 400 });
    expect(stage.operations()).toEqual([]);
    // The query is no part of a route.
    expect(await browser.send(route, there(`${routeUrl}?a=b`))).toMatchObject({ status: 200 });
  });

  test('is refused for another app client, another secret, and where there is none', async () => {
    const { browser, body } = await partial();
    const clientId = await stage.createClient({});
    for (const options of [
      { config: stage.configOf(clientId) },
      { secret: `${'another '.repeat(5)}secret` },
      { secret: undefined },
      { secret: '' },
    ])
      expect(await browser.post(stage.route(options), body)).toMatchObject({ status: 400 });
    expect(stage.operations()).toEqual([]);
    expect(live()).toBeGreaterThan(0);
  });

  test('is refused with any bit changed', async () => {
    const { browser, route, body } = await partial();
    const { retry } = body;
    const places = [...Array(40).keys()].map((it) => Math.floor((it * (retry.length - 1)) / 40));
    for (const at of [...places, retry.length - 2]) {
      const character = retry[at] === 'A' ? 'B' : 'A';
      if (retry[at] === '.') continue;
      const changed = retry.slice(0, at) + character + retry.slice(at + 1);
      const answer = await browser.post(route, { ...body, retry: changed });
      expect([at, answer.status]).toEqual([at, 400]);
    }
    expect(stage.operations()).toEqual([]);
    expect(await browser.post(route, body)).toMatchObject({ status: 200 });
  });

  test('of this session alone ends no others', async () => {
    const { browser, route, body } = await partial({}, 'local');
    const answer = await browser.post(route, { scope: 'global', retry: body.retry });
    expect(answer).toMatchObject({ status: 400 });
    expect(stage.operations()).toEqual([]);
  });

  test('in somebody else’s hands ends its own person’s sessions, and leaves theirs', async () => {
    const { route, body } = await partial();
    const bobs = await stage.signIn({ user: bob });
    const before = { header: bobs.header, live: live(bob.username) };
    const { outcome, setCookies, headers } = await bobs.post(stage.route({ clearSiteData: true }), {
      ...body,
      userId: 'bob',
    });
    expect(outcome).toMatchObject({ status: 'complete', scope: 'global' });
    expect(setCookies).toEqual([]);
    expect(headers.get('clear-site-data')).toBeNull();
    expect({ header: bobs.header, live: live(bob.username) }).toEqual(before);
    expect(live()).toBe(0);
    expect(await bobs.get(route)).toMatchObject({ user: { username: bob.username } });
  });

  test('leaves whoever has signed in again, and clears what is the same session', async () => {
    const session = await stage.signIn();
    const items = session.items;
    const route = stage.route();
    stage.pool.fault('GlobalSignOut', throttled);
    const { retry } = await session.post(route, { scope: 'global' });
    stage.pool.clearFaults();
    const again = await stage.signIn();
    const { header } = again;
    await again.post(route, { scope: 'global', retry });
    expect(again.header).toBe(header);
    // An answer that never arrived.
    const kept = new Browser().store(items);
    await kept.post(route, { scope: 'global', retry });
    expect(kept.cookies).toEqual([]);
  });

  test('says nothing, and nothing else says anything of a token', async () => {
    const browser = await stage.signIn({ isAged: true });
    const secrets = browser.cookies.map(({ value }) => value).filter((it) => it.length > 60);
    expect(secrets).toHaveLength(3);
    const route = stage.route();
    stage.pool.fault('GlobalSignOut', throttled);
    const { retry } = await browser.post(route, { scope: 'global' });
    await browser.post(route, { scope: 'global', retry });
    await browser.post(route, { scope: 'global', retry: `${retry}x` });
    const shown = [...browser.shown, ...said.mock.calls.flat().map(String)].join('\n');
    const [header] = retry.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
    });
    for (const token of secrets) {
      expect(shown).not.toContain(token);
      expect(shown).not.toContain(token.slice(0, 60));
      expect(shown).not.toContain(Buffer.from(token).toString('base64url').slice(0, 60));
    }
  });
});

describe('without a secret', () => {
  test('there is no retry, this session ends at once, and that is said once', async () => {
    const other = await stage.signIn();
    const before = live();
    const browser = await stage.signIn();
    const route = stage.route({ secret: undefined });
    stage.pool.fault('GlobalSignOut', throttled);
    const { outcome, retry } = await browser.post(route, { scope: 'global' });
    expect(outcome).toMatchObject({ status: 'partial', server: 'notEnded', retryUntil: null });
    expect(retry).toBeUndefined();
    expect(stage.operations().at(-1)).toBe('RevokeToken');
    expect(live()).toBe(before);
    await other.post(route, { scope: 'local' });
    const lines = said.mock.calls.map(([line]) => String(line));
    expect(lines.filter((line) => /no secret.*openssl/.test(line))).toHaveLength(1);
  });
});
