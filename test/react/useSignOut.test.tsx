import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type MouseEventHandler, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import {
  AuthProvider,
  type AuthProviderProps,
  type CompleteSignOut,
  type FailedSignOut,
  type PartialSignOut,
  type SignOutOutcome,
  type UseSignOutResult,
  useSignOut,
} from '../../src';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { outcome } from '../../src/testing';
import { attempt, bob, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from './renderStrict';

/** Renders the hook alone in StrictMode; `hook.now` is what it returned last. */
async function renderHook(props: Partial<AuthProviderProps> = {}) {
  const adapter = createFakeAdapter();
  const results: UseSignOutResult[] = [];
  function Recorder() {
    const result = useSignOut();
    results.push(result);
    // Read, so that nobody is warned of an outcome that the app does not handle.
    void result.outcome;
    return null;
  }
  const app = (changed: Partial<AuthProviderProps> = {}) => (
    <AuthProvider adapter={adapter} {...props} {...changed}>
      <Recorder />
    </AuthProvider>
  );
  const view = await renderStrict(app());
  const hook = {
    get now(): UseSignOutResult {
      const result = results.at(-1);
      if (!result) throw new Error('The hook has not been called.');
      return result;
    },
  };
  return { adapter, hook, results, app, ...view };
}

describe('useSignOut', () => {
  test('goes from idle over pending to the outcome', async () => {
    const { adapter, hook } = await renderHook();
    expect(hook.now).toMatchObject({
      status: 'idle',
      isPending: false,
      outcome: null,
      retry: null,
    });
    act(() => void hook.now.signOut());
    expect(hook.now).toMatchObject({
      status: 'pending',
      isPending: true,
      outcome: null,
      retry: null,
    });
    const settled = outcome.complete();
    await act(async () => adapter.call.settle(attempt(settled)));
    expect(hook.now).toMatchObject({
      status: 'complete',
      isPending: false,
      outcome: settled,
      retry: null,
    });
  });

  test('offers the retry after a partial one, and keeps the outcome while it runs', async () => {
    const { adapter, hook } = await renderHook();
    let settleRetry = (_: ReturnType<typeof attempt>) => {};
    const retry = () =>
      new Promise<ReturnType<typeof attempt>>((resolve) => (settleRetry = resolve));
    act(() => void hook.now.signOut({ global: true }));
    const partial = outcome.partial();
    await act(async () => adapter.call.settle(attempt(partial, { retry })));
    expect(hook.now).toMatchObject({ status: 'partial', outcome: partial });
    act(() => void hook.now.retry?.());
    expect(hook.now).toMatchObject({ status: 'pending', outcome: partial, retry: null });
    await act(async () => settleRetry(attempt(outcome.complete())));
    expect(hook.now).toMatchObject({ status: 'complete', retry: null });
  });

  test('offers no retry after a partial one that retained nothing', async () => {
    const { adapter, hook } = await renderHook();
    act(() => void hook.now.signOut({ global: true }));
    await act(async () => adapter.call.settle(attempt(outcome.partial({ retryUntil: null }))));
    expect(hook.now).toMatchObject({ status: 'partial', retry: null });
  });

  test('offers to finish after a managed login’s partial one, in no other status', async () => {
    const { adapter, hook } = await renderHook();
    expect(hook.now.finish).toBeNull();
    act(() => void hook.now.signOut());
    expect(hook.now).toMatchObject({ status: 'pending', finish: null });
    const failures = [signOutFailure('hostedUi', 'notAttempted')] as const;
    const partial = outcome.partial({ server: 'ended', failures, retryUntil: null });
    let settleFinish = (_: ReturnType<typeof attempt>) => {};
    const finishing = new Promise<ReturnType<typeof attempt>>((resolve) => {
      settleFinish = resolve;
    });
    const retry = () => new Promise<never>(() => {});
    const finish = vi.fn(() => finishing);
    await act(async () => adapter.call.settle(attempt(partial, { finish })));
    const offered = hook.now.finish;
    act(() => offered?.());
    expect(finish).toHaveBeenCalledOnce();
    expect(hook.now).toMatchObject({ status: 'partial', outcome: partial });
    expect(hook.now.finish).toBe(offered);
    await act(async () => settleFinish(attempt(outcome.complete({ scope: 'local' }))));
    expect(hook.now).toMatchObject({ status: 'complete', finish: null });

    act(() => void hook.now.signOut());
    await act(async () => adapter.call.settle(attempt(partial, { retry, finish })));
    expect(hook.now.finish).toBe(offered);
    act(() => void hook.now.retry?.());
    expect(hook.now).toMatchObject({ status: 'pending', finish: null });
  });

  test('offers no retry of a failed one once that session is gone', async () => {
    const { adapter, hook } = await renderHook();
    act(() => void hook.now.signOut());
    await act(async () => adapter.call.settle(attempt(outcome.failed())));
    expect(hook.now.retry).not.toBeNull();
    act(() => adapter.emit({ type: 'signedOut', by: 'otherTab' }));
    expect(hook.now.retry).toBeNull();
  });

  test('puts the outcome away, on request and when someone signs in', async () => {
    const { adapter, hook } = await renderHook();
    act(() => void hook.now.signOut());
    await act(async () => adapter.call.settle(attempt(outcome.partial())));
    act(() => hook.now.dismiss());
    expect(hook.now.status).toBe('idle');

    act(() => void hook.now.signOut());
    await act(async () => adapter.call.settle(attempt(outcome.partial())));
    await act(async () => adapter.emit({ type: 'signedIn', user: bob }));
    expect(hook.now.status).toBe('idle');
  });

  test('does not show bob what became of a retry that alice left running', async () => {
    const { adapter, hook } = await renderHook();
    let settleRetry = (_: ReturnType<typeof attempt>) => {};
    const retry = () =>
      new Promise<ReturnType<typeof attempt>>((resolve) => (settleRetry = resolve));
    act(() => void hook.now.signOut({ global: true }));
    await act(async () => adapter.call.settle(attempt(outcome.partial(), { retry })));
    act(() => void hook.now.retry?.());
    await act(async () => adapter.emit({ type: 'signedIn', user: bob }));
    await act(async () => settleRetry(attempt(outcome.complete())));
    expect(hook.now).toMatchObject({ status: 'idle', outcome: null });
  });

  test('does not take bob for signed out by a sign-out that alice left running', async () => {
    const { adapter, hook } = await renderHook();
    act(() => void hook.now.signOut());
    await act(async () => adapter.emit({ type: 'signedIn', user: bob }));
    let settled: SignOutOutcome | undefined;
    act(() => void hook.now.signOut().then((outcome) => (settled = outcome)));
    const [first] = adapter.calls;
    await act(async () => first?.settle(attempt(outcome.complete({ scope: 'local' }))));
    expect(settled).toBeUndefined();
    expect(adapter.calls).toHaveLength(2);
    const own = outcome.complete({ scope: 'local' });
    await act(async () => adapter.call.settle(attempt(own)));
    expect(settled).toBe(own);
    expect(hook.now).toMatchObject({ status: 'complete', outcome: own });
  });

  test('keeps its functions for good', async () => {
    const { adapter, hook, rerender, app } = await renderHook();
    const { signOut, dismiss } = hook.now;
    rerender(app({ messages: {} }));
    act(() => void hook.now.signOut());
    await act(async () => adapter.call.settle(attempt(outcome.complete())));
    expect(hook.now.signOut).toBe(signOut);
    expect(hook.now.dismiss).toBe(dismiss);
  });

  test('returns the same object until something changes', async () => {
    const { hook, rerender, app } = await renderHook();
    const before = hook.now;
    rerender(app());
    expect(hook.now).toBe(before);
  });

  test('signs out once in StrictMode', async () => {
    const { adapter, hook } = await renderHook();
    act(() => void hook.now.signOut());
    expect(adapter.calls).toHaveLength(1);
  });

  test('is shared by everything under one provider', async () => {
    const adapter = createFakeAdapter();
    const all: UseSignOutResult[] = [];
    function Part({ index }: { index: number }) {
      all[index] = useSignOut();
      return null;
    }
    await renderStrict(
      <AuthProvider adapter={adapter}>
        <Part index={0} />
        <Part index={1} />
      </AuthProvider>,
    );
    act(() => void all[0]?.signOut());
    act(() => void all[1]?.signOut());
    expect(adapter.calls).toHaveLength(1);
    expect(all[1]).toMatchObject({ status: 'pending' });
  });

  test('says no without a trace where the app does', async () => {
    const onOutcome = vi.fn();
    const { adapter, hook } = await renderHook({ beforeSignOut: () => false, onOutcome });
    let settled: SignOutOutcome | undefined;
    await act(async () => {
      settled = await hook.now.signOut();
    });
    expect(settled).toMatchObject({
      status: 'failed',
      failures: [{ step: 'prepare', reason: 'cancelled' }],
    });
    expect(hook.now).toMatchObject({ status: 'idle', outcome: null });
    expect(adapter.calls).toHaveLength(0);
    expect(onOutcome).not.toHaveBeenCalled();
  });

  test('renders nothing by itself', async () => {
    const { adapter, hook, container } = await renderHook();
    act(() => void hook.now.signOut());
    await act(async () => adapter.call.settle(attempt(outcome.partial())));
    expect(container).toBeEmptyDOMElement();
    expect(document.querySelector('[aria-live]')).toBeNull();
  });

  test('outside a provider says what happened, why it matters and how to fix it', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    function Lost() {
      useSignOut();
      return null;
    }
    await expect(renderStrict(<Lost />)).rejects.toThrow(
      /^useSignOut was used outside <AuthProvider>.*can't.*Wrap .*<AuthProvider>/,
    );
  });
});

