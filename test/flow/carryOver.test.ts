import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutAttempt } from '../../src/adapter/AuthAdapter';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { failedSignOut, type SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { alice, attempt, bob, flushPromises } from './createFakeAdapter';
import { busy, deferred, idle, local, refused, setUp, signOutOnce, stillBusy } from './setUp';

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
  return () => vi.unstubAllGlobals();
});

const pageEvent = (type: string, persisted: boolean) =>
  window.dispatchEvent(Object.assign(new Event(type), { persisted }));
const leave = () => pageEvent('pagehide', true);
const comeBack = () => pageEvent('pageshow', true);

/** A page with a flow that is connected, as its adapter's page load found it. */
async function load(found: SignOutAttempt | null = null, hooks: SignOutHooks = {}) {
  const page = setUp(hooks);
  if (found?.outcome.signedOutLocally) page.session.user = null;
  const kept: (SignOutOutcome | null)[] = [];
  const restore = vi.fn(async () => found);
  Object.assign(page.adapter, { restore, keep: (it: SignOutOutcome | null) => void kept.push(it) });
  const disconnect = page.flow.connect();
  await flushPromises();
  return { ...page, kept, restore, disconnect };
}

const cutOff = failedSignOut('global', 'unknown', signOutFailure('globalSignOut', 'cancelled'));

describe('what the page load before has kept', () => {
  test('is shown without a retry, by whoever shows what no button here asked for', async () => {
    const { flow, told } = await load(attempt(busy(null)));
    const shown = flow.get();
    expect(shown).toMatchObject({ status: 'partial', outcome: busy(null), canRetry: false });
    expect(shown.button).not.toBeNull();
    expect(told).toEqual([]);
  });

  test('is nothing where somebody is there by now', async () => {
    const page = setUp();
    const restored = { ...attempt(busy(null)), forget: vi.fn() };
    page.adapter.restore = async () => restored;
    page.flow.connect();
    await flushPromises();
    expect(page.flow.get()).toEqual(idle);
    expect(restored.forget).toHaveBeenCalled();
  });

  test('is asked for once, however often an effect runs', async () => {
    const { flow, disconnect, restore } = await load(attempt(local));
    disconnect();
    flow.connect();
    await flushPromises();
    expect(restore).toHaveBeenCalledOnce();
    expect(flow.get().status).toBe('complete');
  });

  test('is put away like any other, and by a sign-in', async () => {
    const dismissed = await load(attempt(busy(null)));
    dismissed.flow.dismiss();
    expect(dismissed.flow.get()).toEqual(idle);
    const signedIn = await load(attempt(busy(null)));
    signedIn.flow.handle({ type: 'signedIn', user: bob });
    expect(signedIn.flow.get()).toEqual(idle);
  });

  test('names the identity provider of who was signed in', async () => {
    const page = setUp();
    const found = { ...attempt(stillBusy().outcome), identityProvider: 'Google' };
    Object.assign(page.adapter, { restore: async () => found });
    page.session.user = null;
    page.flow.connect();
    await flushPromises();
    expect(page.flow.get()).toMatchObject({ status: 'partial', identityProvider: 'Google' });
  });

  test('is not kept again', async () => {
    const { kept } = await load(attempt(busy(null)));
    leave();
    expect(kept).toEqual([]);
  });

  test('comes too late for somebody who has clicked by then', async () => {
    const page = setUp();
    const found = deferred<SignOutAttempt>();
    page.adapter.restore = () => found.promise;
    page.flow.connect();
    const signingOut = page.flow.signOut();
    const forget = vi.fn();
    found.resolve(attempt(busy(null), { forget }));
    await flushPromises();
    expect(page.flow.get().status).toBe('pending');
    page.adapter.call.settle(attempt(local));
    await signingOut;
    expect(page.flow.get().outcome).toBe(local);
    expect(forget).toHaveBeenCalledOnce();
  });

  test.each<[string, () => Promise<SignOutAttempt | null>]>([
    ['rejects', () => Promise.reject(new Error('Broken'))],
    [
      'throws',
      () => {
        throw new Error('Broken');
      },
    ],
    ['finds nothing', async () => null],
  ])('is nothing where the adapter %s', async (_name, restore) => {
    const page = setUp();
    page.adapter.restore = restore;
    page.flow.connect();
    await flushPromises();
    expect(page.flow.get()).toEqual(idle);
  });

  test('is nothing where the adapter keeps nothing', async () => {
    const page = setUp();
    page.flow.connect();
    await signOutOnce(page, attempt(local));
    leave();
    comeBack();
    expect(page.flow.get().outcome).toBe(local);
  });
});

