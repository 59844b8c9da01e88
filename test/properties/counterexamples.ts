import { type Provider, type Schedule, type Scope, schedule } from './Schedule';
import type { Answer } from './Transport';

const answer = (how: Answer['how'], thereMs = 10, backMs = 10): Answer => ({
  how,
  thereMs,
  backMs,
});

const signOut = (at: number, scope: Scope, by: Provider = 0) =>
  ({ at, does: 'signOut', by, scope, abortAfterMs: null }) as const;
const retry = (at: number, by: Provider = 0) =>
  ({ at, does: 'retry', by, which: 0, abortAfterMs: null }) as const;
const signIn = (at: number, who: 'alice' | 'bob') => ({ at, does: 'signIn', who }) as const;
const refresh = (at: number, refusedAfterMs: number | null = null) =>
  ({ at, does: 'refresh', refusedAfterMs }) as const;
const forget = (at: number) => ({ at, does: 'forget', by: 0, which: 0 }) as const;
const look = (at: number) => ({ at, does: 'look', by: 0 }) as const;
const bareSignOut = (at: number) => ({ at, does: 'bareSignOut', global: false }) as const;
const reconfigure = (at: number, to: 'own' | 'other') => ({ at, does: 'reconfigure', to }) as const;
const otherTabStores = (at: number, afterMs: number, isHeard = false) =>
  ({ at, does: 'otherTabStores', afterMs, isHeard }) as const;
const jump = (at: number, ms: number) => ({ at, does: 'jump', ms }) as const;

const { client, settings } = schedule({});
const rotating = { ...client, rotation: true };

