import { describe, expect, test } from 'vitest';
import { Browser, routeUrl } from './Browser';
import { bob, createRouteStage } from './setUp';

const stage = createRouteStage();
const completely = { status: 'complete', signedOutLocally: true, server: 'ended', warnings: [] };

describe('who is signed in', () => {
  test('is named, and whether all devices can be signed out, and nothing more', async () => {
    const route = stage.route();
    const browser = await stage.signIn();
    const answer = await route.GET(browser.request('GET'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(await answer.json()).toEqual({
      user: { userId: expect.any(String), username: 'alice', displayName: 'Alice Example' },
      canSignOutGlobally: true,
    });
    expect(stage.operations()).toEqual([]);
  });

  test('is nobody without cookies, and says where the scope is missing', async () => {
    const clientId = await stage.createClient({ scope: 'openid' });
    expect(await new Browser().get(stage.route())).toEqual({
      user: null,
      canSignOutGlobally: true,
    });
    const bare = await stage.route().GET(new Request(routeUrl));
    expect(await bare.json()).toMatchObject({ user: null });
    const browser = await stage.signIn({ clientId });
    const route = stage.route({ config: stage.configOf(clientId) });
    expect(await browser.get(route)).toMatchObject({ canSignOutGlobally: false });
  });
});

describe('a sign-out', () => {
  test.each(['local', 'global'])('that is %s is complete, and no cookie is left', async (scope) => {
    const browser = await stage.signIn();
    const other = await stage.signIn();
    const { status, headers, outcome } = await browser.post(stage.route(), { scope });
    expect(status).toBe(200);
    expect(outcome).toMatchObject({ ...completely, scope });
    expect(new Date(outcome.tokensExpireBy).getTime()).toBeGreaterThan(Date.now());
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('clear-site-data')).toBeNull();
    expect(browser.cookies).toEqual([]);
    const isOtherAlive = scope === 'local';
    expect(stage.pool.liveSessions('alice').length > 0).toBe(isOtherAlive);
    await other.post(stage.route(), { scope: 'global' });
  });

  test('refreshes where it must, and sends what Cognito needs to know the device', async () => {
    const clientId = await stage.createClient({ rotation: true });
    const browser = await stage.signIn({ clientId, isAged: true });
    browser.store([[`CognitoIdentityServiceProvider.${clientId}.alice.deviceKey`, 'a-device']]);
    const route = stage.route({ config: stage.configOf(clientId) });
    const { outcome } = await browser.post(route, { scope: 'global' });
    expect(outcome).toMatchObject(completely);
    expect(stage.operations()).toEqual(['GetTokensFromRefreshToken', 'GlobalSignOut']);
    // As Amplify does: the device is remembered.
    expect(browser.cookies.map(({ value }) => value)).toEqual(['a-device']);
  });

  test.each(['accessToken', 'idToken', 'refreshToken'])(
    'removes the rest where the %s is gone',
    async (name) => {
      const browser = await stage.signIn();
      const at = browser.cookies.findIndex((it) => it.name.endsWith(name));
      browser.cookies.splice(at, 1);
      const { outcome } = await browser.post(stage.route(), { scope: 'local' });
      expect(outcome.status).toBe(name === 'refreshToken' ? 'partial' : 'complete');
      expect(browser.cookies).toEqual([]);
    },
  );

  test('finds a name however it is encoded', async () => {
    const browser = await stage.signIn({ user: bob });
    expect(browser.header).toContain('bob%40example.org.accessToken');
    browser.store([]).cookies.push({ name: 'a(b', value: '%', domain: null });
    expect(await browser.get(stage.route())).toMatchObject({ user: { username: bob.username } });
    const { outcome } = await browser.post(stage.route(), { scope: 'local' });
    expect(outcome).toMatchObject(completely);
    expect(browser.cookies).toEqual([{ name: 'a(b', value: '%', domain: null }]);
  });

  test('removes what lies for the host and for the domain', async () => {
    const domain = 'example.org';
    const browser = await stage.signIn({ domain });
    browser.store(browser.items);
    expect(browser.cookies).toHaveLength(8);
    await browser.post(stage.route({ cookies: { domain, sameSite: 'strict' } }), {
      scope: 'local',
    });
    expect(browser.cookies).toEqual([]);
  });

  test('finds a session that another cookie of the same name, an empty one, lies over', async () => {
    const browser = await stage.signIn();
    for (const { name } of [...browser.cookies])
      browser.cookies.push({ name, value: '', domain: 'example.org' });
    const { outcome } = await browser.post(stage.route({ cookies: { domain: 'example.org' } }), {
      scope: 'global',
    });
    expect(outcome).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
    expect(browser.cookies).toEqual([]);
  });

  test('removes what a frame of another site may set, as it was set', async () => {
    const browser = await stage.signIn();
    const cookies = { sameSite: 'none' } as const;
    const { setCookies } = await browser.post(stage.route({ cookies }), { scope: 'local' });
    expect(setCookies).toHaveLength(4);
    for (const line of setCookies) expect(line).toMatch(/; SameSite=None; Secure$/);
  });

  test('leaves another app client’s session in the same jar', async () => {
    const clientId = await stage.createClient({});
    const browser = await stage.signIn({ user: bob, clientId });
    const others = browser.header;
    await stage.signIn({}, browser);
    const { outcome } = await browser.post(stage.route(), { scope: 'local' });
    expect(outcome).toMatchObject(completely);
    expect(browser.header).toBe(others);
    expect(stage.pool.liveSessions(bob.username)).toHaveLength(1);
  });

  test('leaves somebody else’s session than the page shows', async () => {
    const browser = await stage.signIn({ user: bob });
    const before = browser.header;
    const { outcome } = await browser.post(stage.route(), { scope: 'global', userId: 'alice' });
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ step: 'session', reason: 'notAttempted' }],
    });
    expect(browser.header).toBe(before);
    expect(stage.operations()).toEqual([]);
  });

  test('where nobody is signed in is complete without a call', async () => {
    const { outcome, setCookies } = await new Browser().post(stage.route(), { scope: 'global' });
    stage.pool.clearRequests();
    expect(outcome).toEqual({
      status: 'complete',
      scope: 'local',
      signedOutLocally: true,
      server: 'unknown',
      tokensExpireBy: null,
      warnings: [],
    });
    expect(setCookies).toEqual([]);
    expect(stage.operations()).toEqual([]);
  });

  test('ends every session that is found where no name is', async () => {
    const browser = await stage.signIn();
    await stage.signIn({ user: bob }, browser);
    browser.cookies.splice(
      browser.cookies.findIndex(({ name }) => /LastAuthUser/.test(name)),
      1,
    );
    const alive = () => stage.pool.liveSessions().length;
    const before = alive();
    const { outcome } = await browser.post(stage.route(), { scope: 'local' });
    expect(outcome).toMatchObject(completely);
    expect(alive()).toBe(before - 2);
    expect(browser.cookies).toEqual([]);
  });

  test('of a jar with too much in it finds its own', async () => {
    const browser = await stage.signIn();
    const own = browser.cookies.length;
    browser.store(Array.from({ length: 2000 }, (_, index) => [`c${index}`, 'x'.repeat(100)]));
    const since = performance.now();
    const { outcome, setCookies } = await browser.post(stage.route(), { scope: 'local' });
    expect(outcome).toMatchObject(completely);
    expect(setCookies).toHaveLength(own);
    expect(performance.now() - since).toBeLessThan(2000);
  });

  test('of garbage tells that nothing could be revoked, and clears it', async () => {
    const browser = new Browser();
    const key = `CognitoIdentityServiceProvider.${stage.pool.clientId}`;
    browser.store([
      [`${key}.LastAuthUser`, 'alice'],
      [`${key}.alice.accessToken`, '%%%;'],
      [`${key}.alice.refreshToken`, 'null'],
    ]);
    expect(await browser.get(stage.route())).toEqual({
      user: null,
      canSignOutGlobally: true,
      held: [null],
    });
    const { status, outcome } = await browser.post(stage.route(), { scope: 'global' });
    expect(status).toBe(200);
    expect(outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
    expect(browser.cookies).toEqual([]);
  });
});

