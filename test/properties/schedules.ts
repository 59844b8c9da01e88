import fc, { type Arbitrary } from 'fast-check';
import type { Client } from './Cognito';
import type { StorageFault } from './DeviceStorage';
import type { AppHooks, Event, Provider, Schedule, Scope, Settings, TokenState } from './Schedule';
import type { Answer } from './Transport';

/** Those that stand beside the one adapter, client and tab of a sign-out. */
type Actor =
  | 'bareSignOut'
  | 'revokeInOtherTab'
  | 'secondProvider'
  | 'refusedRefresh'
  | 'otherTabStores'
  | 'reconfigure';

/** Which of them take part, by name and comma; by default all. One alone tells the harness from the kit. */
const cast = process.env.PROPERTY_ACTORS?.split(',');

function withActor<T>(actor: Actor, weight: number, arbitrary: Arbitrary<T>) {
  return { weight: cast === undefined || cast.includes(actor) ? weight : 0, arbitrary };
}

const by = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Provider>(0) },
  withActor('secondProvider', 1, fc.constant<Provider>(1)),
);

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
  'blank',
);

const answer: Arbitrary<Answer> = fc.record({
  how: fc.oneof(
    { weight: 4, arbitrary: fc.constant<Answer['how']>('answers') },
    { weight: 1, arbitrary: fc.constant<Answer['how']>('answersEmpty') },
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
  by,
  scope,
  abortAfterMs,
});

type Rest<Does> = Omit<Extract<Event, { does: Does }>, 'at' | 'does'>;

/** Something that happens, with what belongs to it. */
function happening<Does extends Event['does']>(
  does: Does,
  rest: { [Name in keyof Rest<Does>]: Arbitrary<Rest<Does>[Name]> },
): Arbitrary<Event> {
  return fc.tuple(at, fc.record(rest)).map(([at, more]) => ({ at, does, ...more }) as Event);
}

const twice = (arbitrary: Arbitrary<Event>) => ({ weight: 2, arbitrary });

/** Until something comes that is under way: before a sign-out is over, or after. */
const someTime = fc.oneof(fc.nat({ max: 100 }), fc.nat({ max: 3000 }), fc.nat({ max: 30_000 }));

const event: Arbitrary<Event> = fc.oneof(
  twice(signOut),
  twice(happening('retry', { by, which, abortAfterMs })),
  twice(happening('forget', { by, which })),
  { weight: 1, arbitrary: happening('dismiss', { by }) },
  { weight: 1, arbitrary: happening('pageHides', {}) },
  twice(happening('refresh', { refusedAfterMs: fc.constant(null) })),
  twice(happening('signIn', { who: fc.constantFrom('alice' as const, 'bob' as const) })),
  twice(happening('revokeElsewhere', { all: fc.boolean() })),
  twice(happening('jump', { ms: jump })),
  withActor('bareSignOut', 1, happening('bareSignOut', { global: fc.boolean() })),
  withActor('revokeInOtherTab', 1, happening('revokeInOtherTab', {})),
  withActor('refusedRefresh', 1, happening('refresh', { refusedAfterMs: someTime })),
  withActor(
    'otherTabStores',
    2,
    happening('otherTabStores', { afterMs: someTime, isHeard: fc.boolean() }),
  ),
  withActor('otherTabStores', 1, happening('look', { by })),
  withActor('reconfigure', 1, happening('reconfigure', { to: fc.constantFrom('own', 'other') })),
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

/** What a client lacks keeps most sign-outs from asking at all. */
function often(value: boolean): Arbitrary<boolean> {
  return fc.nat({ max: 11 }).map((n) => (n > 0 ? value : !value));
}
