import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import {
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../src/outcome/SignOutOutcome';
import { alice, attempt, bob, flushPromises } from './createFakeAdapter';
import {
  busy,
  cancelled,
  deferred,
  global,
  idle,
  inTenMinutes,
  local,
  nobody,
  refused,
  settledNow,
  setUp,
  signOutOnce,
  stillBusy,
} from './setUp';

let logged: unknown[][];

beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((...args) => void logged.push(args));
});

afterEach(() => {
  vi.unstubAllGlobals(); // first, as they may wrap fake timers
  vi.useRealTimers();
});

describe('one sign-out', () => {
  test('goes from idle over pending to its outcome', async () => {
    const { adapter, flow, shown, told } = setUp();
    expect(flow.get()).toEqual(idle);
    const promise = flow.signOut();
    expect(flow.get()).toEqual({ status: 'pending', outcome: null, canRetry: false, button: null });
    adapter.call.settle(attempt(local));
    expect(await promise).toBe(local);
    expect(flow.get()).toEqual({
      status: 'complete',
      outcome: local,
      canRetry: false,
      button: null,
    });
    expect(shown).toEqual(['pending', 'complete']);
    expect(told).toEqual([local]);
  });

  test('asks the adapter for exactly what was asked', async () => {
    const { adapter, flow } = setUp();
    const { signal } = new AbortController();
    void flow.signOut({ global: true, redirectUrl: '/bye', signal });
    expect(adapter.call.request).toMatchObject({ scope: 'global', redirectUrl: '/bye' });
    expect(adapter.call.request.signal).toBe(signal);
  });

  test('sends no option that was not given', () => {
    const { adapter, flow } = setUp();
    void flow.signOut();
    expect(adapter.call.request.scope).toBe('local');
    expect('redirectUrl' in adapter.call.request).toBe(false);
    expect('signal' in adapter.call.request).toBe(false);
  });

  test('gives the same snapshot until something changes', async () => {
    const { adapter, flow } = setUp();
    expect(flow.get()).toBe(flow.get());
    void flow.signOut();
    expect(flow.get()).toBe(flow.get());
    adapter.call.settle(attempt(local));
    await flushPromises();
    expect(flow.get()).toBe(flow.get());
  });

  test('is not affected by an onOutcome that throws', async () => {
    const { adapter, flow } = setUp({
      onOutcome() {
        throw new Error('the app');
      },
    });
    const promise = flow.signOut();
    adapter.call.settle(attempt(local));
    expect(await promise).toBe(local);
    expect(flow.get().status).toBe('complete');
    expect(logged).toEqual([[expect.stringContaining('onOutcome threw'), new Error('the app')]]);
    expect(logged[0]?.[0]).toContain('not affected');
  });

  test('needs no onOutcome', async () => {
    const { flow, adapter } = setUp({ onOutcome: undefined });
    await signOutOnce({ flow, adapter }, attempt(local));
    expect(flow.get().outcome).toBe(local);
    expect(logged).toEqual([]);
  });

  test('tells nobody any more who has unsubscribed', async () => {
    const { adapter, flow } = setUp();
    const listener = vi.fn();
    flow.subscribe(listener)();
    await signOutOnce({ flow, adapter }, attempt(local));
    expect(listener).not.toHaveBeenCalled();
  });

  test('works where a timer is a number, as in a browser', async () => {
    vi.useFakeTimers();
    const { setTimeout: timeout, setInterval: interval } = globalThis;
    vi.stubGlobal('setTimeout', (run: () => void, ms: number) => Number(timeout(run, ms)));
    vi.stubGlobal('setInterval', (run: () => void, ms: number) => Number(interval(run, ms)));
    const { adapter, flow } = setUp();
    const promise = signOutOnce({ flow, adapter }, stillBusy(), { global: true });
    expect(await promise).toMatchObject({ status: 'partial' });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(flow.get()).toMatchObject({ status: 'partial', canRetry: false });
  });

  test('does not keep a Node process from ending, whatever may be retried', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
    const before = timers().length;
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, stillBusy(), { global: true });
    expect(flow.get().canRetry).toBe(true);
    expect(timers()).toHaveLength(before);
    flow.dismiss();
  });

  test('may be followed by another one, from within onOutcome too', async () => {
    const again: Promise<SignOutOutcome>[] = [];
    const { adapter, flow } = setUp({
      onOutcome: () => void (again.length === 0 && again.push(flow.signOut())),
    });
    const first = flow.signOut();
    adapter.call.settle(attempt(refused));
    expect(await first).toBe(refused);
    expect(adapter.calls).toHaveLength(2);
    adapter.call.settle(attempt(local));
    expect(await again[0]).toBe(local);
  });

  test('calls the hooks as they are when they are used', async () => {
    const { adapter, flow, hooks } = setUp();
    const late = vi.fn();
    const promise = flow.signOut();
    hooks.onOutcome = late;
    adapter.call.settle(attempt(local));
    await promise;
    expect(late).toHaveBeenCalledExactlyOnceWith(local);
  });
});

