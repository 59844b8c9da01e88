import { describe, expect, test } from 'vitest';
import type { Outcome } from '../contract/words';
import type { RequestRecord } from '../pool/RequestRecord';
import type { SessionRecord } from '../pool/Sessions';
import { expectationOf } from './expectationOf';
import { faultNamed } from './faults';
import { compare, type Evidence, judge } from './oracle';
import { storageNamed } from './storages';
import { stateNamed } from './tokenStates';

const now = Date.now();
const inAnHour = now + 3_600_000;

const session = (originJti: string, username: string, live: boolean): SessionRecord => ({
  originJti,
  username,
  clientId: 'client',
  live,
});

const request = (operation: string, rest: Partial<RequestRecord> = {}): RequestRecord => ({
  operation,
  at: now,
  ended: 'answered',
  status: 200,
  performed: true,
  faulted: false,
  ...rest,
});

/** A global sign-out that went well. */
const evidence: Evidence = {
  asked: 'global',
  wasSignedIn: true,
  isReplaced: false,
  own: 'a1',
  username: 'alice',
  before: [session('b1', 'bob', true), session('a2', 'alice', true), session('a1', 'alice', true)],
  after: [session('b1', 'bob', true), session('a2', 'alice', false), session('a1', 'alice', false)],
  requests: [request('GlobalSignOut')],
  isUserGone: false,
  isRevocationOff: false,
  isUnreachable: false,
  tokenKeysLeft: [],
  userKeysLeft: [],
  isVerifiable: true,
  isObedient: true,
  bystander: ['bob', 'bob'],
  hubEvents: ['signedOut'],
  tookMs: 20,
  deadlineMs: 1000,
  slackMs: 350,
  clickedAt: now,
  lastExpiry: inAnHour,
  shown: 'nothing',
  secrets: ['secret'],
  consoleLines: [],
  rejections: [],
  hasRetry: false,
  isFrozen: true,
  revealed: null,
};

const complete: Outcome = {
  status: 'complete',
  scope: 'global',
  signedOutLocally: true,
  server: 'ended',
  tokensExpireBy: new Date(inAnHour),
  warnings: [],
};

const partial: Outcome = {
  status: 'partial',
  scope: 'global',
  signedOutLocally: true,
  server: 'notEnded',
  tokensExpireBy: new Date(inAnHour),
  failures: [{ step: 'globalSignOut', reason: 'throttled', retryable: true }],
  retryUntil: new Date(now + 600_000),
};

const failed: Outcome = {
  status: 'failed',
  scope: 'global',
  signedOutLocally: false,
  server: 'ended',
  failures: [{ step: 'clearLocal', reason: 'storage', retryable: false }],
};

const throttled = request('GlobalSignOut', { status: 429, performed: false, faulted: true });
const untouched = { after: evidence.before } satisfies Partial<Evidence>;
const refused: Partial<Evidence> = {
  ...untouched,
  requests: [throttled],
  hasRetry: true,
  revealed: 'accessToken',
};
const kept: Partial<Evidence> = {
  tokenKeysLeft: ['refreshToken'],
  userKeysLeft: ['refreshToken'],
  isObedient: false,
  hubEvents: [],
};
const local: Partial<Evidence> = {
  asked: 'local',
  after: [session('b1', 'bob', true), session('a2', 'alice', true), session('a1', 'alice', false)],
  requests: [request('RevokeToken')],
};
const localComplete: Outcome = { ...complete, scope: 'local' };
const lost = { ended: 'reset', status: 0 } as const;

type Case = readonly [what: string, outcome: Outcome, seen: Partial<Evidence>];

describe('the truth passes', () => {
  test.each<Case>([
    ['a global complete', complete, {}],
    ['a global partial', partial, refused],
    ['a failed', failed, kept],
    ['a local complete', localComplete, local],
    [
      'a user that is gone',
      complete,
      { isUserGone: true, requests: [request('GlobalSignOut', { status: 400 })] },
    ],
    [
      'nobody',
      { ...complete, scope: 'local', server: 'unknown', tokensExpireBy: null },
      { ...untouched, own: '', wasSignedIn: false, requests: [], hubEvents: [], lastExpiry: null },
    ],
    [
      'a client without revocation',
      { ...localComplete, server: 'notEnded' },
      { ...local, ...untouched, requests: [], isRevocationOff: true },
    ],
  ])('%s', (_, outcome, seen) => expect(judge(outcome, { ...evidence, ...seen })).toEqual([]));
});