describe('an event', () => {
  test('is not taken for options', async () => {
    const adapter = createFakeAdapter();
    function Leave() {
      const { signOut } = useSignOut();
      return (
        <button type="button" onClick={signOut}>
          Leave
        </button>
      );
    }
    await renderStrict(
      <AuthProvider adapter={adapter}>
        <Leave />
      </AuthProvider>,
    );
    await userEvent.click(screen.getByRole('button'));
    expect(adapter.call.request.scope).toBe('local');
    expect(adapter.call.request).not.toHaveProperty('signal');
    expect(adapter.call.request).not.toHaveProperty('redirectUrl');
  });

  test('with a field called like an option is not taken for one either', async () => {
    const { adapter, hook } = await renderHook();
    const event = { nativeEvent: new Event('click'), global: true, redirectUrl: '/evil' };
    act(() => void hook.now.signOut(event as never));
    expect(adapter.call.request.scope).toBe('local');
    expect(adapter.call.request).not.toHaveProperty('redirectUrl');
  });
});

describe('the callbacks of the provider', () => {
  test('are read when they are used', async () => {
    const early = { beforeSignOut: vi.fn(), onOutcome: vi.fn(), afterSignOut: [vi.fn()] };
    const late = { beforeSignOut: vi.fn(), onOutcome: vi.fn(), afterSignOut: [vi.fn()] };
    const { adapter, hook, rerender, app } = await renderHook(early);
    await act(async () => void hook.now.signOut());
    rerender(app(late));
    const settled = outcome.complete();
    await act(async () => adapter.call.settle(attempt(settled)));
    expect(early.beforeSignOut).toHaveBeenCalledOnce();
    expect(late.beforeSignOut).not.toHaveBeenCalled();
    expect(early.onOutcome).not.toHaveBeenCalled();
    expect(late.onOutcome).toHaveBeenCalledExactlyOnceWith(settled);
    expect(early.afterSignOut[0]).not.toHaveBeenCalled();
    expect(late.afterSignOut[0]).toHaveBeenCalledOnce();
  });

  test('are those of the same commit for an effect that signs out', async () => {
    const adapter = createFakeAdapter();
    const [early, late] = [vi.fn(() => false), vi.fn(() => false)];
    function Idle({ isIdle }: { isIdle: boolean }) {
      const { signOut } = useSignOut();
      useEffect(() => {
        if (isIdle) void signOut();
      }, [isIdle, signOut]);
      return null;
    }
    const app = (isIdle: boolean) => (
      <AuthProvider adapter={adapter} beforeSignOut={isIdle ? late : early}>
        <Idle isIdle={isIdle} />
      </AuthProvider>
    );
    const { rerender } = await renderStrict(app(false));
    await act(async () => rerender(app(true)));
    expect(late).toHaveBeenCalled();
    expect(early).not.toHaveBeenCalled();
  });

  test('do not make the adapter be read again', async () => {
    const { adapter, rerender, app, hook } = await renderHook();
    const another = createFakeAdapter(bob);
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    rerender(app({ adapter: another }));
    act(() => void hook.now.signOut());
    expect(adapter.calls).toHaveLength(1);
    expect(another.listeners).toBe(0);
    expect(told).toHaveBeenCalledOnce();
  });
});

