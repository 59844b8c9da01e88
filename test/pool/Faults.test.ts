import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { ConsoleLogger } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Fault, startUserPool, type UserPool } from './startUserPool';

const password = 'Correct-horse-1';
let pool: UserPool;
let tokens: { AccessToken: string; RefreshToken: string };

beforeAll(async () => {
  pool = await startUserPool({ users: [{ username: 'alice', password }] });
});
afterAll(() => pool.stop());

beforeEach(async () => {
  const response = await send('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: pool.clientId,
    AuthParameters: { USERNAME: 'alice', PASSWORD: password },
  });
  tokens = (await response.json()).AuthenticationResult;
  pool.clearRequests();
});
afterEach(async () => {
  pool.clearFaults();
  for (const { originJti } of pool.liveSessions()) pool.revokeSession(originJti);
});

function send(operation: string, body: object, signal = AbortSignal.timeout(2000)) {
  return fetch(pool.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
    body: JSON.stringify(body),
    signal,
  });
}

const signOutEverywhere = (signal?: AbortSignal) => send('GlobalSignOut', tokens, signal);

function control(path: string, body?: object) {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  return fetch(`${pool.endpoint}/control/${path}`, init);
}

describe('a fault that answers', () => {
  it('keeps the operation from happening', async () => {
    const message = 'Rate exceeded';
    pool.fault('GlobalSignOut', { status: 429, errorName: 'TooManyRequestsException', message });
    const response = await signOutEverywhere();
    expect(response.status).toBe(429);
    expect(response.headers.get('x-amzn-errortype')).toBe('TooManyRequestsException:');
    expect(response.headers.get('x-amzn-errormessage')).toBe(message);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ __type: 'TooManyRequestsException', message });
    expect(pool.liveSessions('alice')).toHaveLength(1);
    expect(pool.requests).toEqual([
      expect.objectContaining({ ended: 'answered', status: 429, performed: false, faulted: true }),
    ]);
  });

  it('tells the name where it is asked to', async () => {
    const fault = { status: 400, errorName: 'X', message: 'no → no' } as const;
    pool.fault('GlobalSignOut', { ...fault, errorIn: 'header' }, { times: 1 });
    pool.fault('GlobalSignOut', { ...fault, errorIn: 'body' }, { times: 1 });
    const inHeader = await signOutEverywhere();
    expect(inHeader.headers.get('x-amzn-errortype')).toBe('X:');
    expect(await inHeader.json()).toEqual({ message: 'no → no' });
    const inBody = await signOutEverywhere();
    expect(inBody.headers.get('x-amzn-errortype')).toBeNull();
    expect(await inBody.json()).toEqual({ __type: 'X', message: 'no → no' });
  });

  it('sends any body and headers, and leaves CORS off', async () => {
    const headers = { 'content-type': 'text/html', 'x-amzn-errortype': 'ns#Y' };
    pool.fault('*', { status: 403, body: '<html>', headers, withoutCors: true });
    const response = await signOutEverywhere();
    expect(await response.text()).toBe('<html>');
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.get('x-amzn-errortype')).toBe('ns#Y');
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
    pool.fault('GlobalSignOut', { status: 200, body: '' });
    expect(await (await signOutEverywhere()).text()).toBe('');
  });
});

describe('a fault that breaks the connection', () => {
  it('resets it before the answer', async () => {
    pool.fault('GlobalSignOut', { reset: true });
    await expect(signOutEverywhere()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(pool.requests.at(-1)).toMatchObject({ ended: 'reset', performed: false });
  });

  it('closes it within the answer', async () => {
    pool.fault('GlobalSignOut', { closeEarly: true });
    const response = await signOutEverywhere();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('terminated');
    expect(pool.requests.at(-1)).toMatchObject({ ended: 'closedEarly' });
  });

  it('is silent from the start', async () => {
    pool.fault('GlobalSignOut', { silent: true });
    await expect(signOutEverywhere(AbortSignal.timeout(150))).rejects.toThrow('timeout');
    expect(pool.requests.at(-1)).toMatchObject({ ended: 'silent', performed: false });
  });

  it('is silent after the headers', async () => {
    pool.fault('GlobalSignOut', { silent: 'afterHeaders' });
    const response = await signOutEverywhere(AbortSignal.timeout(300));
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow('timeout');
  });

  it('is over when the pool stops', async () => {
    const other = await startUserPool();
    other.fault('*', { silent: true });
    const call = fetch(other.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'X.GetUser' },
    });
    const settled = call.catch((error: Error) => error);
    await expect.poll(() => other.requests.at(-1)?.ended).toBe('silent');
    await other.stop();
    expect(await settled).toBeInstanceOf(TypeError);
  });
});