describe('a lie is told', () => {
  test.each<Case>([
    ['complete, with the other device live', complete, untouched],
    [
      'complete, with the other device live and no request',
      complete,
      { ...untouched, requests: [] },
    ],
    [
      'complete, with an unanswered GlobalSignOut and the refusal of a token issued in between',
      complete,
      {
        requests: [
          request('GetTokensFromRefreshToken'),
          request('GlobalSignOut', lost),
          request('GlobalSignOut', { status: 400 }),
        ],
      },
    ],
    [
      'complete, with a GlobalSignOut whose answer was lost',
      complete,
      { requests: [request('GlobalSignOut', lost)] },
    ],
    [
      'complete, learned from the refusal of a token that was not issued in this sign-out',
      complete,
      { requests: [request('GlobalSignOut', lost), request('GlobalSignOut', { status: 400 })] },
    ],
    ['complete, with a token in the storage', complete, { tokenKeysLeft: ['idToken'] }],
    ['complete, with a user name in the storage', complete, { userKeysLeft: ['LastAuthUser'] }],
    ['a local complete, with its session live', localComplete, { ...local, ...untouched }],
    [
      'a local complete, with a RevokeToken that was refused',
      localComplete,
      {
        ...local,
        ...untouched,
        requests: [request('RevokeToken', { status: 429, performed: false })],
      },
    ],
    ['partial, though all is done', partial, { hasRetry: true, revealed: 'accessToken' }],
    ['partial, with a token in the storage', partial, { ...refused, ...kept }],
    ['failed, with nothing in the storage', failed, { hubEvents: [] }],
    ['ended, though it was refused', { ...partial, server: 'ended' }, refused],
    ['notEnded, though Cognito confirmed it', { ...complete, server: 'notEnded' }, {}],
    [
      'notEnded, though it was done and only the answer was lost',
      partial,
      { ...refused, after: evidence.after, requests: [request('GlobalSignOut', { status: 500 })] },
    ],
    ['unknown, though it was refused', { ...partial, server: 'unknown' }, refused],
    [
      'unknown, though nothing was asked',
      { ...partial, server: 'unknown' },
      { ...refused, requests: [] },
    ],
    ['local, though global was asked', { ...complete, scope: 'local' }, {}],
    ['signedOutLocally, though it failed', { ...failed, signedOutLocally: true }, kept],
    [
      'retryable, though time does not mend it',
      { ...partial, failures: [{ step: 'globalSignOut', reason: 'forbidden', retryable: true }] },
      refused,
    ],
    ['partial, without a failure', { ...partial, failures: [] }, refused],
    ['partial, without the retry it promises', partial, { ...refused, hasRetry: false }],
    ['partial, without a time for its retry', { ...partial, retryUntil: null }, refused],
    ['partial, retained too long', { ...partial, retryUntil: new Date(inAnHour) }, refused],
    ['partial, revealing the wrong token', partial, { ...refused, revealed: 'refreshToken' }],
    ['complete, and a token is retained', complete, { revealed: 'accessToken' }],
    ['an expiry too early', { ...complete, tokensExpireBy: new Date(now) }, {}],
    ['an expiry unknown, though a token says it', { ...complete, tokensExpireBy: null }, {}],
    ['an expiry too late', { ...complete, tokensExpireBy: new Date(inAnHour + 60_000) }, {}],
    ['a field too many', Object.assign({ accessToken: 1 }, complete), {}],
    ['not frozen', complete, { isFrozen: false }],
    ['past the deadline', complete, { tookMs: 1400 }],
    ['no Hub event', complete, { hubEvents: [] }],
    ['two Hub events', complete, { hubEvents: ['signedOut', 'signedOut'] }],
    ['a refresh event', complete, { hubEvents: ['tokenRefresh', 'signedOut'] }],
    ['a Hub event, though it failed', failed, { ...kept, hubEvents: ['signedOut'] }],
    ['bob ended', complete, { after: evidence.after.map((it) => ({ ...it, live: false })) }],
    ['the other device ended by a local one', localComplete, { ...local, after: evidence.after }],
    ['bob’s keys touched', complete, { bystander: ['bob', ''] }],
    ['a token shown', complete, { shown: 'the secret' }],
    ['something like a token shown', complete, { shown: 'x'.repeat(200) }],
    ['words on the console', complete, { consoleLines: ['oh'] }],
    ['an unhandled rejection', complete, { rejections: ['oh'] }],
  ])('%s', (_, outcome, seen) => {
    expect(judge(outcome, { ...evidence, ...seen })).not.toEqual([]);
  });
});

describe('what the tables promise is held against the outcome', () => {
  const cell = {
    name: 'a cell',
    scope: 'global',
    state: stateNamed('expired'),
    storage: storageNamed('in memory'),
    faults: { GlobalSignOut: faultNamed('429 TooManyRequestsException') },
  } as const;
  const promised = expectationOf(cell);
  const failure = {
    step: 'globalSignOut',
    reason: 'throttled',
    retryable: true,
    errorName: 'TooManyRequestsException',
  };
  const outcome: Outcome = { ...partial, failures: [failure] };
  const requests = [
    request('GetTokensFromRefreshToken'),
    throttled,
    { ...throttled, at: now + 250 },
  ];

  test('the promised passes', () => expect(compare(outcome, requests, promised)).toEqual([]));

  test.each([
    ['another status', complete, requests],
    ['another server', { ...outcome, server: 'unknown' }, requests],
    ['another scope', { ...outcome, scope: 'local' }, requests],
    ['another step', { ...outcome, failures: [{ ...failure, step: 'session' }] }, requests],
    ['another reason', { ...outcome, failures: [{ ...failure, reason: 'service' }] }, requests],
    ['another name', { ...outcome, failures: [{ ...failure, errorName: 'Error' }] }, requests],
    ['one failure too many', { ...outcome, failures: [failure, failure] }, requests],
    ['no refresh', outcome, requests.slice(1)],
    ['two refreshes', outcome, [requests[0] ?? throttled, ...requests]],
    [
      'four attempts',
      outcome,
      [...requests, { ...throttled, at: now + 600 }, { ...throttled, at: now + 900 }],
    ],
    ['no back-off', outcome, [...requests, { ...throttled, at: now + 251 }]],
    ['another order', outcome, requests.toReversed()],
    ['a call that nobody asked for', outcome, [...requests, request('RevokeToken')]],
  ])('%s is told', (_, said, sent) => {
    expect(compare(said, sent, promised)).not.toEqual([]);
  });
});
