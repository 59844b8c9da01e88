import { describe, expect, test } from 'vitest';
import { isNobody } from '../../src/outcome/isNobody';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { completeSignOut } from '../../src/outcome/SignOutOutcome';
import { outcome } from '../../src/testing';

const nobody = completeSignOut({ scope: 'local', server: 'unknown', tokensExpireBy: null });

describe('that nobody was signed in', () => {
  test('is what a local sign-out is complete with where Cognito was not asked', () => {
    expect(isNobody(nobody)).toBe(true);
  });

  test('is not changed by a task of the app that failed', () => {
    const warnings = [signOutFailure('cleanup', 'timeout')];
    expect(isNobody(completeSignOut({ ...nobody, warnings }))).toBe(true);
  });

  test.each([
    ['a session that may have ended', { warnings: [signOutFailure('revokeToken', 'unknown')] }],
    ['a session that ended', { server: 'ended' }],
    ['a session that no app client could end', { server: 'notEnded' }],
    ['a sign-out of all devices', { scope: 'global' }],
  ] as const)('is not said of %s', (_, change) => {
    expect(isNobody(completeSignOut({ ...nobody, ...change }))).toBe(false);
  });

  test('is not said of what is partial or failed', () => {
    const change = { scope: 'local', server: 'unknown' } as const;
    expect(isNobody(outcome.partial(change))).toBe(false);
    expect(isNobody(outcome.failed(change))).toBe(false);
  });
});
