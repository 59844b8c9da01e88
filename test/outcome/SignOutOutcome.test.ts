import { describe, expect, test } from 'vitest';
import { isPassing, type SignOutReason, signOutFailure } from '../../src/outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
  wasCalledOff,
} from '../../src/outcome/SignOutOutcome';
import { withCleanupFailures } from '../../src/outcome/withCleanupFailures';

const throttled = signOutFailure('globalSignOut', 'throttled', 'TooManyRequestsException');
const disabled = signOutFailure('revokeToken', 'revocationDisabled');
const cleanup = signOutFailure('cleanup', 'timeout');
const soon = new Date(2030, 0, 1);

const complete = completeSignOut({
  scope: 'local',
  server: 'notEnded',
  tokensExpireBy: soon,
  warnings: [disabled],
});
const partial = partialSignOut({
  scope: 'global',
  server: 'unknown',
  tokensExpireBy: null,
  failures: [throttled],
  retryUntil: soon,
});
const failed = failedSignOut('global', 'ended', signOutFailure('clearLocal', 'storage'), throttled);

const outcomes: [string, SignOutOutcome][] = [
  ['complete', complete],
  ['partial', partial],
  ['failed', failed],
  ['complete with a task that failed', withCleanupFailures(complete, [cleanup])],
  ['partial with a task that failed', withCleanupFailures(partial, [cleanup])],
];

describe('an outcome', () => {
  test.each(outcomes)('cannot be changed: %s', (_, outcome) => {
    const lists = 'failures' in outcome ? outcome.failures : outcome.warnings;
    expect(Object.isFrozen(outcome)).toBe(true);
    expect(Object.isFrozen(lists)).toBe(true);
    expect(lists.every((failure) => Object.isFrozen(failure))).toBe(true);
  });

  test.each(outcomes)('can be posted to another window or worker: %s', (_, outcome) => {
    expect(structuredClone(outcome)).toEqual(outcome);
  });

  test('has exactly the fields of its kind', () => {
    expect(complete).toEqual({
      status: 'complete',
      scope: 'local',
      signedOutLocally: true,
      server: 'notEnded',
      tokensExpireBy: soon,
      warnings: [disabled],
    });
    expect(partial).toEqual({
      status: 'partial',
      scope: 'global',
      signedOutLocally: true,
      server: 'unknown',
      tokensExpireBy: null,
      failures: [throttled],
      retryUntil: soon,
    });
    expect(failed).toEqual({
      status: 'failed',
      scope: 'global',
      signedOutLocally: false,
      server: 'ended',
      failures: [signOutFailure('clearLocal', 'storage'), throttled],
    });
  });

  test('takes nothing along that it was not asked for', () => {
    const careless = { scope: 'local', server: 'ended', tokensExpireBy: null, token: 's3cret' };
    const made = [
      completeSignOut(careless as never),
      partialSignOut({ ...careless, failures: [disabled] } as never),
    ];
    expect(JSON.stringify(made)).not.toContain('s3cret');
  });

  test('does not change with the list it was made from', () => {
    const warnings = [disabled];
    const outcome = completeSignOut({
      scope: 'local',
      server: 'notEnded',
      tokensExpireBy: null,
      warnings,
    });
    warnings.push(cleanup);
    expect(outcome.warnings).toEqual([disabled]);
  });
});

describe('a failure', () => {
  test('can be retried exactly where the reason passes by itself', () => {
    const passing: SignOutReason[] = ['offline', 'network', 'timeout', 'throttled', 'service'];
    const lasting: SignOutReason[] = [
      'sessionExpired',
      'sessionRevoked',
      'userNotReady',
      'missingScope',
      'revocationDisabled',
      'forbidden',
      'misconfigured',
      'storage',
      'cancelled',
      'notAttempted',
      'unknown',
    ];
    const retryable = [...passing, ...lasting].filter(
      (reason) => signOutFailure('session', reason).retryable,
    );
    expect(retryable).toEqual(passing);
    expect([...passing, ...lasting].filter(isPassing)).toEqual(passing);
  });

  test('has no errorName where the service gave none', () => {
    expect('errorName' in disabled).toBe(false);
    expect(throttled.errorName).toBe('TooManyRequestsException');
  });
});

describe('what the app failed to clean up', () => {
  test('is a warning of a complete sign-out, which stays complete', () => {
    expect(withCleanupFailures(complete, [cleanup])).toEqual({
      ...complete,
      warnings: [disabled, cleanup],
    });
  });

  test('is a failure of a partial one, after what was there', () => {
    expect(withCleanupFailures(partial, [cleanup])).toEqual({
      ...partial,
      failures: [throttled, cleanup],
    });
  });

  test('is nothing to a failed one, which runs no tasks', () => {
    expect(withCleanupFailures(failed, [cleanup])).toBe(failed);
  });

  test('leaves the very same outcome where nothing failed', () => {
    expect(withCleanupFailures(complete, [])).toBe(complete);
  });
});

test('a failure that the service did not name has no errorName', () => {
  expect(Object.keys(signOutFailure('session', 'network'))).toEqual([
    'step',
    'reason',
    'retryable',
  ]);
});

test('only a failed sign-out whose first failure was a cancellation was called off', () => {
  const cancelled = signOutFailure('prepare', 'cancelled');
  expect(wasCalledOff(failedSignOut('local', 'notEnded', cancelled))).toBe(true);
  expect(wasCalledOff(failedSignOut('local', 'notEnded', throttled, cancelled))).toBe(false);
  expect(wasCalledOff(complete)).toBe(false);
  const cutShort = signOutFailure('globalSignOut', 'cancelled');
  expect(wasCalledOff(partialSignOut({ ...partial, failures: [cutShort] }))).toBe(false);
});
