import { describe, expect, test, vi } from 'vitest';
import { attempt } from './createFakeAdapter';
import { busy, global, idle, local, refused, setUp, signOutOnce } from './setUp';

describe('the button that asked', () => {
  test('is known from the click on, until the outcome is put away', async () => {
    const { adapter, flow } = setUp();
    const promise = flow.signOut({}, 'header');
    expect(flow.get()).toMatchObject({ status: 'pending', button: 'header' });
    adapter.call.settle(attempt(local));
    await promise;
    expect(flow.get()).toMatchObject({ status: 'complete', button: 'header' });
    flow.dismiss();
    expect(flow.get()).toEqual(idle);
  });

  test('is the first one where a second one joins', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut({}, 'header');
    const second = flow.signOut({ global: true }, 'menu');
    expect(flow.get().button).toBe('header');
    adapter.call.settle(attempt(global));
    await Promise.all([first, second]);
    expect(flow.get().button).toBe('header');
  });

  test('is the one that joins a sign-out that no button asked for', async () => {
    const { adapter, flow } = setUp();
    const first = flow.signOut();
    expect(flow.get().button).toBeNull();
    const second = flow.signOut({}, 'header');
    expect(flow.get()).toEqual({
      status: 'pending',
      outcome: null,
      canRetry: false,
      button: 'header',
    });
    adapter.call.settle(attempt(local));
    await Promise.all([first, second]);
    expect(flow.get().button).toBe('header');
  });

  test('stays where a sign-out without a button joins, and nobody is told anything new', () => {
    const { flow } = setUp();
    void flow.signOut({}, 'header');
    const before = flow.get();
    void flow.signOut();
    expect(flow.get()).toBe(before);
  });

  test('is none where no button asked at all, and nobody is told anything new', () => {
    const { flow } = setUp();
    void flow.signOut();
    const before = flow.get();
    const listener = vi.fn();
    flow.subscribe(listener);
    void flow.signOut();
    expect(flow.get()).toBe(before);
    expect(listener).not.toHaveBeenCalled();
  });

  test('keeps the outcome through a retry of what is left', async () => {
    const { adapter, flow } = setUp();
    const first = attempt(busy(), { retry: async () => attempt(global) });
    await signOutOnce({ flow, adapter }, first, { global: true }, 'header');
    const retried = flow.retry();
    expect(flow.get()).toMatchObject({ status: 'pending', button: 'header' });
    await retried;
    expect(flow.get()).toMatchObject({ outcome: global, button: 'header' });
  });

  test('keeps the outcome through a sign-out that failed and is tried again', async () => {
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(refused), {}, 'header');
    void flow.retry();
    expect(flow.get()).toMatchObject({ status: 'pending', button: 'header' });
  });

  test('is another one in another sign-out', async () => {
    const { adapter, flow } = setUp();
    await signOutOnce({ flow, adapter }, attempt(local), {}, 'header');
    void flow.signOut({}, 'menu');
    expect(flow.get()).toMatchObject({ status: 'pending', outcome: null, button: 'menu' });
  });
});
