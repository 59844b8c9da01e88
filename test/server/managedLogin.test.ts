import { beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { origin } from './Browser';
import { createRouteStage, throttled } from './setUp';

const stage = createRouteStage();
const scope = 'openid email aws.cognito.signin.user.admin';
const callback = `${origin}/api/auth/sign-out-callback`;
const oauth = {
  domain: 'login.example.org',
  scopes: scope.split(' '),
  redirectSignIn: [`${origin}/api/auth/sign-in-callback`],
  redirectSignOut: ['http://localhost:3000/bye', callback, `${origin}/bye`],
  responseType: 'code',
};
const routeOf = (more: object = {}, options: Parameters<typeof stage.route>[0] = {}) =>
  stage.route({ config: stage.configOf(undefined, { ...oauth, ...more }), ...options });
const logoutTo = (url: string) =>
  `https://login.example.org/logout?${new URLSearchParams({
    client_id: stage.pool.clientId,
    logout_uri: url,
  })}`;
const isSigningOut = 'com.amplify.server_auth.isSigningOut';

let said: MockInstance<typeof console.error>;
beforeEach(() => {
  said = vi.spyOn(console, 'error').mockImplementation(() => {});
});

describe('the session of a managed login', () => {
  test.each(['local', 'global'])('leads through its /logout: %s', async (it) => {
    const browser = await stage.signIn({ scope });
    const { outcome, leaveTo } = await browser.post(routeOf(), { scope: it });
    expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(leaveTo).toBe(logoutTo(callback));
    // What Amplify's callback asks for, as Amplify sets it.
    expect(browser.cookies).toEqual([{ name: isSigningOut, value: 'true', domain: null }]);
    expect(browser.shown.at(-1)).toBe(
      `${isSigningOut}=true; Path=/; Max-Age=300; HttpOnly; SameSite=Lax; Secure`,
    );
  });

  test('leads where it was asked to, without a cookie that nobody asks for', async () => {
    const browser = await stage.signIn({ scope });
    const redirectUrl = `${origin}/bye`;
    const { leaveTo } = await browser.post(routeOf(), { scope: 'local', redirectUrl });
    expect(leaveTo).toBe(logoutTo(redirectUrl));
    expect(browser.cookies).toEqual([]);
  });

  test('sets Amplify’s cookie for the domain, and on http as well', async () => {
    const browser = await stage.signIn({ scope, domain: 'example.org' });
    const redirectSignOut = ['http://localhost:3000/api/auth/sign-out-callback'];
    const route = routeOf({ redirectSignOut }, { cookies: { domain: 'example.org' } });
    await browser.post(route, { scope: 'local' });
    expect(browser.shown.at(-1)).toBe(
      `${isSigningOut}=true; Path=/; Max-Age=300; HttpOnly; SameSite=Lax; Domain=example.org`,
    );
  });

  test('stays open where Cognito was too busy, and leads on with the retry', async () => {
    const browser = await stage.signIn({ scope });
    const route = routeOf();
    stage.pool.fault('GlobalSignOut', throttled);
    const first = await browser.post(route, { scope: 'global' });
    stage.pool.clearFaults();
    expect(first.outcome).toMatchObject({
      status: 'partial',
      failures: [
        { step: 'globalSignOut', reason: 'throttled' },
        { step: 'hostedUi', reason: 'notAttempted' },
      ],
    });
    expect(first.leaveTo).toBe(logoutTo(callback));
    const { outcome, leaveTo } = await browser.post(route, { scope: 'global', retry: first.retry });
    expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(leaveTo).toBe(logoutTo(callback));
  });

  test('is told by its scopes where the access token is there, else by what there is', async () => {
    const password = await stage.signIn();
    expect((await password.post(routeOf(), { scope: 'local' })).leaveTo).toBeUndefined();
    const evicted = await stage.signIn();
    const at = evicted.cookies.findIndex(({ name }) => name.endsWith('accessToken'));
    evicted.cookies.splice(at, 1);
    expect((await evicted.post(routeOf(), { scope: 'local' })).leaveTo).toBe(logoutTo(callback));
    const marked = await stage.signIn();
    const key = `CognitoIdentityServiceProvider.${stage.pool.clientId}.alice.oauthMetadata`;
    marked.store([[key, '{"oauthSignIn":true}']]);
    expect((await marked.post(routeOf(), { scope: 'local' })).leaveTo).toBe(logoutTo(callback));
    expect(marked.cookies.map(({ name }) => name)).toEqual([isSigningOut]);
  });

  test.each([['not a host/'], ['']])('with the domain %j is said to have none', async (domain) => {
    const browser = await stage.signIn({ scope });
    const { outcome, leaveTo } = await browser.post(routeOf({ domain }), { scope: 'local' });
    expect(outcome).toMatchObject({
      status: 'partial',
      failures: [{ step: 'hostedUi', reason: 'misconfigured' }],
    });
    expect(leaveTo).toBeUndefined();
  });

  test('without an own way back takes the first one that is configured', async () => {
    const browser = await stage.signIn({ scope });
    const redirectSignOut = ['myapp://bye'];
    const { leaveTo } = await browser.post(routeOf({ redirectSignOut }), { scope: 'local' });
    expect(leaveTo).toBe(logoutTo('myapp://bye'));
  });

  test('is over where a way back is configured that is no URL', async () => {
    const browser = await stage.signIn({ scope });
    const answer = await browser.post(routeOf({ redirectSignOut: ['/bye'] }), { scope: 'global' });
    expect(answer.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(browser.cookies).toEqual([]);
  });
});

describe('a redirectUrl', () => {
  test.each([
    [`${origin}/elsewhere`, oauth],
    ['https://evil.example/', oauth],
    ['https://evil.example/', undefined],
    ['//evil.example/', undefined],
    ['/\\evil.example/', undefined],
    ['javascript:alert(1)', undefined],
    ['data:text/html,x', undefined],
    [`blob:${origin}/x`, undefined],
    ['http://', undefined],
    [`${origin}@evil.example/`, undefined],
  ])('to %s is refused before anything is sent or cleared', async (redirectUrl, login) => {
    const browser = await stage.signIn();
    const route = stage.route({ config: stage.configOf(undefined, login) });
    const { status, outcome } = await browser.post(route, { scope: 'local', redirectUrl });
    expect(status).toBe(200);
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ step: 'prepare', reason: 'misconfigured' }],
    });
    expect(browser.cookies).toHaveLength(4);
    expect(stage.operations()).toEqual([]);
    expect(said.mock.calls.map(([line]) => line).join()).toContain('redirectUrl');
  });

  test.each(['/bye', `${origin}/bye`])('of the app’s own, %s, may be used', async (redirectUrl) => {
    const browser = await stage.signIn();
    const { outcome } = await browser.post(stage.route(), { scope: 'local', redirectUrl });
    expect(outcome.status).toBe('complete');
  });

  test('is of the page that asks, whatever the proxy makes of the host, and of no other', async () => {
    const seen = { 'sec-fetch-site': 'same-origin', host: 'internal:8080' };
    const told = async (
      redirectUrl: string,
      headers: Record<string, string>,
      without = 'x-none',
    ) => {
      const browser = await stage.signIn();
      const request = browser.request('POST', { scope: 'local', redirectUrl }, headers);
      request.headers.delete(without);
      return (await browser.send(stage.route(), request)).outcome.status;
    };
    expect(await told(`${origin}/bye`, seen)).toBe('complete');
    expect(await told('https://internal:8080/bye', seen)).toBe('failed');
    expect(await told('http://app.example.org/bye', {})).toBe('failed');
    for (const url of ['javascript:alert(1)', 'https://evil.example/', '//evil.example'])
      expect(await told(url, { ...seen, origin: 'null' })).toBe('failed');
    // Without an Origin the Host header says it.
    expect(await told('/bye', seen, 'origin')).toBe('complete');
    expect(await told(`${origin}/bye`, seen, 'origin')).toBe('failed');
  });

  test('of a listed origin may be used', async () => {
    const browser = await stage.signIn();
    const route = stage.route({ origins: ['https://www.example.org', origin] });
    for (const [redirectUrl, status] of [
      ['https://other.example.org/', 'failed'],
      ['https://www.example.org/bye', 'complete'],
    ])
      expect((await browser.post(route, { scope: 'local', redirectUrl })).outcome.status).toBe(
        status,
      );
  });
});