describe('an adapter that breaks its promise', () => {
  test('and rejects still leads to a failed outcome', async () => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut();
    adapter.call.reject(new Error('not my day'));
    await expect(promise).resolves.toEqual({
      status: 'failed',
      scope: 'local',
      signedOutLocally: false,
      server: 'unknown',
      failures: [{ step: 'session', reason: 'unknown', retryable: false }],
    });
    expect(flow.get().status).toBe('failed');
  });

  test('and throws still leads to a failed outcome', async () => {
    const { adapter, flow } = setUp();
    adapter.signOut = () => {
      throw new Error('not even a promise');
    };
    await expect(flow.signOut()).resolves.toMatchObject({ status: 'failed' });
    expect(flow.get().status).toBe('failed');
  });

  test('does not block the next sign-out', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut().catch(() => {});
    adapter.call.reject(new Error('not my day'));
    await first;
    const second = flow.signOut();
    await flushPromises();
    expect(adapter.calls).toHaveLength(2);
    adapter.call.settle(attempt(local));
    expect(await settledNow(second)).toBe(local);
  });

  test('leaves a joiner with an outcome too', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut().catch(() => {});
    const second = flow.signOut({ signal: new AbortController().signal });
    adapter.call.reject(new Error('not my day'));
    await first;
    expect(await settledNow(second.catch(() => 'rejected'))).toMatchObject({ status: 'failed' });
  });

  test('in a retry leaves what was known before it', async () => {
    const { adapter, flow } = setUp();
    const outcome = busy();
    const retry = () => Promise.reject(new Error('not my day'));
    const promise = flow.signOut({ global: true });
    adapter.call.settle(attempt(outcome, { retry }));
    await promise;
    await expect(flow.retry()).resolves.toMatchObject({ status: 'partial' });
    expect(flow.get().status).toBe('partial');
  });
});

describe('a second click', () => {
  test('of the same scope joins the sign-out in flight', async () => {
    const { adapter, flow, told } = setUp();
    const first = flow.signOut();
    const second = flow.signOut();
    adapter.call.settle(attempt(local));
    expect(await Promise.all([first, second])).toEqual([local, local]);
    expect(adapter.calls).toHaveLength(1);
    expect(told).toEqual([local]);
  });

  test('for this device joins a sign-out of all devices', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut({ global: true });
    const second = flow.signOut();
    expect(adapter.call.request.scope).toBe('global');
    adapter.call.settle(attempt(global));
    expect(await Promise.all([first, second])).toEqual([global, global]);
    expect(adapter.calls).toHaveLength(1);
  });

  test('while the app is still asked joins too', async () => {
    let answer = (_: boolean) => {};
    const beforeSignOut = vi.fn(() => new Promise<boolean>((resolve) => (answer = resolve)));
    const { adapter, flow } = setUp({ beforeSignOut });
    const first = flow.signOut();
    const second = flow.signOut();
    answer(true);
    await flushPromises();
    adapter.call.settle(attempt(local));
    expect(await Promise.all([first, second])).toEqual([local, local]);
    expect(beforeSignOut).toHaveBeenCalledOnce();
    expect(adapter.calls).toHaveLength(1);
  });

  test.each([
    ['whose session is gone by now', alice, null],
    ['who was not known at the first', null, alice],
  ])('of somebody %s joins', async (_, before, now) => {
    const { adapter, flow, session } = setUp();
    session.user = before;
    const first = flow.signOut();
    session.user = now;
    const second = flow.signOut();
    adapter.call.settle(attempt(local));
    expect(await Promise.all([first, second])).toEqual([local, local]);
    expect(adapter.calls).toHaveLength(1);
  });

  test('after it settled starts another sign-out', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut();
    adapter.call.settle(attempt(local));
    await first;
    const second = flow.signOut();
    expect(adapter.calls).toHaveLength(2);
    adapter.call.settle(attempt(nobody));
    expect(await second).toBe(nobody);
  });
});

