import { expect, test } from 'vitest';
import { cutShort } from '../../src/outcome/cutShort';
import { outcome } from '../../src/testing';

test('of a partial one it is not known any more what Cognito did, and it can’t be tried again', () => {
  const partial = outcome.partial({ scope: 'global', server: 'notEnded' });
  expect(cutShort(partial)).toEqual({ ...partial, server: 'unknown', retryUntil: null });
});

test('a failed one that Cognito had not done may be done', () => {
  const failed = outcome.failed({ scope: 'global', server: 'notEnded' });
  expect(cutShort(failed)).toEqual({ ...failed, server: 'unknown' });
});

test.each([null, outcome.complete(), outcome.failed({ server: 'ended' })])(
  'anything else stays (%o)',
  (told) => {
    expect(cutShort(told)).toBe(told);
  },
);