/** Schedules that once broke the adapter, made small. */
export const onAdapter: Record<string, Schedule> = {
  'newer tokens that another tab stores while somebody else signs in': schedule({
    client: { ...client, revocation: false, adminScope: false },
    events: [otherTabStores(0, 2), signOut(1, 'local'), signIn(2, 'bob'), look(2)],
  }),
  'newer tokens that another tab stores while this session alone is ended': schedule({
    client: { ...rotating, adminScope: false },
    events: [signOut(0, 'global'), otherTabStores(0, 1, true), signOut(0, 'local', 1)],
  }),
  'an app’s refresh that is refused, since another tab’s rotated the token in the same moment':
    schedule({
      client: { ...rotating, adminScope: false },
      tokens: 'accessExpired',
      storageFaults: [{ operation: 'getItem', key: '', fromMs: 0, forMs: 1, how: 'waits' }],
      events: [otherTabStores(0, 2), refresh(0), signOut(1, 'local')],
    }),
  'a refresh of the next session that gets what the ended one asked for': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers', 26, 5651)],
    events: [signOut(1, 'global'), signIn(94, 'bob'), refresh(516)],
  }),
  'the same, where the next session is of the same user': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers', 26, 5651)],
    events: [signOut(1, 'global'), signIn(94, 'alice'), refresh(516)],
  }),
  'a newer refresh token that lands while the older one is revoked': schedule({
    client: rotating,
    answers: [
      answer('fails'),
      answer('reset', 16, 300),
      answer('answers'),
      answer('answers'),
      answer('throttles'),
      answer('throttles'),
      answer('throttles'),
    ],
    events: [refresh(67), signOut(192, 'local')],
  }),
  'a storage that takes part of the deadline before a server that takes all of it': schedule({
    settings: { ...settings, deadlineMs: 1500 },
    answers: [answer('unheard')],
    storageMs: 40,
    events: [signOut(0, 'global')],
  }),
  'a clock that is set back a day while a token is about to be retained': schedule({
    answers: [answer('fails', 500), answer('fails'), answer('fails')],
    events: [signOut(0, 'global'), jump(100, -86_400_000)],
  }),
  'an access token that only this clock takes for valid': schedule({
    client: { ...client, accessSeconds: 300 },
    tokens: 'accessExpired',
    events: [jump(0, -86_400_000), signOut(10, 'global')],
  }),
  'a storage that keeps the old refresh token beside a new session': schedule({
    settings: { ...settings, deadlineMs: 1500 },
    storageFaults: [
      { operation: 'removeItem', key: 'clockDrift', fromMs: 20, forMs: 5000, how: 'hangs' },
      { operation: 'removeItem', key: 'refreshToken', fromMs: 0, forMs: null, how: 'rejects' },
      { operation: 'setItem', key: 'refreshToken', fromMs: 0, forMs: null, how: 'rejects' },
    ],
    events: [signOut(10, 'global'), signIn(1600, 'alice')],
  }),
  'a rotated refresh token that the storage does not take, with nothing else stored': schedule({
    client: rotating,
    tokens: 'onlyRefreshToken',
    storageFaults: [
      { operation: 'setItem', key: 'refreshToken', fromMs: 0, forMs: null, how: 'rejects' },
    ],
    events: [signOut(10, 'global')],
  }),
  'a refresh of another tab’s that rotates the tokens of a client without revocation': schedule({
    client: { ...rotating, revocation: false },
    tokens: 'accessExpired',
    settings: { ...settings, attemptTimeoutMs: 30_000, deadlineMs: 1500 },
    answers: [answer('lost', 50, 17), answer('answers'), answer('answers'), answer('answers')],
    events: [jump(100, -7_200_000), signOut(107, 'global'), signOut(144, 'global')],
  }),
  'a local sign-out that was heard, with a retry that is refused': schedule({
    settings: { ...settings, attemptTimeoutMs: 800, deadlineMs: 1500 },
    answers: [answer('muted'), answer('forbids'), answer('forbids')],
    storageFaults: [
      { operation: 'removeItem', key: 'accessToken', fromMs: 0, forMs: 9000, how: 'rejects' },
    ],
    events: [signOut(0, 'local'), retry(10_000)],
  }),
  'an app’s refresh that rotates what the kit is about to refresh': schedule({
    client: rotating,
    tokens: 'accessExpired',
    answers: [answer('throttles', 0, 0)],
    events: [signOut(0, 'global'), refresh(0)],
  }),
  'an app’s refresh of what the kit has just refreshed': schedule({
    client: { ...rotating, adminScope: false },
    tokens: 'onlyRefreshToken',
    answers: [answer('answers', 0, 0)],
    events: [signOut(0, 'global'), refresh(1)],
  }),
  'a refresh that is answered just before the local sign-out is': schedule({
    client: rotating,
    events: [refresh(0), signOut(1, 'local')],
  }),
  'a global sign-out that stays signed in, with a local one beside it': schedule({
    settings: { ...settings, attemptTimeoutMs: 800, onGlobalFailure: 'staySignedIn' },
    answers: [answer('forbids', 300)],
    events: [signOut(0, 'global'), signOut(50, 'local')],
  }),
  'a retry that is refused after a request that was heard': schedule({
    settings: { ...settings, deadlineMs: 1500 },
    answers: [answer('muted'), answer('forbids'), answer('forbids')],
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: null, how: 'rejects' }],
    events: [signOut(0, 'global'), jump(5000, 86_400_000), retry(6000)],
  }),
  'refreshed tokens that a storage is slow to take': schedule({
    client: rotating,
    tokens: 'accessExpired',
    settings: { ...settings, deadlineMs: 1500 },
    answers: [answer('answers', 30, 45)],
    storageFaults: [
      { operation: 'setItem', key: 'accessToken', fromMs: 26, forMs: 12_573, how: 'hangs' },
    ],
    events: [signOut(48, 'global'), refresh(1008)],
  }),
  'refreshed tokens beside a new session that is half stored': schedule({
    client: rotating,
    storageMs: 40,
    events: [jump(6, 3_600_000), signOut(15, 'global'), jump(41, -39_400), signIn(145, 'alice')],
  }),
  'another sign-out of the same session that is storing what it refreshed': schedule({
    client: { ...rotating, revocation: false, adminScope: false },
    tokens: 'noAccessToken',
    events: [signOut(0, 'local'), signOut(0, 'global')],
  }),
  'a newer refresh token that lands while the storage is silent for good': schedule({
    client: { ...rotating, adminScope: false },
    tokens: 'accessExpired',
    storageFaults: [{ operation: 'getItem', key: '', fromMs: 2, forMs: null, how: 'hangs' }],
    events: [refresh(0), signOut(1, 'local')],
  }),
  'a newer refresh token that lands while a slow storage is cleared': schedule({
    client: rotating,
    storageMs: 3,
    events: [refresh(17), signOut(47, 'local')],
  }),
  'a newer refresh token that lands while a storage takes its time to delete': schedule({
    client: rotating,
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: 15_000, how: 'waits' }],
    events: [refresh(0), signOut(1, 'local')],
  }),
  'a session that is revoked elsewhere while a fresh token waits for its answer': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers'), answer('unheard')],
    events: [signOut(0, 'global'), { at: 1000, does: 'revokeElsewhere', all: false }],
  }),
  'a session that another tab revokes while a fresh token waits for its answer': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers'), answer('unheard')],
    events: [signOut(0, 'global'), { at: 1000, does: 'revokeInOtherTab' }],
  }),
  'Amplify’s own sign-out while a fresh token waits for its answer': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers'), answer('unheard')],
    events: [signOut(0, 'global'), bareSignOut(1000)],
  }),
  'an app’s refresh that is refused while a fresh token waits for its answer': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers'), answer('unheard')],
    events: [signOut(0, 'global'), refresh(1000, 0)],
  }),
  'an app’s refresh that is refused once the next person has signed in': schedule({
    answers: [answer('answers')],
    events: [refresh(0, 2000), signOut(10, 'global'), signIn(1000, 'bob'), signOut(1500, 'local')],
  }),
  'a yes that nobody heard': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers'), answer('stalls')],
    events: [signOut(0, 'global')],
  }),
  'a yes without a body': schedule({
    answers: [answer('answersEmpty')],
    events: [signOut(0, 'global')],
  }),
  'a yes without a body to a local sign-out': schedule({
    answers: [answer('answersEmpty')],
    events: [signOut(0, 'local')],
  }),
  'a proxy’s empty page': schedule({
    answers: [answer('blank')],
    events: [signOut(0, 'global')],
  }),
  'a sign-out that stays signed in, long after': schedule({
    settings: { ...settings, onGlobalFailure: 'staySignedIn' },
    answers: [answer('forbids')],
    events: [signOut(0, 'global')],
  }),
  'a sign-out that a storage made fail, long after': schedule({
    answers: [answer('forbids')],
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: null, how: 'rejects' }],
    events: [signOut(0, 'local')],
  }),
  'a sign-out that a storage made fail, and that is forgotten': schedule({
    answers: [answer('throttles'), answer('throttles'), answer('throttles')],
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: null, how: 'rejects' }],
    events: [signOut(0, 'global'), forget(5000)],
  }),
  'a sign-out that is called off, and fails at its storage': schedule({
    answers: [answer('unheard')],
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: null, how: 'rejects' }],
    events: [{ ...signOut(0, 'global'), abortAfterMs: 50 }],
  }),
  'a retry that is forgotten while it runs': schedule({
    answers: [answer('throttles'), answer('throttles'), answer('throttles')],
    events: [signOut(0, 'local'), retry(800), forget(801)],
  }),
  'all devices, where another provider signs out of this one': schedule({
    events: [signOut(0, 'local'), signOut(0, 'global', 1)],
  }),
  'all devices, where a sign-out of this one is nearly over': schedule({
    storageMs: 40,
    events: [signOut(0, 'local'), signOut(250, 'global', 1)],
  }),
  'all devices, where a storage keeps a token and someone else signs in meanwhile': schedule({
    answers: [answer('throttles')],
    storageFaults: [
      { operation: 'setItem', key: 'accessToken', fromMs: 0, forMs: null, how: 'rejects' },
      { operation: 'removeItem', key: 'accessToken', fromMs: 0, forMs: 241, how: 'rejects' },
    ],
    events: [signOut(0, 'local'), signOut(0, 'global', 1), signIn(0, 'bob')],
  }),
  'newer tokens that another tab stores after a sign-out, and tells of': schedule({
    client: rotating,
    events: [otherTabStores(0, 500, true), signOut(10, 'local')],
  }),
  'newer tokens that another tab stores after a sign-out, and nobody tells of': schedule({
    client: rotating,
    events: [otherTabStores(0, 500), signOut(10, 'local'), look(1000)],
  }),
  'newer tokens of the same refresh token, stored after a sign-out of all devices': schedule({
    events: [otherTabStores(0, 500, true), signOut(10, 'global')],
  }),
  'newer tokens that another tab stores after a partial sign-out': schedule({
    client: rotating,
    answers: [answer('forbids')],
    events: [otherTabStores(0, 500, true), signOut(10, 'global')],
  }),
  'newer tokens that another tab stores between the last look and the telling': schedule({
    client: { ...client, revocation: false },
    answers: [answer('garbage', 39, 51)],
    storageMs: 3,
    events: [signOut(43, 'global'), otherTabStores(81, 71, true)],
  }),
  'newer tokens that another tab stores while a slow storage is cleared': schedule({
    storageMs: 40,
    events: [otherTabStores(0, 377), signOut(0, 'global')],
  }),
  'newer tokens over which another tab stores newer ones, unheard': schedule({
    answers: [answer('reset')],
    storageMs: 40,
    events: [
      otherTabStores(0, 16_212),
      { ...signOut(0, 'local'), abortAfterMs: 305 },
      otherTabStores(0, 2982, true),
    ],
  }),
  'a click that goes on with a sign-out whose storage has not answered': schedule({
    answers: [answer('lost')],
    storageFaults: [
      { operation: 'getItem', key: 'clockDrift', fromMs: 33, forMs: 11_363, how: 'waits' },
    ],
    events: [signOut(0, 'global'), signOut(33, 'local'), signOut(1397, 'local')],
  }),
  'someone who signs in while a storage is slow to be read for an erasure': schedule({
    storageFaults: [
      { operation: 'getItem', key: 'refreshToken', fromMs: 15, forMs: 1000, how: 'waits' },
    ],
    events: [signOut(0, 'local'), signIn(100, 'alice')],
  }),
  'someone who signs in while a slow storage takes refreshed tokens': schedule({
    client: rotating,
    tokens: 'accessExpired',
    storageMs: 40,
    events: [signOut(0, 'global'), signIn(141, 'alice')],
  }),
  'someone who signs in while a slow storage is cleared, and clicks at once': schedule({
    storageMs: 40,
    events: [signOut(0, 'global'), signIn(100, 'alice'), signOut(100, 'global')],
  }),
  'a click for all devices while another one looks who is there, and Amplify’s own sign-out clears':
    schedule({
      tokens: 'onlyRefreshToken',
      storageMs: 40,
      events: [
        { at: 0, does: 'bareSignOut', global: true },
        signOut(6, 'local'),
        signOut(84, 'global'),
      ],
    }),
  'newer tokens that another tab stores while newer ones are revoked': schedule({
    client: rotating,
    answers: [
      answer('reset'),
      answer('reset'),
      answer('answers'),
      answer('reset'),
      answer('reset'),
      answer('answers', 2384, 20),
    ],
    events: [
      otherTabStores(0, 361, true),
      { ...signOut(0, 'local'), abortAfterMs: 2031 },
      otherTabStores(379, 880, true),
    ],
  }),
  'newer tokens that another tab stores while a storage keeps the telling waiting': schedule({
    answers: [answer('unheard', 36, 0)],
    storageFaults: [
      { operation: 'getItem', key: 'clockDrift', fromMs: 137, forMs: null, how: 'hangs' },
    ],
    events: [{ ...signOut(0, 'global', 1), abortAfterMs: 795 }, otherTabStores(0, 1728, true)],
  }),
  'newer tokens that another tab stores while a storage takes its time to answer': schedule({
    client: rotating,
    settings: { ...settings, deadlineMs: 1500 },
    answers: [answer('answersEmpty', 57, 22)],
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 102, forMs: 4730, how: 'hangs' }],
    events: [otherTabStores(12, 2720), signOut(111, 'local')],
  }),
  'newer tokens in a storage that can no longer be read': schedule({
    tokens: 'accessExpired',
    answers: [answer('answers'), answer('forbids', 43, 21)],
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 37, forMs: null, how: 'waits' }],
    events: [
      signOut(0, 'global'),
      otherTabStores(0, 28_271, true),
      signIn(0, 'alice'),
      signOut(0, 'global'),
    ],
  }),
  'a global sign-out that stays signed in, beside Amplify’s own': schedule({
    settings: { ...settings, onGlobalFailure: 'staySignedIn' },
    answers: [answer('forbids')],
    events: [signOut(0, 'global'), { at: 0, does: 'bareSignOut', global: true }],
  }),
  'a global sign-out that stays signed in, and Amplify’s own that was quicker': schedule({
    settings: { ...settings, onGlobalFailure: 'staySignedIn' },
    answers: [answer('forbids', 300)],
    events: [signOut(0, 'global'), bareSignOut(50)],
  }),
  'a retry without an answer, of what a storage that hangs for good kept in hand': schedule({
    settings: { ...settings, retainMs: 5000 },
    answers: [answer('unheard'), answer('unheard'), answer('unheard')],
    storageFaults: [
      { operation: 'removeItem', key: 'clockDrift', fromMs: 3, forMs: null, how: 'waits' },
    ],
    events: [{ ...signOut(0, 'global'), abortAfterMs: 566 }, retry(14_834)],
  }),
  'a click for all devices in another app client, where Amplify’s own sign-out has cleared':
    schedule({
      tokens: 'accessExpired',
      events: [
        signOut(0, 'global'),
        reconfigure(0, 'other'),
        bareSignOut(0),
        signOut(20, 'global'),
      ],
    }),
  'newer tokens that another tab stores while a storage that took too long is cleared': schedule({
    answers: [answer('forbids')],
    storageFaults: [
      { operation: 'removeItem', key: 'LastAuthUser', fromMs: 121, forMs: 11_565, how: 'hangs' },
    ],
    events: [otherTabStores(82, 67), signOut(101, 'local', 1)],
  }),
  'newer tokens that nobody notices once a storage has answered late': schedule({
    settings: { ...settings, attemptTimeoutMs: 800, deadlineMs: 1500 },
    answers: [answer('answers', 56, 2729), answer('answersEmpty', 5049, 29)],
    storageFaults: [
      { operation: 'getItem', key: 'refreshToken', fromMs: 137, forMs: 1733, how: 'waits' },
    ],
    events: [otherTabStores(0, 2881), signOut(0, 'global')],
  }),
  'a click that waits for one that is called off, while Amplify’s own sign-out clears': schedule({
    tokens: 'accessExpired',
    answers: [answer('unheard')],
    events: [
      refresh(0),
      { ...signOut(0, 'global'), abortAfterMs: 2263 },
      signOut(0, 'global'),
      { at: 0, does: 'bareSignOut', global: true },
    ],
  }),
  'newer tokens that can’t be erased': schedule({
    client: rotating,
    storageFaults: [
      { operation: 'removeItem', key: 'accessToken', fromMs: 400, forMs: null, how: 'rejects' },
    ],
    events: [otherTabStores(0, 500, true), signOut(10, 'local')],
  }),
  'newer tokens that can’t be revoked': schedule({
    client: rotating,
    answers: [answer('answers'), ...Array.from({ length: 9 }, () => answer('forbids'))],
    events: [otherTabStores(0, 500, true), signOut(10, 'local')],
  }),
  'newer tokens over which someone signs in at once': schedule({
    client: rotating,
    events: [signOut(0, 'local'), otherTabStores(0, 30, true), signIn(30, 'alice')],
  }),
  'newer tokens that another tab stores while a retry runs': schedule({
    answers: [answer('throttles'), answer('throttles'), answer('throttles')],
    events: [otherTabStores(0, 800, true), signOut(0, 'local'), retry(750)],
  }),
  'newer tokens in a storage that no longer deletes': schedule({
    client: rotating,
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: null, how: 'waits' }],
    events: [otherTabStores(0, 5), signOut(0, 'local')],
  }),
  'newer tokens that another tab stores before a refresh that comes too late': schedule({
    client: rotating,
    tokens: 'accessExpired',
    settings: { ...settings, deadlineMs: 1500 },
    storageFaults: [
      { operation: 'removeItem', key: 'refreshToken', fromMs: 0, forMs: null, how: 'hangs' },
    ],
    events: [signOut(0, 'global'), otherTabStores(0, 0), retry(1500)],
  }),
  'another app client that is configured while a sign-out runs': schedule({
    events: [signOut(0, 'local'), reconfigure(5, 'other')],
  }),
  'a sign-in that a storage takes so long to store that it is signed out half stored': schedule({
    client: { ...client, revocation: false, adminScope: false },
    storageFaults: [{ operation: 'setItem', key: 'idToken', fromMs: 0, forMs: 4002, how: 'hangs' }],
    events: [signIn(0, 'bob'), signOut(1, 'local')],
  }),
  'a refresh after a local sign-out that failed, whose storage deletes in the end': schedule({
    client: rotating,
    answers: [answer('forbids')],
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: 15_000, how: 'waits' }],
    events: [signOut(0, 'local'), refresh(11_000)],
  }),
  'another app client that is configured while a click waits for a sign-out': schedule({
    storageMs: 40,
    events: [signOut(0, 'local'), signOut(0, 'global', 1), reconfigure(0, 'other')],
  }),
  'a click of another provider that was called off, after a global one that stayed signed in':
    schedule({
      settings: { ...settings, onGlobalFailure: 'staySignedIn' },
      answers: [answer('throttles')],
      events: [
        { ...signOut(0, 'global'), abortAfterMs: 0 },
        refresh(0),
        { ...signOut(1, 'local', 1), abortAfterMs: 0 },
      ],
    }),
  'newer tokens that another tab stores while the app’s refresh of the older ones is refused':
    schedule({
      client: rotating,
      events: [refresh(0), otherTabStores(0, 2, true), signOut(1, 'local')],
    }),
  'a look at what is stored, once a refresh that was not stored has brought newer tokens': schedule(
    {
      client: rotating,
      answers: [answer('throttles', 0, 0)],
      events: [signOut(0, 'local'), refresh(0), signIn(0, 'bob'), { ...look(20), by: 1 }],
    },
  ),
  'newer tokens that another tab stores while the storage hangs on the older ones': schedule({
    client: { ...rotating, adminScope: false },
    settings: { ...settings, deadlineMs: 1500, retainMs: 5000 },
    storageFaults: [{ operation: 'getItem', key: '', fromMs: 1, forMs: 4999, how: 'hangs' }],
    events: [signOut(0, 'local'), otherTabStores(0, 1501, true)],
  }),
  'newer tokens in a storage that doesn’t say who is signed in': schedule({
    client: { ...client, revocation: false, adminScope: false },
    tokens: 'accessExpired',
    answers: [answer('throttles')],
    storageMs: 40,
    storageFaults: [
      { operation: 'getItem', key: 'LastAuthUser', fromMs: 1, forMs: null, how: 'rejects' },
    ],
    events: [
      signOut(0, 'local'),
      otherTabStores(0, 241),
      otherTabStores(0, 41),
      signOut(0, 'local'),
      look(241),
    ],
  }),
  'newer tokens that another tab stores as a slow storage is looked at for the last time': schedule(
    {
      client: { ...client, revocation: false, accessSeconds: 300 },
      tokens: 'accessExpired',
      settings: { ...settings, deadlineMs: 1500 },
      answers: [answer('unheard')],
      storageMs: 40,
      events: [signOut(0, 'global'), otherTabStores(99, 1318, true)],
    },
  ),
  'a retry of one that failed, once the access token that it would need has expired': schedule({
    client: { ...client, accessSeconds: 300 },
    answers: [answer('throttles'), answer('throttles'), answer('throttles')],
    storageFaults: [
      { operation: 'removeItem', key: 'accessToken', fromMs: 0, forMs: 661, how: 'rejects' },
    ],
    events: [signOut(0, 'global'), retry(239_000)],
  }),
  'a click that joins one that has joined another, once Amplify has erased the session': schedule({
    client: { ...client, adminScope: false, accessSeconds: 300 },
    answers: [
      answer('blank', 10, 25),
      answer('throttles', 551, 17),
      answer('throttles', 12, 2653),
      answer('blank', 15, 2),
      answer('throttles', 4654, 46),
    ],
    events: [
      bareSignOut(0),
      signOut(34, 'local'),
      signOut(35, 'global'),
      { ...signOut(7121, 'local'), abortAfterMs: 1684 },
    ],
  }),
  'newer tokens that wait for a storage while the same person signs in': schedule({
    client: { ...rotating, revocation: false, accessSeconds: 300 },
    tokens: 'accessExpired',
    otherDevices: 0,
    storageFaults: [{ operation: 'getItem', key: 'idToken', fromMs: 1, forMs: 4020, how: 'hangs' }],
    events: [{ ...signOut(0, 'global', 1), abortAfterMs: 21 }, signIn(20, 'alice')],
  }),
  'a yes to all of them, where the storage keeps the session and it is ended alone and again with all':
    schedule({
      client: { ...client, revocation: false, accessSeconds: 300 },
      otherDevices: 0,
      storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: null, how: 'rejects' }],
      events: [signOut(0, 'global'), signOut(20, 'local'), signOut(20, 'global', 1)],
    }),
};

