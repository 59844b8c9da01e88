import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SettledSignOut, SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { alice, attempt, bob, createFakeAdapter, flushPromises } from './createFakeAdapter';
import { busy, deferred, global, inTenMinutes, local, refused, setUp, stillBusy } from './setUp';

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A flow on a page with other providers, whose sign-outs the test tells of. */
function onPage(hooks: SignOutHooks = {}) {
  vi.stubGlobal('window', new EventTarget());
  const listeners = new Set<(settled: SettledSignOut) => void>();
  const adapter = Object.assign(createFakeAdapter(), {
    onSettled(listener: (settled: SettledSignOut) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const session = { user: alice as typeof alice | null };
  let isGone = false;
  const told: SignOutOutcome[] = [];
  const flow = createSignOutFlow(
    adapter,
    () => ({ onOutcome: (outcome) => void told.push(outcome), ...hooks }),
    () => session.user,
    async () => {
      if (isGone) session.user = null;
    },
  );
  const stop = flow.connect();
  async function tell(
    settled: SignOutAttempt,
    requests: SettledSignOut['requests'] = [{ scope: settled.outcome.scope }],
  ) {
    isGone = settled.outcome.signedOutLocally;
    for (const listener of listeners) listener({ requests, take: () => settled });
    await flushPromises();
  }
  return { adapter, session, told, flow, stop, tell, listeners };
}

const elsewhere = { scope: 'global' } as const;

describe('a sign-out of another provider on the page', () => {
  test('is told here too, and shown there', async () => {
    const { flow, tell, told } = onPage();
    await tell(attempt(global));
    expect(flow.get()).toEqual({
      status: 'complete',
      outcome: global,
      canRetry: false,
      button: null,
      isElsewhere: true,
    });
    expect(told).toEqual([global]);
  });

  test('that was asked for all devices too late is told as there', async () => {
    const { flow, tell } = onPage();
    await tell(attempt(local), [elsewhere]);
    expect(flow.get()).toMatchObject({ status: 'partial', outcome: { scope: 'global' } });
    await tell(attempt(local), [{ scope: 'local' }]);
    expect(flow.get()).toMatchObject({ status: 'complete', outcome: { scope: 'local' } });
  });

  test('runs none of the app’s tasks, nor when it is corrected', async () => {
    const task = vi.fn();
    const { flow, tell } = onPage({ afterSignOut: [task] });
    const { promise, resolve } = deferred<SignOutAttempt>();
    await tell(attempt(refused, { correction: promise }));
    resolve(attempt(local));
    await flushPromises();
    expect(flow.get()).toMatchObject({ outcome: local, isElsewhere: true });
    expect(task).not.toHaveBeenCalled();
  });

  test('can be tried again here; who shows it stays the same', async () => {
    const { flow, tell, session } = onPage();
    session.user = null;
    await tell(attempt(busy(), { retry: async () => attempt(global) }));
    expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true, isElsewhere: true });
    await expect(flow.retry()).resolves.toEqual(global);
    expect(flow.get()).toMatchObject({ status: 'complete', isElsewhere: true });
  });

  test('is not tried again here by itself, and no longer than its time', async () => {
    vi.useFakeTimers();
    const retry = vi.fn(async () => stillBusy());
    const { flow, tell } = onPage();
    await tell(attempt(busy(inTenMinutes()), { retry }));
    window.dispatchEvent(new Event('online'));
    await vi.advanceTimersByTimeAsync(599_000);
    expect(retry).not.toHaveBeenCalled();
    expect(flow.get().canRetry).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(flow.get().canRetry).toBe(false);
  });

  test('is corrected as there, and the same again is no news', async () => {
    const { flow, tell, told } = onPage();
    const [again, worked] = [deferred<SignOutAttempt>(), deferred<SignOutAttempt>()];
    await tell(attempt(busy(null), { correction: again.promise }));
    const before = flow.get().outcome;
    again.resolve(attempt(busy(null), { correction: worked.promise }));
    await flushPromises();
    expect(flow.get().outcome).toBe(before);
    expect(told).toHaveLength(1);
    worked.resolve(attempt(global));
    await flushPromises();
    expect(flow.get()).toMatchObject({ outcome: global, isElsewhere: true });
    expect(told).toEqual([before, global]);
  });

  test('takes the place of what was told before, and what that retained is dropped', async () => {
    const forget = vi.fn();
    const { flow, tell } = onPage();
    await tell(attempt(busy(), { forget }));
    await tell(attempt(local));
    expect(flow.get().outcome).toBe(local);
    expect(forget).toHaveBeenCalledOnce();
  });

  test('is told once, whoever tells of it again', async () => {
    const { flow, tell, told } = onPage();
    const forget = vi.fn();
    await tell(attempt(busy(null)));
    const { outcome } = flow.get();
    await tell(attempt(busy(null), { forget }));
    expect(flow.get().outcome).toBe(outcome);
    expect(told).toHaveLength(1);
    expect(forget).toHaveBeenCalledOnce();
  });

  test('is put away here', async () => {
    const forget = vi.fn();
    const { flow, tell } = onPage();
    await tell(attempt(busy(), { forget }));
    flow.dismiss();
    expect(flow.get().status).toBe('idle');
    expect(forget).toHaveBeenCalledOnce();
  });

  test('is nothing to a page load after this one, which is told there', async () => {
    const keep = vi.fn();
    const { adapter, tell } = onPage();
    Object.assign(adapter, { keep });
    await tell(attempt(local));
    window.dispatchEvent(new Event('pagehide'));
    expect(keep).not.toHaveBeenCalled();
  });

  test('is told no longer once the provider is gone', async () => {
    const { listeners, stop } = onPage();
    expect(listeners.size).toBe(1);
    stop();
    expect(listeners.size).toBe(0);
  });
});

describe('a click here', () => {
  test('after one that failed there begins anew, and is shown here', async () => {
    const retry = vi.fn();
    const { adapter, flow, tell } = onPage();
    await tell(attempt(refused, { retry }));
    const signingOut = flow.signOut({}, 'button');
    adapter.call.settle(attempt(local));
    await signingOut;
    expect(retry).not.toHaveBeenCalled();
    expect(flow.get()).toEqual({
      status: 'complete',
      outcome: local,
      canRetry: false,
      button: 'button',
    });
  });

  test('after one that is partial there goes on with it, since nobody is there to sign out', async () => {
    const { adapter, flow, session, tell } = onPage();
    session.user = null;
    await tell(attempt(busy(), { retry: async () => attempt(global) }));
    await expect(flow.signOut({ global: true })).resolves.toEqual(global);
    expect(adapter.calls).toHaveLength(0);
  });

  test('that joined one of there is told here, and shown there', async () => {
    const { adapter, flow, tell } = onPage();
    const signingOut = flow.signOut({ global: true }, 'button');
    await tell(attempt(global), [elsewhere, adapter.call.request]);
    expect(flow.get()).toMatchObject({ status: 'pending', isElsewhere: true });
    adapter.call.settle(attempt(global));
    await signingOut;
    expect(flow.get()).toMatchObject({ outcome: global, isElsewhere: true });
  });

  test('that joined one of there, and then asked for more, is shown here', async () => {
    const { adapter, flow, tell } = onPage();
    const signingOut = flow.signOut({}, 'button');
    const { request } = adapter.call;
    await tell(attempt(local), [elsewhere, request]);
    void flow.signOut({ global: true });
    await tell(attempt(local), [request]);
    adapter.call.settle(attempt(local));
    await signingOut;
    expect(flow.get()).toMatchObject({ status: 'partial', button: 'button' });
    expect(flow.get()).not.toHaveProperty('isElsewhere');
  });

  test('that was the first is shown here', async () => {
    const { adapter, flow, tell } = onPage();
    const signingOut = flow.signOut({ global: true }, 'button');
    await tell(attempt(global), [adapter.call.request, elsewhere]);
    adapter.call.settle(attempt(global));
    await signingOut;
    expect(flow.get()).toEqual({
      status: 'complete',
      outcome: global,
      canRetry: false,
      button: 'button',
    });
  });

  test('that has settled by then is shown there all the same', async () => {
    const { adapter, flow, tell } = onPage();
    const signingOut = flow.signOut({ global: true }, 'button');
    const { request } = adapter.call;
    adapter.call.settle(attempt(global));
    await signingOut;
    await tell(attempt(global), [elsewhere, request]);
    expect(flow.get()).toMatchObject({ outcome: global, isElsewhere: true });
  });

  test('that settles after another one is newer', async () => {
    const { adapter, flow, tell } = onPage();
    const signingOut = flow.signOut({ global: true });
    await tell(attempt(local));
    await tell(attempt(global), [adapter.call.request]);
    adapter.call.settle(attempt(global));
    await signingOut;
    await flushPromises();
    expect(flow.get()).toMatchObject({ outcome: global });
    expect(flow.get()).not.toHaveProperty('isElsewhere');
  });

  test('that settles before another one is older, whoever is told first', async () => {
    const { adapter, flow, tell } = onPage();
    const signingOut = flow.signOut();
    await tell(attempt(local), [adapter.call.request]);
    await tell(attempt(busy()));
    adapter.call.settle(attempt(local));
    await expect(signingOut).resolves.toEqual(local);
    await flushPromises();
    expect(flow.get()).toMatchObject({ status: 'partial', isElsewhere: true });
  });

  test('that the app has called off leaves what was told meanwhile', async () => {
    const { promise, resolve } = deferred<boolean>();
    const { flow, tell } = onPage({ beforeSignOut: () => promise });
    const signingOut = flow.signOut();
    await tell(attempt(global));
    expect(flow.get()).toMatchObject({ status: 'pending' });
    resolve(false);
    await signingOut;
    await flushPromises();
    expect(flow.get()).toMatchObject({ outcome: global, isElsewhere: true });
  });

  test('that waits while somebody else signs in leaves nothing of the one before', async () => {
    const { promise, resolve } = deferred<boolean>();
    const { flow, session, tell } = onPage({ beforeSignOut: () => promise });
    const signingOut = flow.signOut();
    await tell(attempt(global));
    session.user = bob;
    flow.handle({ type: 'signedIn', user: bob });
    resolve(true);
    await signingOut;
    await flushPromises();
    expect(flow.get().status).toBe('idle');
  });
});

test('a provider that is back before its own click has settled goes on listening', async () => {
  const { adapter, flow, stop, tell, listeners } = onPage();
  const signingOut = flow.signOut();
  stop();
  flow.connect();
  adapter.call.settle(attempt(local));
  await signingOut;
  await flushPromises();
  expect(listeners.size).toBe(1);
  await tell(attempt(global));
  expect(flow.get()).toMatchObject({ outcome: global, isElsewhere: true });
});

test('a provider that is gone stops listening once its own click has settled', async () => {
  const { adapter, flow, stop, listeners } = onPage();
  const signingOut = flow.signOut();
  stop();
  expect(listeners.size).toBe(1);
  adapter.call.settle(attempt(local));
  await signingOut;
  await flushPromises();
  expect(listeners.size).toBe(0);
});

test('an adapter that tells nothing of others is as good', () => {
  vi.stubGlobal('window', new EventTarget());
  const { flow } = setUp();
  expect(() => flow.connect()()).not.toThrow();
});
