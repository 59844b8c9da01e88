import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { outcome } from '../../src/testing';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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

  test('says until when it can be tried again only where it can', () => {
    const missing = { step: 'globalSignOut', reason: 'missingScope', retryable: false } as const;
    const task = { step: 'cleanup', reason: 'timeout', retryable: true } as const;
    expect(outcome.partial({ failures: [missing] }).retryUntil).toBeNull();
    expect(outcome.partial({ failures: [missing, task] }).retryUntil).toBeNull();
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