describe('a global sign-out asked for while a local one is pending', () => {
  test('takes it over as long as the scope has not been read', async () => {
    const { adapter, flow, told } = setUp();
    const first = flow.signOut();
    const second = flow.signOut({ global: true });
    expect(adapter.calls).toHaveLength(1);
    expect(adapter.call.request.scope).toBe('global');
    adapter.call.settle(attempt(global));
    expect(await second).toBe(global);
    expect(await first).toBe(global);
    expect(told).toEqual([global]);
  });

  test('takes it over while the app is still asked', async () => {
    let answer = (_: boolean) => {};
    const { adapter, flow } = setUp({
      beforeSignOut: () => new Promise<boolean>((resolve) => (answer = resolve)),
    });
    void flow.signOut();
    void flow.signOut({ global: true });
    answer(true);
    await flushPromises();
    expect(adapter.call.request.scope).toBe('global');
  });

  test('is partial where it came too late', async () => {
    const { adapter, flow } = setUp();
    void flow.signOut();
    const second = flow.signOut({ global: true });
    adapter.call.settle(attempt(local));
    const expected = {
      status: 'partial',
      scope: 'global',
      signedOutLocally: true,
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'notAttempted', retryable: false }],
      retryUntil: null,
    };
    expect(await second).toMatchObject(expected);
    expect(flow.get()).toMatchObject({ status: 'partial', outcome: expected, canRetry: false });
  });

  test('tells the first caller what became of what it asked for', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut();
    void flow.signOut({ global: true });
    adapter.call.settle(attempt(local));
    expect(await first).toBe(local);
  });

  test('tells everyone else too what became of what they asked for', async () => {
    const { adapter, flow } = setUp();
    void flow.signOut();
    const second = flow.signOut({ global: true });
    const third = flow.signOut();
    adapter.call.settle(attempt(local));
    expect(await second).toMatchObject({ status: 'partial', scope: 'global' });
    expect(await third).toBe(local);
  });

  test('is failed where this browser still holds the session', async () => {
    const { adapter, flow } = setUp();
    void flow.signOut();
    const second = flow.signOut({ global: true });
    adapter.call.settle(attempt(refused));
    expect(await second).toBe(refused);
    expect(flow.get()).toMatchObject({ status: 'failed', outcome: refused, canRetry: true });
  });

  test('that came too late keeps no token for a retry that is not offered', async () => {
    const { adapter, flow } = setUp();
    const forget = vi.fn();
    void flow.signOut();
    const second = flow.signOut({ global: true });
    adapter.call.settle(attempt(local, { forget }));
    await second;
    expect(forget).toHaveBeenCalledOnce();
  });

  test('is partial too where the local one is not even sure of its own session', async () => {
    const { adapter, flow } = setUp();
    void flow.signOut();
    const second = flow.signOut({ global: true });
    const unsure = partialSignOut({
      scope: 'local',
      server: 'unknown',
      tokensExpireBy: null,
      failures: [signOutFailure('revokeToken', 'timeout')],
      retryUntil: null,
    });
    adapter.call.settle(attempt(unsure));
    expect(await second).toMatchObject({
      status: 'partial',
      scope: 'global',
      failures: expect.arrayContaining([
        expect.objectContaining({ step: 'globalSignOut', reason: 'notAttempted' }),
      ]),
    });
    expect(flow.get().outcome).toMatchObject({ status: 'partial', scope: 'global' });
  });

  test('that came too late offers no retry, which could only revoke this one session', async () => {
    const { adapter, flow } = setUp();
    void flow.signOut();
    const second = flow.signOut({ global: true });
    const throttled = partialSignOut({
      scope: 'local',
      server: 'notEnded',
      tokensExpireBy: null,
      failures: [signOutFailure('revokeToken', 'throttled')],
      retryUntil: inTenMinutes(),
    });
    adapter.call.settle(attempt(throttled, { retry: async () => attempt(local) }));
    const outcome = await second;
    // Whichever it is, what the outcome says and what the state offers must agree.
    const hasRetry = outcome.status === 'partial' && outcome.retryUntil !== null;
    expect(flow.get().canRetry).toBe(hasRetry);
  });

  test('that came too late still says which of the tasks failed', async () => {
    const { adapter, flow } = setUp({
      afterSignOut: [() => Promise.reject(new Error('IndexedDB is gone'))],
    });
    void flow.signOut();
    const second = flow.signOut({ global: true });
    adapter.call.settle(attempt(local));
    expect(await second).toMatchObject({
      status: 'partial',
      failures: [{ reason: 'notAttempted' }, { step: 'cleanup', reason: 'unknown' }],
    });
  });

  test('is complete where nobody was signed in', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut();
    const second = flow.signOut({ global: true });
    adapter.call.settle(attempt(nobody));
    expect(await Promise.all([first, second])).toEqual([nobody, nobody]);
  });

  test('stays global when what it took over failed and is tried again', async () => {
    const { adapter, flow } = setUp();
    void flow.signOut();
    const second = flow.signOut({ global: true });
    expect(adapter.call.request.scope).toBe('global');
    adapter.call.settle(
      attempt(failedSignOut('global', 'notEnded', signOutFailure('session', 'storage'))),
    );
    await second;
    void flow.retry();
    expect(adapter.calls).toHaveLength(2);
    expect(adapter.call.request.scope).toBe('global');
  });

  test('does not take over where its caller has given up already', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut();
    const second = await flow.signOut({ global: true, signal: AbortSignal.abort() });
    expect(second).toEqual(cancelled('global'));
    expect(adapter.call.request.scope).toBe('local');
    adapter.call.settle(attempt(local));
    expect(await first).toBe(local);
    expect(flow.get().outcome).toBe(local);
  });
});

describe('the signal of someone who joined', () => {
  test('ends only its own wait', async () => {
    const { adapter, flow, told } = setUp();
    const controller = new AbortController();
    const first = flow.signOut();
    const second = flow.signOut({ signal: controller.signal });
    controller.abort();
    expect(await second).toEqual(cancelled('local'));
    expect(flow.get().status).toBe('pending');
    expect(adapter.call.request.signal).toBeUndefined();
    adapter.call.settle(attempt(local));
    expect(await first).toBe(local);
    expect(told).toEqual([local]);
  });

  test('changes nothing once the outcome is there', async () => {
    const { adapter, flow } = setUp();
    const controller = new AbortController();
    void flow.signOut();
    const second = flow.signOut({ signal: controller.signal });
    adapter.call.settle(attempt(local));
    expect(await second).toBe(local);
    controller.abort();
    expect(flow.get().outcome).toBe(local);
  });

  test('is let go of once the outcome is there', async () => {
    const { adapter, flow } = setUp();
    const { signal } = new AbortController();
    const remove = vi.spyOn(signal, 'removeEventListener');
    void flow.signOut();
    const second = flow.signOut({ signal });
    adapter.call.settle(attempt(local));
    await second;
    await flushPromises();
    expect(remove).toHaveBeenCalledWith('abort', expect.any(Function));
  });
});