describe('a part of the app that unmounts', () => {
  test('loses neither the sign-out nor its retry', async () => {
    const adapter = createFakeAdapter();
    const seen: UseSignOutResult[] = [];
    function Part() {
      const result = useSignOut();
      seen.push(result);
      // Read, so that nobody is warned of an outcome that the app does not handle.
      void result.outcome;
      return null;
    }
    const app = (isThere: boolean) => (
      <AuthProvider adapter={adapter}>{isThere && <Part />}</AuthProvider>
    );
    const forget = vi.fn();
    const { rerender } = await renderStrict(app(true));
    act(() => void seen.at(-1)?.signOut({ global: true }));
    rerender(app(false));
    const retry = async () => attempt(outcome.complete());
    await act(async () => adapter.call.settle(attempt(outcome.partial(), { retry, forget })));
    rerender(app(true));
    expect(seen.at(-1)?.status).toBe('partial');
    expect(seen.at(-1)?.retry).not.toBeNull();
    expect(forget).not.toHaveBeenCalled();
  });

  test('in another root under the same provider takes part', async () => {
    const adapter = createFakeAdapter();
    let status = '';
    function Part() {
      status = useSignOut().status;
      return null;
    }
    const target = document.createElement('div');
    await renderStrict(
      <AuthProvider adapter={adapter}>{createPortal(<Part />, target)}</AuthProvider>,
    );
    expect(status).toBe('idle');
  });
});

