import { describe, expect, test } from 'vitest';
import { describeOutcome } from '../../src/components/words/describeOutcome';
import { en } from '../../src/locales/en';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { outcome } from '../../src/testing';

const now = new Date('2026-03-04T10:00:00');
const soon = new Date('2026-03-04T10:10:00');
const offline = outcome.partial({
  failures: [signOutFailure('globalSignOut', 'offline')],
  retryUntil: soon,
});
const wordsOf = (...[settled, context]: [Parameters<typeof describeOutcome>[0], object?]) =>
  describeOutcome(settled, en, { canRetry: true, now, ...context });
const detailsOf = (...args: Parameters<typeof wordsOf>) => wordsOf(...args).details;

const online = "We'll try again when you're back online.";
const sure = 'To be sure, sign in again and sign out of all devices.';
const again = 'Please try again.';
const erase = "To erase your session, clear this site's data in your browser's settings.";
const google = 'On a shared computer, sign out of Google too.';

describe('a retry that comes by itself', () => {
  test('is promised to whoever is offline, between why and until when', () => {
    expect(detailsOf(offline)).toEqual([
      "You're offline.",
      online,
      'You can try again until 10:10\u00a0AM.',
    ]);
  });

  test('names the day where that is not today, and breaks no time over two lines', () => {
    const retryUntil = new Date('2026-03-05T00:04:00');
    const [, , until] = detailsOf({ ...offline, retryUntil } as typeof offline);
    expect(until).toBe('You can try again until Mar 5, 2026, 12:04\u00a0AM.');
  });

  test('is not promised where nothing was retained for it', () => {
    expect(detailsOf(offline, { canRetry: false })).toEqual(["You're offline.", sure]);
  });

  test('is not promised for what has nothing to do with the network', () => {
    expect(detailsOf(outcome.partial())).not.toContain(online);
  });
});

describe('what to do', () => {
  const failed = (...failures: Parameters<typeof signOutFailure>[]) => {
    const [first, ...more] = failures.map((failure) => signOutFailure(...failure));
    return outcome.partial({ failures: [first as never, ...more], retryUntil: null });
  };

  test.each(['forbidden', 'notAttempted', 'unknown', 'misconfigured', 'userNotReady'] as const)(
    'is to sign in again and sign out of all devices: %s',
    (reason) => {
      expect(detailsOf(failed(['globalSignOut', reason])).at(-1)).toBe(sure);
    },
  );

  test.each(['missingScope', 'revocationDisabled'] as const)(
    'is to sign out on each device where signing out of all can’t work: %s',
    (reason) => {
      expect(detailsOf(failed(['globalSignOut', reason])).at(-1)).toBe(
        'To be sure, sign out on each of your devices.',
      );
    },
  );

  test('is not to try again where that ends this session only', () => {
    const tooLate = failed(['globalSignOut', 'notAttempted'], ['revokeToken', 'throttled']);
    expect(detailsOf({ ...tooLate, retryUntil: soon })).toEqual([sure]);
  });

  test('is to try again where nobody knows until when', () => {
    expect(detailsOf(failed(['globalSignOut', 'throttled'])).at(-1)).toBe(again);
  });
});

