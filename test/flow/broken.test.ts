import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthAdapter, SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { createAuthStore } from '../../src/flow/createAuthStore';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { partialSignOut } from '../../src/outcome/SignOutOutcome';
import { alice, attempt, bob, createFakeAdapter, flushPromises } from './createFakeAdapter';
import {
  busy,
  deferred,
  inTenMinutes,
  local,
  refused,
  settledNow,
  setUp,
  signOutOnce,
} from './setUp';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => {
  vi.useRealTimers();
});

const failedUnknown = { status: 'failed', failures: [{ step: 'session', reason: 'unknown' }] };

describe('an adapter that breaks', () => {
  test.each([
    ['nothing', undefined],
    ['an attempt without an outcome', {}],
  ])('and resolves to %s is failed, and does not block the page', async (_, result) => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut().catch((error) => `rejected: ${error}`);
    adapter.call.settle(result as never);
    expect(await settledNow(promise)).toMatchObject(failedUnknown);
    expect(flow.get().status).toBe('failed');
  });

  test('and rejects, and throws when asked who is there', async () => {
    const adapter = createFakeAdapter();
    const getCurrentUser = () => {
      throw new Error('theirs');
    };
    Object.assign(adapter, { getCurrentUser, signOut: () => Promise.reject(new Error('theirs')) });
    const store = createAuthStore(adapter, () => {});
    const flow = createSignOutFlow(
      adapter,
      () => ({}),
      () => alice,
      store.lookAgain,
    );
    const promise = flow.signOut().catch((error) => `rejected: ${error}`);
    expect(await settledNow(promise)).toMatchObject(failedUnknown);
    expect(flow.get().status).toBe('failed');
  });

  test('and lacks getCurrentUser does not break the app', () => {
    const adapter = createFakeAdapter();
    Object.assign(adapter, { getCurrentUser: undefined });
    const store = createAuthStore(adapter as AuthAdapter, () => {});
    expect(() => store.connect()).not.toThrow();
  });

  test('and whose forget throws leaves no one pending', async () => {
    const { adapter, flow } = setUp();
    const forget = () => {
      throw new Error('theirs');
    };
    await signOutOnce({ adapter, flow }, attempt(busy(), { forget }), { global: true });
    expect(() => flow.dismiss()).not.toThrow();
    expect(flow.get().status).toBe('idle');
  });

  test('and whose retry rejects keeps what was known', async () => {
    const { adapter, flow } = setUp();
    const retry = () => Promise.reject(new Error('theirs'));
    await signOutOnce({ adapter, flow }, attempt(busy(), { retry }), { global: true });
    expect(await settledNow(flow.retry())).toMatchObject({ status: 'partial' });
    expect(flow.get().status).toBe('partial');
  });
});

describe('what becomes known while another run is there', () => {
  test('a late result that came while the app was asked about a second click is shown after its no', async () => {
    const asked = deferred<boolean>();
    let clicks = 0;
    const beforeSignOut = () => (++clicks > 1 ? asked.promise : true);
    const { adapter, flow } = setUp({ beforeSignOut });
    const late = deferred<SignOutAttempt>();
    const first = flow.signOut();
    await flushPromises();
    adapter.call.settle(attempt(refused, { late: late.promise }));
    await first;
    expect(flow.get().status).toBe('failed');
    const second = flow.signOut();
    await flushPromises();
    late.resolve(attempt(local));
    await flushPromises();
    asked.resolve(false);
    await second;
    await flushPromises();
    expect(flow.get()).toMatchObject({ status: 'complete' });
  });

  test('a correction that came while the app was asked about a second click is shown after its no', async () => {
    const asked = deferred<boolean>();
    let clicks = 0;
    const beforeSignOut = () => (++clicks > 1 ? asked.promise : true);
    const { adapter, flow } = setUp({ beforeSignOut });
    const correction = deferred<SignOutAttempt>();
    const first = flow.signOut();
    await flushPromises();
    adapter.call.settle(attempt(local, { correction: correction.promise }));
    await first;
    const second = flow.signOut();
    await flushPromises();
    correction.resolve(attempt(refused));
    await flushPromises();
    asked.resolve(false);
    await second;
    await flushPromises();
    expect(flow.get()).toMatchObject({ status: 'failed' });
  });

  test('someone who signed in while the app was asked is not shown what was left of the one before', async () => {
    const asked = deferred<boolean>();
    let clicks = 0;
    const beforeSignOut = () => (++clicks > 1 ? asked.promise : true);
    const { adapter, flow, session } = setUp({ beforeSignOut });
    const forget = vi.fn();
    const retry = vi.fn(async () => attempt(local));
    const first = flow.signOut({ global: true });
    await flushPromises();
    adapter.call.settle(attempt(busy(), { retry, forget }));
    await first;
    session.user = null;
    const second = flow.signOut();
    await flushPromises();
    session.user = bob;
    flow.handle({ type: 'signedIn', user: bob });
    asked.resolve(true);
    await second;
    await flushPromises();
    expect(flow.get()).toMatchObject({ status: 'idle', outcome: null });
    expect(forget).toHaveBeenCalled();
  });

  test('a quiet retry that Cognito may have heard says so', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const maybe = partialSignOut({
      scope: 'global',
      server: 'unknown',
      tokensExpireBy: null,
      failures: [signOutFailure('globalSignOut', 'timeout')],
      retryUntil: inTenMinutes(),
    });
    const again: SignOutAttempt = attempt(maybe, { retry: async () => again });
    await signOutOnce({ adapter, flow }, attempt(busy(), { retry: async () => again }), {
      global: true,
    });
    expect(flow.get().outcome?.server).toBe('notEnded');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.get().outcome?.server).toBe('unknown');
  });

  test('a correction of what a correction was is shown too, after a dismiss neither', async () => {
    const { adapter, flow, told } = setUp();
    const [one, two] = [deferred<SignOutAttempt>(), deferred<SignOutAttempt>()];
    await signOutOnce({ adapter, flow }, attempt(local, { correction: one.promise }));
    one.resolve(attempt(busy(), { correction: two.promise }));
    await flushPromises();
    expect(flow.get().status).toBe('partial');
    flow.dismiss();
    two.resolve(attempt(refused));
    await flushPromises();
    expect(flow.get().status).toBe('idle');
    expect(told).toHaveLength(2);
  });

  test('a late result of the one before that comes while a quiet retry runs is not lost', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const correction = deferred<SignOutAttempt>();
    const hung = deferred<SignOutAttempt>();
    const first = attempt(busy(), { retry: () => hung.promise, correction: correction.promise });
    await signOutOnce({ adapter, flow }, first, { global: true });
    await vi.advanceTimersByTimeAsync(60_000);
    correction.resolve(attempt(refused));
    await flushPromises();
    hung.reject(new Error('theirs'));
    await flushPromises();
    expect(flow.get().status).toBe('failed');
  });
});

