import { afterEach, describe, expect, test, vi } from 'vitest';
import type { SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { partialSignOut } from '../../src/outcome/SignOutOutcome';
import { alice, attempt, flushPromises } from './createFakeAdapter';
import { busy, deferred, idle, local, refused, setUp, signOutOnce } from './setUp';

afterEach(() => vi.useRealTimers());

const managedLogin = signOutFailure('hostedUi', 'notAttempted');
const [throttled] = busy().failures;
const open = () => partialSignOut({ ...busy(), failures: [throttled, managedLogin] });
const onlyManagedLogin = partialSignOut({
  scope: 'local',
  server: 'ended',
  tokensExpireBy: null,
  failures: [managedLogin],
  retryUntil: null,
});
const never = () => new Promise<never>(() => {});

describe('to finish at the managed login', () => {
  test('is offered beside the retry, and shows what it came to while the page leaves', async () => {
    const all = setUp();
    const finished = busy();
    const finish = vi.fn(async () => attempt(finished, { retry: never }));
    const outcome = open();
    await signOutOnce(all, attempt(outcome, { retry: never, finish }), { global: true });
    const { flow, told } = all;
    expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true, canFinish: true });
    flow.finish();
    await flushPromises();
    expect(finish).toHaveBeenCalledOnce();
    expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true });
    expect(flow.get()).not.toHaveProperty('canFinish');
    expect(told).toEqual([outcome, finished]);
  });

  test('is offered on its own once nothing can be retried any more', async () => {
    vi.useFakeTimers();
    const all = setUp();
    const again: SignOutAttempt = attempt(open(), {
      retry: async () => again,
      finish: async () => attempt(local),
    });
    await signOutOnce(all, again, { global: true });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(all.flow.get()).toMatchObject({ status: 'partial', canRetry: false, canFinish: true });
    all.flow.finish();
    await flushPromises();
    expect(all.flow.get()).toMatchObject({ status: 'complete', outcome: local });
  });

  test('is offered by a retry that came good by itself', async () => {
    vi.useFakeTimers();
    const all = setUp();
    const finish = vi.fn(async () => attempt(local));
    const retry = vi.fn(async () => attempt(onlyManagedLogin, { finish }));
    await signOutOnce(all, attempt(open(), { retry, finish: never }), { global: true });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(retry.mock.calls).toMatchObject([[{ isQuiet: true }]]);
    expect(all.flow.get()).toMatchObject({ outcome: onlyManagedLogin, canFinish: true });
    expect(all.flow.get().canRetry).toBe(false);
    expect(all.told).toHaveLength(2);
    expect(finish).not.toHaveBeenCalled();
  });

  test('does not wait for a retry that runs by itself', async () => {
    vi.useFakeTimers();
    const all = setUp();
    const finish = vi.fn(never);
    await signOutOnce(all, attempt(open(), { retry: never, finish }), { global: true });
    await vi.advanceTimersByTimeAsync(60_000);
    all.flow.finish();
    expect(finish).toHaveBeenCalledOnce();
    expect(all.flow.get().status).toBe('partial');
  });

  test('waits for the retry that was clicked', async () => {
    const all = setUp();
    const answer = deferred<SignOutAttempt>();
    const finish = vi.fn(never);
    const partial = attempt(open(), { retry: () => answer.promise, finish });
    await signOutOnce(all, partial, { global: true });
    const clicked = all.flow.retry();
    all.flow.finish();
    expect(finish).not.toHaveBeenCalled();
    answer.resolve(attempt(onlyManagedLogin, { finish }));
    await clicked;
    all.flow.finish();
    expect(finish).toHaveBeenCalledOnce();
  });

  test('is for nobody before a sign-out, after another outcome, or once it is put away', async () => {
    const all = setUp();
    const { flow } = all;
    const finish = vi.fn(never);
    flow.finish();
    for (const outcome of [local, refused]) {
      await signOutOnce(all, attempt(outcome, { finish }));
      expect(flow.get()).not.toHaveProperty('canFinish');
      flow.finish();
    }
    all.session.user = null;
    await signOutOnce(all, attempt(onlyManagedLogin, { finish }));
    flow.handle({ type: 'signedIn', user: alice });
    flow.finish();
    expect(flow.get()).toEqual(idle);
    expect(finish).not.toHaveBeenCalled();
  });

  test.each<[string, () => Promise<SignOutAttempt>]>([
    ['rejects', () => Promise.reject(new Error('no'))],
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
  ])('changes nothing where the adapter %s', async (_, finish) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const all = setUp();
    await signOutOnce(all, attempt(onlyManagedLogin, { finish }));
    all.flow.finish();
    await flushPromises();
    expect(all.flow.get()).toMatchObject({ outcome: onlyManagedLogin, canFinish: true });
    expect(all.told).toHaveLength(1);
    expect(error).toHaveBeenCalledOnce();
  });
});

test('a click on a retry that runs by itself makes it the person’s own', async () => {
  vi.useFakeTimers();
  const { adapter, flow } = setUp();
  const retry = vi.fn((_?: { isQuiet?: boolean }) => never());
  await signOutOnce({ adapter, flow }, attempt(open(), { retry }), { global: true });
  await vi.advanceTimersByTimeAsync(60_000);
  const [[options] = []] = retry.mock.calls;
  expect(options?.isQuiet).toBe(true);
  void flow.retry();
  expect(options?.isQuiet).toBe(false);
});