describe('a fault of timing', () => {
  it('delays the operation and its answer', async () => {
    pool.fault('GlobalSignOut', { delayMs: 150 });
    const call = signOutEverywhere();
    await expect.poll(() => pool.requests).toHaveLength(1);
    expect(pool.liveSessions('alice')).toHaveLength(1);
    const begun = performance.now();
    expect((await call).status).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(80);
    expect(pool.liveSessions('alice')).toEqual([]);
  });

  it('can delay the answer alone', async () => {
    pool.fault('GlobalSignOut', { delayMs: 150, after: true });
    const call = signOutEverywhere();
    await expect.poll(() => pool.liveSessions('alice')).toEqual([]);
    expect(pool.requests.at(-1)).toMatchObject({ ended: 'pending', performed: true });
    expect((await call).status).toBe(200);
  });

  it('notes a client that left', async () => {
    pool.fault('GlobalSignOut', { delayMs: 150 });
    await expect(signOutEverywhere(AbortSignal.timeout(50))).rejects.toThrow('timeout');
    await expect.poll(() => pool.requests.at(-1)?.ended).toBe('abandoned');
    await expect.poll(() => pool.liveSessions('alice')).toEqual([]);
  });

  it.for<Fault>([
    { status: 500, errorName: 'InternalErrorException', after: true },
    { reset: true, after: true },
    { closeEarly: true, after: true },
    { silent: true, after: true },
  ])('performs first when it is told to: %o', async (fault) => {
    pool.fault('GlobalSignOut', fault);
    const call = signOutEverywhere(AbortSignal.timeout(200)).then((response) => response.text());
    await call.catch(() => {});
    expect(pool.liveSessions('alice')).toEqual([]);
    expect(pool.requests.at(-1)).toMatchObject({ performed: true, faulted: true });
  });
});

describe('the fault switch', () => {
  const status = async () => (await signOutEverywhere()).status;

  it('counts', async () => {
    pool.fault('GlobalSignOut', { status: 503 }, { times: 2 });
    expect([await status(), await status(), await status()]).toEqual([503, 503, 200]);
  });

  it('lets counted faults go first, and a lasting one replace the last', async () => {
    pool.fault('GlobalSignOut', { status: 500 });
    pool.fault('GlobalSignOut', { status: 503 });
    pool.fault('GlobalSignOut', { status: 429 }, { times: 1 });
    expect([await status(), await status(), await status()]).toEqual([429, 503, 503]);
  });

  it('meets the operation it names, and clears', async () => {
    pool.fault('RevokeToken', { status: 500 });
    const own = await send('GetUser', tokens);
    expect(own.status).toBe(200);
    const revoke = { ClientId: pool.clientId, Token: tokens.RefreshToken };
    expect((await send('RevokeToken', revoke)).status).toBe(500);
    pool.clearFaults();
    expect((await send('RevokeToken', revoke)).status).toBe(200);
  });

  it('makes Amplify retry, give up, and say nothing', async () => {
    ConsoleLogger.LOG_LEVEL = 'ERROR'; // it warns of the endpoint
    Amplify.configure(pool.amplifyConfig());
    const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const;
    await signIn({ username: 'alice', password, options });
    const originJti = (await fetchAuthSession()).tokens?.accessToken.payload.origin_jti;
    pool.fault('GlobalSignOut', { status: 429, errorName: 'TooManyRequestsException' });
    pool.clearRequests();
    await signOut({ global: true });
    expect(pool.requests.map((it) => it.status)).toEqual([429, 429, 429]);
    expect(pool.liveSessions()).toContainEqual(expect.objectContaining({ originJti }));
  });
});

describe('the controls over HTTP', () => {
  it('set and clear faults', async () => {
    const set = { operation: 'GlobalSignOut', fault: { status: 418 }, times: 1 };
    expect((await control('fault', set)).status).toBe(200);
    expect((await signOutEverywhere()).status).toBe(418);
    await control('fault', { ...set, times: 9 });
    await control('clear', {});
    expect((await signOutEverywhere()).status).toBe(200);
  });

  it('tell sessions and requests to any page', async () => {
    await send('GetUser', tokens);
    const sessions = await control('sessions?username=alice');
    expect(sessions.headers.get('access-control-allow-origin')).toBe('*');
    expect(await sessions.json()).toEqual(pool.sessions('alice'));
    expect(await (await control('sessions?username=nobody')).json()).toEqual([]);
    expect(await (await control('requests')).json()).toEqual(pool.requests);
  });

  it('refuse what they do not know', async () => {
    expect((await control('nonsense')).status).toBe(400);
    expect((await control('fault', {})).status).toBe(400);
    expect((await signOutEverywhere()).status).toBe(200);
  });
});
