import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startUserPool, type UserPool } from '../startUserPool';
import { ask } from './ask';
import { type ManagedLogin, startManagedLogin } from './startManagedLogin';

const alice = { username: 'alice', password: 'Correct-horse-1' };
const home = 'https://app.example/';
const bye = 'https://app.example/bye';

let pool: UserPool;
let login: ManagedLogin;

beforeEach(async () => {
  pool = await startUserPool({ users: [alice] });
  const client = { callbackUrls: [home], logoutUrls: [bye] };
  login = await startManagedLogin(pool, { clients: { [pool.clientId]: client } });
});
afterEach(async () => {
  vi.useRealTimers();
  await login.stop();
  await pool.stop();
});

const verifier = randomBytes(32).toString('hex');
const challenge = createHash('sha256').update(verifier).digest('base64url');

/** The query that Amplify sends people to the managed login with. */
function signInQuery(changes: Record<string, string | undefined> = {}): string {
  const query = {
    redirect_uri: home,
    response_type: 'code',
    client_id: pool.clientId,
    identity_provider: 'COGNITO',
    scope: 'openid aws.cognito.signin.user.admin',
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return String(new URLSearchParams(given as [string, string][]));
}

const authorize = (changes?: Record<string, string | undefined>, cookie?: string | null) =>
  ask(login, `/oauth2/authorize?${signInQuery(changes)}`, { cookie: cookie ?? null });

const postForm = (form: Record<string, string>, changes?: Record<string, string | undefined>) =>
  ask(login, `/login?${signInQuery(changes)}`, { form });

/** Signs in at the form: the browser's cookie, and the code that leads back to the app. */
async function signIn(changes?: Record<string, string | undefined>) {
  const { cookie, location } = await postForm(alice, changes);
  return { cookie, code: location?.searchParams.get('code') ?? '' };
}

const trade = (form: Record<string, string>) =>
  ask(login, '/oauth2/token', {
    form: {
      grant_type: 'authorization_code',
      client_id: pool.clientId,
      redirect_uri: home,
      code_verifier: verifier,
      ...form,
    },
  });

const logout = (query: Record<string, string>, cookie: string | null = null) =>
  ask(login, `/logout?${new URLSearchParams(query)}`, { cookie });

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

const operations = () => login.requests.map(({ operation }) => operation);

describe('a sign-in', () => {
  it('begins at a form, and leads back with a code, the state and a cookie for an hour', async () => {
    const { status, location } = await authorize();
    expect([status, location?.pathname]).toEqual([302, '/login']);
    expect(location?.search).toBe(`?${signInQuery()}`);
    const form = await ask(login, `${location?.pathname}${location?.search}`);
    expect([form.status, form.headers['content-type']]).toEqual([200, 'text/html;charset=UTF-8']);
    expect(form.text).toContain('<form method="post">');

    const back = await postForm(alice);
    expect(back.status).toBe(302);
    expect(`${back.location?.origin}${back.location?.pathname}`).toBe(home);
    expect(back.location?.searchParams.get('state')).toBe('state-1');
    expect(back.location?.searchParams.get('code')).toMatch(/^[0-9a-f-]{36}$/);
    expect(back.headers['set-cookie']?.[0]).toMatch(
      /^cognito=[\w-]{64}; Max-Age=3600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(login.sessions()).toEqual([{ username: 'alice', live: true }]);
    expect(operations()).toEqual(['GET /oauth2/authorize', 'GET /login', 'POST /login']);
    expect(pool.sessions()).toEqual([]);
  });

  it('is refused with a wrong password, and to who is not there', async () => {
    await pool.createUser({ username: 'bob', password: 'Correct-horse-2' });
    await pool.disableUser('bob');
    for (const form of [
      { ...alice, password: 'wrong' },
      { username: 'nobody', password: '' },
      { username: 'bob', password: 'Correct-horse-2' },
    ]) {
      const { status, text, cookie } = await postForm(form);
      expect([status, cookie]).toEqual([200, null]);
      expect(text).toContain('Incorrect username or password.');
    }
    expect(login.sessions()).toEqual([]);
  });

  it('needs no form where the browser has a session, unless it is asked for', async () => {
    const { cookie } = await signIn();
    const { status, location } = await authorize({ state: 'state-2' }, `lang=en; ${cookie}`);
    expect(status).toBe(302);
    expect(location?.origin).toBe('https://app.example');
    expect(location?.searchParams.get('state')).toBe('state-2');
    const { text } = await trade({ code: location?.searchParams.get('code') ?? '' });
    expect(claimsOf(JSON.parse(text).access_token).username).toBe('alice');
    expect((await authorize({ prompt: 'login' }, cookie)).location?.pathname).toBe('/login');
  });

  it('can be asked for without a form, in vain where the browser has no session', async () => {
    const { location } = await authorize({ prompt: 'none' });
    expect(location?.searchParams.get('error')).toBe('login_required');
    const { cookie } = await signIn();
    const again = await authorize({ prompt: 'none' }, cookie);
    expect(again.location?.searchParams.get('code')).toBeTruthy();
  });

  it('needs the form again an hour later', async () => {
    const { cookie } = await signIn();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    expect((await authorize({}, cookie)).location?.pathname).toBe('/login');
    expect(login.sessions()).toEqual([{ username: 'alice', live: false }]);
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['no address', { redirect_uri: undefined }, "String parameter 'redirect_uri' is not present"],
    ['an address nearly the client’s own', { redirect_uri: `${home}?` }, 'redirect_mismatch'],
  ])('stops on an error page for %s', async (_, changes, reason) => {
    for (const { status, text, location } of [
      await authorize(changes),
      await postForm(alice, changes),
    ]) {
      expect([status, location]).toEqual([400, null]);
      expect(text).toContain('An error was encountered with the requested page.');
      expect(text).toContain(reason);
    }
    expect(login.sessions()).toEqual([]);
  });

  it.each([
    ['no response type', { response_type: undefined }, 'invalid_request'],
    ['tokens at once', { response_type: 'token' }, 'unauthorized_client'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['a scope that is not the client’s', { scope: 'openid other' }, 'invalid_scope'],
  ])('tells the app of %s', async (_, changes, error) => {
    const { location } = await authorize(changes);
    expect(location?.href).toBe(`${home}?error=${error}&state=state-1`);
  });
});

describe('a code', () => {
  it('is traded for the tokens of a session of the pool, with the scopes asked for', async () => {
    const { code } = await signIn();
    const { status, headers, text } = await trade({ code });
    expect([status, headers['access-control-allow-origin']]).toEqual([200, '*']);
    const tokens = JSON.parse(text);
    expect(Object.keys(tokens).sort()).toEqual(
      ['access_token', 'expires_in', 'id_token', 'refresh_token', 'token_type'].sort(),
    );
    expect([tokens.expires_in, tokens.token_type]).toEqual([3600, 'Bearer']);
    const [session] = pool.liveSessions('alice');
    expect(claimsOf(tokens.access_token)).toMatchObject({
      scope: 'openid aws.cognito.signin.user.admin',
      client_id: pool.clientId,
      origin_jti: session?.originJti,
      username: 'alice',
    });
    expect(claimsOf(tokens.id_token)).toMatchObject({
      aud: pool.clientId,
      origin_jti: session?.originJti,
    });
    await post('RevokeToken', { ClientId: pool.clientId, Token: tokens.refresh_token });
    expect(pool.liveSessions()).toEqual([]);
  });

  it('brings tokens whose scopes outlast a refresh, and no ID token without openid', async () => {
    const { code } = await signIn({ scope: 'email' });
    const tokens = JSON.parse((await trade({ code })).text);
    expect(tokens).not.toHaveProperty('id_token');
    const { AuthenticationResult } = await post('GetTokensFromRefreshToken', {
      ClientId: pool.clientId,
      RefreshToken: tokens.refresh_token,
    });
    expect(claimsOf(AuthenticationResult.AccessToken).scope).toBe('email');
    expect(await post('GlobalSignOut', { AccessToken: tokens.access_token })).toMatchObject({
      message: 'Access Token does not have required scopes',
    });
  });

  it('brings every scope of the client’s where none was asked for', async () => {
    const { code } = await signIn({ scope: undefined });
    const tokens = JSON.parse((await trade({ code })).text);
    expect(claimsOf(tokens.access_token).scope).toBe(
      'openid email phone profile aws.cognito.signin.user.admin',
    );
  });

  it.each([
    ['another verifier', { code_verifier: 'another' }],
    ['another address', { redirect_uri: bye }],
  ])('works neither with %s nor after that', async (_, changes) => {
    const { code } = await signIn();
    for (const form of [changes, {}]) {
      const { status, text } = await trade({ code, ...form });
      expect([status, JSON.parse(text)]).toEqual([400, { error: 'invalid_grant' }]);
    }
    expect(pool.sessions()).toEqual([]);
  });

  it('works once, for five minutes, and for who may still sign in', async () => {
    const { code } = await signIn();
    expect((await trade({ code })).status).toBe(200);
    expect((await trade({ code })).status).toBe(400);
    const { code: old } = await signIn();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 300_000 });
    expect((await trade({ code: old })).status).toBe(400);
    vi.useRealTimers();
    const { code: late } = await signIn();
    await pool.deleteUser('alice');
    expect((await trade({ code: late })).status).toBe(400);
  });

  it.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('is not asked for by %s', async (_, changes, error) => {
    const { status, text } = await trade({ code: 'x', ...changes });
    expect([status, JSON.parse(text)]).toEqual([400, { error }]);
  });

  it('is traded across origins', async () => {
    const headers = { 'access-control-request-headers': 'x-amz-user-agent' };
    const preflight = await ask(login, '/oauth2/token', { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(200);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': 'x-amz-user-agent',
    });
    expect(login.requests).toEqual([]);
    expect((await ask(login, '/logout', { method: 'OPTIONS' })).status).toBe(404);
  });
});

describe('a revocation', () => {
  const revoke = async (form: Record<string, string>) => {
    const { status, text } = await ask(login, '/oauth2/revoke', { form });
    return [status, text];
  };

  it('ends the session of a refresh token', async () => {
    const { code } = await signIn();
    const { refresh_token: token } = JSON.parse((await trade({ code })).text);
    expect(pool.liveSessions('alice')).toHaveLength(1);
    expect(await revoke({ client_id: pool.clientId, token })).toEqual([200, '']);
    expect(pool.liveSessions('alice')).toEqual([]);
  });

  it.each([
    ['an unknown client', { client_id: 'nobody', token: 'x' }, 'invalid_client'],
    ['no token', { client_id: '' }, 'invalid_request'],
  ])('is refused: %s', async (_, form, error) => {
    const given = { ...form, client_id: form.client_id || pool.clientId };
    expect(await revoke(given)).toEqual([400, JSON.stringify({ error })]);
  });

  it('of an access token is refused', async () => {
    const { code } = await signIn();
    const { access_token: token } = JSON.parse((await trade({ code })).text);
    const [status, text] = await revoke({ client_id: pool.clientId, token });
    expect([status, text]).toEqual([400, JSON.stringify({ error: 'unsupported_token_type' })]);
    expect(pool.liveSessions('alice')).toHaveLength(1);
  });
});

describe('a sign-out', () => {
  it('ends the browser’s session and leads to an address of the client’s own', async () => {
    const { cookie } = await signIn();
    const { cookie: other } = await signIn();
    const { status, headers } = await logout({ client_id: pool.clientId, logout_uri: bye }, cookie);
    expect([status, headers.location]).toEqual([302, bye]);
    expect(headers['set-cookie']?.[0]).toBe(
      'cognito=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax',
    );
    expect((await authorize({}, cookie)).location?.pathname).toBe('/login');
    expect((await authorize({}, other)).location?.origin).toBe('https://app.example');
    expect(login.liveSessions('alice')).toHaveLength(1);
    expect(login.sessions('alice')).toHaveLength(2);
  });

  it('leaves the tokens alone, as GlobalSignOut leaves the cookie', async () => {
    const { cookie, code } = await signIn();
    const { access_token: AccessToken } = JSON.parse((await trade({ code })).text);
    await logout({ client_id: pool.clientId, logout_uri: bye }, cookie);
    expect(pool.liveSessions('alice')).toHaveLength(1);
    await signIn();
    await post('GlobalSignOut', { AccessToken });
    expect(pool.liveSessions('alice')).toEqual([]);
    expect(login.liveSessions('alice')).toHaveLength(1);
  });

  it.each([
    ['an address nearly the client’s own', { logout_uri: `${bye}/` }],
    ['no address', {}],
    ['an unknown client', { client_id: 'nobody', logout_uri: bye }],
  ])('stops on an error page for %s', async (_, query) => {
    const { cookie } = await signIn();
    const { status, location, text } = await logout({ client_id: pool.clientId, ...query }, cookie);
    expect([status, location]).toEqual([400, null]);
    expect(text).toContain('An error was encountered with the requested page.');
    expect(login.liveSessions()).toEqual([]);
  });

  it('leads to the form where another sign-in is asked for', async () => {
    const { status, location } = await ask(login, `/logout?${signInQuery()}`);
    expect([status, location?.pathname]).toEqual([302, '/login']);
    expect((await ask(login, `/login${location?.search}`)).status).toBe(200);
  });
});

it('meets the faults that the pool’s operations meet', async () => {
  login.fault('GET /logout', { status: 503 }, { times: 1 });
  const { cookie } = await signIn();
  login.clearRequests();
  const query = { client_id: pool.clientId, logout_uri: bye };
  expect((await logout(query, cookie)).status).toBe(503);
  expect(login.liveSessions()).toHaveLength(1);
  expect((await logout(query, cookie)).status).toBe(302);
  expect(login.requests).toEqual([
    expect.objectContaining({ operation: 'GET /logout', status: 503, performed: false }),
    expect.objectContaining({ operation: 'GET /logout', status: 302, performed: true }),
  ]);
  login.fault('*', { reset: true });
  await expect(logout(query)).rejects.toThrow();
  login.clearFaults();
  expect((await logout(query)).status).toBe(302);
});

it('is what Amplify is configured with', () => {
  const oauth = { domain: 'auth.example.test', redirectSignIn: [home], redirectSignOut: [bye] };
  expect(login.amplifyConfig().Auth?.Cognito).toMatchObject({
    userPoolEndpoint: pool.endpoint,
    userPoolClientId: pool.clientId,
    loginWith: { oauth },
  });
  const changed = login.amplifyConfig(pool.clientId, { scopes: ['openid'] }).Auth?.Cognito;
  expect(changed?.loginWith?.oauth).toMatchObject({ ...oauth, scopes: ['openid'] });
});

it('knows no other path', async () => {
  expect((await ask(login, '/')).status).toBe(404);
  expect(login.requests).toEqual([]);
});

async function post(operation: string, body: object) {
  const headers = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return (await fetch(pool.endpoint, init)).json();
}