describe('a managed login that was not signed out of', () => {
  const open = 'Someone may still get back in on this device without a password.';
  const cookies = "To be safe, clear your browser's cookies.";
  const skipped = signOutFailure('hostedUi', 'notAttempted');

  test('is told with what else is open', () => {
    const failures = [signOutFailure('globalSignOut', 'throttled'), skipped] as const;
    expect(
      detailsOf(outcome.partial({ failures, tokensExpireBy: null, retryUntil: soon })),
    ).toEqual([
      'The service that signs you in is busy right now.',
      open,
      'You can try again until 10:10\u00a0AM.',
    ]);
  });

  test('is all there is to tell where nothing else is open', () => {
    const partial = outcome.partial({
      server: 'ended',
      failures: [skipped],
      retryUntil: null,
      tokensExpireBy: null,
    });
    const title = "You're signed out, but the page where you sign in may still remember you.";
    const finish = 'To be safe, finish signing out here.';
    expect(wordsOf(partial, { canFinish: true })).toEqual({ title, details: [open, finish] });
    expect(wordsOf(partial)).toEqual({ title, details: [open, cookies] });
  });

  test('is told without a why, which says no more', () => {
    const failures = [signOutFailure('hostedUi', 'misconfigured')] as const;
    const settled = { server: 'ended', failures, tokensExpireBy: null, retryUntil: null } as const;
    expect(detailsOf(outcome.partial(settled))).toEqual([open, cookies]);
  });

  test('is not told of where there was none', () => {
    expect(detailsOf(outcome.partial())).not.toContain(open);
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

describe('a session that was revoked by the time of a sign-out of all devices', () => {
  const revoked = (change: object) =>
    outcome.partial({
      failures: [signOutFailure('globalSignOut', 'sessionRevoked')],
      retryUntil: null,
      ...change,
    });

  test('claims nothing of other devices where an earlier attempt may have been heard', () => {
    expect(wordsOf(revoked({ server: 'unknown' }))).toEqual({
      title: "You're signed out on this device.",
      details: ['Other devices may or may not have been signed out.', sure],
    });
  });

  test('says who ended it where none was heard', () => {
    expect(wordsOf(revoked({ server: 'notEnded' }))).toEqual({
      title: "You're signed out here, but other devices may still be signed in.",
      details: ['Your session had already been ended elsewhere.', sure],
    });
  });

  test('says what else is open', () => {
    const failures = [
      signOutFailure('globalSignOut', 'sessionRevoked'),
      signOutFailure('cleanup', 'timeout'),
    ];
    expect(detailsOf(revoked({ server: 'unknown', failures })).at(-1)).toMatch(
      /^Some data of this app may still be on this device. If others use it too, clear/,
    );
  });

  test.each([
    ['of this device only', { scope: 'local' }],
    [
      'that Cognito may have heard and that was not refused',
      { failures: [signOutFailure('globalSignOut', 'network')] },
    ],
    ['that another step failed at', { failures: [signOutFailure('session', 'sessionRevoked')] }],
  ])('is told from one %s', (_, change) => {
    const { title, details } = wordsOf(revoked({ server: 'unknown', ...change }));
    expect(title).not.toBe(en.completeLocal);
    expect(details).not.toContain(en.otherDevicesUnknown);
  });
});

describe('a sign-out of which nothing is known', () => {
  const unknowing = "We can't tell whether you're signed out.";

  test.each([
    ['an adapter that broke its promise', 'unknown'],
    ['another sign-out of the session that did not end in time', 'timeout'],
  ] as const)('claims neither in nor out, and says how to find out: %s', (_, reason) => {
    const failures = [signOutFailure('session', reason)] as const;
    for (const scope of ['local', 'global'] as const) {
      expect(wordsOf(outcome.failed({ scope, server: 'unknown', failures }))).toEqual({
        title: unknowing,
        details: ['Reload this page to see.'],
      });
    }
  });

  test('claims neither where the storage could not be read, and says what to do', () => {
    const failures = [signOutFailure('session', 'storage')] as const;
    expect(wordsOf(outcome.failed({ server: 'notEnded', failures }))).toEqual({
      title: unknowing,
      details: [erase],
    });
  });

  test.each([
    ['a storage that was read and refused to delete', signOutFailure('clearLocal', 'storage')],
    ['a request that failed without a reason', signOutFailure('globalSignOut', 'unknown')],
    ['tokens that were refused', signOutFailure('session', 'sessionExpired')],
  ])('is told from %s', (_, failure) => {
    expect(wordsOf(outcome.failed({ server: 'notEnded', failures: [failure] })).title).toBe(
      "You're still signed in on this device.",
    );
  });

  test.each([
    ['unknown', "We couldn't tell what happened."],
    ['timeout', "The service that signs you in didn't answer in time."],
  ] as const)('is told from a refresh that failed: %s', (reason, why) => {
    const failures = [signOutFailure('session', reason)] as const;
    expect(wordsOf(outcome.failed({ server: 'notEnded', failures }))).toEqual({
      title: "You're still signed in on this device.",
      details: [why, again],
    });
  });

  test.each(['unknown', 'timeout'] as const)(
    'is told from a storage that refused after a refresh that failed: %s',
    (reason) => {
      const failures = [
        signOutFailure('session', reason),
        signOutFailure('clearLocal', 'storage'),
      ] as const;
      const { title, details } = wordsOf(outcome.failed({ server: 'unknown', failures }));
      expect(title).toBe("You're still signed in on this device.");
      expect(details).not.toContain('Reload this page to see.');
    },
  );
});

describe('a click for somebody else than is signed in', () => {
  const elses = outcome.failed({
    server: 'notEnded',
    failures: [signOutFailure('session', 'notAttempted')],
  });

  test('names who is there now, and says that nothing was done', () => {
    expect(wordsOf(elses, { signedInAs: 'Bob' })).toEqual({
      title: 'Bob is signed in here now. Nothing was changed.',
      details: [],
    });
  });

  test('is written with the name as it is', () => {
    expect(wordsOf(elses, { signedInAs: "O'$& {time}" }).title).toBe(
      "O'$& {time} is signed in here now. Nothing was changed.",
    );
  });

  test.each([undefined, ''])('claims nothing where no name is known: %s', (signedInAs) => {
    expect(wordsOf(elses, { signedInAs })).toEqual({
      title: "We can't tell whether you're signed out.",
      details: ['Reload this page to see.'],
    });
  });

  test('is told from one that was left out', () => {
    const skipped = outcome.failed({
      server: 'notEnded',
      failures: [signOutFailure('globalSignOut', 'notAttempted')],
    });
    expect(wordsOf(skipped, { signedInAs: 'Bob' })).toEqual({
      title: "You're still signed in on this device.",
      details: ['Not everything could be done this time.', again],
    });
  });
});

describe("the app's own part before a sign-out", () => {
  const prepared = (
    reason: 'unknown' | 'timeout' | 'misconfigured' | 'cancelled',
    context: object = {},
  ) => {
    const failures = [signOutFailure('prepare', reason)] as const;
    return wordsOf(outcome.failed({ server: 'notEnded', failures }), context);
  };
  const unready = "This app couldn't get ready to sign you out.";

  test.each(['unknown', 'timeout'] as const)(
    "is said to be the app's, and claims no session that nobody has looked for: %s",
    (reason) => {
      expect(prepared(reason)).toEqual({ title: unready, details: [again] });
      expect(prepared(reason, { canRetry: false }).details).toEqual([erase]);
    },
  );

  test('is told from options that cannot work, where trying again does not help', () => {
    expect(prepared('misconfigured')).toEqual({
      title: unready,
      details: ["Something in this app isn't set up right.", erase],
    });
  });

  test('is told from a sign-out that was called off', () => {
    expect(prepared('cancelled').title).toBe('Signing out was stopped before it finished.');
  });
});

describe('"You were already signed out"', () => {
  const nobody = { scope: 'local', server: 'unknown', tokensExpireBy: null } as const;

  test('is said where nobody was signed in', () => {
    expect(wordsOf(outcome.complete(nobody))).toEqual({
      title: 'You were already signed out.',
      details: [],
    });
  });

  test('is not said to whoever was, though nothing is known of the server', () => {
    const warnings = [signOutFailure('revokeToken', 'unknown')];
    const someone = outcome.complete({ ...nobody, warnings });
    expect(wordsOf(someone).title).toBe("You're signed out on this device.");
  });
});
