import { describe, expect, test, vi } from 'vitest';
import { createSignOutRoute } from '../../src/server';
import { type Browser, host, origin } from './Browser';
import { createRouteStage } from './setUp';

const stage = createRouteStage();
const body = { scope: 'global' };

/** What becomes of a request with just these headers that tell where it comes from. */
async function sent(
  headers: Record<string, string>,
  options: Parameters<typeof stage.route>[0] = {},
): Promise<{ status: number; browser: Browser }> {
  const browser = await stage.signIn();
  const request = browser.request('POST', body);
  for (const name of ['origin', 'host', 'sec-fetch-site']) request.headers.delete(name);
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value);
  const { status } = await browser.send(stage.route(options), request);
  return { status, browser };
}

async function expectNothing({ status, browser }: Awaited<ReturnType<typeof sent>>, code = 403) {
  expect(status).toBe(code);
  expect(browser.cookies).toHaveLength(4);
  expect(stage.operations()).toEqual([]);
  expect(stage.pool.liveSessions('alice').length).toBeGreaterThan(0);
}

const evil = 'https://evil.example';

describe('without Sec-Fetch-Site and a list of origins, a request', () => {
  test.each([
    ['of the host that it is sent to', { origin, host }],
    ['of it with the port that goes without saying', { origin, host: `${host}:443` }],
    ['of a port of one’s own', { origin: 'http://localhost:3000', host: 'localhost:3000' }],
  ])('%s may sign out', async (_, headers) => {
    expect(await sent(headers)).toMatchObject({ status: 200 });
  });

  test.each([
    ['of another origin', { origin: evil, host }],
    ['of a sandboxed frame', { origin: 'null', host }],
    ['that does not say where it comes from', { host }],
    ['of another port', { origin: `${origin}:8443`, host }],
    ['of a host that ends alike', { origin: `https://evil-${host}`, host }],
    ['of a host that begins alike', { origin: `${origin}.evil.example`, host }],
    ['of a scheme of its own', { origin: `app://${host}`, host }],
    ['without a host', { origin }],
    ['with a host that is none', { origin, host: 'a b' }],
    [
      'that names another host in its forwarding',
      { origin: evil, host, 'x-forwarded-host': 'evil.example' },
    ],
  ])('%s may not', async (_, headers) => expectNothing(await sent(headers)));
});

describe('Sec-Fetch-Site decides where a browser sends it', () => {
  test('same-origin may sign out, whatever the proxy makes of the host', async () => {
    const headers = { 'sec-fetch-site': 'same-origin', host: 'internal:8080' };
    expect(await sent(headers)).toMatchObject({ status: 200 });
  });

  test.each(['same-site', 'cross-site', 'none', ''])('%j may not', async (site) =>
    expectNothing(await sent({ 'sec-fetch-site': site, origin, host })),
  );
});

describe('behind a proxy that names another host', () => {
  const headers = { origin, host: '127.0.0.1:3000' };

  test('nobody may sign out until the app says what it is called', async () =>
    expectNothing(await sent(headers)));

  test('a page of the listed origins may, written with a slash or without', async () => {
    const origins = ['https://www.example.org', `${origin}/`];
    expect(await sent(headers, { origins })).toMatchObject({ status: 200 });
  });

  test('a page of AMPLIFY_APP_ORIGIN may', async () => {
    vi.stubEnv('AMPLIFY_APP_ORIGIN', origin);
    expect(await sent(headers)).toMatchObject({ status: 200 });
  });

  test('a page of the host may where there is no environment', async () => {
    const browser = await stage.signIn();
    vi.stubGlobal('process', undefined);
    const route = stage.route();
    vi.unstubAllGlobals();
    expect(await browser.post(route, body)).toMatchObject({ status: 200 });
  });

  test('a list stands before the environment, and both before the host', async () => {
    vi.stubEnv('AMPLIFY_APP_ORIGIN', evil);
    await expectNothing(await sent({ origin: evil, host }, { origins: [origin] }));
    await expectNothing(await sent({ origin, host }));
  });
});

describe('nothing happens', () => {
  test('by a link', async () => {
    const browser = await stage.signIn();
    await browser.get(stage.route());
    await browser.get(stage.route());
    await expectNothing({ status: 403, browser });
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])(
    'by a form, which sends %j',
    async (type) => {
      const browser = await stage.signIn();
      const request = browser.request('POST', body, { 'content-type': type });
      const { status } = await browser.send(stage.route(), request);
      await expectNothing({ status, browser }, 400);
    },
  );
});

test.each([
  'app.example',
  'ftp://app.example',
  'null',
  '',
  'https://*.app.example',
  'https://a.example,https://b.example',
])('an origin that is none, %j, is said to be none', (wrong) => {
  const build = () => createSignOutRoute({ config: {}, origins: [wrong] });
  expect(build).toThrow(/is no origin.*Give origins/);
});
