import { expect, test } from 'vitest';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { completeSignOut } from '../../src/outcome/SignOutOutcome';
import { tooLate } from '../../src/outcome/tooLate';

const nobody = completeSignOut({ scope: 'local', server: 'unknown', tokensExpireBy: null });

test('a sign-out of all devices was not too late where nobody was signed in', () => {
  expect(tooLate(nobody)).toBeNull();
});

test('it was where somebody was, though nothing is known of the server', () => {
  const warnings = [signOutFailure('revokeToken', 'unknown')];
  expect(tooLate(completeSignOut({ ...nobody, warnings }))).toMatchObject({
    status: 'partial',
    scope: 'global',
    failures: [{ step: 'globalSignOut', reason: 'notAttempted' }, { step: 'revokeToken' }],
  });
});
