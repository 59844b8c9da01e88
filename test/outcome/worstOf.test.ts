import { expect, test } from 'vitest';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { completeSignOut, failedSignOut, partialSignOut } from '../../src/outcome/SignOutOutcome';
import { worstOf } from '../../src/outcome/worstOf';

const [early, late] = [new Date(1000), new Date(2000)];
const local = { scope: 'local', tokensExpireBy: early } as const;
const ended = completeSignOut({ ...local, server: 'ended' });
const off = signOutFailure('revokeToken', 'revocationDisabled');
const busy = signOutFailure('revokeToken', 'throttled');
const refused = signOutFailure('clearLocal', 'storage');
const unrevoked = completeSignOut({
  ...local,
  server: 'notEnded',
  tokensExpireBy: late,
  warnings: [off],
});
const partial = partialSignOut({ ...local, server: 'unknown', failures: [busy], retryUntil: late });
const forGood = partialSignOut({ ...local, server: 'notEnded', failures: [off], retryUntil: null });

test('of none nobody was signed in, and one is what it is', () => {
  expect(worstOf([])).toMatchObject({ status: 'complete', scope: 'local', server: 'unknown' });
  expect(worstOf([partial])).toBe(partial);
});

test('several that are complete are no better than the one that Cognito did not end', () => {
  expect(worstOf([ended, unrevoked])).toEqual({ ...unrevoked, warnings: [off] });
  const later = { ...ended, tokensExpireBy: new Date(Number(ended.tokensExpireBy) + 1) };
  expect(worstOf([ended, later])).toEqual(later);
  expect(worstOf([ended, { ...ended, tokensExpireBy: null }])).toEqual({
    ...ended,
    tokensExpireBy: null,
  });
});

test('one that is partial makes all of them so, with what may be tried again', () => {
  expect(worstOf([ended, forGood, partial])).toEqual({
    ...partial,
    server: 'notEnded',
    failures: [off, busy],
  });
});

test('one that failed makes all of them so, and says whether any session is still good', () => {
  const dead = failedSignOut('local', 'ended', refused);
  const alive = failedSignOut('local', 'notEnded', busy, refused);
  expect(worstOf([ended, dead, alive])).toEqual({ ...alive, failures: [refused, busy, refused] });
});