describe('the signal of the sign-out itself', () => {
  test('ends the wait for an app that never answers', async () => {
    const { adapter, flow } = setUp({ beforeSignOut: () => new Promise(() => {}) });
    const controller = new AbortController();
    const promise = flow.signOut({ signal: controller.signal });
    controller.abort();
    expect(await settledNow(promise)).toEqual(cancelled('local'));
    expect(adapter.calls).toHaveLength(0);
    expect(flow.get()).toEqual(idle);
  });

  test('that has aborted before the click does not wait for the app at all', async () => {
    const { adapter, flow } = setUp({ beforeSignOut: () => new Promise(() => {}) });
    const promise = flow.signOut({ signal: AbortSignal.abort() });
    expect(await settledNow(promise)).toEqual(cancelled('local'));
    expect(adapter.calls).toHaveLength(0);
  });

  test('does not spoil the retry after it was used', async () => {
    const { adapter, flow } = setUp();
    const controller = new AbortController();
    const promise = flow.signOut({ global: true, signal: controller.signal });
    controller.abort();
    adapter.call.settle(attempt(cancelled('global')));
    await promise;
    expect(flow.get()).toMatchObject({ status: 'failed', canRetry: true });
    void flow.retry();
    expect(adapter.calls).toHaveLength(2);
    expect(adapter.call.request.scope).toBe('global');
    expect(adapter.call.request.signal?.aborted ?? false).toBe(false);
  });
});

describe('beforeSignOut', () => {
  test.each([
    ['at once', () => false],
    ['later', () => Promise.resolve(false)],
  ])('that says no %s resolves cancelled and nothing happened', async (_, beforeSignOut) => {
    const { adapter, flow, told } = setUp({ beforeSignOut });
    expect(await flow.signOut({ global: true })).toEqual(cancelled('global'));
    expect(adapter.calls).toHaveLength(0);
    expect(flow.get()).toEqual(idle);
    expect(told).toEqual([]);
    expect(logged).toEqual([]);
  });

  test('that says no leaves the last outcome, its retry, and what was retained', async () => {
    const { adapter, flow, hooks } = setUp();
    const forget = vi.fn();
    const retry = vi.fn(async () => attempt(global));
    const first = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry, forget }));
    await first;
    const before = flow.get();
    hooks.beforeSignOut = () => false;
    await flow.signOut();
    expect(flow.get()).toEqual(before);
    expect(forget).not.toHaveBeenCalled();
    expect(await flow.retry()).toEqual(global);
    expect(retry).toHaveBeenCalledOnce();
  });

  test('that says no does not bring back a retry that ran out meanwhile', async () => {
    vi.useFakeTimers();
    const { adapter, flow, hooks } = setUp();
    const first = flow.signOut({ global: true });
    const until = new Date(Date.now() + 30_000);
    adapter.call.settle(attempt(busy(until), { retry: async () => attempt(global) }));
    await first;
    let answer = (_: boolean) => {};
    hooks.beforeSignOut = () => new Promise<boolean>((resolve) => (answer = resolve));
    const second = flow.signOut();
    vi.advanceTimersByTime(30_000);
    answer(false);
    await second;
    expect(flow.get()).toMatchObject({ status: 'partial', canRetry: false });
  });

  test('that says no says it to everyone who joined', async () => {
    const { flow, adapter } = setUp({ beforeSignOut: async () => false });
    const outcomes = await Promise.all([flow.signOut(), flow.signOut()]);
    expect(outcomes).toEqual([cancelled('local'), cancelled('local')]);
    expect(adapter.calls).toHaveLength(0);
  });

  test.each([
    ['true', () => true],
    ['nothing', () => {}],
    ['nothing, later', async () => {}],
  ])('that answers %s lets it go on', async (_, beforeSignOut) => {
    const { adapter, flow } = setUp({ beforeSignOut });
    void flow.signOut();
    await flushPromises();
    expect(adapter.calls).toHaveLength(1);
  });

  test('is told the scope, before anything else happens', async () => {
    const beforeSignOut = vi.fn();
    const { adapter, flow } = setUp({ beforeSignOut });
    void flow.signOut({ global: true });
    expect(beforeSignOut).toHaveBeenCalledExactlyOnceWith({ scope: 'global' });
    expect(adapter.calls).toHaveLength(0);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('the app');
      },
    ],
    ['rejects', () => Promise.reject(new Error('the app'))],
  ])('that %s signs nobody out, and that is shown', async (_, beforeSignOut) => {
    const { adapter, flow, told } = setUp({ beforeSignOut });
    const outcome = await flow.signOut();
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ step: 'prepare', reason: 'unknown' }],
    });
    expect(adapter.calls).toHaveLength(0);
    expect(flow.get()).toMatchObject({ status: 'failed', outcome });
    expect(told).toEqual([outcome]);
    expect(logged).toEqual([
      [expect.stringContaining('beforeSignOut threw'), new Error('the app')],
    ]);
    expect(logged[0]?.[0]).toContain('nobody was signed out');
  });

  test('that does not answer within a minute signs nobody out, and that is shown', async () => {
    vi.useFakeTimers();
    const { adapter, flow, told } = setUp({ beforeSignOut: () => new Promise(() => {}) });
    const promise = flow.signOut();
    await vi.advanceTimersByTimeAsync(59_999);
    expect(flow.get().status).toBe('pending');
    await vi.advanceTimersByTimeAsync(1);
    const outcome = await promise;
    expect(outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [{ step: 'prepare', reason: 'timeout', retryable: true }],
    });
    expect(adapter.calls).toHaveLength(0);
    expect(flow.get()).toMatchObject({ status: 'failed', outcome, canRetry: true });
    expect(told).toEqual([outcome]);
  });

  test('that itself asks to sign out is not kept waiting for itself', async () => {
    const inner: SignOutOutcome[] = [];
    const { adapter, flow, hooks } = setUp();
    hooks.beforeSignOut = async () => void inner.push(await flow.signOut());
    const outer = flow.signOut();
    await flushPromises();
    expect(inner).toEqual([cancelled('local')]);
    expect(adapter.calls).toHaveLength(1);
    adapter.call.settle(attempt(local));
    expect(await outer).toBe(local);
  });
});

