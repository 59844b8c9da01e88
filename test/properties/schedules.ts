import fc, { type Arbitrary } from 'fast-check';
import type { Client } from './Cognito';
import type { StorageFault } from './DeviceStorage';
import type { AppHooks, Event, Schedule, Scope, Settings, TokenState } from './Schedule';
import type { Answer } from './Transport';

const scope = fc.constantFrom<Scope>('local', 'global', 'global');
const which = fc.nat({ max: 2 });

/** Mostly soon, where things meet; now and then late. */
const at = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 150 }) },
  { weight: 2, arbitrary: fc.nat({ max: 2000 }) },
  { weight: 2, arbitrary: fc.nat({ max: 25_000 }) },
  { weight: 1, arbitrary: fc.nat({ max: 700_000 }) },
);

const client: Arbitrary<Client> = fc.record({
  rotation: fc.boolean(),
  revocation: often(true),
  adminScope: often(true),
  accessSeconds: fc.constantFrom(300, 3600, 3600),
});

const tokens = fc.oneof(
  { weight: 5, arbitrary: fc.constant<TokenState>('fresh') },
  { weight: 3, arbitrary: fc.constant<TokenState>('accessExpired') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<TokenState>(
      'revoked',
      'noAccessToken',
      'corruptAccessToken',
      'noIdToken',
      'noRefreshToken',
      'onlyRefreshToken',
      'lostName',
    ),
  },
);

const settings: Arbitrary<Settings> = fc.record({
  attemptTimeoutMs: fc.constantFrom(5000, 5000, 800, 30_000),
  deadlineMs: fc.constantFrom(10_000, 10_000, 1500),
  retainMs: fc.constantFrom(600_000, 5000),
  onGlobalFailure: fc.constantFrom('signOutLocally', 'signOutLocally', 'staySignedIn'),
});

const travel = fc.oneof(
  { weight: 5, arbitrary: fc.nat({ max: 60 }) },
  { weight: 1, arbitrary: fc.nat({ max: 6000 }) },
);

const trouble = fc.constantFrom<Answer['how']>(
  'throttles',
  'fails',
  'forbids',
  'reset',
  'lost',
  'unheard',
  'muted',
  'stalls',
  'garbage',
);

const answer: Arbitrary<Answer> = fc.record({
  how: fc.oneof(
    { weight: 5, arbitrary: fc.constant<Answer['how']>('answers') },
    { weight: 6, arbitrary: trouble },
  ),
  thereMs: travel,
  backMs: travel,
});

/** Every request on its own, or the same trouble for a while. */
const answers: Arbitrary<Answer[]> = fc.oneof(
  fc.array(answer, { maxLength: 8 }),
  fc
    .record({ how: trouble, times: fc.integer({ min: 1, max: 9 }), later: fc.array(answer) })
    .map(({ how, times, later }) => [
      ...Array.from({ length: times }, () => ({ how, thereMs: 10, backMs: 10 })),
      ...later,
    ]),
);

const storageFault: Arbitrary<StorageFault> = fc.record({
  operation: fc.constantFrom('getItem', 'setItem', 'removeItem'),
  key: fc.constantFrom('', 'accessToken', 'idToken', 'refreshToken', 'LastAuthUser', 'clockDrift'),
  fromMs: at,
  forMs: fc.oneof(fc.nat({ max: 15_000 }), fc.constant(null)),
  how: fc.constantFrom('rejects', 'hangs', 'waits'),
});

const hooks: Arbitrary<AppHooks> = fc.record({
  before: fc.oneof(
    { weight: 8, arbitrary: fc.constant<AppHooks['before']>('none') },
    { weight: 4, arbitrary: fc.constantFrom<AppHooks['before']>('yes', 'slow', 'slow') },
    { weight: 1, arbitrary: fc.constantFrom<AppHooks['before']>('no', 'throws') },
  ),
  after: fc.constantFrom('none', 'none', 'quick', 'throws', 'hangs'),
});

const abortAfterMs = fc.oneof(
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.nat({ max: 3000 }) },
);

const jump = fc.oneof(
  fc.integer({ min: -60_000, max: 60_000 }),
  fc.constantFrom(-86_400_000, -7_200_000, -3_600_000, 3_600_000, 7_200_000, 86_400_000),
);

const signOut = fc.record({
  at,
  does: fc.constant('signOut' as const),
  scope,
  abortAfterMs,
});

const event: Arbitrary<Event> = fc.oneof<Arbitrary<Event>[]>(
  signOut,
  fc.record({ at, does: fc.constant('retry' as const), which, abortAfterMs }),
  fc.record({ at, does: fc.constant('forget' as const), which }),
  fc.record({ at, does: fc.constantFrom('dismiss' as const, 'pageHides' as const) }),
  fc.record({ at, does: fc.constant('refresh' as const) }),
  fc.record({
    at,
    does: fc.constant('signIn' as const),
    who: fc.constantFrom('alice' as const, 'bob' as const),
  }),
  fc.record({ at, does: fc.constant('revokeElsewhere' as const), all: fc.boolean() }),
  fc.record({ at, does: fc.constant('jump' as const), ms: jump }),
);

/** Schedules with at least one sign-out, by someone who is signed in, so that nearly all of them reach a request. */
export const schedules: Arbitrary<Schedule> = fc
  .record({
    client,
    tokens,
    otherDevices: fc.nat({ max: 2 }),
    settings,
    answers,
    storageMs: fc.constantFrom(0, 0, 0, 3, 40),
    storageFaults: fc.oneof(
      fc.constant<StorageFault[]>([]),
      fc.array(storageFault, { maxLength: 3 }),
    ),
    hooks,
    jitter: fc.constantFrom(0, 0.5, 0.999),
    first: signOut,
    more: fc.array(event, { maxLength: 6 }),
  })
  .map(({ first, more, ...rest }) => {
    const events: Event[] = [{ ...first, at: first.at % 200 }, ...more];
    return { ...rest, events: events.sort((one, other) => one.at - other.at) };
  });

function often(value: boolean): Arbitrary<boolean> {
  return fc.nat({ max: 6 }).map((n) => (n > 0 ? value : !value));
}