describe('a sign-out that was cut off', () => {
  const found = () => attempt(cutOff, { retry: vi.fn() });

  test('is told to the app, which has not heard of it', async () => {
    const { flow, told } = await load(found());
    expect(flow.get()).toMatchObject({ status: 'failed', outcome: cutOff, canRetry: true });
    expect(told).toEqual([cutOff]);
  });

  test('begins anew, with all of the app’s part in it, and as a click', async () => {
    const beforeSignOut = vi.fn();
    const task = vi.fn();
    const page = await load(found(), { beforeSignOut, afterSignOut: [task] });
    const retrying = page.flow.retry();
    await flushPromises();
    expect(beforeSignOut).toHaveBeenCalledWith({ scope: 'global' });
    const { request } = page.adapter.call;
    expect(request).toMatchObject({ scope: 'global', userId: alice.userId });
    await request.cleanup?.(local);
    expect(task).toHaveBeenCalledOnce();
    page.adapter.call.settle(attempt(local));
    expect(await retrying).toBe(local);
  });

  test('is nothing to somebody else', async () => {
    const page = await load(found());
    page.session.user = bob;
    expect(await page.flow.retry()).toBe(cutOff);
    expect(page.adapter.calls).toEqual([]);
  });
});

describe('a page that is left', () => {
  test('keeps what it shows', async () => {
    const page = await load();
    await signOutOnce(page, attempt(busy()));
    leave();
    expect(page.kept).toEqual([page.flow.get().outcome]);
  });

  test('keeps what it shows of a click before it was known who is there, as nobody’s', async () => {
    const page = await load();
    page.session.user = null;
    const keep = vi.fn();
    Object.assign(page.adapter, { keep });
    await signOutOnce(page, attempt(busy()));
    leave();
    expect(keep).toHaveBeenCalledExactlyOnceWith(page.flow.get().outcome, undefined, undefined);
  });

  test('keeps nothing where nothing is shown, or was put away', async () => {
    const page = await load();
    leave();
    await signOutOnce(page, attempt(busy()));
    page.flow.dismiss();
    leave();
    expect(page.kept).toEqual([]);
  });

  test('keeps nothing while a sign-out runs, or a retry of one that failed', async () => {
    const page = await load();
    await signOutOnce(page, attempt(refused, { retry: () => new Promise(() => {}) }));
    void page.flow.retry();
    leave();
    const other = await load();
    void other.flow.signOut();
    leave();
    expect([...page.kept, ...other.kept]).toEqual([]);
  });

  test('keeps what a retry has begun with, which may be true no more', async () => {
    const page = await load();
    await signOutOnce(page, attempt(busy(), { retry: () => new Promise(() => {}) }));
    void page.flow.retry();
    leave();
    expect(page.kept).toEqual([{ ...busy(null), server: 'unknown' }]);
  });

  test('keeps nothing that asks for a page load', async () => {
    const page = await load();
    const lost = failedSignOut('local', 'unknown', signOutFailure('session', 'unknown'));
    await signOutOnce(page, attempt(lost));
    leave();
    expect(page.kept).toEqual([]);
  });

  test('keeps nothing once it is disconnected', async () => {
    const page = await load();
    await signOutOnce(page, attempt(busy()));
    page.disconnect();
    leave();
    expect(page.kept).toEqual([]);
  });

  test('drops what it kept when it is come back to, since it still shows it', async () => {
    const page = await load();
    comeBack();
    await signOutOnce(page, attempt(busy()));
    leave();
    pageEvent('pageshow', false);
    expect(page.kept).toHaveLength(1);
    comeBack();
    comeBack();
    expect(page.kept).toEqual([page.flow.get().outcome, null]);
  });

  test('offers no retry of a partial one any more: what was retained is gone', async () => {
    const page = await load();
    const retry = vi.fn();
    await signOutOnce(page, attempt(busy(), { retry }));
    leave();
    expect(page.flow.get()).toMatchObject({ status: 'partial', canRetry: false });
    window.dispatchEvent(new Event('online'));
    expect(retry).not.toHaveBeenCalled();
  });

  test('still offers the retry of one that failed, which starts from the storage', async () => {
    const page = await load();
    await signOutOnce(page, attempt(refused, { retry: async () => stillBusy() }));
    leave();
    expect(page.flow.get()).toMatchObject({ status: 'failed', canRetry: true });
  });
});