describe('a store that tells of a sign-out', () => {
  test('may lead to a second click, which joins it', async () => {
    const { adapter, flow } = setUp({ beforeSignOut: () => true });
    let second: Promise<SignOutOutcome> | undefined;
    flow.subscribe(() => {
      second ??= flow.signOut();
    });
    const first = flow.signOut();
    await flushPromises();
    adapter.call.settle(attempt(local));
    expect([await first, await second]).toEqual([local, local]);
    expect(adapter.calls).toHaveLength(1);
  });
});

describe('afterSignOut', () => {
  test('runs in order, one after the other, before the outcome is shown', async () => {
    const order: string[] = [];
    let finish = () => {};
    const { adapter, flow } = setUp({
      afterSignOut: [
        () => new Promise<void>((resolve) => (finish = resolve)).then(() => void order.push('1')),
        () => void order.push('2'),
      ],
      onOutcome: () => void order.push('outcome'),
    });
    const promise = flow.signOut();
    adapter.call.settle(attempt(local));
    await flushPromises();
    expect(order).toEqual([]);
    expect(flow.get().status).toBe('pending');
    finish();
    await promise;
    expect(order).toEqual(['1', '2', 'outcome']);
  });

  test('is told the outcome', async () => {
    const task = vi.fn();
    const { adapter, flow } = setUp({ afterSignOut: [task] });
    const promise = flow.signOut();
    adapter.call.settle(attempt(local));
    await promise;
    expect(task).toHaveBeenCalledExactlyOnceWith(local);
  });

  test('runs once where the adapter runs it before the page leaves', async () => {
    const task = vi.fn();
    const { adapter, flow } = setUp({ afterSignOut: [task] });
    const promise = flow.signOut();
    await adapter.call.request.cleanup?.(local);
    adapter.call.settle(attempt(local));
    await promise;
    expect(task).toHaveBeenCalledOnce();
  });

  test('is done before the page leaves for the managed login', async () => {
    const task = deferred<void>();
    const { adapter, flow } = setUp({ afterSignOut: [() => task.promise] });
    void flow.signOut();
    let mayLeave = false;
    void adapter.call.request.cleanup?.(local).then(() => {
      mayLeave = true;
    });
    await flushPromises();
    expect(mayLeave).toBe(false);
    task.resolve();
    await flushPromises();
    expect(mayLeave).toBe(true);
  });

  test('does not run where this browser still holds the session', async () => {
    const task = vi.fn();
    const { adapter, flow } = setUp({ afterSignOut: [task] });
    const promise = flow.signOut();
    adapter.call.settle(attempt(refused));
    await promise;
    expect(task).not.toHaveBeenCalled();
  });

  test('does not run again for a retry of the same sign-out', async () => {
    const task = vi.fn();
    const { adapter, flow } = setUp({ afterSignOut: [task] });
    const promise = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry: async () => attempt(global) }));
    await promise;
    expect(await flow.retry()).toEqual(global);
    expect(task).toHaveBeenCalledOnce();
  });

  test('that fails is a warning of a complete sign-out, and the rest still runs', async () => {
    const last = vi.fn();
    const { adapter, flow, told } = setUp({
      afterSignOut: [
        () => {
          throw new Error('the app');
        },
        () => Promise.reject(new Error('the app')),
        last,
      ],
    });
    const promise = flow.signOut();
    adapter.call.settle(attempt(local));
    const failure = { step: 'cleanup', reason: 'unknown', retryable: false };
    expect(await promise).toEqual({ ...local, warnings: [failure, failure] });
    expect(told).toEqual([{ ...local, warnings: [failure, failure] }]);
    expect(last).toHaveBeenCalledOnce();
  });

  test('that fails is a failure of a partial one', async () => {
    const { adapter, flow } = setUp({ afterSignOut: [() => Promise.reject(new Error('app'))] });
    const outcome = busy();
    const promise = flow.signOut({ global: true });
    adapter.call.settle(attempt(outcome));
    expect(await promise).toMatchObject({
      status: 'partial',
      failures: [outcome.failures[0], { step: 'cleanup', reason: 'unknown' }],
    });
  });

  test('gets five seconds for each task', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp({
      afterSignOut: [() => new Promise(() => {}), () => new Promise(() => {})],
    });
    let outcome: SignOutOutcome | undefined;
    void flow.signOut().then((settled) => (outcome = settled));
    adapter.call.settle(attempt(local));
    await vi.advanceTimersByTimeAsync(9_999);
    expect(outcome).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toMatchObject({
      status: 'complete',
      warnings: [
        { step: 'cleanup', reason: 'timeout' },
        { step: 'cleanup', reason: 'timeout' },
      ],
    });
  });

  test('leaves no timer behind', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp({ afterSignOut: [() => {}, async () => {}] });
    const promise = flow.signOut();
    adapter.call.settle(attempt(local));
    await promise;
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a retry', () => {
  test('after a partial sign-out uses what was retained, and keeps the outcome in view', async () => {
    const { adapter, flow, told } = setUp();
    const outcome = busy();
    let settleRetry = (_: ReturnType<typeof attempt>) => {};
    const retry = vi.fn(
      () => new Promise<ReturnType<typeof attempt>>((resolve) => (settleRetry = resolve)),
    );
    const first = flow.signOut({ global: true });
    adapter.call.settle(attempt(outcome, { retry }));
    await first;
    expect(flow.get()).toEqual({ status: 'partial', outcome, canRetry: true, button: null });

    const again = flow.retry();
    expect(flow.get()).toEqual({ status: 'pending', outcome, canRetry: true, button: null });
    const joined = flow.retry();
    settleRetry(attempt(global));
    expect(await Promise.all([again, joined])).toEqual([global, global]);
    expect(retry).toHaveBeenCalledOnce();
    expect(adapter.calls).toHaveLength(1);
    expect(flow.get()).toEqual({
      status: 'complete',
      outcome: global,
      canRetry: false,
      button: null,
    });
    expect(told).toEqual([outcome, global]);
  });

  test('can be retried again', async () => {
    const { adapter, flow } = setUp();
    const second = async () => attempt(busy(), { retry: async () => attempt(global) });
    const first = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry: second }));
    await first;
    expect(await flow.retry()).toMatchObject({ status: 'partial' });
    expect(flow.get().canRetry).toBe(true);
    expect(await flow.retry()).toBe(global);
  });

  test('after a failed sign-out is the same again', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut({ global: true, redirectUrl: '/bye' });
    adapter.call.settle(attempt(refused));
    await first;
    expect(flow.get().canRetry).toBe(true);
    const again = flow.retry();
    expect(adapter.calls).toHaveLength(2);
    expect(adapter.call.request).toMatchObject({ scope: 'global', redirectUrl: '/bye' });
    adapter.call.settle(attempt(global));
    expect(await again).toBe(global);
  });

  test('after a failed sign-out of this device leaves the other devices alone', async () => {
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(refused));
    void flow.retry();
    expect(adapter.calls).toHaveLength(2);
    expect(adapter.call.request.scope).toBe('local');
  });

  test('after a failed sign-out is there for as long as the page is', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(refused));
    vi.advanceTimersByTime(60 * 24 * 3_600_000);
    expect(flow.get()).toMatchObject({ status: 'failed', canRetry: true });
  });

  test('before any sign-out does nothing', async () => {
    const { adapter, flow, shown } = setUp();
    expect(await flow.retry()).toEqual(cancelled('local'));
    expect(adapter.calls).toHaveLength(0);
    expect(flow.get()).toEqual(idle);
    expect(shown).toEqual([]);
  });

  test('after a failed sign-out does not sign out someone else', async () => {
    const { adapter, flow, session } = setUp();
    const first = flow.signOut();
    adapter.call.settle(attempt(refused));
    await first;
    session.user = bob;
    expect(await flow.retry()).toBe(refused);
    expect(adapter.calls).toHaveLength(1);
  });

  test('of a click that came before the user was known still works', async () => {
    const { adapter, flow, session } = setUp();
    session.user = null;
    const first = flow.signOut();
    session.user = alice;
    adapter.call.settle(attempt(refused));
    await first;
    expect(flow.get().canRetry).toBe(true);
    void flow.retry();
    expect(adapter.calls).toHaveLength(2);
  });

  test('vanishes when it can no longer work', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const promise = flow.signOut({ global: true });
    const busyForGood = stillBusy();
    const { outcome } = busyForGood;
    adapter.call.settle(busyForGood);
    await promise;
    await vi.advanceTimersByTimeAsync(599_999);
    expect(flow.get().canRetry).toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(flow.get()).toEqual({ status: 'partial', outcome, canRetry: false, button: null });
  });

  test('vanishes on time where that is as long as a timer can wait', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const ms = 2 ** 31 - 1;
    const outcome = busy(new Date(Date.now() + ms));
    const retry = () => new Promise<never>(() => {});
    await signOutOnce({ flow, adapter }, attempt(outcome, { retry }), { global: true });
    vi.advanceTimersByTime(ms - 1);
    expect(flow.get().canRetry).toBe(true);
    vi.advanceTimersByTime(1);
    expect(flow.get().canRetry).toBe(false);
  });

  test('that is under way when its time is up is still under way', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const answer = deferred<ReturnType<typeof attempt>>();
    const until = new Date(Date.now() + 30_000);
    const first = attempt(busy(until), { retry: () => answer.promise });
    await signOutOnce({ flow, adapter }, first, { global: true });
    const retried = flow.retry();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(flow.get().status).toBe('pending');
    answer.resolve(attempt(global));
    expect(await retried).toBe(global);
    expect(flow.get().outcome).toBe(global);
  });

  test('whose time is up while a new sign-out runs does not disturb that one', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const until = new Date(Date.now() + 30_000);
    const first = attempt(busy(until), { retry: async () => attempt(global) });
    await signOutOnce({ flow, adapter }, first, { global: true });
    const next = flow.signOut();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(flow.get().status).toBe('pending');
    adapter.call.settle(attempt(local));
    expect(await next).toBe(local);
    expect(flow.get().outcome).toBe(local);
  });

  test.each([2 ** 31, 60 * 24 * 3_600_000])(
    'does not vanish early where it works for longer than a timer can wait: %i ms',
    async (ms) => {
      vi.useFakeTimers();
      const { adapter, flow } = setUp();
      const promise = flow.signOut({ global: true });
      const outcome = busy(new Date(Date.now() + ms));
      adapter.call.settle(attempt(outcome, { retry: async () => attempt(global) }));
      await promise;
      vi.advanceTimersByTime(1000);
      expect(flow.get().canRetry).toBe(true);
    },
  );

  test('is not cut short by the expiry of an earlier attempt', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const first = flow.signOut({ global: true });
    adapter.call.settle(stillBusy());
    await first;
    await vi.advanceTimersByTimeAsync(599_000);
    const second = flow.signOut({ global: true });
    adapter.call.settle(stillBusy());
    await second;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(flow.get().canRetry).toBe(true);
  });

  test('where there is none resolves to the outcome that stands', async () => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut();
    adapter.call.settle(attempt(local));
    await promise;
    expect(await flow.retry()).toBe(local);
    expect(adapter.calls).toHaveLength(1);
  });

  test('lets a new sign-out wait for its turn', async () => {
    const { adapter, flow } = setUp();
    let settleRetry = (_: ReturnType<typeof attempt>) => {};
    const retry = () =>
      new Promise<ReturnType<typeof attempt>>((resolve) => (settleRetry = resolve));
    const first = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry }));
    await first;
    void flow.retry();
    const next = [flow.signOut(), flow.signOut()];
    expect(adapter.calls).toHaveLength(1);
    settleRetry(attempt(global));
    await flushPromises();
    expect(adapter.calls).toHaveLength(2);
    adapter.call.settle(attempt(nobody));
    expect(await Promise.all(next)).toEqual([nobody, nobody]);
  });
});