/** Schedules that once broke the flow. */
export const onFlow: Record<string, Schedule> = {
  'newer tokens whose end is lost, once the other provider was told of the older ones': schedule({
    client: { ...rotating, adminScope: false },
    tokens: 'accessExpired',
    settings: { ...settings, deadlineMs: 1500, retainMs: 5000 },
    answers: [
      answer('throttles'),
      answer('throttles'),
      answer('answers', 0, 3),
      answer('throttles', 0, 0),
      answer('throttles', 0, 1500),
    ],
    hooks: { before: 'none', after: 'hangs' },
    jitter: 0.5,
    events: [signOut(151, 'local'), refresh(890)],
  }),
  'a retry under another app client, to which the same person is signed in': schedule({
    client: { ...client, revocation: false },
    storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: null, how: 'hangs' }],
    events: [
      { at: 0, does: 'signOut', by: 0, scope: 'local', abortAfterMs: 0 },
      reconfigure(0, 'other'),
      retry(10_000),
    ],
  }),
  'a local click in one provider that goes on from what came too late to be for all in the other':
    schedule({
      client: { ...client, adminScope: false, accessSeconds: 300 },
      tokens: 'accessExpired',
      otherDevices: 0,
      answers: [answer('throttles'), answer('throttles'), answer('throttles')],
      jitter: 0,
      events: [signOut(0, 'local'), signOut(1, 'global'), signOut(660, 'local', 1)],
    }),
  'newer tokens that another tab stores as a slow storage meets the deadline': schedule({
    settings: { ...settings, deadlineMs: 1500 },
    client: { ...client, adminScope: false },
    answers: [answer('unheard', 0, 0)],
    storageMs: 40,
    events: [signOut(0, 'local'), otherTabStores(0, 1337)],
  }),
  'what is tried a last time, since somebody else had signed in by the time that it was told':
    schedule({
      client: { ...client, adminScope: false },
      answers: [answer('throttles'), answer('throttles'), answer('throttles')],
      events: [{ ...signOut(0, 'global'), abortAfterMs: 661 }, signIn(0, 'bob')],
    }),
  'a retry of another provider’s while the tasks of the first one run': schedule({
    client: { ...client, revocation: false },
    tokens: 'accessExpired',
    answers: [answer('throttles'), answer('throttles'), answer('throttles')],
    hooks: { before: 'yes', after: 'hangs' },
    events: [signOut(0, 'global'), retry(660, 1)],
  }),
  'someone who signs in while the app thinks about an earlier click': schedule({
    hooks: { before: 'slow', after: 'none' },
    events: [signOut(6, 'global'), signIn(1459, 'bob')],
  }),
  'a click that waits for its turn while someone else signs in': schedule({
    hooks: { before: 'slow', after: 'none' },
    events: [
      signOut(30, 'global'),
      signIn(74, 'alice'),
      signOut(868, 'global'),
      signIn(960, 'bob'),
    ],
  }),
  'a failed sign-out that is forgotten before its storage has answered': schedule({
    answers: [answer('unheard'), answer('unheard'), answer('unheard')],
    storageMs: 3,
    storageFaults: [
      { operation: 'removeItem', key: '', fromMs: 112, forMs: 7069, how: 'hangs' },
      { operation: 'getItem', key: 'accessToken', fromMs: 71, forMs: 10_853, how: 'waits' },
    ],
    settings: { ...settings, attemptTimeoutMs: 30_000 },
    events: [signOut(19, 'global'), signIn(1157, 'alice'), { at: 40_754, does: 'dismiss', by: 0 }],
  }),
  'a second click after a storage kept only the ID token': schedule({
    client: rotating,
    tokens: 'corruptAccessToken',
    answers: [answer('fails'), answer('fails'), answer('fails')],
    storageMs: 3,
    storageFaults: [
      { operation: 'removeItem', key: 'idToken', fromMs: 600, forMs: 6416, how: 'rejects' },
    ],
    events: [signOut(41, 'global'), signOut(3697, 'global'), signOut(9000, 'global')],
  }),
  'a click in a new session while the old one is signed out': schedule({
    events: [signOut(0, 'local'), signIn(5, 'alice'), signOut(10, 'local')],
  }),
  'someone who signs in while the app thinks about a click by nobody known': schedule({
    client: { ...client, revocation: false, adminScope: false },
    tokens: 'onlyRefreshToken',
    hooks: { before: 'slow', after: 'none' },
    events: [signOut(0, 'local'), signIn(0, 'bob')],
  }),
  'a clock that is set back a day while nobody answers': schedule({
    settings: { ...settings, deadlineMs: 1500 },
    answers: Array.from({ length: 40 }, () => answer('unheard')),
    events: [signOut(0, 'global'), jump(0, -86_400_000)],
  }),
  'a click that waits for another provider’s app': schedule({
    hooks: { before: 'none', after: 'hangs' },
    answers: [answer('unheard')],
    events: [signOut(0, 'local', 1), signOut(0, 'local')],
  }),
  'newer tokens that can’t be revoked while the app tidies up': schedule({
    client: rotating,
    answers: [answer('throttles'), answer('throttles'), answer('answers'), answer('blank', 4, 52)],
    hooks: { before: 'none', after: 'hangs' },
    events: [otherTabStores(0, 1677, true), signOut(0, 'local')],
  }),
  'another tab that brings back over a new session the one that was replaced': schedule({
    hooks: { before: 'none', after: 'hangs' },
    events: [otherTabStores(0, 1677, true), signOut(0, 'local'), signIn(0, 'alice')],
  }),
  'a retry by itself of what another click has gone on with': schedule({
    client: { ...client, revocation: false },
    answers: [answer('answers'), answer('muted'), answer('muted')],
    storageFaults: [
      { operation: 'removeItem', key: 'idToken', fromMs: 19, forMs: 12_077, how: 'hangs' },
    ],
    events: [signOut(19, 'local'), signOut(30, 'global', 1)],
  }),
  'newer tokens that another tab stores while the app tidies up': schedule({
    hooks: { before: 'none', after: 'hangs' },
    events: [otherTabStores(0, 100, true), signOut(1, 'local')],
  }),
  'another tab that brings its own user back while the app thinks about a click': schedule({
    hooks: { before: 'slow', after: 'none' },
    events: [otherTabStores(0, 20), signIn(0, 'bob'), signOut(10, 'local')],
  }),
  'a click in another app client while the first one’s sign-out runs': schedule({
    answers: [answer('throttles'), answer('throttles'), answer('throttles')],
    events: [signOut(0, 'local'), reconfigure(0, 'other'), signOut(0, 'local')],
  }),
  'a click that was called off, after a sign-out that Cognito was too busy for': schedule({
    answers: [answer('throttles'), answer('throttles'), answer('throttles')],
    events: [
      signOut(0, 'local'),
      reconfigure(0, 'other'),
      { ...signOut(0, 'local'), abortAfterMs: 0 },
    ],
  }),
  'a click on what stayed signed in, before someone signs in anew': schedule({
    settings: {
      ...settings,
      attemptTimeoutMs: 800,
      retainMs: 5000,
      onGlobalFailure: 'staySignedIn',
    },
    answers: [
      answer('answers'),
      answer('blank', 1607, 8),
      answer('throttles', 30, 23),
      answer('muted', 0, 38),
    ],
    hooks: { before: 'none', after: 'hangs' },
    events: [
      { at: 0, does: 'revokeInOtherTab' },
      signOut(0, 'global'),
      signOut(20, 'global'),
      signIn(20, 'alice'),
    ],
  }),
  'refreshed tokens that a storage takes one by one, where an app’s refresh was refused': schedule({
    client: { ...rotating, revocation: false },
    tokens: 'accessExpired',
    settings: { ...settings, onGlobalFailure: 'staySignedIn' },
    storageFaults: [{ operation: 'setItem', key: '', fromMs: 0, forMs: 8001, how: 'hangs' }],
    events: [signOut(0, 'global'), refresh(0)],
  }),
  'a storage that answers just as what a sign-out retained is forgotten': schedule({
    client: { ...client, revocation: false },
    tokens: 'corruptAccessToken',
    settings: { ...settings, deadlineMs: 1500, retainMs: 5000 },
    storageFaults: [{ operation: 'getItem', key: '', fromMs: 1, forMs: 4999, how: 'hangs' }],
    events: [signOut(0, 'local')],
  }),
  'a click for all devices, once the one that another provider was clicked for was told': schedule({
    client: { ...client, revocation: false },
    tokens: 'accessExpired',
    answers: [answer('throttles')],
    hooks: { before: 'none', after: 'hangs' },
    events: [signOut(0, 'local'), signOut(0, 'local', 1), signOut(1, 'global', 1)],
  }),
  'clicks of two providers, of which the second one is for all devices before it is settled':
    schedule({
      tokens: 'accessExpired',
      answers: [answer('throttles')],
      events: [signOut(0, 'local'), signOut(0, 'local', 1), signOut(1, 'global', 1)],
    }),
  'a click for whoever another tab stored, before it stores again whose session has ended':
    schedule({
      client: { ...client, revocation: false, accessSeconds: 300 },
      events: [
        otherTabStores(0, 2, true),
        signIn(0, 'bob'),
        otherTabStores(0, 3),
        signOut(1, 'local'),
        signOut(3, 'local'),
      ],
    }),
  'a newer token that is ended while the app’s tasks hang, after a yes that was none': schedule({
    answers: [answer('blank', 0, 0)],
    hooks: { before: 'none', after: 'hangs' },
    events: [signOut(0, 'local'), otherTabStores(0, 2, true)],
  }),
  'a click that is told in time, whoever has signed in while the storage hangs': schedule({
    client: { ...client, accessSeconds: 300 },
    tokens: 'accessExpired',
    settings: { ...settings, deadlineMs: 1500 },
    storageMs: 3,
    storageFaults: [{ operation: 'getItem', key: '', fromMs: 88, forMs: 7944, how: 'hangs' }],
    events: [{ ...signOut(0, 'global', 1), abortAfterMs: 22 }, signIn(22, 'alice')],
  }),
  'newer tokens that are erased late, once it was told that this browser still holds them':
    schedule({
      client: { ...rotating, adminScope: false, accessSeconds: 300 },
      tokens: 'accessExpired',
      storageMs: 3,
      storageFaults: [{ operation: 'removeItem', key: '', fromMs: 0, forMs: 9973, how: 'hangs' }],
      events: [signOut(0, 'global'), otherTabStores(0, 33, true), signIn(33, 'bob')],
    }),
  'a newer refresh token that is removed as another tab stores it, unread': schedule({
    client: { ...rotating, adminScope: false, accessSeconds: 300 },
    storageFaults: [
      { operation: 'removeItem', key: 'refreshToken', fromMs: 0, forMs: 21, how: 'waits' },
    ],
    hooks: { before: 'yes', after: 'none' },
    events: [signOut(0, 'local'), otherTabStores(0, 21, true)],
  }),
  'a click in the moment in which Amplify is configured anew': schedule({
    client: { ...client, revocation: false, adminScope: false, accessSeconds: 300 },
    tokens: 'accessExpired',
    hooks: { before: 'none', after: 'hangs' },
    events: [
      signOut(0, 'local'),
      reconfigure(0, 'other'),
      signOut(1, 'local'),
      reconfigure(1, 'own'),
    ],
  }),
  'a second provider’s click that tries again while the tasks of the first one’s still run':
    schedule({
      client: { ...client, accessSeconds: 300 },
      answers: [
        answer('throttles'),
        answer('throttles'),
        answer('throttles'),
        answer('throttles'),
        answer('answers', 0, 0),
        answer('stalls', 0, 0),
      ],
      hooks: { before: 'none', after: 'hangs' },
      events: [
        { ...signOut(0, 'global'), abortAfterMs: 0 },
        signIn(0, 'alice'),
        signOut(1, 'global'),
        signOut(1, 'global', 1),
      ],
    }),
  'a clock that is set back a day after Cognito’s last answer, while the app’s tasks run': schedule(
    {
      client: { ...client, revocation: false, accessSeconds: 300 },
      tokens: 'accessExpired',
      settings: { ...settings, retainMs: 5000 },
      answers: [answer('throttles'), answer('throttles'), answer('throttles')],
      hooks: { before: 'yes', after: 'hangs' },
      jitter: 0,
      events: [
        { ...signOut(0, 'global'), abortAfterMs: 661 },
        signOut(0, 'local', 1),
        jump(660, -86_400_000),
      ],
    },
  ),
  'an ended session that another tab stores again in the moment in which the next person clicks':
    schedule({
      client: { ...client, revocation: false, accessSeconds: 300 },
      events: [
        otherTabStores(0, 2),
        { ...signOut(1, 'local'), abortAfterMs: 0 },
        signIn(1, 'bob'),
        signOut(2, 'global'),
      ],
    }),
  'the same, where the next person stays signed in': schedule({
    client: { ...client, accessSeconds: 300 },
    settings: { ...settings, onGlobalFailure: 'staySignedIn' },
    answers: [answer('throttles', 0, 0), answer('throttles', 0, 0), answer('garbage', 0, 0)],
    jitter: 0,
    events: [
      { ...signOut(0, 'local'), abortAfterMs: 1 },
      otherTabStores(0, 2),
      signIn(0, 'bob'),
      signOut(2, 'global'),
    ],
  }),
  'a sign-in that is half stored where the storage hangs, over a session that ended': schedule({
    client: { ...client, revocation: false, accessSeconds: 300 },
    tokens: 'accessExpired',
    otherDevices: 0,
    settings: { ...settings, retainMs: 5000 },
    answers: [answer('throttles')],
    storageFaults: [
      { operation: 'getItem', key: '', fromMs: 0, forMs: 5741, how: 'waits' },
      { operation: 'setItem', key: 'accessToken', fromMs: 0, forMs: null, how: 'hangs' },
    ],
    events: [signOut(0, 'global'), signIn(0, 'alice')],
  }),
  'a retry by itself, in vain, of one for this device that one for all devices joined too late':
    schedule({
      client: { ...client, adminScope: false, accessSeconds: 300 },
      tokens: 'revoked',
      settings: { ...settings, deadlineMs: 10_000 },
      answers: Array.from({ length: 6 }, () => answer('stalls')),
      jitter: 0,
      events: [signOut(0, 'local'), signOut(1, 'global')],
    }),
};
