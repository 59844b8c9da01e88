import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SignedOutBy, SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { alice, attempt, bob, flushPromises } from './createFakeAdapter';
import {
  busy,
  cancelled,
  deferred,
  global,
  idle,
  local,
  nobody,
  refused,
  setUp,
  signOutOnce,
  stillBusy,
} from './setUp';

afterEach(() => vi.useRealTimers());

describe('when someone signs in', () => {
  test.each([
    ['the same person', alice],
    ['someone else', bob],
  ])('the outcome before it is nothing to them: %s', async (_, user) => {
    const { adapter, flow } = setUp();
    const forget = vi.fn();
    await signOutOnce({ flow, adapter }, { ...stillBusy(), forget }, { global: true });
    flow.handle({ type: 'signedIn', user: { ...user } });
    expect(flow.get()).toEqual(idle);
    expect(forget).toHaveBeenCalledOnce();
  });

  test('nothing is tried again by itself', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const retry = vi.fn(async () => attempt(global));
    await signOutOnce({ flow, adapter }, attempt(busy(), { retry }), { global: true });
    flow.handle({ type: 'signedIn', user: bob });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(retry).not.toHaveBeenCalled();
  });

  test('a sign-out of someone else that is pending still ends, and is not shown to them', async () => {
    const { adapter, flow, told } = setUp();
    const forget = vi.fn();
    const promise = flow.signOut({ global: true });
    flow.handle({ type: 'signedIn', user: bob });
    expect(flow.get().status).toBe('idle');
    const { outcome, retry } = stillBusy();
    adapter.call.settle(attempt(outcome, { ...(retry && { retry }), forget }));
    expect(await promise).toBe(outcome);
    expect(told).toEqual([outcome]);
    expect(flow.get()).toEqual(idle);
    expect(forget).toHaveBeenCalledOnce();
  });

  test('a retry that runs keeps what it needs until it has settled, and then forgets it', async () => {
    const { adapter, flow, told } = setUp();
    const [kept, next] = [vi.fn(), vi.fn()];
    const retried = deferred<SignOutAttempt>();
    const promise = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry: () => retried.promise, forget: kept }));
    await promise;
    const again = flow.retry();
    flow.handle({ type: 'signedIn', user: bob });
    expect(kept).not.toHaveBeenCalled();
    expect(flow.get()).toEqual(idle);
    retried.resolve(attempt(global, { forget: next }));
    expect(await again).toBe(global);
    expect(told.at(-1)).toBe(global);
    expect(next).toHaveBeenCalledOnce();
    expect(flow.get()).toEqual(idle);
  });

  test('their own click waits for somebody’s retry, and is shown to wait', async () => {
    const { adapter, flow, session } = setUp();
    const retried = deferred<SignOutAttempt>();
    const promise = flow.signOut({ global: true });
    adapter.call.settle(attempt(busy(), { retry: () => retried.promise }));
    await promise;
    const again = flow.retry();
    session.user = bob;
    flow.handle({ type: 'signedIn', user: bob });
    const clicked = flow.signOut();
    expect(flow.get()).toEqual({ ...idle, status: 'pending' });
    retried.resolve(attempt(global));
    await again;
    await flushPromises();
    expect(adapter.call.request.userId).toBe(bob.userId);
    adapter.call.settle(attempt(local));
    expect(await clicked).toBe(local);
  });

  test('a click that waits for the retry of what has ended otherwise is shown to wait', async () => {
    const { adapter, flow } = setUp();
    const retried = deferred<SignOutAttempt>();
    const promise = flow.signOut();
    adapter.call.settle(attempt(refused, { retry: () => retried.promise }));
    await promise;
    void flow.retry();
    flow.handle({ type: 'signedOut', by: 'otherTab' });
    expect(flow.get()).toEqual(idle);
    const clicked = flow.signOut();
    expect(flow.get()).toEqual({ ...idle, status: 'pending' });
    retried.resolve(attempt(local));
    await flushPromises();
    adapter.call.settle(attempt(nobody));
    expect(await clicked).toBe(nobody);
  });

  test('what is left of a sign-out of someone else is not tried again by itself', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const retry = vi.fn(async () => attempt(global));
    const promise = flow.signOut({ global: true });
    flow.handle({ type: 'signedIn', user: bob });
    adapter.call.settle(attempt(busy(), { retry }));
    await promise;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(retry).not.toHaveBeenCalled();
    expect(flow.get()).toEqual(idle);
  });

  test('the same person, while the app is still asked, has not clicked in that session', async () => {
    const answer = deferred<boolean>();
    const { adapter, flow } = setUp({ beforeSignOut: () => answer.promise });
    const promise = flow.signOut();
    flow.handle({ type: 'signedIn', user: { ...alice } });
    answer.resolve(true);
    expect(await promise).toEqual(cancelled('local'));
    expect(adapter.calls).toHaveLength(0);
  });

  test('a click of before anyone was known is not theirs', async () => {
    const { adapter, flow, session } = setUp();
    session.user = null;
    const promise = flow.signOut();
    session.user = alice;
    flow.handle({ type: 'signedIn', user: alice });
    adapter.call.settle(attempt(local));
    expect(await promise).toBe(local);
    expect(flow.get()).toEqual(idle);
  });

  test('a click that the app still thinks about was somebody else’s, whoever that was', async () => {
    const answer = deferred<boolean>();
    const { adapter, flow, session } = setUp({ beforeSignOut: () => answer.promise });
    session.user = null;
    const promise = flow.signOut();
    flow.handle({ type: 'signedIn', user: bob });
    answer.resolve(true);
    expect(await promise).toEqual(cancelled('local'));
    expect(adapter.calls).toHaveLength(0);
  });

  test('their own click waits for the sign-out of the one before them', async () => {
    const { adapter, flow, session } = setUp();
    const first = flow.signOut();
    session.user = bob;
    flow.handle({ type: 'signedIn', user: bob });
    const second = flow.signOut({ global: true });
    expect(adapter.call.request.scope).toBe('local');
    adapter.call.settle(attempt(local));
    expect(await first).toBe(local);
    await flushPromises();
    expect(adapter.calls).toHaveLength(2);
    expect(adapter.call.request.scope).toBe('global');
    adapter.call.settle(attempt(global));
    expect(await second).toBe(global);
    expect(flow.get().outcome).toBe(global);
  });
});

