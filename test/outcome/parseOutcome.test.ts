import { expect, test } from 'vitest';
import { parseOutcome } from '../../src/outcome/parseOutcome';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { completeSignOut, failedSignOut, partialSignOut } from '../../src/outcome/SignOutOutcome';

const complete = completeSignOut({
  scope: 'global',
  server: 'ended',
  tokensExpireBy: new Date(1e12),
  warnings: [signOutFailure('cleanup', 'timeout')],
});
const partial = partialSignOut({
  scope: 'global',
  server: 'notEnded',
  tokensExpireBy: null,
  failures: [
    signOutFailure('globalSignOut', 'throttled', 'TooManyRequestsException'),
    signOutFailure('hostedUi', 'notAttempted'),
  ],
  retryUntil: new Date(1e12),
});
const failed = failedSignOut('local', 'unknown', signOutFailure('clearLocal', 'storage'));

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

test.each([complete, partial, failed])(
  '$status survives JSON with its dates, and is frozen',
  (outcome) => {
    const parsed = parseOutcome(plain(outcome));
    expect(parsed).toEqual(outcome);
    expect(Object.isFrozen(parsed)).toBe(true);
  },
);

const [busy, redirect] = plain(partial).failures;

test.each<[string, unknown]>([
  ['nothing', null],
  ['a string', 'complete'],
  ['a list', [complete]],
  ['an unknown status', { ...plain(complete), status: 'done' }],
  ['an unknown scope', { ...plain(complete), scope: 'planet' }],
  ['an unknown server', { ...plain(complete), server: true }],
  ['a complete one that is still signed in', { ...plain(complete), signedOutLocally: false }],
  ['a failed one that is signed out', { ...plain(failed), signedOutLocally: true }],
  ['a global one that Cognito did not confirm', { ...plain(complete), server: 'notEnded' }],
  ['a global one of nobody', { ...plain(complete), server: 'unknown' }],
  ['a date that is none', { ...plain(complete), tokensExpireBy: 'soon' }],
  ['a date that is a number', { ...plain(complete), tokensExpireBy: 1e12 }],
  ['a date that is missing', { ...plain(complete), tokensExpireBy: undefined }],
  ['a retry until whenever', { ...plain(partial), retryUntil: 'ever' }],
  ['no warnings', { ...plain(complete), warnings: undefined }],
  ['warnings that are none', { ...plain(complete), warnings: [null] }],
  ['no failures', { ...plain(partial), failures: [] }],
  ['failures that are no list', { ...plain(failed), failures: busy }],
  ['one failure that is none', { ...plain(partial), failures: [busy, 'more'] }],
  ['an unknown step', { ...plain(failed), failures: [{ ...busy, step: 'toString' }] }],
  ['an unknown reason', { ...plain(failed), failures: [{ ...busy, reason: 'mood' }] }],
  [
    'a retryable that it is not',
    { ...plain(failed), failures: [{ ...redirect, retryable: true }] },
  ],
  ['a name that is none', { ...plain(failed), failures: [{ ...busy, errorName: '<b>no</b>' }] }],
  ['more than an outcome', { ...plain(failed), token: 'x' }],
  ['more than a failure', { ...plain(failed), failures: [{ ...busy, token: 'x' }] }],
  ['a name that is a number', { ...plain(failed), failures: [{ ...busy, errorName: 1 }] }],
])('%s is no outcome', (_name, value) => {
  expect(parseOutcome(value)).toBeNull();
});