test('a click that waited for a retry is followed where its session has ended meanwhile', async () => {
  const { adapter, flow, session } = setUp();
  const retried = deferred<ReturnType<typeof attempt>>();
  const retry = vi.fn(() => retried.promise);
  await signOutOnce({ flow, adapter }, attempt(busy(), { retry }), { global: true });
  void flow.retry();
  session.user = bob;
  const clicked = flow.signOut();
  session.user = null;
  retried.resolve(attempt(global));
  await flushPromises();
  expect(adapter.calls).toHaveLength(2);
  adapter.call.settle(attempt(nobody));
  expect(await clicked).toBe(nobody);
});

describe('dismiss', () => {
  test('puts the outcome away and forgets what was retained', async () => {
    const { adapter, flow, told } = setUp();
    const forget = vi.fn();
    const promise = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry: async () => attempt(global), forget }));
    await promise;
    flow.dismiss();
    expect(flow.get()).toEqual(idle);
    expect(forget).toHaveBeenCalledOnce();
    expect(told).toHaveLength(1);
  });

  test('leaves no timer behind', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const promise = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry: async () => attempt(global) }));
    await promise;
    flow.dismiss();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not stop a sign-out that is under way', async () => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut();
    flow.dismiss();
    expect(flow.get().status).toBe('pending');
    adapter.call.settle(attempt(local));
    expect(await promise).toBe(local);
    expect(flow.get().status).toBe('complete');
  });

  test('before any sign-out changes nothing', () => {
    const { flow, shown } = setUp();
    flow.dismiss();
    expect(flow.get()).toEqual(idle);
    expect(shown).toEqual([]);
  });
});

