import { expect, test } from 'vitest';
import { isOutcome } from '../../src/outcome/isOutcome';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { completeSignOut, failedSignOut, partialSignOut } from '../../src/outcome/SignOutOutcome';

const failure = signOutFailure('globalSignOut', 'throttled');
const settled = { scope: 'local', server: 'ended', tokensExpireBy: null } as const;

test.each([
  completeSignOut(settled),
  partialSignOut({ ...settled, failures: [failure], retryUntil: null }),
  failedSignOut('local', 'unknown', failure),
])('$status is an outcome', (outcome) => {
  expect(isOutcome(outcome)).toBe(true);
});

test.each([
  undefined,
  null,
  'complete',
  {},
  { status: 'ok', failures: [failure], warnings: [] },
  { status: 'complete' },
  { status: 'partial' },
  { status: 'failed', failures: [] },
  { status: 'failed', failures: [null] },
  { status: 'failed', failures: ['network'] },
])('%j is none', (given) => {
  expect(isOutcome(given)).toBe(false);
});
