import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthEvent, SignOutRequest } from '../../src/adapter/AuthAdapter';
import type { SignOutOutcome, SignOutScope } from '../../src/outcome/SignOutOutcome';
import { createScriptedAdapter, outcome } from '../../src/testing';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Lets the timers run meanwhile. */
async function ended<T>(promise: T): Promise<Awaited<T>> {
  await vi.runAllTimersAsync();
  return await promise;
}

const bea = { userId: 'b', username: 'bea', displayName: 'Bea' };

describe('a scripted adapter', () => {
  test('has someone signed in, unless told otherwise', async () => {
    expect(await createScriptedAdapter().getCurrentUser()).toMatchObject({ displayName: 'Ana' });
    expect(await createScriptedAdapter({ user: bea }).getCurrentUser()).toBe(bea);
    expect(await createScriptedAdapter({ user: null }).getCurrentUser()).toBeNull();
  });

  test('plays outcomes in order, sign-outs and retries alike, and repeats the last', async () => {
    const script = [outcome.failed(), outcome.partial(), outcome.complete()];
    const adapter = createScriptedAdapter({ outcomes: script });
    const first = adapter.signOut({ scope: 'global' });
    await vi.runAllTimersAsync();
    expect((await first).outcome).toEqual(script[0]);

    const second = adapter.signOut({ scope: 'global' });
    await vi.runAllTimersAsync();
    expect((await second).outcome).toEqual(script[1]);

    const third = (await second).retry?.();
    await vi.runAllTimersAsync();
    expect((await third)?.outcome).toEqual(script[2]);
    expect((await third)?.retry).toBeUndefined();

    const fourth = (await second).retry?.();
    await vi.runAllTimersAsync();
    expect((await fourth)?.outcome).toEqual(script[2]);
  });

  test("offers no retry where the session is somebody else's", async () => {
    const failures = [{ step: 'session', reason: 'notAttempted', retryable: false }] as const;
    const elses = outcome.failed({ server: 'notEnded', failures });
    const promise = createScriptedAdapter({ outcomes: [elses] }).signOut({ scope: 'local' });
    await vi.runAllTimersAsync();
    expect(await promise).not.toHaveProperty('retry');
  });

  test('offers to finish where the managed login is open, and plays on', async () => {
    const failures = [{ step: 'hostedUi', reason: 'notAttempted', retryable: false }] as const;
    const script = [outcome.partial({ server: 'ended', failures }), outcome.complete()];
    const promise = createScriptedAdapter({ outcomes: script }).signOut({ scope: 'global' });
    await vi.runAllTimersAsync();
    const { finish } = await promise;
    const finishing = finish?.();
    await vi.runAllTimersAsync();
    expect((await finishing)?.outcome).toEqual(script[1]);
    expect(await finishing).not.toHaveProperty('finish');
  });

  test.each(['local', 'global'] as const)(
    'without a script completes what was asked: %s',
    async (scope) => {
      const promise = createScriptedAdapter().signOut({ scope });
      await vi.runAllTimersAsync();
      expect((await promise).outcome).toMatchObject({ status: 'complete', scope, server: 'ended' });
    },
  );

  test('without a script can sign out of all devices only where it says so', async () => {
    const adapter = createScriptedAdapter({ canSignOutGlobally: false });
    expect(await adapter.canSignOutGlobally?.()).toBe(false);
    const { outcome: settled } = await ended(adapter.signOut({ scope: 'global' }));
    expect(settled).toMatchObject({ status: 'partial', failures: [{ reason: 'missingScope' }] });
    expect(settled).toMatchObject({ scope: 'global', server: 'notEnded', retryUntil: null });
  });

  describe.each(['complete', 'partial', 'failed'] as const)('plays what is %s', (status) => {
    const play = async (
      scope: SignOutScope,
      told: { scope?: SignOutScope } = {},
      isGiven = false,
    ) => {
      const next = isGiven ? () => outcome[status](told) : outcome[status](told);
      const adapter = createScriptedAdapter({ outcomes: [next] });
      return (await ended(adapter.signOut({ scope }))).outcome;
    };

    test('with the scope that is asked for', async () => {
      expect(await play('local')).toEqual(outcome[status]({ scope: 'local' }));
      expect(await play('global')).toEqual(outcome[status]({ scope: 'global' }));
      expect(await play('local', {}, true)).toEqual(outcome[status]({ scope: 'local' }));
    });

    test('with the scope that it was told', async () => {
      expect(await play('local', { scope: 'global' })).toMatchObject({ scope: 'global' });
      expect(await play('global', { scope: 'local' })).toMatchObject({ scope: 'local' });
    });

    test('as a frozen copy each time', async () => {
      const adapter = createScriptedAdapter({ outcomes: [outcome[status]()] });
      const first = await ended(adapter.signOut({ scope: 'global' }));
      adapter.signIn(bea);
      const second = await ended(adapter.signOut({ scope: 'global' }));
      expect(second).not.toBe(first);
      expect(second.outcome).not.toBe(first.outcome);
      expect(second.outcome).toEqual(first.outcome);
      expect(Object.isFrozen(second.outcome)).toBe(true);
    });
  });

  test('plays a partial local one as the refusal of RevokeToken', async () => {
    const adapter = createScriptedAdapter({ outcomes: [outcome.partial()] });
    const attempt = await ended(adapter.signOut({ scope: 'local' }));
    expect(attempt.outcome).toMatchObject({ failures: [{ step: 'revokeToken' }] });
  });

  test('plays an outcome that was written by hand, with its parts in any order', async () => {
    const byHand = { ...outcome.partial({ scope: 'global' }) };
    const entries = Object.entries(byHand).reverse();
    const adapter = createScriptedAdapter({ outcomes: [Object.fromEntries(entries) as never] });
    const attempt = await ended(adapter.signOut({ scope: 'local' }));
    expect(attempt.outcome).toEqual(byHand);
  });

  test('plays what a function makes of the request, and of the request of a retry', async () => {
    const asked: SignOutRequest[] = [];
    const next = (request: SignOutRequest) => {
      asked.push(request);
      return outcome.partial();
    };
    const adapter = createScriptedAdapter({ outcomes: [next] });
    const request = { scope: 'local', redirectUrl: '/bye' } as const;
    const { retry } = await ended(adapter.signOut(request));
    await ended(retry?.());
    expect(asked).toEqual([request, request]);
  });

  test('stays pending until a promise of the script settles', async () => {
    let settle = (_: SignOutOutcome) => {};
    const held = new Promise<SignOutOutcome>((resolve) => {
      settle = resolve;
    });
    const adapter = createScriptedAdapter({ outcomes: [() => held], latencyMs: 100 });
    const settled = vi.fn();
    const promise = adapter.signOut({ scope: 'local' }).then(settled);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(settled).not.toHaveBeenCalled();
    expect(await adapter.getCurrentUser()).not.toBeNull();
    settle(outcome.complete());
    await promise;
    expect(settled).toHaveBeenCalledOnce();
    expect(await adapter.getCurrentUser()).toBeNull();
  });

  test('can be called off while a promise of the script is held', async () => {
    const adapter = createScriptedAdapter({ outcomes: [() => new Promise<never>(() => {})] });
    const controller = new AbortController();
    const promise = adapter.signOut({ scope: 'local', signal: controller.signal });
    await vi.advanceTimersByTimeAsync(100);
    controller.abort();
    expect((await promise).outcome).toMatchObject({ failures: [{ reason: 'cancelled' }] });
  });

  test('plays one outcome for all who ask for the same at once', async () => {
    const script = [outcome.partial(), outcome.complete()];
    const adapter = createScriptedAdapter({ outcomes: script, latencyMs: 100 });
    const both = Promise.all([
      adapter.signOut({ scope: 'global' }),
      adapter.signOut({ scope: 'global' }),
    ]);
    expect((await ended(both)).map((it) => it.outcome)).toEqual([script[0], script[0]]);
    const { retry } = (await both)[1];
    expect((await ended(retry?.()))?.outcome).toEqual(script[1]);
  });

  test('lets each who asks call off their own', async () => {
    const adapter = createScriptedAdapter({ latencyMs: 100 });
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [first, second, null].map((controller) =>
      adapter.signOut({ scope: 'global', ...(controller && { signal: controller.signal }) }),
    );
    await vi.advanceTimersByTimeAsync(10);
    first.abort();
    second.abort();
    const outcomes = (await ended(Promise.all(asked))).map((it) => it.outcome.status);
    expect(outcomes).toEqual(['failed', 'failed', 'complete']);
  });

  test('takes as long as it is told', async () => {
    const settled = vi.fn();
    void createScriptedAdapter({ latencyMs: 300 }).signOut({ scope: 'local' }).then(settled);
    await vi.advanceTimersByTimeAsync(299);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(settled).toHaveBeenCalledOnce();
  });

  test('says that the user is gone when this browser is signed out, and only then', async () => {
    const events: AuthEvent[] = [];
    const adapter = createScriptedAdapter({ outcomes: [outcome.failed(), outcome.complete()] });
    const stop = adapter.subscribe((event) => events.push(event));
    const first = adapter.signOut({ scope: 'local' });
    await vi.runAllTimersAsync();
    await first;
    expect(events).toEqual([]);
    expect(await adapter.getCurrentUser()).not.toBeNull();

    const second = adapter.signOut({ scope: 'local' });
    await vi.runAllTimersAsync();
    await second;
    expect(events).toEqual([{ type: 'signedOut', by: 'user' }]);
    expect(await adapter.getCurrentUser()).toBeNull();
    stop();
  });

  test('tells nobody who has stopped listening', async () => {
    const listener = vi.fn();
    const adapter = createScriptedAdapter();
    adapter.subscribe(listener)();
    const promise = adapter.signOut({ scope: 'local' });
    await vi.runAllTimersAsync();
    await promise;
    expect(listener).not.toHaveBeenCalled();
  });

  test('signs someone in, and ends the session, from outside', async () => {
    const adapter = createScriptedAdapter({ user: null });
    const events: AuthEvent[] = [];
    adapter.subscribe((event) => events.push(event));
    adapter.endSession('expired');
    expect(events).toEqual([]);
    adapter.signIn(bea);
    expect(await adapter.getCurrentUser()).toBe(bea);
    const partial = outcome.partial();
    adapter.endSession('otherTab', partial);
    expect(await adapter.getCurrentUser()).toBeNull();
    const complete = outcome.complete();
    adapter.endSession('otherTab', complete);
    adapter.signIn(bea);
    adapter.endSession('expired');
    adapter.signIn(bea);
    adapter.endSession('revoked');
    expect(await adapter.getCurrentUser()).toBeNull();
    expect(events).toEqual([
      { type: 'signedIn', user: bea },
      { type: 'signedOut', by: 'otherTab', outcome: partial },
      { type: 'signedOut', by: 'otherTab', outcome: complete },
      { type: 'signedIn', user: bea },
      { type: 'signedOut', by: 'expired' },
      { type: 'signedIn', user: bea },
      { type: 'signedOut', by: 'revoked' },
    ]);
  });

  test('with nobody signed in is complete without playing anything', async () => {
    const adapter = createScriptedAdapter({ user: null, outcomes: [outcome.failed()] });
    const listener = vi.fn();
    adapter.subscribe(listener);
    const { outcome: settled, retry } = await adapter.signOut({ scope: 'global' });
    expect(settled).toMatchObject({ status: 'complete', scope: 'local', server: 'unknown' });
    expect(retry).toBeUndefined();
    expect(listener).not.toHaveBeenCalled();
  });

  test('goes on, at a click, with what a partial one has left open, until that is forgotten', async () => {
    const outcomes = [outcome.partial({ scope: 'local' }), outcome.partial(), outcome.complete()];
    const adapter = createScriptedAdapter({ outcomes });
    const signOut = async (scope: 'local' | 'global') => {
      const promise = adapter.signOut({ scope });
      await vi.runAllTimersAsync();
      return promise;
    };
    await signOut('local');
    const again = await signOut('global');
    expect(again.outcome).toMatchObject({ status: 'partial', scope: 'global' });
    again.forget();
    const after = await signOut('global');
    expect(after.outcome).toMatchObject({ status: 'complete', server: 'unknown' });
  });

  test('tries again what a click went on with, once for two who click at once', async () => {
    const complete = outcome.complete({ scope: 'global' });
    const partial = outcome.partial({ scope: 'global' });
    const adapter = createScriptedAdapter({
      outcomes: [outcome.partial({ scope: 'local' }), partial, complete],
    });
    const request = { scope: 'global' } as const;
    const local = adapter.signOut({ scope: 'local' });
    await vi.runAllTimersAsync();
    await local;
    const both = Promise.all([adapter.signOut(request), adapter.signOut(request)]);
    await vi.runAllTimersAsync();
    const [one, other] = await both;
    expect([one.outcome, other.outcome]).toEqual([partial, partial]);
    const again = one.retry?.();
    await vi.runAllTimersAsync();
    expect((await again)?.outcome).toEqual(complete);
  });

  test('can be called off at any time, and nobody is signed out', async () => {
    const adapter = createScriptedAdapter({ latencyMs: 1000 });
    const controller = new AbortController();
    const promise = adapter.signOut({ scope: 'local', signal: controller.signal });
    controller.abort();
    expect((await promise).outcome).toMatchObject({
      status: 'failed',
      failures: [{ step: 'prepare', reason: 'cancelled' }],
    });
    expect(await adapter.getCurrentUser()).not.toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('called off before it began settles at once and plays nothing', async () => {
    const script = [outcome.partial(), outcome.complete()];
    const adapter = createScriptedAdapter({ outcomes: script, latencyMs: 1000 });
    const settled = vi.fn();
    void adapter.signOut({ scope: 'global', signal: AbortSignal.abort() }).then(settled);
    await vi.advanceTimersByTimeAsync(0);
    expect(settled).toHaveBeenCalledOnce();
    const next = adapter.signOut({ scope: 'global' });
    await vi.advanceTimersByTimeAsync(1000);
    expect((await next).outcome).toEqual(script[0]);
  });

  test('reveals no token, since it has none, and may be told to forget', async () => {
    const promise = createScriptedAdapter().signOut({ scope: 'local' });
    await vi.runAllTimersAsync();
    const attempt = await promise;
    expect(attempt.revealToken()).toBeNull();
    attempt.forget();
    attempt.forget();
  });
});
