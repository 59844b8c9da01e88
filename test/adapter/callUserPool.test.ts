import { describe, expect, test, vi } from 'vitest';
import { withDefaults } from '../../src/adapter/amplify/AmplifyAdapterOptions';
import { callUserPool } from '../../src/adapter/amplify/signOut/callUserPool';
import type { Surroundings } from '../../src/adapter/amplify/signOut/Surroundings';
import type { Fault } from '../pool/startUserPool';
import { createStage, hurry, pause } from './setUp';

const stage = createStage();

const throttled: Fault = { status: 429, errorName: 'TooManyRequestsException' };

function contextOf(more: { attemptTimeoutMs?: number; headers?: () => Promise<object> } = {}) {
  const { attemptTimeoutMs = 5000, headers = async () => ({ 'x-trace': 'abc' }) } = more;
  const client = { endpoint: stage.pool.endpoint, headers };
  const options = withDefaults({ attemptTimeoutMs });
  const send: Surroundings['fetch'] = (url, init) => fetch(url, init);
  return { client, options, fetch: send } as unknown as Surroundings;
}

interface Given {
  context?: Surroundings;
  signal?: AbortSignal;
  isYes?: (body: Record<string, unknown>) => boolean;
}

/** Asks for a sign-out with a token that is none: whatever the pool says is the fault's. */
async function ask({ context = contextOf(), signal, isYes }: Given = {}) {
  stage.pool.clearRequests();
  const answer = await callUserPool(context, {
    operation: 'GlobalSignOut',
    input: { AccessToken: 'token' },
    signal: signal ?? new AbortController().signal,
    ...(isYes && { isYes }),
  });
  return { answer, tries: stage.pool.requests.length };
}

function answering(fault: Fault, times?: number) {
  stage.pool.fault('GlobalSignOut', fault, times === undefined ? {} : { times });
}

describe('a request', () => {
  test('is what Cognito documents, with the app’s own headers, and outlives the page', async () => {
    const fetching = vi.spyOn(globalThis, 'fetch');
    const context = contextOf();
    answering({ status: 200, body: '{}' });
    const { answer } = await ask({ context });
    expect(answer).toEqual({ server: 'ended', body: {} });
    expect(fetching).toHaveBeenCalledExactlyOnceWith(stage.pool.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'AWSCognitoIdentityProviderService.GlobalSignOut',
        'x-trace': 'abc',
      },
      body: '{"AccessToken":"token"}',
      cache: 'no-store',
      credentials: 'omit',
      keepalive: true,
      redirect: 'manual',
      signal: expect.any(AbortSignal),
    });
  });

  test('leaves nothing behind on the signal that could have ended it', async () => {
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const cleared = vi.spyOn(globalThis, 'clearTimeout');
    answering({ ...throttled }, 1);
    await ask({ signal });
    expect(added.mock.calls.length).toBeGreaterThan(1);
    expect(removed.mock.calls).toEqual(added.mock.calls);
    expect(cleared.mock.calls.length).toBeGreaterThan(2);
  });

  test.each(['null', '5', '[]', '"yes"', '<p>Welcome</p>', '{"portal":"Accept"}'])(
    'is answered with yes by nothing but Cognito’s own: 200 %s',
    async (body) => {
      answering({ status: 200, body });
      expect(await ask()).toEqual({
        answer: {
          server: 'unknown',
          reason: 'unknown',
          errorName: undefined,
          retryAfterMs: 0,
        },
        tries: 1,
      });
    },
  );

  test('has a yes of its own where it says so', async () => {
    answering({ status: 200, body: '{"yes":1}' });
    const { answer } = await ask({ isYes: ({ yes }) => yes === 1 });
    expect(answer).toEqual({ server: 'ended', body: { yes: 1 } });
    answering({ status: 201, body: '{}' });
    expect((await ask({ isYes: ({ yes }) => yes === 1 })).answer.server).toBe('unknown');
  });

  test('about a user who no longer exists has done what it should', async () => {
    answering({ status: 400, errorName: 'UserNotFoundException' });
    expect(await ask()).toEqual({ answer: { server: 'ended' }, tries: 1 });
  });
});

describe('a refusal', () => {
  const name = 'NotAuthorizedException';
  const message = 'Access Token has been revoked';

  test.each<[string, Fault]>([
    ['its header', { status: 400, errorName: name, message, errorIn: 'header', body: '{}' }],
    ['its body', { status: 400, errorName: name, message, errorIn: 'body' }],
    [
      'a body of older services',
      { status: 400, body: `{"__type":"x#${name}","Message":"${message}"}` },
    ],
  ])('is understood from %s', async (_, fault) => {
    answering(fault);
    expect(await ask()).toEqual({
      answer: {
        server: 'notEnded',
        reason: 'sessionRevoked',
        errorName: name,
        retryAfterMs: 0,
      },
      tries: 1,
    });
  });

  test.each<[number, string, string]>([
    [307, 'misconfigured', 'notEnded'],
    [404, 'misconfigured', 'notEnded'],
    [418, 'unknown', 'notEnded'],
    [403, 'forbidden', 'notEnded'],
  ])('without a name is told by its status: %i', async (status, reason, server) => {
    answering({ status, body: 'no', headers: { location: '/elsewhere' } });
    const { answer, tries } = await ask();
    expect(answer).toMatchObject({ server, reason });
    expect(tries).toBe(1);
  });
});

