import { describe, expect, test } from 'vitest';
import { describeEnding } from '../../src/components/words/describeEnding';
import type { Ending } from '../../src/flow/createEnding';
import { en } from '../../src/locales';
import { outcome } from '../../src/testing';

const now = new Date(2026, 10, 23, 15, 30);
const later = new Date(2026, 10, 23, 15, 40);

function say(by: Ending['by'], told: Ending['outcome'] = null) {
  const { title, details } = describeEnding({ by, outcome: told }, en, now);
  return [title, ...details].join(' ');
}

const here = 'You signed out in another tab.';
const everywhere = 'You signed out of all devices in another tab.';
const again = `${here} Other devices may still be signed in: try again in that tab.`;
const unsure = `${here} Other devices may still be signed in. To be sure, sign in again and sign out of all devices.`;

describe('why a session has ended', () => {
  test.each([
    ['otherTab', here],
    ['expired', 'Your session has expired. Please sign in again.'],
    ['revoked', 'Your session was ended elsewhere. Please sign in again.'],
    ['unknown', "You've been signed out here. Please sign in again."],
  ] as const)('is said: %s', (by, words) => {
    expect(say(by)).toBe(words);
  });

  test.each([
    ['a complete one', outcome.complete(), everywhere],
    ['one that left the managed login open', outcome.partial({ server: 'ended' }), everywhere],
    ['one that can be tried again', outcome.partial({ retryUntil: later }), again],
    ['one nobody knows of', outcome.partial({ server: 'unknown', retryUntil: later }), again],
    ['one whose retry is over', outcome.partial({ retryUntil: now }), unsure],
    ['one without a retry', outcome.partial({ server: 'unknown', retryUntil: null }), unsure],
    ['one of that device', outcome.complete({ scope: 'local' }), here],
    ['one of that device that is partial', outcome.partial({ scope: 'local' }), here],
  ])('is what another tab said of its sign-out: %s', (_, told, words) => {
    expect(say('otherTab', told)).toBe(words);
  });
});