describe('Clear-Site-Data', () => {
  const clearSiteData = true;
  const sent = async (browser: Browser, scope = 'local') =>
    (await browser.post(stage.route({ clearSiteData }), { scope })).headers.get('clear-site-data');

  test('is asked for where all is confirmed, and never for the cache', async () => {
    expect(await sent(await stage.signIn())).toBe('"storage"');
  });

  test.each(['another app client’s person', 'another person'])(
    'is not asked for where %s is in the jar',
    async (whose) => {
      const browser = await stage.signIn();
      const clientId = whose === 'another person' ? {} : { clientId: await stage.createClient({}) };
      await stage.signIn({ user: bob, ...clientId }, browser);
      const isLast = ({ name }: { name: string }) => name.endsWith('LastAuthUser');
      // Of one client, alice is the one who is signed in.
      if (whose === 'another person') await stage.signIn({}, browser);
      expect(browser.cookies.some(isLast)).toBe(true);
      expect(await sent(browser, 'global')).toBeNull();
    },
  );

  test('is not asked for where something is open', async () => {
    stage.pool.fault('RevokeToken', { status: 403, errorName: 'ForbiddenException' });
    expect(await sent(await stage.signIn())).toBeNull();
  });
});

describe('whose tokens lie there', () => {
  test('is told of everybody, whoever is signed in', async () => {
    const browser = await stage.signIn();
    const alice = (await browser.get(stage.route())).user.userId;
    await stage.signIn({ user: bob }, browser);
    const { user, held } = await browser.get(stage.route());
    expect(held).toEqual([alice, user.userId]);
    expect(user.username).toBe(bob.username);
  });

  test('is told without a name where it can’t be read', async () => {
    const browser = await stage.signIn();
    const at = browser.cookies.findIndex(({ name }) => name.endsWith('refreshToken'));
    browser.cookies.splice(0, browser.cookies.length, ...browser.cookies.slice(at, at + 1));
    expect(await browser.get(stage.route())).toMatchObject({ user: null, held: [null] });
  });
});