describe('a new sign-out', () => {
  test('after a partial one, with nobody signed in, goes on with what was retained', async () => {
    const { adapter, flow, session } = setUp();
    const retry = vi.fn(async () => attempt(global));
    const first = flow.signOut({ global: true });
    session.user = null;
    adapter.call.settle(attempt(busy(), { retry }));
    await first;
    expect(await flow.signOut({ global: true })).toBe(global);
    expect(retry).toHaveBeenCalledTimes(1);
    expect(adapter.calls).toHaveLength(1);
  });

  test('after a failed one goes on from what Cognito confirmed already', async () => {
    const { adapter, flow } = setUp();
    const retry = vi.fn(async () => attempt(local));
    await signOutOnce({ flow, adapter }, attempt(refused, { retry }));
    expect(await flow.signOut()).toBe(local);
    expect(retry).toHaveBeenCalledOnce();
    expect(adapter.calls).toHaveLength(1);
  });

  test.each([
    ['of someone else after a failed one', bob, refused, {}, {}],
    ['of this device after a partial one of all devices', null, busy(), { global: true }, {}],
    [
      'that leads elsewhere after a partial one',
      null,
      busy(),
      { global: true },
      { global: true, redirectUrl: '/bye' },
    ],
  ])('%s starts from the beginning', async (_, user, outcome, options, next) => {
    const { adapter, flow, session } = setUp();
    const retry = vi.fn(() => new Promise<never>(() => {}));
    await signOutOnce({ flow, adapter }, attempt(outcome, { retry }), options);
    session.user = user;
    void flow.signOut(next);
    expect(retry).not.toHaveBeenCalled();
    expect(adapter.calls).toHaveLength(2);
  });

  test('that is pending keeps its outcome when the same person signs in elsewhere', async () => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut();
    flow.handle({ type: 'signedIn', user: { ...alice } });
    adapter.call.settle(attempt(local));
    await promise;
    expect(flow.get().outcome).toBe(local);
  });

  test('after a failed one goes where it was asked to go now', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut({ redirectUrl: 'ftp://no' });
    adapter.call.settle(
      attempt(failedSignOut('local', 'notEnded', signOutFailure('prepare', 'misconfigured'))),
    );
    await first;
    void flow.signOut({ redirectUrl: '/bye' });
    expect(adapter.calls).toHaveLength(2);
    expect(adapter.call.request.redirectUrl).toBe('/bye');
  });

  test('after a cancelled one is not cancelled by the signal of then', async () => {
    const { adapter, flow } = setUp();
    const controller = new AbortController();
    const first = flow.signOut({ signal: controller.signal });
    controller.abort();
    adapter.call.settle(attempt(cancelled('local')));
    await first;
    void flow.signOut();
    expect(adapter.calls).toHaveLength(2);
    expect(adapter.call.request.signal?.aborted ?? false).toBe(false);
  });

  test('after a failed one can be cancelled by its own signal', async () => {
    const { adapter, flow } = setUp();
    const retry = vi.fn((_?: { signal?: AbortSignal }) => new Promise<never>(() => {}));
    const first = flow.signOut();
    adapter.call.settle(attempt(refused, { retry }));
    await first;
    const { signal } = new AbortController();
    void flow.signOut({ signal });
    const used = retry.mock.lastCall?.[0]?.signal ?? adapter.call.request.signal;
    expect(used).toBe(signal);
  });

  test('forgets what the last one retained', async () => {
    const { adapter, flow } = setUp();
    const forget = vi.fn();
    const first = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry: async () => attempt(global), forget }));
    await first;
    const second = flow.signOut();
    adapter.call.settle(attempt(local));
    await second;
    expect(forget).toHaveBeenCalledOnce();
  });
});

