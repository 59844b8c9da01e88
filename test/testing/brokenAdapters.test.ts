import { describe, expect, test } from 'vitest';
import type { AuthAdapter, SignOutAttempt, SignOutRequest } from '../../src/adapter/AuthAdapter';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { adapterChecks, outcome } from '../../src/testing';
import { scriptedStage } from './scriptedStage';

type Break = (adapter: AuthAdapter) => Partial<AuthAdapter>;
type Retry = NonNullable<SignOutAttempt['retry']>;

/** Its attempts are changed, and those of its retries. */
const attempts =
  (change: (attempt: SignOutAttempt, request: SignOutRequest) => Partial<SignOutAttempt>): Break =>
  ({ signOut }) => ({
    async signOut(request) {
      const attempt = await signOut(request);
      return { ...attempt, ...change(attempt, request) };
    },
  });

const outcomes = (change: (outcome: SignOutOutcome) => unknown): Break =>
  attempts((attempt) => ({ outcome: change(attempt.outcome) as SignOutOutcome }));

const retries = (change: (retry: Retry, attempt: SignOutAttempt) => Retry): Break =>
  attempts((attempt) => (attempt.retry ? { retry: change(attempt.retry, attempt) } : {}));

/** It is asked for something else than it was. */
const asked =
  (change: (request: SignOutRequest) => Partial<Record<keyof SignOutRequest, unknown>>): Break =>
  ({ signOut }) => ({
    signOut: (request) => signOut({ ...request, ...change(request) } as SignOutRequest),
  });

const user =
  (change: (name: object | null) => unknown): Break =>
  ({ getCurrentUser }) => ({ getCurrentUser: async () => change(await getCurrentUser()) as null });

const events =
  (change: (event: object) => object[]): Break =>
  ({ subscribe }) => ({
    subscribe: (listener) =>
      subscribe((event) => {
        for (const told of change(event)) listener(told as typeof event);
      }),
  });

const twice = events((event) => [event, event]);
const silent = events(() => []);
const byNobodyKnows = events((event) => [{ ...event, by: 'unknown' }]);
const byUser = events((event) => [{ ...event, by: 'user' }]);
const settled =
  (change: (settled: object) => object[]): Break =>
  ({ onSettled }) => ({
    onSettled: (listener) =>
      onSettled?.((told) => {
        for (const next of change(told)) listener(next as typeof told);
      }) ?? (() => {}),
  });

/** It goes on naming whom it has named. */
const stale: Break = (adapter) => {
  let named: Awaited<ReturnType<AuthAdapter['getCurrentUser']>> = null;
  return {
    async getCurrentUser() {
      named = (await adapter.getCurrentUser()) ?? named;
      return named;
    },
  };
};

/** Every second sign-out is changed. */
const everySecond =
  (change: Break): Break =>
  (adapter) => {
    const changed = { ...adapter, ...change(adapter) };
    let count = 0;
    return { signOut: (request) => (count++ % 2 ? changed : adapter).signOut(request) };
  };

const complete = outcome.complete();
const shared = { outcome: complete };
const spent = (it: SignOutOutcome) =>
  it.status === 'partial' ? outcome.partial({ ...it, retryUntil: null }) : it;

