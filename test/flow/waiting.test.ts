import { describe, expect, test } from 'vitest';
import type { SignOutOptions } from '../../src/flow/signOutState';
import { attempt, flushPromises } from './createFakeAdapter';
import {
  busy,
  cancelled,
  deferred,
  global,
  local,
  nobody,
  settledNow,
  setUp,
  signOutOnce,
} from './setUp';

describe('a click that waits for a retry', () => {
  test('waits no longer than its own signal says', async () => {
    const { adapter, flow, session } = setUp();
    const retrying = deferred<ReturnType<typeof attempt>>();
    await signOutOnce({ adapter, flow }, attempt(busy(), { retry: () => retrying.promise }), {
      global: true,
    });
    session.user = null;
    const again = flow.retry();
    const controller = new AbortController();
    const clicked = flow.signOut({ signal: controller.signal });
    await flushPromises();
    controller.abort();
    expect(await settledNow(clicked)).toEqual(cancelled('local'));
    retrying.resolve(attempt(busy(null)));
    await again;
    await flushPromises();
    // What was called off is not begun after it.
    expect(adapter.calls).toHaveLength(1);
  });

  test.each<[string, SignOutOptions, ReturnType<typeof busy> | typeof local, boolean]>([
    ['all devices, which it signed out', { global: true }, global, true],
    ['this device, which it signed out too', {}, global, true],
    ['all devices, where it signed out this one', { global: true }, local, false],
    ['what it did not get', { global: true }, busy(null), false],
    ['to be led elsewhere', { global: true, redirectUrl: '/bye' }, global, false],
  ])(
    'begins anew only where that did not do what it asks for: %s',
    async (_, options, ended, isDone) => {
      const { adapter, flow, session, told } = setUp();
      const retrying = deferred<ReturnType<typeof attempt>>();
      const first = attempt(busy(), { retry: () => retrying.promise });
      await signOutOnce({ adapter, flow }, first, { global: true });
      session.user = null;
      void flow.retry();
      const clicked = flow.signOut(options);
      retrying.resolve(attempt(ended));
      await flushPromises();
      expect(adapter.calls).toHaveLength(isDone ? 1 : 2);
      if (!isDone) adapter.call.settle(attempt(nobody));
      expect(await clicked).toEqual(isDone ? ended : nobody);
      expect(told).toHaveLength(isDone ? 2 : 3);
    },
  );
});