describe('a late result', () => {
  const setUpLate = async (hooks: SignOutHooks = {}) => {
    const set = setUp(hooks);
    let arrive = (_: ReturnType<typeof attempt>) => {};
    let fail = (_: unknown) => {};
    const late = new Promise<ReturnType<typeof attempt>>((resolve, reject) => {
      arrive = resolve;
      fail = reject;
    });
    const promise = set.flow.signOut();
    set.adapter.call.settle(attempt(refused, { late }));
    await promise;
    return { ...set, arrive, fail };
  };

  test('replaces the outcome', async () => {
    const { flow, told, arrive } = await setUpLate();
    expect(flow.get().outcome).toBe(refused);
    arrive(attempt(local));
    await flushPromises();
    expect(flow.get()).toEqual({
      status: 'complete',
      outcome: local,
      canRetry: false,
      button: null,
    });
    expect(told).toEqual([refused, local]);
  });

  test('runs the tasks that the failed one could not run', async () => {
    const task = vi.fn();
    const { arrive } = await setUpLate({ afterSignOut: [task] });
    expect(task).not.toHaveBeenCalled();
    arrive(attempt(local));
    await flushPromises();
    expect(task).toHaveBeenCalledOnce();
  });

  test('does not come back after it was dismissed', async () => {
    const { flow, arrive } = await setUpLate();
    flow.dismiss();
    arrive(attempt(local));
    await flushPromises();
    expect(flow.get()).toEqual(idle);
  });

  test('does not come back after it was dismissed while the tasks ran', async () => {
    let finish = () => {};
    const { flow, arrive } = await setUpLate({
      afterSignOut: [() => new Promise<void>((resolve) => (finish = resolve))],
    });
    arrive(attempt(local));
    await flushPromises();
    flow.dismiss();
    finish();
    await flushPromises();
    expect(flow.get()).toEqual(idle);
  });

  test('does not end a newer sign-out that is under way', async () => {
    let finish = () => {};
    const { adapter, flow, arrive } = await setUpLate({
      afterSignOut: [() => new Promise<void>((resolve) => (finish = resolve))],
    });
    arrive(attempt(local));
    await flushPromises();
    void flow.signOut();
    finish();
    await flushPromises();
    void flow.signOut();
    await flushPromises();
    // The first has settled, so a third would run beside the second.
    expect(adapter.calls.length).toBeLessThanOrEqual(2);
  });

  test('that failed too says nothing new', async () => {
    const { flow, told, arrive } = await setUpLate();
    const before = flow.get();
    arrive(attempt(failedSignOut('local', 'unknown', signOutFailure('clearLocal', 'timeout'))));
    await flushPromises();
    expect(flow.get()).toBe(before);
    expect(told).toEqual([refused]);
  });

  test('that never comes to anything changes nothing', async () => {
    const { flow, fail } = await setUpLate();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    fail(new Error('not my day'));
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', unhandled);
    expect(flow.get().outcome).toBe(refused);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

test('what is shown names the identity provider behind the sign-in, through a retry', async () => {
  const { adapter, flow, session } = setUp();
  session.user = { ...alice, identityProvider: 'Google' };
  void flow.signOut({ global: true });
  await flushPromises();
  adapter.call.settle(stillBusy());
  await flushPromises();
  expect(flow.get()).toMatchObject({ status: 'partial', identityProvider: 'Google' });
  void flow.retry();
  expect(flow.get()).toMatchObject({ status: 'pending', identityProvider: 'Google' });
});
