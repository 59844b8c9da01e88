import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthAdapter, AuthUser } from '../../src/adapter/AuthAdapter';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import type { SignOutFlow } from '../../src/flow/SignOutFlow';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import {
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../src/outcome/SignOutOutcome';
import { createSignOutActions } from '../../src/react/createSignOutActions';
import { alice, attempt, bob, createFakeAdapter, flushPromises } from './createFakeAdapter';
import { busy, deferred, inTenMinutes, local, settledNow, setUp, signOutOnce } from './setUp';

const createFlow = createSignOutFlow as (
  adapter: AuthAdapter,
  hooks: () => SignOutHooks,
  getUser: () => AuthUser | null,
  lookAgain?: () => void,
) => SignOutFlow;

let logged: unknown[][];

beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((...args) => void logged.push(args));
});

afterEach(() => {
  vi.useRealTimers();
});

const said = () => logged.map((args) => args.map(String).join(' '));

const unknown = {
  status: 'failed',
  scope: 'local',
  server: 'unknown',
  failures: [{ step: 'session', reason: 'unknown' }],
};

describe.each<[string, () => Promise<never>]>([
  ['rejects', () => Promise.reject(new Error('theirs'))],
  [
    'throws',
    () => {
      throw new Error('theirs');
    },
  ],
])('an adapter of someone else’s that %s', (_, signOut) => {
  test('is failed, logged once, and asked again who is signed in', async () => {
    const lookAgain = vi.fn();
    const adapter: AuthAdapter = Object.assign(createFakeAdapter(), { signOut });
    const flow = createFlow(
      adapter,
      () => ({}),
      () => alice,
      lookAgain,
    );
    expect(await flow.signOut()).toMatchObject(unknown);
    expect(said()).toEqual([expect.stringContaining('theirs')]);
    expect(lookAgain).toHaveBeenCalledOnce();
    expect(flow.get()).toMatchObject({ status: 'failed', outcome: unknown });
  });
});

test('an adapter that cannot sign out at all is failed, and logged', async () => {
  const lookAgain = vi.fn();
  const adapter = createFakeAdapter();
  Object.assign(adapter, { signOut: undefined });
  const flow = createFlow(
    adapter,
    () => ({}),
    () => alice,
    lookAgain,
  );
  expect(await flow.signOut()).toMatchObject(unknown);
  expect(logged).toHaveLength(1);
  expect(lookAgain).toHaveBeenCalledOnce();
});

test('an adapter that keeps its promise is not asked again', async () => {
  const lookAgain = vi.fn();
  const adapter = createFakeAdapter();
  const flow = createFlow(
    adapter,
    () => ({}),
    () => alice,
    lookAgain,
  );
  await signOutOnce({ adapter, flow }, attempt(local));
  expect(lookAgain).not.toHaveBeenCalled();
  expect(logged).toEqual([]);
});

