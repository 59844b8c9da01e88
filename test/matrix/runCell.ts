import { inspect } from 'node:util';
import { refreshAuthTokens } from 'aws-amplify/auth/cognito';
import { Hub } from 'aws-amplify/utils';
import { vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { isPlainData } from '../contract/isPlainData';
import { startStopwatch } from '../startStopwatch';
import type { Cell } from './cells';
import { evidenceOf, type Observed } from './evidenceOf';
import { expectationOf, faultOn } from './expectationOf';
import { compare, judge } from './oracle';
import { lateMs } from './storages';
import { scriptOf } from './tokenStates';
import {
  createWorld,
  isBystanders,
  lastAuthUserKey,
  spoil,
  timesOf,
  tokensIn,
  type World,
} from './world';

type Attempt = Awaited<ReturnType<ReturnType<typeof createAmplifyAdapter>['signOut']>>;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** What a busy machine may take from the process before the times of a cell mean nothing. */
const mostLostMs = 150;
const mostPlays = 3;
/** What late answers and timers bring about: too little is claimed, or another way taken. None makes it claim too much. */
const ofLateness =
  /, expected |though (Cognito|all of it was) confirmed|settled after|a false failed|a retry in a healthy world/;

interface Played {
  complaints: string[];
  /** For how long the process could not run while it was looked at. */
  lostMs: number;
}

/** Plays one cell on the real Amplify and returns every complaint about it; once more where the machine stood still. */
export async function runCell(cell: Cell, index: number): Promise<string[]> {
  for (let plays = 1; ; plays++) {
    const { complaints, lostMs } = await playOnce(cell, index);
    const mayBeLateness = lostMs >= mostLostMs && complaints.every((it) => ofLateness.test(it));
    if (complaints.length === 0 || !mayBeLateness || plays === mostPlays) return complaints;
    console.log(`matrix: played again, as ${Math.round(lostMs)} ms were lost: ${cell.name}`);
  }
}

async function playOnce(cell: Cell, index: number): Promise<Played> {
  const ears = listen();
  const world = await createWorld(cell);
  try {
    return await play(cell, world, ears, index);
  } finally {
    ears.stop();
    await world.pool.stop();
    // Amplify shares one refresh in flight with whoever asks next, and never gives up on it.
    await refreshAuthTokens({} as Parameters<typeof refreshAuthTokens>[0]).catch(() => {});
  }
}

async function play(cell: Cell, world: World, ears: Ears, index: number): Promise<Played> {
  const { pool, storage } = world;
  const times = timesOf(cell);
  const adapter = createAmplifyAdapter(times);
  if (cell.state.isNameLost) {
    await adapter.getCurrentUser();
    storage.items.delete(lastAuthUserKey(world));
  }
  spoil(world, cell);
  pool.clearRequests();
  ears.forget();
  const before = { sessions: pool.sessions(), items: new Map(storage.items) };
  const secrets = new Set(tokensIn(before.items.values()));
  storage.arm();

  let lostMs = 0;
  const observe = async (work: () => Promise<Attempt>): Promise<[Attempt, Observed]> => {
    const clickedAt = Date.now();
    const start = performance.now();
    const elapsed = startStopwatch();
    const attempt = await Promise.race([
      work(),
      pause(3 * times.deadlineMs + 3000).then(() => Promise.reject(new Error('it never settled'))),
    ]);
    const tookMs = elapsed();
    lostMs += performance.now() - start - tookMs;
    const after = { sessions: pool.sessions(), items: new Map(storage.items) };
    const requests = structuredClone(pool.requests);
    const heard = ears.events.map(({ event }) => event);
    // What a storage or a promise says too late is still said.
    await pause(cell.storage.isCrawling ? 1000 : 5);
    for (const token of tokensIn(storage.written)) secrets.add(token);
    const revealed = attempt.revealToken();
    const shown = inspect([attempt, ears.events, ears.lines], { depth: 20, showHidden: true });
    return [
      attempt,
      {
        clickedAt,
        tookMs,
        deadlineMs: times.deadlineMs,
        slackMs: 500,
        before,
        after,
        requests,
        secrets: [...secrets],
        revealed,
        hasRetry: attempt.retry !== undefined,
        isFrozen: isPlainData(attempt.outcome),
        // A crawling storage may be cleared, and say so, after it failed to be in time.
        hubEvents:
          cell.storage.isCrawling && attempt.outcome.status === 'failed'
            ? heard
            : ears.events.map(({ event }) => event),
        shown: shown + JSON.stringify([attempt, ears.events]) + ears.lines.join(),
        consoleLines: ears.lines.filter((line) => !isExpectedLine(line, cell)),
        rejections: [...ears.rejections],
      },
    ];
  };

  const [attempt, observed] = await observe(() => adapter.signOut({ scope: cell.scope }));
  const evidence = evidenceOf(cell, world.own, observed);
  const complaints = [
    ...judge(attempt.outcome, evidence),
    ...(cell.storage.isCrawling
      ? []
      : compare(attempt.outcome, observed.requests, expectationOf(cell))),
  ];
  complaints.push(...(await playOn({ cell, world, before, attempt, observe, index })));
  if (ears.rejections.length > evidence.rejections.length) {
    complaints.push(`later, unhandled: ${ears.rejections}`);
  }
  return { complaints: [...new Set(complaints)], lostMs };
}

interface PlayOn {
  cell: Cell;
  world: World;
  before: { items: Map<string, string> };
  attempt: Attempt;
  observe(work: () => Promise<Attempt>): Promise<[Attempt, Observed]>;
  index: number;
}

/** What comes after: the world is mended, and the sign-out is tried again or given up. */
async function playOn({ cell, world, before, attempt, observe, index }: PlayOn): Promise<string[]> {
  const { pool, storage, own } = world;
  const { retry, outcome } = attempt;
  const rows = Object.values(cell.faults);
  if (attempt.late && cell.storage.isLate) {
    const { late } = attempt;
    // The sign-out's mark, which names no token, is deleted as late as the rest.
    const [last, observed] = await observe(() => late.finally(() => pause(lateMs)));
    // The deadline was the first outcome's.
    const seen = { ...evidenceOf(cell, own, observed), isObedient: true, deadlineMs: 3000 };
    last.forget();
    return judge(last.outcome, seen).map((it) => `late: ${it}`);
  }
  if (cell.storage.isLate && outcome.status === 'failed') return ['nothing comes late'];
  if (rows.some((it) => it.unreachable) || cell.storage.hangs || cell.storage.isCrawling) {
    attempt.forget();
    // Or its event would be heard in the next cell.
    if (cell.storage.isCrawling) await attempt.late;
    return [];
  }
  if (rows.some(({ isSlow, once }) => isSlow && !once)) await pause(900);
  pool.clearFaults();
  storage.disarm();
  const complaints: string[] = [];
  if (outcome.status !== 'failed' && evidenceLeft(cell, world)) {
    complaints.push('later, tokens of the session are back in the storage');
  }
  // A refresh token that was rotated while nobody heard is nobody's.
  const isLost =
    cell.state.client?.rotation && faultOn(cell, 'GetTokensFromRefreshToken')?.isPerformed;
  if (retry && (index % 3 !== 2 || rows.length > 1)) {
    const isBobIn = index % 3 === 1;
    if (isBobIn) {
      // Whoever is signed in by then keeps everything.
      storage.items.set(lastAuthUserKey(world), 'bob');
      before.items.set(lastAuthUserKey(world), 'bob');
    }
    const [again, observed] = await observe(() => retry());
    const isReplaced = isBobIn && outcome.status === 'failed';
    const said = judge(again.outcome, { ...evidenceOf(cell, world.own, observed), isReplaced });
    complaints.push(...said.map((it) => `after the retry: ${it}`));
    const canSucceed =
      !scriptOf(cell.state, cell.scope).failure && !rows.some((it) => it.isPerformed);
    const isRefused = again.outcome.status !== 'failed' && outcome.status === 'failed';
    if (canSucceed && again.outcome.status !== 'complete' && !isRefused) {
      complaints.push(`a retry in a healthy world is ${again.outcome.status}`);
    }
    again.forget();
    return complaints;
  }
  attempt.forget();
  if (attempt.revealToken() !== null) complaints.push('a forgotten token is revealed');
  if (outcome.status === 'partial' && cell.scope === 'global' && cell.state.canRevoke && !isLost) {
    const isAlive = () => pool.liveSessions('alice').some(({ originJti }) => originJti === own);
    for (let waited = 0; isAlive() && waited < 600; waited += 20) await pause(20);
    const isRevocationOff = faultOn(cell, 'RevokeToken')?.reasons?.includes('revocationDisabled');
    if (isAlive() && !isSaidDead(outcome) && !isRevocationOff) {
      complaints.push('given up, and its own session lives on');
    }
  }
  return complaints;
}

const isSaidDead = (outcome: Attempt['outcome']) =>
  outcome.status === 'partial' &&
  outcome.failures.some(
    ({ step, reason }) =>
      reason === 'sessionRevoked' ||
      (step === 'session' && reason === 'sessionExpired') ||
      step === 'revokeToken',
  );

function evidenceLeft({ state, storage: { keeps } }: Cell, { storage }: World): boolean {
  if (state.isNobody || keeps.length > 0) return false;
  return [...storage.items].some(
    ([key, value]) => /\.alice\.\w+Token$/.test(key) && !isBystanders(key, value),
  );
}

interface Ears {
  readonly events: { event: string }[];
  readonly lines: string[];
  readonly rejections: string[];
  forget(): void;
  stop(): void;
}

/** Listens to Hub, to the console at every level and to promises that nobody handles. */
function listen(): Ears {
  const events: { event: string }[] = [];
  const lines: string[] = [];
  const rejections: string[] = [];
  const levels = ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const;
  const spies = levels.map((level) =>
    vi.spyOn(console, level).mockImplementation((...words) => {
      lines.push(
        words.map((it) => (typeof it === 'string' ? it : inspect(it, { depth: 9 }))).join(' '),
      );
    }),
  );
  const onRejection = (reason: unknown) => void rejections.push(String(reason));
  process.on('unhandledRejection', onRejection);
  const stopHub = Hub.listen('auth', ({ payload }) => void events.push({ ...payload }));
  return {
    events,
    lines,
    rejections,
    forget() {
      for (const list of [events, lines, rejections]) list.length = 0;
    },
    stop() {
      stopHub();
      process.off('unhandledRejection', onRejection);
      for (const spy of spies) spy.mockRestore();
    },
  };
}

function isExpectedLine(line: string, { state, scope }: Cell): boolean {
  // Amplify's own.
  if (line.includes('You are using a custom Amazon')) return true;
  return scope === 'global' && state.name.startsWith('no scope') && /scope aws\.cognito/.test(line);
}