describe('a request that fails in passing', () => {
  test('is sent three times, with more of a wait each time', async () => {
    const waits = hurry();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    answering(throttled);
    expect(await ask()).toEqual({
      answer: {
        server: 'notEnded',
        reason: 'throttled',
        errorName: 'TooManyRequestsException',
        retryAfterMs: 0,
      },
      tries: 3,
    });
    expect(waits.filter((ms) => ms < 1000)).toEqual([250, 450]);
  });

  test('is not sent again once it was heard', async () => {
    hurry();
    answering({ status: 503, body: '' }, 1);
    answering({ status: 200, body: '{}' });
    expect(await ask()).toEqual({ answer: { server: 'ended', body: {} }, tries: 2 });
  });

  test('may have been heard all the same, whatever a later one is told', async () => {
    hurry();
    answering({ status: 500, body: '' }, 1);
    answering({ status: 403, body: '' });
    expect(await ask()).toMatchObject({
      answer: { server: 'unknown', reason: 'forbidden' },
      tries: 2,
    });
    answering({ reset: true }, 1);
    expect(await ask()).toMatchObject({
      answer: { server: 'unknown', reason: 'forbidden' },
      tries: 2,
    });
  });

  test.each([
    ['1', 1000],
    ['0', 250],
    ['soon', 250],
    ['6', 6000],
  ])('waits as long as Retry-After says, or longer: %s', async (retryAfter, ms) => {
    const waits = hurry();
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    answering({ ...throttled, headers: { 'retry-after': retryAfter } }, 1);
    answering({ status: 200, body: '{}' });
    expect((await ask({ context: contextOf({ attemptTimeoutMs: 6000 }) })).tries).toBe(2);
    expect(waits.slice(1)).toContain(ms);
    if (ms !== 250) expect(waits).not.toContain(250);
  });

  test('waits until the date that Retry-After gives', async () => {
    const waits = hurry();
    const soon = new Date(Date.now() + 3000).toUTCString();
    answering({ ...throttled, headers: { 'retry-after': soon } }, 1);
    answering({ status: 200, body: '{}' });
    expect((await ask()).tries).toBe(2);
    const [wait = 0] = waits.filter((ms) => ms > 1500 && ms < 3000);
    expect(wait).toBeGreaterThan(0);
  });

  test('is left alone where Retry-After is too long to wait for', async () => {
    answering({ ...throttled, headers: { 'retry-after': '5.001' } });
    expect(await ask()).toMatchObject({ answer: { reason: 'throttled' }, tries: 1 });
  });
});

describe('a request without an answer', () => {
  test.each<Fault>([{ silent: true }, { silent: 'afterHeaders' }])(
    'times out: %o',
    async (fault) => {
      vi.spyOn(Math, 'random').mockReturnValue(0);
      answering(fault);
      expect(await ask({ context: contextOf({ attemptTimeoutMs: 220 }) })).toEqual({
        answer: { server: 'unknown', reason: 'timeout' },
        // The second wait is longer than an attempt may take.
        tries: 2,
      });
    },
  );

  test('is a matter of the network where the connection breaks', async () => {
    hurry();
    answering({ reset: true });
    const { answer, tries } = await ask();
    expect(answer).toEqual({ server: 'unknown', reason: 'network' });
    expect(tries).toBe(3);
  });

  test('was never heard where the browser says that it is offline', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    answering({ reset: true });
    expect(await ask()).toEqual({
      answer: { server: 'notEnded', reason: 'offline' },
      tries: 1,
    });
  });

  test('may have been heard where the browser went offline after it', async () => {
    const navigator = { onLine: true };
    vi.stubGlobal('navigator', navigator);
    answering({ reset: true, delayMs: 50 });
    const asking = ask();
    await pause(10);
    navigator.onLine = false;
    expect((await asking).answer).toEqual({
      server: 'unknown',
      reason: 'offline',
    });
  });

  test('was not sent where the app’s own headers fail, or never come', async () => {
    const broken = contextOf({ headers: () => Promise.reject(new Error('the app')) });
    expect(await ask({ context: broken })).toEqual({
      answer: { server: 'notEnded', reason: 'misconfigured' },
      tries: 0,
    });
    const slow = contextOf({ headers: () => new Promise(() => {}), attemptTimeoutMs: 20 });
    expect(await ask({ context: slow })).toEqual({
      answer: { server: 'notEnded', reason: 'timeout' },
      tries: 0,
    });
  });
});

describe('a request that is called off', () => {
  test('before it began is not sent', async () => {
    const context = contextOf();
    expect(await ask({ context, signal: AbortSignal.abort('cancelled') })).toEqual({
      answer: { server: 'notEnded', reason: 'cancelled' },
      tries: 0,
    });
  });

  test.each(['timeout', 'cancelled'])(
    'while it waits for its answer ends at once: %s',
    async (why) => {
      answering({ silent: true });
      const controller = new AbortController();
      const asking = ask({ signal: controller.signal });
      await vi.waitFor(() => expect(stage.pool.requests).toHaveLength(1));
      controller.abort(why);
      expect(await asking).toEqual({
        answer: { server: 'unknown', reason: why },
        tries: 1,
      });
    },
  );

  test.each([
    ['timeout', 'throttled'],
    ['cancelled', 'cancelled'],
  ])('while it waits for its next try says why: %s', async (why, reason) => {
    answering(throttled);
    const controller = new AbortController();
    const asking = ask({ signal: controller.signal });
    await vi.waitFor(() => expect(stage.pool.requests[0]?.ended).toBe('answered'));
    await pause(20);
    controller.abort(why);
    expect(await asking).toMatchObject({ answer: { server: 'notEnded', reason }, tries: 1 });
  });
});
