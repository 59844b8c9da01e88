import { beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { createSignOutRoute } from '../../src/server';
import { Browser, host, origin, routeUrl } from './Browser';
import { createRouteStage } from './setUp';

const stage = createRouteStage();
let said: MockInstance<typeof console.error>;
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockImplementation(() => {});
});

describe('a body that asks for nothing that can be had is told so, and changes nothing', () => {
  test.each([
    ['no JSON', '{', /JSON object/],
    ['nothing', '', /JSON object/],
    ['null', 'null', /JSON object/],
    ['a string', '"global"', /JSON object/],
    ['no scope', '{}', /scope/],
    ['a scope that is none', '{"scope":"everything"}', /scope/],
    ['a list', '["global"]', /scope/],
    ['a userId that is none', '{"scope":"local","userId":7}', /userId/],
    ['a redirectUrl that is none', '{"scope":"local","redirectUrl":{}}', /redirectUrl/],
    ['a retry that is none', '{"scope":"local","retry":null}', /retry/],
    ['a retry that nobody sealed', '{"scope":"local","retry":"a.b.c.d.e"}', /nothing to try again/],
    [
      'more than a jar holds',
      JSON.stringify({ scope: 'local', userId: 'x'.repeat(70_000) }),
      /long/,
    ],
  ])('%s', async (_, body, words) => {
    const browser = await stage.signIn();
    const { status, error, headers } = await browser.post(stage.route(), body);
    expect(status).toBe(400);
    expect(error).toMatch(words);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(browser.cookies).toHaveLength(4);
    expect(stage.operations()).toEqual([]);
    expect(said).not.toHaveBeenCalled();
  });

  test('a body of no type', async () => {
    const browser = await stage.signIn();
    const request = browser.request('POST', { scope: 'local' });
    request.headers.delete('content-type');
    expect(await browser.send(stage.route(), request)).toMatchObject({ status: 400 });
    expect(stage.operations()).toEqual([]);
  });

  test('a body that breaks off', async () => {
    const stream = new ReadableStream({ start: (controller) => controller.error(new Error()) });
    const headers = { host, origin, 'content-type': 'application/json' };
    const request = new Request(routeUrl, {
      method: 'POST',
      headers,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect((await stage.route().POST(request)).status).toBe(400);
  });
});

describe('a config without a user pool', () => {
  test.each([[{}], [{ Auth: {} }], [{ Storage: {} }]])(
    '%j is said to have none, once',
    async (config) => {
      const route = createSignOutRoute({ config: config as object });
      const browser = new Browser();
      expect(await browser.get(route)).toEqual({ user: null, canSignOutGlobally: true });
      for (const scope of ['local', 'global']) {
        const { status, outcome } = await browser.post(route, { scope });
        expect(status).toBe(200);
        expect(outcome).toMatchObject({
          status: 'failed',
          scope,
          server: 'notEnded',
          failures: [{ step: 'prepare', reason: 'misconfigured' }],
        });
      }
      const lines = said.mock.calls.map(([line]) => String(line));
      expect(lines.filter((line) => /no user pool.*Give it/.test(line))).toHaveLength(1);
    },
  );
});

test('amplify_outputs.json is read as it is', async () => {
  const { userPoolId } = stage.pool;
  const outputs = {
    version: '1.4',
    auth: {
      aws_region: 'us-east-1',
      user_pool_id: userPoolId,
      user_pool_client_id: stage.pool.clientId,
    },
  };
  const browser = await stage.signIn();
  const user = await browser.get(stage.route({ config: outputs }));
  expect(user).toMatchObject({ user: { username: 'alice' } });
});

test.each([
  ['a number', 7],
  ['a list', ['openid']],
])('a token whose scope is %s is signed out as any other', async (_, scope) => {
  const json = (it: unknown) => Buffer.from(JSON.stringify(it)).toString('base64url');
  const token = `${json({ alg: 'none' })}.${json({ sub: 'the sub', scope, exp: 2e9 })}.x`;
  const key = `CognitoIdentityServiceProvider.${stage.pool.clientId}`;
  const browser = new Browser().store([
    [`${key}.LastAuthUser`, 'alice'],
    [`${key}.alice.accessToken`, token],
  ]);
  expect(await browser.get(stage.route())).toMatchObject({ canSignOutGlobally: true });
  const { outcome } = await browser.post(stage.route(), { scope: 'global' });
  expect(outcome.status).toBe('partial');
  expect(browser.cookies).toEqual([]);
});

test('a request that breaks something is answered, and said to be what it is', async () => {
  const browser = await stage.signIn();
  const broken = browser.request('POST', { scope: 'local' });
  Object.defineProperty(broken, 'url', { value: 'no URL' });
  const { status, outcome } = await browser.send(stage.route(), broken);
  expect(status).toBe(200);
  expect(outcome).toMatchObject({ status: 'failed', server: 'unknown' });
  expect(said).toHaveBeenCalledWith(expect.stringContaining('broke'), expect.any(Error));
});

test.each([0, -1, Number.NaN, 2 ** 31])('a time that is none, %d, is refused', (deadlineMs) => {
  expect(() => stage.route({ deadlineMs })).toThrow(/createSignOutRoute: deadlineMs/);
});

test('options that are null are none', async () => {
  const browser = await stage.signIn();
  const { outcome } = await browser.post(stage.route({ cookies: null as never }), {
    scope: 'local',
  });
  expect(outcome).toMatchObject({ status: 'complete' });
  expect(browser.cookies).toEqual([]);
  const { status } = await browser.post(stage.route({ config: null as never }), { scope: 'local' });
  expect(status).toBe(200);
  expect(said).toHaveBeenCalledWith(expect.stringContaining('no user pool'));
});

test('a secret that can be guessed is refused', () => {
  expect(() => stage.route({ secret: 'x'.repeat(31) })).toThrow(/has 31 characters.*openssl/);
});
