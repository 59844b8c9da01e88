import { fetchAuthSession } from 'aws-amplify/auth';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import type { Fault } from '../pool/startUserPool';
import { precede, refuse } from '../storages/moods';
import { Device } from './Device';
import { alice, configureManagedLogin, createStage, hurry, pause } from './setUp';

const stage = createStage();
const assign = vi.fn();
const bye = 'https://app.example/bye';

beforeEach(() => {
  assign.mockReset();
  vi.stubGlobal('window', new EventTarget());
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign,
  });
});

const own = () => stage.pool.sessions('alice').at(-1);

/** Long enough for a request, although timers hurry. */
const aMoment = () => pause(1000);

const throttled: Fault = { status: 429, errorName: 'TooManyRequestsException' };

/** A sign-out that Cognito did not do and this browser could not. */
async function failed(scope: 'local' | 'global', client = {}) {
  hurry();
  const device = await stage.signedIn({ client });
  const removing = refuse(device);
  stage.pool.fault('*', throttled);
  const adapter = createAmplifyAdapter({ retainMs: 4000 });
  const user = await adapter.getCurrentUser();
  const attempt = await adapter.signOut({ scope, ...(user && { userId: user.userId }) });
  expect(attempt.outcome).toMatchObject({ status: 'failed', server: 'notEnded' });
  stage.pool.clearFaults();
  stage.pool.clearRequests();
  return { device, attempt, works: () => removing.mockRestore() };
}

describe.each(['local', 'global'] as const)('after a %s one that failed', (scope) => {
  test('a retry leaves alone what the same person has at another app client', async () => {
    const { device, attempt, works } = await failed(scope);
    const other = new Device(stage.pool, await stage.pool.createClient());
    await other.signIn(alice.username, alice.password);
    const theirs = [...other.items];
    stage.pool.clearRequests();
    works();
    const next = await attempt.retry?.();
    expect(next?.outcome).toMatchObject({ status: 'complete', signedOutLocally: true });
    expect(device.tokenKeys).toEqual([]);
    expect([...other.items]).toEqual(theirs);
    expect(stage.operations()).toEqual([scope === 'global' ? 'GlobalSignOut' : 'RevokeToken']);
  });

  test('nothing is revoked when it is forgotten', async () => {
    const { attempt } = await failed(scope);
    attempt.forget();
    await aMoment();
    expect(stage.operations()).toEqual([]);
    expect(own()?.live).toBe(true);
  });

  test('nothing is revoked when the page hides or the time is up', async () => {
    const { attempt } = await failed(scope);
    window.dispatchEvent(new Event('pagehide'));
    // Twenty times as fast.
    await pause(4100);
    attempt.forget();
    await aMoment();
    expect(stage.operations()).toEqual([]);
    expect(own()?.live).toBe(true);
  });

  test('the app’s next refresh is stored as ever', async () => {
    const { device, attempt } = await failed(scope, { rotation: true });
    const before = device.tokens;
    const { tokens } = await fetchAuthSession({ forceRefresh: true });
    expect(tokens).toBeDefined();
    expect(device.tokens).toContain(tokens?.accessToken.toString());
    for (const token of device.tokens) expect(before).not.toContain(token);
    attempt.forget();
    await aMoment();
    expect(stage.operations()).not.toContain('RevokeToken');
    expect(await device.refreshes()).toBe(true);
  });
});

describe('a storage that answers after the deadline', () => {
  /** One whose deletions wait for the test's word. */
  async function waiting() {
    const device = await stage.signedIn();
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    precede(device, 'removeItem', async () => {
      await answered;
    });
    return { device, answer };
  }

  async function lateOne(answer: () => void, redirectUrl?: string) {
    const adapter = createAmplifyAdapter({ deadlineMs: 300 });
    const attempt = await adapter.signOut({ scope: 'local', ...(redirectUrl && { redirectUrl }) });
    expect(attempt.outcome).toMatchObject({ status: 'failed', failures: [{ reason: 'storage' }] });
    answer();
    const late = await attempt.late;
    expect(late?.outcome).toMatchObject({ signedOutLocally: true, server: 'ended' });
    await pause(20);
  }

  test('makes no page leave: redirectUrl', async () => {
    const { answer, device } = await waiting();
    await lateOne(answer, bye);
    expect(device.tokenKeys).toEqual([]);
    expect(assign).not.toHaveBeenCalled();
  });

  test('makes no page leave: a managed login', async () => {
    const { answer, device } = await waiting();
    await configureManagedLogin(device);
    await lateOne(answer);
    expect(assign).not.toHaveBeenCalled();
  });
});

describe('after a global one that Cognito confirmed and the storage refused', () => {
  test.each([
    ['another redirectUrl', { scope: 'global', redirectUrl: bye }],
    ['a local one', { scope: 'local' }],
    ['the same', { scope: 'global' }],
  ] as const)('the next click is complete and asks for nothing: %s', async (_, request) => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    const adapter = createAmplifyAdapter();
    expect((await adapter.signOut({ scope: 'global' })).outcome).toMatchObject({
      status: 'failed',
      server: 'ended',
    });
    removing.mockRestore();
    stage.pool.clearRequests();
    expect((await adapter.signOut(request)).outcome).toMatchObject({
      status: 'complete',
      server: 'ended',
    });
    expect(stage.operations()).toEqual([]);
    expect(device.tokenKeys).toEqual([]);
  });

  test('a new session of theirs is asked for as ever', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    const adapter = createAmplifyAdapter();
    await adapter.signOut({ scope: 'global' });
    removing.mockRestore();
    const other = await new Device(stage.pool).signIn('alice', 'Correct-horse-1');
    for (const [name, value] of other.items) device.items.set(name, value);
    device.use();
    stage.pool.clearRequests();
    expect((await adapter.signOut({ scope: 'global' })).outcome.status).toBe('complete');
    expect(stage.operations()).toEqual(['GlobalSignOut']);
  });
});

test.each<[string, Fault]>([
  ['without an answer', { reset: true }],
  ['that Cognito was too busy for', throttled],
])(
  'after a failed global one %s, nothing is revoked before it is asked for again',
  async (_, fault) => {
    hurry();
    const device = await stage.signedIn();
    const removing = refuse(device);
    const adapter = createAmplifyAdapter();
    const user = await adapter.getCurrentUser();
    const flow = createSignOutFlow(
      adapter,
      () => ({}),
      () => user,
    );
    stage.pool.fault('GlobalSignOut', fault);
    expect((await flow.signOut({ global: true })).status).toBe('failed');
    removing.mockRestore();
    stage.pool.clearFaults();
    stage.pool.clearRequests();
    // Whatever is sent beside it gets there first.
    stage.pool.fault('GlobalSignOut', { delayMs: 60 });
    expect(await flow.signOut({ global: true, redirectUrl: bye })).toMatchObject({
      status: 'complete',
      scope: 'global',
      server: 'ended',
    });
    expect(stage.operations()).toEqual(['GlobalSignOut']);
  },
);