test('the types tell the union apart, and fit onClick', () => {
  function narrow(result: UseSignOutResult) {
    switch (result.status) {
      case 'idle':
        return expectTypeOf(result.outcome).toEqualTypeOf<null>();
      case 'pending':
        return expectTypeOf(result.outcome).toEqualTypeOf<SignOutOutcome | null>();
      case 'complete':
        return expectTypeOf(result.outcome).toEqualTypeOf<CompleteSignOut>();
      case 'partial':
        return expectTypeOf(result.outcome).toEqualTypeOf<PartialSignOut>();
      case 'failed':
        return expectTypeOf(result.outcome).toEqualTypeOf<FailedSignOut>();
      default:
        return result satisfies never;
    }
  }
  expectTypeOf(narrow).toBeFunction();
  type Of<Status> = Extract<UseSignOutResult, { status: Status }>;
  expectTypeOf<Of<'partial'>['finish']>().toEqualTypeOf<(() => void) | null>();
  expectTypeOf<Of<'idle' | 'pending' | 'complete' | 'failed'>['finish']>().toEqualTypeOf<null>();
  expectTypeOf<UseSignOutResult['signOut']>().toExtend<MouseEventHandler<HTMLButtonElement>>();
  expectTypeOf<ReturnType<UseSignOutResult['signOut']>>().toEqualTypeOf<Promise<SignOutOutcome>>();
  // @ts-expect-error: not an option
  expectTypeOf<UseSignOutResult['signOut']>().toBeCallableWith({ everywhere: true });
});
