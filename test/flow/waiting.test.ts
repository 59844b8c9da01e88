import { describe, expect, test } from 'vitest';
import { attempt, flushPromises } from './createFakeAdapter';
import { busy, cancelled, deferred, settledNow, setUp, signOutOnce } from './setUp';

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
});
