import { expect, test } from 'vitest';
import { isSomeoneElses } from '../../src/outcome/isSomeoneElses';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { failedSignOut } from '../../src/outcome/SignOutOutcome';

test.each([
  ['session', true],
  ['globalSignOut', false],
] as const)('%s that was not attempted: %s', (step, isElses) => {
  const outcome = failedSignOut('global', 'notEnded', signOutFailure(step, 'notAttempted'));
  expect(isSomeoneElses(outcome)).toBe(isElses);
});