describe('when the session ends', () => {
  const ends: SignedOutBy[] = ['user', 'otherTab', 'expired', 'revoked', 'unknown'];

  test.each(ends)('the outcome of a sign-out stays in view (%s)', async (by) => {
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(local));
    flow.handle({ type: 'signedOut', by });
    expect(flow.get().outcome).toBe(local);
  });

  test.each(ends)('what is left of a partial one can still be tried again (%s)', async (by) => {
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, stillBusy(), { global: true });
    const before = flow.get();
    flow.handle({ type: 'signedOut', by });
    expect(flow.get()).toBe(before);
    expect(before.canRetry).toBe(true);
    flow.dismiss();
  });

  test.each(ends.filter((by) => by !== 'unknown'))(
    'nobody is told that they are still signed in (%s), and what comes late is told',
    async (by) => {
      const { adapter, flow } = setUp();
      const { promise, resolve } = deferred<SignOutAttempt>();
      await signOutOnce({ flow, adapter }, attempt(refused, { late: promise }));
      flow.handle({ type: 'signedOut', by });
      expect(flow.get().status).toBe('idle');
      expect(await flow.retry()).toBe(refused);
      expect(adapter.calls).toHaveLength(1);
      resolve(attempt(local));
      await flushPromises();
      expect(flow.get().outcome).toBe(local);
    },
  );

  test('a failed one has nothing left to try again where it is not known what has ended it', async () => {
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(refused));
    flow.handle({ type: 'signedOut', by: 'unknown' });
    expect(flow.get()).toEqual({
      status: 'failed',
      outcome: refused,
      canRetry: false,
      button: null,
    });
    expect(await flow.retry()).toBe(refused);
    expect(adapter.calls).toHaveLength(1);
  });

  test('a second event of the same end says nothing new', async () => {
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(refused));
    flow.handle({ type: 'signedOut', by: 'unknown' });
    const before = flow.get();
    flow.handle({ type: 'signedOut', by: 'unknown' });
    expect(flow.get()).toBe(before);
  });

  test('nothing is shown where nobody asked for it', () => {
    const { flow, shown } = setUp();
    flow.handle({ type: 'signedOut', by: 'expired' });
    expect(flow.get()).toEqual(idle);
    expect(shown).toEqual([]);
  });

  test('a sign-out that is pending goes on', async () => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut();
    flow.handle({ type: 'signedOut', by: 'user' });
    expect(flow.get().status).toBe('pending');
    adapter.call.settle(attempt(local));
    expect(await promise).toBe(local);
    expect(flow.get().outcome).toBe(local);
  });
});
