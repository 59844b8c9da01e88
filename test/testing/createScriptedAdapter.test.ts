import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createScriptedAdapter, outcome } from '../../src/testing';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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
    expect((await first).outcome).toBe(script[0]);

    const second = adapter.signOut({ scope: 'global' });
    await vi.runAllTimersAsync();
    expect((await second).outcome).toBe(script[1]);

    const third = (await second).retry?.();
    await vi.runAllTimersAsync();
    expect((await third)?.outcome).toBe(script[2]);
    expect((await third)?.retry).toBeUndefined();

    const fourth = (await second).retry?.();
    await vi.runAllTimersAsync();
    expect((await fourth)?.outcome).toBe(script[2]);
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
    const promise = createScriptedAdapter({ outcomes: script }).signOut({ scope: 'local' });
    await vi.runAllTimersAsync();
    const { finish } = await promise;
    const finishing = finish?.();
    await vi.runAllTimersAsync();
    expect((await finishing)?.outcome).toBe(script[1]);
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
    expect(events).toEqual([
      { type: 'signedIn', user: bea },
      { type: 'signedOut', by: 'otherTab', outcome: partial },
      { type: 'signedOut', by: 'otherTab', outcome: complete },
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
    expect((await next).outcome).toBe(script[0]);
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

describe('a built outcome', () => {
  test('is a full one of its kind', () => {
    expect(outcome.complete()).toMatchObject({
      status: 'complete',
      scope: 'global',
      signedOutLocally: true,
      server: 'ended',
      warnings: [],
    });
    expect(outcome.partial()).toMatchObject({
      status: 'partial',
      scope: 'global',
      signedOutLocally: true,
      server: 'notEnded',
      failures: [{ step: 'globalSignOut', reason: 'throttled', retryable: true }],
    });
    expect(outcome.failed()).toMatchObject({
      status: 'failed',
      scope: 'global',
      signedOutLocally: false,
      server: 'ended',
      failures: [{ step: 'clearLocal', reason: 'storage', retryable: false }],
    });
  });

  test('lasts as long as the real ones by default', () => {
    vi.setSystemTime(0);
    expect(outcome.complete().tokensExpireBy).toEqual(new Date(3_600_000));
    expect(outcome.partial().retryUntil).toEqual(new Date(600_000));
  });

  test('can be changed in any part', () => {
    const failures = [{ step: 'revokeToken', reason: 'offline', retryable: true }] as const;
    const partial = outcome.partial({ scope: 'local', server: 'unknown', failures });
    expect(partial).toMatchObject({ scope: 'local', server: 'unknown', failures });
    expect(outcome.failed({ scope: 'local', server: 'notEnded', failures })).toMatchObject({
      status: 'failed',
      scope: 'local',
      server: 'notEnded',
      failures,
    });
    expect(outcome.complete({ tokensExpireBy: null, warnings: failures })).toMatchObject({
      tokensExpireBy: null,
      warnings: failures,
    });
  });

  test.each([outcome.complete(), outcome.partial(), outcome.failed()])(
    'is frozen and cloneable like a real one: $status',
    (built) => {
      expect(Object.isFrozen(built)).toBe(true);
      expect(structuredClone(built)).toEqual(built);
    },
  );
});