describe('overtaken', () => {
  test('an overtaken run that settles late tells once, forgets, and leaves the newer one alone', async () => {
    vi.useFakeTimers();
    const forget = vi.fn();
    const { adapter, flow, session, told } = setUp();
    const hers = flow.signOut();
    session.user = bob;
    flow.handle({ type: 'signedIn', user: bob });
    const his = flow.signOut();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(adapter.calls).toHaveLength(2);
    adapter.calls[0]?.settle(attempt(busy(), { forget, retry: async () => attempt(local) }));
    await flushPromises();
    expect(flow.get().status).toBe('pending');
    expect(forget).toHaveBeenCalled();
    adapter.calls[1]?.settle(attempt(local));
    expect(await settledNow(his)).toBe(local);
    expect(flow.get()).toMatchObject({ status: 'complete', outcome: local });
    await hers;
    expect(told).toHaveLength(2);
  });

  test('the same person’s click that waited for a hung retry of theirs', async () => {
    vi.useFakeTimers();
    const { adapter, flow, session } = setUp();
    const hung = deferred<SignOutAttempt>();
    await signOutOnce({ adapter, flow }, attempt(busy(), { retry: () => hung.promise }), {
      global: true,
    });
    session.user = null;
    void flow.retry();
    const clicked = flow.signOut();
    const both = flow.signOut({ global: true });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(adapter.calls).toHaveLength(2);
    hung.resolve(attempt(local));
    await flushPromises();
    expect(flow.get().status).toBe('pending');
    adapter.call.settle(attempt(local));
    expect(await settledNow(clicked)).toMatchObject({ status: 'complete' });
    expect((await settledNow(both)) as unknown).not.toBe('never settled');
  });
});

describe('two people', () => {
  test('a click that the app still thinks about is over once the next person has waited for it', async () => {
    vi.useFakeTimers();
    const answer = deferred<boolean>();
    const { adapter, flow, session, hooks } = setUp({ beforeSignOut: () => answer.promise });
    const first = flow.signOut();
    session.user = bob;
    hooks.beforeSignOut = undefined;
    const second = flow.signOut();
    await vi.advanceTimersByTimeAsync(10_000);
    adapter.call.settle(attempt(local));
    expect(await second).toBe(local);
    answer.resolve(true);
    expect(await first).toMatchObject({ status: 'failed', failures: [{ reason: 'cancelled' }] });
    expect(adapter.calls).toHaveLength(1);
    expect(flow.get().outcome).toBe(local);
  });

  test('a retry that is under way when someone else signs in is not shown to them', async () => {
    const { adapter, flow } = setUp();
    const retried = deferred<SignOutAttempt>();
    const result = attempt(busy(), { retry: () => retried.promise });
    await signOutOnce({ adapter, flow }, result, { global: true });
    void flow.retry();
    flow.handle({ type: 'signedIn', user: bob });
    retried.resolve(attempt(local));
    await flushPromises();
    expect(flow.get().status).toBe('idle');
  });
});

test('a retry without a time is offered for as long as it works', async () => {
  vi.useFakeTimers();
  const { adapter, flow } = setUp();
  const result: SignOutAttempt = attempt(busy(null), { retry: async () => result });
  await signOutOnce({ adapter, flow }, result, { global: true });
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true });
  flow.dismiss();
});
