import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { withDefaults } from '../../src/adapter/amplify/AmplifyAdapterOptions';
import { sleep } from '../../src/adapter/amplify/signOut/sleep';
import { createDeadline } from '../../src/adapter/createDeadline';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});
const rejection = (promise: Promise<unknown>) =>
  promise.then(
    () => 'resolved',
    (reason) => reason,
  );

describe('a deadline', () => {
  test('lets through what settles in time, and leaves nothing behind', async () => {
    const deadline = createDeadline(100);
    const added = vi.spyOn(deadline.signal, 'addEventListener');
    const removed = vi.spyOn(deadline.signal, 'removeEventListener');
    expect(await deadline.within(Promise.resolve(5))).toBe(5);
    expect(await rejection(deadline.within(Promise.reject('no')))).toBe('no');
    expect(removed.mock.calls).toEqual(added.mock.calls);
    expect(added).toHaveBeenCalledTimes(2);
    deadline.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('ends what takes longer', async () => {
    const deadline = createDeadline(100);
    const waiting = rejection(deadline.within(never));
    await vi.advanceTimersByTimeAsync(99);
    expect(deadline.signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await waiting).toBe('timeout');
    expect(await rejection(deadline.within(never))).toBe('timeout');
  });

  test('comes early where its signal aborts, or has aborted', async () => {
    const controller = new AbortController();
    const deadline = createDeadline(100, controller.signal);
    const waiting = rejection(deadline.within(never));
    controller.abort();
    expect(await waiting).toBe('cancelled');
    expect(createDeadline(100, controller.signal).signal.reason).toBe('cancelled');
  });

  test('that was stopped comes no more', async () => {
    const controller = new AbortController();
    const deadline = createDeadline(100, controller.signal);
    deadline.stop();
    controller.abort();
    await vi.advanceTimersByTimeAsync(100);
    expect(deadline.signal.aborted).toBe(false);
  });
});

test('a sleep ends with its time or its signal, and leaves nothing behind', async () => {
  const controller = new AbortController();
  const removed = vi.spyOn(controller.signal, 'removeEventListener');
  let naps = 0;
  void sleep(100, controller.signal).then(() => naps++);
  await vi.advanceTimersByTimeAsync(99);
  expect(naps).toBe(0);
  await vi.advanceTimersByTimeAsync(1);
  expect(naps).toBe(1);
  expect(removed).toHaveBeenCalledTimes(1);
  void sleep(100, controller.signal).then(() => naps++);
  controller.abort();
  await vi.advanceTimersByTimeAsync(0);
  expect(naps).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
});

describe('the options', () => {
  test('have defaults', () => {
    const defaults = {
      attemptTimeoutMs: 5000,
      deadlineMs: 10_000,
      retainMs: 600_000,
      onGlobalFailure: 'signOutLocally',
    };
    expect(withDefaults()).toEqual(defaults);
    const given = { attemptTimeoutMs: 1, deadlineMs: 2, retainMs: 2 ** 31 - 1 };
    expect(withDefaults(given)).toEqual({ ...defaults, ...given });
    expect(withDefaults(null)).toEqual(defaults);
    expect(withDefaults({ onGlobalFailure: 'staySignedIn' }).onGlobalFailure).toBe('staySignedIn');
  });

  test.each(['staySignedin', true, null])('take no %j for what to do then', (given) => {
    expect(() => withDefaults({ onGlobalFailure: given as never })).toThrow(
      new RangeError(
        `createAmplifyAdapter: onGlobalFailure is ${JSON.stringify(given)}. Give 'signOutLocally' or 'staySignedIn'.`,
      ),
    );
  });

  test.each(['attemptTimeoutMs', 'deadlineMs', 'retainMs'])(
    'take no %s that no timer can keep',
    (name) => {
      for (const ms of [0, -1, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY]) {
        expect(() => withDefaults({ [name]: ms })).toThrow(
          new RangeError(
            `createAmplifyAdapter: ${name} is ${ms}, which no timer can keep. Give milliseconds above 0 and below 2^31.`,
          ),
        );
      }
    },
  );
});