describe("a session that is somebody else's than the page showed", () => {
  const elses = failedSignOut('local', 'notEnded', signOutFailure('session', 'notAttempted'));

  function signOutAs(lookAgain: () => Promise<void>) {
    const adapter = createFakeAdapter();
    const onOutcome = vi.fn();
    const flow = createFlow(
      adapter,
      () => ({ onOutcome }),
      () => alice,
      lookAgain,
    );
    const promise = flow.signOut();
    adapter.call.settle(attempt(elses));
    return { flow, onOutcome, promise };
  }

  test('is told once it is known whose, and cannot be tried again', async () => {
    const known = deferred<void>();
    const { flow, onOutcome, promise } = signOutAs(() => known.promise);
    await flushPromises();
    expect(flow.get().status).toBe('pending');
    expect(onOutcome).not.toHaveBeenCalled();

    known.resolve();
    expect(await promise).toBe(elses);
    expect(flow.get()).toMatchObject({ status: 'failed', outcome: elses, canRetry: false });
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith(elses);
  });

  test('is told in any case, where that is never known', async () => {
    vi.useFakeTimers();
    try {
      const { flow, promise } = signOutAs(() => new Promise(() => {}));
      await vi.advanceTimersByTimeAsync(10_000);
      expect(await settledNow(promise)).toBe(elses);
      expect(flow.get().status).toBe('failed');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a global one that came too late for a local one that may be tried again', () => {
  const until = inTenMinutes();
  const throttled = partialSignOut({
    scope: 'local',
    server: 'notEnded',
    tokensExpireBy: null,
    failures: [signOutFailure('revokeToken', 'throttled', 'TooManyRequestsException')],
    retryUntil: until,
  });

  async function tooLate(retried: SignOutOutcome) {
    const { adapter, flow, session } = setUp();
    const forget = vi.fn();
    const retry = vi.fn(async () => attempt(retried));
    void flow.signOut();
    const second = flow.signOut({ global: true });
    session.user = null;
    adapter.call.settle(attempt(throttled, { retry, forget }));
    return { flow, forget, retry, outcome: await second };
  }

  const notAttempted = {
    status: 'partial',
    scope: 'global',
    failures: expect.arrayContaining([
      expect.objectContaining({ step: 'globalSignOut', reason: 'notAttempted' }),
    ]),
  };

  test('keeps that retry', async () => {
    const { flow, forget, outcome } = await tooLate(local);
    expect(outcome).toMatchObject({ ...notAttempted, retryUntil: until });
    expect(outcome.status === 'partial' && outcome.failures[0]).toMatchObject({
      step: 'globalSignOut',
      reason: 'notAttempted',
    });
    expect(flow.get()).toMatchObject({ status: 'partial', outcome, canRetry: true });
    expect(forget).not.toHaveBeenCalled();
  });

  test('stays partial once that worked, and then has none', async () => {
    const { flow, retry } = await tooLate(local);
    const again = await flow.retry();
    expect(retry).toHaveBeenCalledOnce();
    expect(again).toMatchObject({ ...notAttempted, retryUntil: null });
    expect(again.status === 'partial' && again.failures).toHaveLength(1);
    expect(flow.get()).toMatchObject({ outcome: again, canRetry: false });
  });
});

describe('someone else’s retry that hangs', () => {
  async function hung(start: (flow: SignOutFlow) => unknown) {
    vi.useFakeTimers();
    const { adapter, flow, session } = setUp();
    const { promise } = deferred<never>();
    const retry = vi.fn(() => promise);
    await signOutOnce({ adapter, flow }, attempt(busy(), { retry }), { global: true });
    session.user = null;
    await start(flow);
    expect(retry).toHaveBeenCalledOnce();
    session.user = bob;
    flow.handle({ type: 'signedIn', user: bob });
    const clicked = flow.signOut();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(adapter.calls).toHaveLength(2);
    adapter.call.settle(attempt(local));
    expect(await settledNow(clicked)).toBe(local);
    expect(flow.get()).toMatchObject({ status: 'complete', outcome: local });
  }

  test('holds a click for ten seconds at most', async () => {
    await hung((flow) => void flow.retry());
  });

  test('holds a click for ten seconds at most where it was a quiet one', async () => {
    await hung(() => vi.advanceTimersByTimeAsync(60_000));
  });
});

describe('no options at all', () => {
  test('are none for the flow', async () => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut(null as never);
    expect(adapter.call.request.scope).toBe('local');
    adapter.call.settle(attempt(local));
    expect(await promise).toBe(local);
  });

  test('are none for the hook’s function', async () => {
    const { adapter, flow } = setUp();
    const promise = createSignOutActions(flow, { putEndingAway() {} }).signOut(null as never);
    expect(adapter.call.request.scope).toBe('local');
    adapter.call.settle(attempt(local));
    expect(await promise).toBe(local);
  });
});

describe('what the app does wrong is logged, and said to be the app’s', () => {
  test('a beforeSignOut that hangs', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp({ beforeSignOut: () => new Promise(() => {}) });
    const promise = flow.signOut();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(logged).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await settledNow(promise)).toMatchObject({
      status: 'failed',
      failures: [{ step: 'prepare', reason: 'timeout' }],
    });
    expect(said()).toEqual([expect.stringContaining('beforeSignOut')]);
    expect(adapter.calls).toHaveLength(0);
  });

  test('an afterSignOut task that throws, with its place', async () => {
    const { adapter, flow } = setUp({
      afterSignOut: [
        () => {},
        () => {
          throw new Error('IndexedDB is gone');
        },
      ],
    });
    await signOutOnce({ adapter, flow }, attempt(local));
    expect(said()).toEqual([expect.stringContaining('afterSignOut[1]')]);
    expect(said()[0]).toContain('IndexedDB is gone');
  });

  test('an afterSignOut task that hangs, with its place', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp({ afterSignOut: [() => {}, () => new Promise(() => {})] });
    const promise = signOutOnce({ adapter, flow }, attempt(local));
    await flushPromises();
    expect(logged).toEqual([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(await settledNow(promise)).toMatchObject({
      warnings: [{ step: 'cleanup', reason: 'timeout' }],
    });
    expect(said()).toEqual([expect.stringContaining('afterSignOut[1]')]);
  });
});
