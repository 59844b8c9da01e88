import { describe, expect, test } from 'vitest';
import { describeEnding } from '../../src/components/words/describeEnding';
import { describeOutcome } from '../../src/components/words/describeOutcome';
import type { Ending } from '../../src/flow/createEnding';
import { en } from '../../src/locales/en';
import {
  type SignOutFailure,
  type SignOutReason,
  type SignOutStep,
  signOutFailure,
} from '../../src/outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../src/outcome/SignOutOutcome';

const now = new Date('2026-03-04T10:00:00');
const soon = new Date('2026-03-04T10:10:00');
const hour = new Date('2026-03-04T11:00:00');

const scopes = ['local', 'global'] as const;
const servers = ['ended', 'notEnded', 'unknown'] as const;
const yesAndNo = [true, false];
const service = ['session', 'globalSignOut', 'revokeToken'] as const;
const steps: SignOutStep[] = ['prepare', ...service, 'clearLocal', 'cleanup', 'hostedUi'];
const reasons = Object.keys(en)
  .filter((key) => key.startsWith('reason.'))
  .map((key) => key.slice('reason.'.length) as SignOutReason);
const failures = steps.flatMap((step) =>
  reasons.flatMap((reason) =>
    yesAndNo.map((retryable) => ({ ...signOutFailure(step, reason), retryable })),
  ),
);
const left = signOutFailure('hostedUi', 'notAttempted');
const refused = signOutFailure('clearLocal', 'storage');
const uncleaned = signOutFailure('cleanup', 'timeout');

interface Told {
  outcome: SignOutOutcome;
  context: Parameters<typeof describeOutcome>[2];
}

const settled = scopes.flatMap((scope) =>
  servers.flatMap((server) =>
    [null, now, hour].map((tokensExpireBy) => ({ scope, server, tokensExpireBy })),
  ),
);
const complete = settled.flatMap((it) =>
  [[], [signOutFailure('revokeToken', 'revocationDisabled')], [uncleaned]].map((warnings) =>
    completeSignOut({ ...it, warnings }),
  ),
);
const partial = settled
  .filter((it) => it.tokensExpireBy === hour)
  .flatMap((it) =>
    failures.flatMap((failure) =>
      [[], [left], [uncleaned], [signOutFailure('revokeToken', 'throttled')]].flatMap((more) =>
        [null, now, soon].map((retryUntil) =>
          partialSignOut({ ...it, failures: [failure, ...more], retryUntil }),
        ),
      ),
    ),
  );
const failed = scopes.flatMap((scope) =>
  servers.flatMap((server) =>
    failures.flatMap((failure) =>
      [[], [refused]].map((more) => failedSignOut(scope, server, failure, ...more)),
    ),
  ),
);
const isOpenAtManagedLogin = (outcome: SignOutOutcome) =>
  outcome.status === 'partial' && outcome.failures.some(({ step }) => step === 'hostedUi');
const everything: Told[] = [...complete, ...partial, ...failed].flatMap((outcome) =>
  yesAndNo.flatMap((canRetry) =>
    (isOpenAtManagedLogin(outcome) ? yesAndNo : [false]).map((canFinish) => ({
      outcome,
      context: { canRetry, canFinish, now, signedInAs: 'Bob', identityProvider: 'Google' },
    })),
  ),
);

const sentencesOf = ({ outcome, context }: Told) => {
  const { title, details } = describeOutcome(outcome, en, context);
  return [title, ...details].join(' ').split(/(?<=[.:]) /);
};

const isOfTheService = (step: SignOutStep) => service.some((name) => name === step);

/** Whether the contract lets an adapter tell this: who says what, and why. */
function isPossible({ outcome, context: { canRetry, canFinish } }: Told): boolean {
  const { status, scope, server } = outcome;
  if (status === 'complete') return (scope === 'local' || server === 'ended') && !canRetry;
  const [{ step, reason, retryable }, ...more] = outcome.failures;
  const isStored = step === 'clearLocal';
  const isOpen = step === 'hostedUi';
  const asked = scope === 'global' ? 'globalSignOut' : 'revokeToken';
  const isPassing = signOutFailure(step, reason).retryable;
  const isToTheService = step === asked || (step === 'session' && scope === 'global');
  // RevokeToken takes these for a yes, or a warning, or never answers them.
  const isOfAll = /^(session|missing|revocation|user)/.test(reason);
  const saysWhy = isToTheService && reason !== 'storage' && !(scope === 'local' && isOfAll);
  if (retryable !== isPassing) return false;
  if (status === 'partial') {
    const isTooLate = more.some((it) => it.step === 'revokeToken');
    const isRetry = !!outcome.retryUntil && (isPassing || isTooLate);
    const why = ['misconfigured', 'notAttempted', 'unknown'];
    const isFinish = isOpen ? reason === 'notAttempted' : more.includes(left);
    if (canRetry !== isRetry || canFinish !== isFinish || outcome.retryUntil === now) return false;
    if (isTooLate && !(asked === 'globalSignOut' && reason === 'notAttempted')) return false;
    if (isOpen) return server === 'ended' && why.includes(reason) && !more.includes(left);
    return server !== 'ended' && saysWhy && !(step === 'session' && reason === 'notAttempted');
  }
  const isElses = step === 'session' && reason === 'notAttempted';
  if (canRetry === isElses) return false;
  if (isStored) return reason === 'storage' && more.length === 0;
  if (step === 'prepare') {
    const why = ['cancelled', 'misconfigured', 'timeout', 'unknown'];
    return server === 'notEnded' && why.includes(reason) && more.length === 0;
  }
  if (step === 'session' && ['storage', 'notAttempted', 'unknown', 'timeout'].includes(reason)) {
    return server !== 'ended' && (reason !== 'storage' || more.length === 0);
  }
  return server !== 'ended' && saysWhy;
}