const broken: Record<string, [sentence: string, change: Break][]> = {
  'names nobody, then whoever has signed in': [
    ['is null while nobody', user((it) => it ?? { userId: 'guest' })],
    ['a user has userId', user((it) => it && { ...it, displayName: undefined })],
  ],
  'tells of a sign-in, and of an end elsewhere, once each': [
    ['a sign-in is told', silent],
    ['with who it is', events((event) => [{ ...event, user: { userId: 'other' } }])],
    ['the end of a session is told', events((event) => ('by' in event ? [] : [event]))],
    ['told once, as none of the user', byUser],
    [
      'told once, as none of the user',
      events((event) => ('by' in event ? [event, event] : [event])),
    ],
    ['is null after the session ended', stale],
  ],
  'tells nothing to whoever has stopped listening': [
    ['a sign-in is told', silent],
    [
      'what subscribe() returns stops it',
      ({ subscribe }) => ({ subscribe: (listener) => subscribe(listener) && (() => {}) }),
    ],
  ],
  'is complete without a word where nobody is signed in': [
    ['nobody: complete', outcomes(() => complete)],
    [
      'nothing is told where nobody',
      ({ signOut }) => {
        const listeners: ((event: never) => void)[] = [];
        return {
          subscribe: (listener) => {
            listeners.push(listener);
            return () => {};
          },
          signOut(request) {
            for (const listener of listeners) listener({ type: 'signedOut', by: 'user' } as never);
            return signOut(request);
          },
        };
      },
    ],
  ],
  'says beforehand whether all devices can be signed out': [
    ['canSignOutGlobally() says no', () => ({ canSignOutGlobally: async () => true })],
    ['canSignOutGlobally() says no', () => ({ canSignOutGlobally: async () => false })],
  ],
  'is complete where all is confirmed, and tells it once as the user’s': [
    ['a global sign-out that is confirmed', asked(() => ({ scope: 'local' }))],
    ['a local sign-out that is confirmed', asked(() => ({ scope: 'global' }))],
    ['a sign-out is told', silent],
    ["told once, by: 'user'", twice],
    ["told once, by: 'user'", byNobodyKnows],
    ['the parts of its status', outcomes((it) => ({ ...it, accessToken: 'secret' }))],
    ['the parts of its status', outcomes(({ scope: _, ...it }) => it)],
    ['the parts of its status', outcomes((it) => ({ ...it, server: 'maybe' }))],
    ['is frozen', outcomes((it) => ({ ...it }))],
    ['complete only with server', outcomes((it) => Object.freeze({ ...it, server: 'unknown' }))],
    ['what is complete has no retry', attempts((it) => ({ retry: async () => it }))],
    ['no token is in an outcome', attempts(() => ({ revealToken: () => 'ended' }))],
    ['names nobody where signedOutLocally', user((it) => it ?? { userId: 'guest' })],
  ],
  'is one sign-out where two ask at once': [
    ['are told the same', everySecond(outcomes(() => outcome.partial()))],
    ['a sign-out is told', silent],
    ['one end of a session is told once', twice],
  ],
  'makes each outcome anew': [
    ["after the stage's signIn()", user(() => null)],
    ['two attempts with an outcome each', attempts(() => shared)],
  ],
  'does nothing where it is called off before it begins': [
    ['called off: failed, cancelled', asked(() => ({ signal: undefined }))],
    [
      'the next one is not called off',
      (adapter) => {
        const signals: unknown[] = [];
        return asked(({ signal }) => ({ signal: signals[signals.push(signal) && 0] }))(adapter);
      },
    ],
  ],
  'leaves the session of somebody else than was meant': [
    ["somebody else's: failed", asked(() => ({ userId: undefined }))],
    ['not to be tried again', attempts((it) => ({ retry: async () => it }))],
  ],
  'runs the app’s tasks once nothing is left here, and waits for them': [
    [
      'not called where the session is still there',
      ({ signOut }) => ({
        async signOut(request) {
          if (request.signal?.aborted) await request.cleanup?.(complete);
          return signOut(request);
        },
      }),
    ],
    ['called once, with nobody signed in, and awaited', asked(() => ({ cleanup: undefined }))],
    [
      'called once, with nobody signed in, and awaited',
      asked(({ cleanup }) => ({ cleanup: async () => void cleanup?.(complete) })),
    ],
    [
      'called once, with nobody signed in, and awaited',
      asked(({ cleanup }) => ({
        cleanup: async () => {
          await cleanup?.(complete);
          await cleanup?.(complete);
        },
      })),
    ],
  ],
  'warns of the app’s tasks where they throw': [
    [
      'a task that throws is a warning',
      asked(({ cleanup }) => ({ cleanup: () => cleanup?.(complete).catch(() => {}) })),
    ],
  ],
  'tells the page of what has settled, where it has onSettled': [
    ['the outcome and who asked', settled(() => [])],
    ['the outcome and who asked', settled((it) => [it, it])],
    ['the outcome and who asked', settled((it) => [{ ...it, requests: [] }])],
    ['the outcome and who asked', settled((it) => [{ ...it, take: () => shared }])],
    [
      'what onSettled() returns stops it',
      ({ onSettled }) => ({
        onSettled: (listener) => {
          onSettled?.(listener);
          return () => {};
        },
      }),
    ],
  ],
  'is not complete where the service is too busy, until a retry is': [
    [
      'not confirmed is not complete',
      attempts(() => ({ outcome: complete, retry: undefined }) as never),
    ],
    [
      'what a busy service did not confirm can be tried again',
      attempts((it) => ({ retry: undefined, outcome: spent(it.outcome) }) as never),
    ],
    ['has a retryUntil where it has a retry', outcomes(spent)],
    ['a retry that is confirmed is complete', retries((_, attempt) => async () => attempt)],
  ],
  'can be tried again as long as the service is too busy': [
    [
      'a retry that is not confirmed can be tried again',
      retries((retry) => async () => {
        const { retry: _, ...again } = await retry();
        return { ...again, outcome: spent(again.outcome) };
      }),
    ],
    [
      'the retry of a retry can come good',
      retries((retry) => async () => {
        const again = await retry();
        return { ...again, retry: async () => again };
      }),
    ],
  ],
  'has its retry left where that is called off': [
    ['a retry that is called off changes nothing', retries((retry) => () => retry())],
    [
      'it can still be tried again',
      retries((retry) => async (options) => {
        const again = await retry(options);
        return { ...again, retry: async () => again };
      }),
    ],
  ],
  'leaves whoever has signed in before the retry': [
    ['uses what was retained', retries((_, attempt) => async () => attempt)],
    [
      'whoever has signed in meanwhile stays',
      (adapter) =>
        retries((retry) => async () => {
          const again = await retry();
          await adapter.signOut({ scope: 'local' });
          return again;
        })(adapter),
    ],
  ],
  'retains nothing once it is told to forget': [
    ['forget() drops the token', attempts(() => ({ revealToken: () => 'a-token' }))],
    ['a retry of what was forgotten changes nothing', attempts(() => ({ forget() {} }))],
  ],
};

const rows = Object.entries(broken).flatMap(([name, breaks]) =>
  breaks.map(([sentence, change]) => ({ name, sentence, change })),
);

describe('an adapter that breaks its word is told so', () => {
  test.each(rows)('$name: $sentence', async ({ name, sentence, change }) => {
    const check = Object.fromEntries(adapterChecks(scriptedStage(change)))[name];
    await expect(check?.()).rejects.toThrow(sentence);
  });

  test('by every check', () => {
    const names = adapterChecks(scriptedStage()).map(([name]) => name);
    expect(Object.keys(broken)).toEqual(names);
  });
});
