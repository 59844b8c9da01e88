import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { attempt, flushPromises } from './createFakeAdapter';
import {
  busy,
  deferred,
  global,
  idle,
  local,
  refused,
  setUp,
  signOutOnce,
  stillBusy,
} from './setUp';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a retry by itself', () => {
  /** A partial sign-out of all devices whose retries come to what the test says. */
  async function setUpBusy() {
    vi.useFakeTimers();
    const all = setUp();
    const results: SignOutAttempt[] = [];
    const retry = vi.fn(async (): Promise<SignOutAttempt> => results.shift() ?? first);
    const first = attempt(busy(), { retry });
    const promise = all.flow.signOut({ global: true });
    all.adapter.call.settle(first);
    await promise;
    return { ...all, results, retry };
  }

  test('runs once a minute, and says nothing until it worked', async () => {
    const { flow, retry, results, shown, told } = await setUpBusy();
    const before = [...shown];
    await vi.advanceTimersByTimeAsync(59_999);
    expect(retry).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(retry).toHaveBeenCalledTimes(1);
    expect(shown).toEqual(before);
    expect(told).toHaveLength(1);
    results.push(attempt(global));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.get().outcome).toBe(global);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(retry).toHaveBeenCalledTimes(2);
  });

  test('runs as soon as the browser is back online', async () => {
    const target = new EventTarget();
    vi.stubGlobal('window', target);
    const { flow, retry, results } = await setUpBusy();
    results.push(attempt(global));
    target.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(0);
    expect(flow.get().outcome).toBe(global);
    target.dispatchEvent(new Event('online'));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  test('ends when the outcome is put away', async () => {
    const { flow, retry } = await setUpBusy();
    flow.dismiss();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(retry).not.toHaveBeenCalled();
  });

  test('that is under way is what a click waits for', async () => {
    const { flow, retry } = await setUpBusy();
    const answer = deferred<SignOutAttempt>();
    retry.mockReturnValueOnce(answer.promise);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.get().status).toBe('partial');
    const clicked = flow.retry();
    expect(flow.get().status).toBe('pending');
    answer.resolve(attempt(global));
    expect(await clicked).toBe(global);
    expect(retry).toHaveBeenCalledTimes(1);
  });

  test('that is under way does not bring back what was put away', async () => {
    const { flow, retry } = await setUpBusy();
    const answer = deferred<SignOutAttempt>();
    retry.mockReturnValueOnce(answer.promise);
    await vi.advanceTimersByTimeAsync(60_000);
    flow.dismiss();
    expect(flow.get()).toEqual(idle);
    answer.resolve(attempt(global));
    await flushPromises();
    expect(flow.get()).toEqual(idle);
  });

  test('leaves nothing behind in the page once it worked', async () => {
    let listening: [string, unknown][] = [];
    vi.stubGlobal('window', {
      addEventListener: (type: string, listener: unknown) => listening.push([type, listener]),
      removeEventListener(type: string, listener: unknown) {
        listening = listening.filter((it) => it[0] !== type || it[1] !== listener);
      },
    });
    const { results } = await setUpBusy();
    expect(listening).toHaveLength(1);
    results.push(attempt(global));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(listening).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not run where nothing can be retried', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(busy(null)), { global: true });
    expect(flow.get()).toMatchObject({ status: 'partial', canRetry: false });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not run after a failed sign-out: the person is still signed in here', async () => {
    vi.useFakeTimers();
    const { adapter, flow } = setUp();
    const retry = vi.fn(async () => attempt(local));
    await signOutOnce({ flow, adapter }, attempt(refused, { retry }));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(retry).not.toHaveBeenCalled();
    expect(flow.get().status).toBe('failed');
  });

  test('does not run beside the one that was clicked', async () => {
    const { flow, retry } = await setUpBusy();
    const answer = deferred<SignOutAttempt>();
    retry.mockReturnValueOnce(answer.promise);
    const clicked = flow.retry();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(retry).toHaveBeenCalledTimes(1);
    answer.resolve(attempt(global));
    expect(await clicked).toBe(global);
  });

  test('does not run beside a new sign-out', async () => {
    const { adapter, flow, retry } = await setUpBusy();
    const next = flow.signOut();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(retry).not.toHaveBeenCalled();
    adapter.call.settle(attempt(local));
    expect(await next).toBe(local);
  });

  test('goes on from where the one before it got to', async () => {
    const { flow, results, retry } = await setUpBusy();
    const forget = vi.fn();
    const again = vi.fn(async () => next);
    const next: SignOutAttempt = attempt(busy(), { retry: again, forget });
    results.push(next);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(retry).toHaveBeenCalledTimes(1);
    expect(again).toHaveBeenCalledTimes(1);
    flow.dismiss();
    expect(forget).toHaveBeenCalledOnce();
  });

  test('goes on after one that broke', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { flow, results, retry, shown } = await setUpBusy();
    const before = [...shown];
    retry.mockRejectedValueOnce(new Error('not my day'));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(shown).toEqual(before);
    expect(log).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('the adapter threw'),
      new Error('not my day'),
    );
    results.push(attempt(global));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.get().outcome).toBe(global);
  });

  test.each([
    ['nothing more can be tried', attempt(busy(null)), false],
    ['the session is back', attempt(refused, { retry: () => new Promise<never>(() => {}) }), true],
  ])('says so where it finds that %s', async (_, result, canRetry) => {
    const { flow, results, told } = await setUpBusy();
    results.push(result);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(flow.get()).toMatchObject({ outcome: result.outcome, canRetry });
    expect(told.at(-1)).toBe(result.outcome);
  });

  test('that is under way tells a click that it did not help', async () => {
    const { flow, retry, told } = await setUpBusy();
    const answer = deferred<SignOutAttempt>();
    retry.mockReturnValueOnce(answer.promise);
    await vi.advanceTimersByTimeAsync(60_000);
    const clicked = flow.retry();
    const result = stillBusy();
    answer.resolve(result);
    expect(await clicked).toBe(result.outcome);
    expect(flow.get()).toMatchObject({
      status: 'partial',
      outcome: result.outcome,
      canRetry: true,
    });
    expect(told).toHaveLength(2);
  });

  test('that is under way lets a new sign-out wait for its turn, and shows it as pending', async () => {
    const { adapter, flow, retry } = await setUpBusy();
    const { outcome } = flow.get();
    const answer = deferred<SignOutAttempt>();
    retry.mockReturnValueOnce(answer.promise);
    await vi.advanceTimersByTimeAsync(60_000);
    const next = flow.signOut();
    expect(flow.get()).toEqual({ status: 'pending', outcome, canRetry: true, button: null });
    expect(adapter.calls).toHaveLength(1);
    answer.resolve(attempt(global));
    await flushPromises();
    expect(adapter.calls).toHaveLength(2);
    adapter.call.settle(attempt(local));
    expect(await next).toBe(local);
  });

  test('that nobody waits for any more is not told of, where it was in vain', async () => {
    const { adapter, flow, retry, session, told } = await setUpBusy();
    session.user = null;
    const answer = deferred<SignOutAttempt>();
    retry.mockReturnValueOnce(answer.promise);
    await vi.advanceTimersByTimeAsync(60_000);
    const next = flow.signOut();
    await vi.advanceTimersByTimeAsync(10_000);
    adapter.call.settle(attempt(local));
    expect(await next).toBe(local);
    answer.resolve(stillBusy());
    await flushPromises();
    expect(told).toHaveLength(2);
    expect(flow.get().outcome).toBe(local);
  });
});
