import { expect, test } from 'vitest';
import { isLost } from '../../src/outcome/isLost';
import { type SignOutFailure, signOutFailure } from '../../src/outcome/SignOutFailure';
import { completeSignOut, failedSignOut, type ServerSide } from '../../src/outcome/SignOutOutcome';

const lost = signOutFailure('session', 'unknown');
const late = signOutFailure('session', 'timeout');
const refused = signOutFailure('clearLocal', 'storage');

test.each<[boolean, ServerSide, SignOutFailure, ...SignOutFailure[]]>([
  [true, 'unknown', lost],
  [true, 'unknown', late],
  [true, 'unknown', late, lost],
  [false, 'notEnded', late],
  [false, 'unknown', late, refused],
  [false, 'unknown', refused],
  [false, 'unknown', signOutFailure('session', 'notAttempted')],
])('%s: server %s, %o', (is, server, failure, ...more) => {
  expect(isLost(failedSignOut('local', server, failure, ...more))).toBe(is);
});

test('what is no failure is not lost', () => {
  const nobody = completeSignOut({ scope: 'local', server: 'unknown', tokensExpireBy: null });
  expect(isLost(nobody)).toBe(false);
});