const toDo =
  /^(Please try again|You can try again until|Reload|To be sure,|To be safe,|To erase|If others|On a shared)/;
const codes = /[{}]|\b(undefined|null|token|step|server|request was blocked)\b|Invalid|[a-z][A-Z]/;

/** Whether this browser was seen to hold tokens of the session, and Cognito has not said that they are dead. */
function isSeen({ status, server, ...outcome }: SignOutOutcome): boolean {
  if (status !== 'failed' || server === 'ended') return false;
  const [{ step, reason }, ...more] = (outcome as { failures: readonly SignOutFailure[] })
    .failures as [SignOutFailure, ...SignOutFailure[]];
  if (step === 'prepare') return false;
  if (step !== 'session') return true;
  if (reason === 'unknown' || reason === 'timeout') {
    return server === 'notEnded' || more.some((it) => it.step === 'clearLocal');
  }
  return reason !== 'storage' && reason !== 'notAttempted';
}

/** What is wrong with what is said, if anything. */
function complaintsOf(told: Told): string[] {
  const { outcome, context } = told;
  const { status, scope, server } = outcome;
  const said = sentencesOf(told);
  const text = said.join(' ');
  const [first] = status === 'complete' ? [] : outcome.failures;
  const isOfAll = scope === 'global' && server === 'ended';
  const isElses = text.startsWith('Bob is signed in here now.');
  const names: [string, boolean][] = [
    ['says a sentence twice', new Set(said).size < said.length],
    ['has a code or a hole in it', codes.test(text)],
    ['breaks off at “sign-”', /sign-(in|out)/i.test(text)],
    ['is long', isPossible(told) && (text.length > 430 || said.length > 8)],
    ['gives one advice twice', (text.match(/To be sure,|To be safe,/g) ?? []).length > 1],
    [
      'says that a browser is signed out that is not',
      status === 'failed' && /^You're signed out/.test(text),
    ],
    [
      'says that tokens are here that nobody has seen',
      text.includes('still signed in on this device') && !isSeen(outcome),
    ],
    [
      'says that all devices are signed out, and they may not be',
      /signed out on all devices|Signed out everywhere/.test(text) && !isOfAll,
    ],
    ['says how long apps go on elsewhere, and they may anyway', text.includes('Apps') && !isOfAll],
    ['says a time that is over', text.includes('until 10:00')],
    ['speaks of trying again where nobody can', /try again/i.test(text) && !context.canRetry],
    [
      'blames the service for what the app did',
      !!first && !isOfTheService(first.step) && first.step === 'prepare' && /service/.test(text),
    ],
    [
      'leaves something open without a word of what to do',
      status !== 'complete' && !isElses && !toDo.test(said.at(-1) ?? ''),
    ],
  ];
  return names.filter(([, isWrong]) => isWrong).map(([name]) => name);
}

describe('what is said of an outcome, whatever it is', () => {
  test('is true, said once, and ends in what to do', () => {
    const wrong = everything.flatMap((told) =>
      complaintsOf(told).map((name) => `${name}: ${sentencesOf(told).join(' ')}`),
    );
    expect(everything.length).toBeGreaterThan(40_000);
    expect([...new Set(wrong)].slice(0, 20)).toEqual([]);
  });

  test('reads as in everyOutcome.txt', async () => {
    const said = everything.filter(isPossible).flatMap(({ outcome, context }) => {
      const { title, details } = describeOutcome(outcome, en, { ...context, identityProvider: '' });
      const isBeside = isOpenAtManagedLogin(outcome) && outcome.server !== 'ended';
      const isOnce =
        !isBeside || outcome.status !== 'partial' || outcome.failures[0].reason === 'throttled';
      return isOnce ? [`${outcome.status}: ${[title, ...details].join(' ')}`] : [];
    });
    const ended = endings.map((ending) => `ended: ${inWords(ending).join(' ')}`);
    const lines = [...said.filter((line) => !line.includes(en.cleanupFailed)), ...ended];
    await expect(`${[...new Set(lines)].join('\n')}\n`).toMatchFileSnapshot('everyOutcome.txt');
  });
});

const endings: Ending[] = (['otherTab', 'expired', 'revoked', 'unknown'] as const).flatMap((by) =>
  [null, ...complete, ...partial, ...failed].map((outcome) => ({ by, outcome })),
);

function inWords(ending: Ending) {
  const { title, details } = describeEnding(ending, en, now);
  return [title, ...details].join(' ').split(/(?<=[.:]) /);
}

test('what is said of an ending is said once, ends in what to do, and claims no more than is known', () => {
  const wrong = endings.filter((ending) => {
    const said = inWords(ending);
    const { by, outcome } = ending;
    const isOfAll = by === 'otherTab' && outcome?.scope === 'global';
    const isEnded = said[0] === 'You signed out of all devices in another tab.';
    const isDone = by === 'otherTab' && (!isOfAll || isEnded);
    const isRetry = said.at(-1) === 'try again in that tab.';
    return (
      new Set(said).size < said.length ||
      codes.test(said.join(' ')) ||
      (isEnded && !(isOfAll && outcome.server === 'ended')) ||
      (isRetry && !(outcome?.status === 'partial' && outcome.retryUntil === soon)) ||
      !(isDone || isRetry || /^(Please sign in again|To be sure,)/.test(said.at(-1) ?? ''))
    );
  });
  expect(new Set(wrong.map((ending) => inWords(ending).join(' ')))).toEqual(new Set());
});
