import { mkdirSync, writeFileSync } from 'node:fs';
import { fetchAuthSession } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../src/adapter/amplify/createAmplifyAdapter';
import { Device } from '../test/adapter/Device';
import { numbersFrom } from '../test/numbersFrom';
import { spoiltAnswers } from '../test/pool/spoiltAnswers';
import { type Fault, startUserPool } from '../test/pool/startUserPool';
import type { StorageOperation } from '../test/storages/MemoryStorage';

const seed = Number(process.env.SOAK_SEED ?? 20_260_101);
const rounds = Number(process.env.SOAK_ROUNDS ?? 400);

const random = numbersFrom(seed);
const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T;
const isOne = (outOf: number) => random() < 1 / outOf;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

const faults: readonly Fault[] = [...spoiltAnswers, { silent: true }];

/** A storage that has its moods, until it is mended. */
class MoodyDevice extends Device {
  mood: 'none' | 'slow' | 'refuses' = 'none';

  protected override async perform<T>(operation: StorageOperation, key: string, work: () => T) {
    if (this.mood === 'slow' && operation !== 'setItem') await pause(2);
    if (this.mood === 'refuses' && operation === 'removeItem') throw new Error('quota');
    return super.perform(operation, key, work);
  }
}

/** A page that knows who listens to it. */
class Page extends EventTarget {
  readonly listeners = new Set<unknown>();

  override addEventListener(...given: Parameters<EventTarget['addEventListener']>) {
    this.listeners.add(given[1]);
    super.addEventListener(...given);
  }

  override removeEventListener(...given: Parameters<EventTarget['removeEventListener']>) {
    this.listeners.delete(given[1]);
    super.removeEventListener(...given);
  }
}

/** Timers that were set and neither fired nor were cleared: Node itself leaves out those that don't keep it alive. */
function watchTimers() {
  const open = new Set<unknown>();
  const { setTimeout: set, clearTimeout: clear } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((
    call: () => void,
    ms?: number,
    ...rest: []
  ) => {
    const timer = set(() => {
      open.delete(timer);
      call(...rest);
    }, ms);
    open.add(timer);
    return timer;
  }) as typeof setTimeout);
  vi.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
    open.delete(timer);
    clear(timer);
  });
  return () => open.size;
}

const handles = () => process.getActiveResourcesInfo().length;
const hubListeners = () =>
  [...(Hub as unknown as { listeners: Map<string, unknown[]> }).listeners.values()].flat().length;

test(`${rounds} rounds of signing in and out leave nothing behind`, async () => {
  console.info(`soak: seed ${seed}`);
  for (const level of ['warn', 'error'] as const) vi.spyOn(console, level).mockReturnValue();
  const page = new Page();
  const timers = watchTimers();
  vi.stubGlobal('window', page);
  const pool = await startUserPool();
  const clients = await Promise.all(
    [{}, { rotation: true }, { revocation: false }, { rotation: true, revocation: false }].map(
      (client) => pool.createClient(client),
    ),
  );
  const adapter = createAmplifyAdapter({ attemptTimeoutMs: 150, deadlineMs: 1500 });
  const lies: string[] = [];
  const outcomes: Record<string, number> = {};
  let before = { timers: 0, handles: 0, hubListeners: 0 };

  for (let round = 0; round < rounds; round++) {
    // The first rounds set up what stays for good.
    if (round === 5)
      before = { timers: timers(), handles: handles(), hubListeners: hubListeners() };
    const username = `user${round}`;
    const password = 'Correct-horse-1';
    await pool.createUser({ username, password });
    const clientId = one(clients);
    const others = isOne(2) ? [await new Device(pool, clientId).signIn(username, password)] : [];
    const device = new MoodyDevice(pool, clientId);
    const stop = adapter.subscribe(() => {});
    // Every third session is so old that its access token has expired.
    if (isOne(3)) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 7_200_000 });
    await device.signIn(username, password).finally(() => vi.useRealTimers());
    const own = pool.sessions(username).at(-1)?.originJti;
    const scope = one(['local', 'global'] as const);
    device.mood = one(['none', 'none', 'slow', 'refuses']);
    for (const operation of ['GlobalSignOut', 'RevokeToken', 'GetTokensFromRefreshToken']) {
      // Amplify waits five minutes for a refresh, and the next sign-in with it.
      const some = operation.startsWith('Get') ? faults.slice(0, -1) : faults;
      if (isOne(3)) pool.fault(operation, one(some), { times: one([1, 2, 9]) });
    }
    // Amplify leaves a rejection unhandled where its own clearing is refused.
    const isRefreshing = isOne(3) && device.mood !== 'refuses';
    const refreshing = isRefreshing && fetchAuthSession({ forceRefresh: true }).catch(() => {});

    const signingOut = adapter.signOut({ scope });
    const second = isOne(4) ? adapter.signOut({ scope }) : signingOut;
    let attempt = await signingOut;
    const judge = () => {
      const { outcome } = attempt;
      const what = `round ${round}: ${outcome.status}/${outcome.server} (${outcome.scope})`;
      outcomes[outcome.status] = (outcomes[outcome.status] ?? 0) + 1;
      const live = pool.liveSessions(username);
      const isDead =
        outcome.scope === 'global' ? !live.length : live.every((it) => it.originJti !== own);
      if (outcome.server === 'ended' && !isDead) lies.push(`${what}, and ${live.length} live on`);
      if (
        outcome.scope === 'global' &&
        outcome.status === 'complete' &&
        outcome.server !== 'ended'
      ) {
        lies.push(`${what} is not confirmed`);
      }
      if (outcome.signedOutLocally && device.tokenKeys.length)
        lies.push(`${what}, tokens are left`);
      if (!outcome.signedOutLocally && !device.tokenKeys.length) lies.push(`${what}, none is left`);
    };
    judge();
    const joined = await second;
    const isRetried = isOne(2);
    if (isRetried) pool.clearFaults();
    if (isRetried) device.mood = 'none';
    if (isRetried && attempt.retry) {
      attempt = await attempt.retry();
      judge();
    }
    attempt.forget();
    device.mood = 'none';
    pool.clearFaults();
    if (device.tokenKeys.length) attempt = await adapter.signOut({ scope: 'local' });
    attempt.forget();
    // What is retained goes when all have put it away.
    joined.forget();
    await attempt.late;
    await refreshing;
    await pause(5);
    if (device.tokenKeys.length) lies.push(`round ${round}: tokens came back`);
    if (device.items.size) lies.push(`round ${round}: ${[...device.items.keys()]} is left`);
    for (const other of others) other.items.clear();
    pool.clearRequests();
    stop();
  }
  await pause(3000);
  const after = { timers: timers(), handles: handles(), hubListeners: hubListeners() };
  const sessions = pool.sessions().length;
  await pool.stop();
  const figures = {
    seed,
    rounds,
    sessions,
    outcomes,
    before,
    after,
    pageListeners: page.listeners.size,
  };
  console.info(`soak: ${JSON.stringify(figures)}`);
  mkdirSync('reports', { recursive: true });
  writeFileSync('reports/soak.json', JSON.stringify(figures));
  expect(lies).toEqual([]);
  expect(page.listeners.size).toBe(0);
  expect(after.hubListeners).toBeLessThanOrEqual(before.hubListeners);
  expect(after.timers).toBe(0);
  expect(after.handles).toBeLessThanOrEqual(before.handles);
});
