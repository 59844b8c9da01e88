import { describe, expect, test } from 'vitest';
import { describeOutcome } from '../../src/components/describeOutcome';
import { en } from '../../src/locales/en';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { outcome } from '../../src/testing';

const now = new Date('2026-03-04T10:00:00');
const soon = new Date('2026-03-04T10:10:00');
const offline = outcome.partial({
  failures: [signOutFailure('globalSignOut', 'offline')],
  retryUntil: soon,
});
const detailsOf = (...[settled, context]: [Parameters<typeof describeOutcome>[0], object?]) =>
  describeOutcome(settled, en, { canRetry: true, now, ...context }).details;

const online = "We'll try again when you're back online.";
const google = 'On a shared computer, sign out of Google too.';

describe('a retry that comes by itself', () => {
  test('is promised to whoever is offline, between why and until when', () => {
    expect(detailsOf(offline)).toEqual([
      "You're offline.",
      online,
      'You can try again until 10:10\u00a0AM.',
    ]);
  });

  test('is not promised where nothing was retained for it', () => {
    expect(detailsOf(offline, { canRetry: false })).toEqual(["You're offline."]);
  });

  test('is not promised for what has nothing to do with the network', () => {
    expect(detailsOf(outcome.partial())).not.toContain(online);
  });
});

describe('an identity provider that may still know the person', () => {
  const identityProvider = 'Google';

  test('is named last, once this browser is signed out', () => {
    expect(detailsOf(outcome.complete(), { identityProvider }).at(-1)).toBe(google);
    expect(detailsOf(outcome.partial(), { identityProvider }).at(-1)).toBe(google);
  });

  test('is not named to whoever is still signed in, nor where there is none', () => {
    expect(detailsOf(outcome.failed(), { identityProvider })).not.toContain(google);
    expect(detailsOf(outcome.complete()).join()).not.toContain('shared computer');
  });

  test('is written as it is, whatever its name', () => {
    expect(detailsOf(outcome.complete(), { identityProvider: "O'$& {time}" })).toContain(
      "On a shared computer, sign out of O'$& {time} too.",
    );
  });
});
