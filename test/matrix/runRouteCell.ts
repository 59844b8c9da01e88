import { vi } from 'vitest';
import { parseOutcome } from '../../src/outcome/parseOutcome';
import { createSignOutRoute } from '../../src/server';
import { Browser } from '../server/Browser';
import type { Cell } from './cells';
import { evidenceOf, type Observed } from './evidenceOf';
import { expectationOf } from './expectationOf';
import { compare, judge } from './oracle';
import { scriptOf } from './tokenStates';
import { createWorld, lastAuthUserKey, spoil, timesOf, tokensIn, type World } from './world';

interface Answer {
  outcome: unknown;
  retry?: string;
}

const secret = 'a secret that is long enough for this';
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays one cell over the route: its storage is a browser's cookies. Returns every complaint about it. */
export async function runRouteCell(cell: Cell, index: number): Promise<string[]> {
  const lines: string[] = [];
  const levels = ['log', 'info', 'debug', 'warn', 'error'] as const;
  const spies = levels.map((level) =>
    vi.spyOn(console, level).mockImplementation((...words) => void lines.push(words.join(' '))),
  );
  const world = await createWorld(cell);
  try {
    return await play(cell, world, lines, index);
  } finally {
    for (const spy of spies) spy.mockRestore();
    await world.pool.stop();
  }
}

async function play(cell: Cell, world: World, lines: string[], index: number): Promise<string[]> {
  const { pool, clientId, endpoint, own } = world;
  const { userPoolId } = pool;
  const times = timesOf(cell);
  const cognito = { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint };
  const route = createSignOutRoute({ config: { Auth: { Cognito: cognito } }, secret, ...times });
  const browser = new Browser().store(world.storage.items);
  const { user } = await browser.get(route);
  if (cell.state.isNameLost) browser.store([[lastAuthUserKey(world), '']]);
  spoil(world, cell);
  pool.clearRequests();
  const sent = user ? { userId: user.userId } : {};
  const before = { sessions: pool.sessions(), items: browser.items };
  const secrets = tokensIn(before.items.values());

  async function observe(body: object): Promise<[Answer, Observed]> {
    const clickedAt = Date.now();
    const since = performance.now();
    const answer = await browser.post(route, body);
    const tookMs = performance.now() - since;
    const outcome = revived(answer.outcome);
    const after = { sessions: pool.sessions(), items: browser.items };
    const { retry = '' } = answer;
    return [
      answer,
      {
        clickedAt,
        tookMs,
        deadlineMs: times.deadlineMs,
        slackMs: 500,
        before,
        after,
        requests: structuredClone(pool.requests),
        secrets,
        revealed: null,
        hasRetry: retry !== '',
        isFrozen: true,
        // A server has no Hub.
        hubEvents: outcome.status !== 'failed' && !cell.state.isNobody ? ['signedOut'] : [],
        shown: [...browser.shown, ...lines].join('\n').replaceAll(retry || '\0', ''),
        consoleLines: lines.filter((line) => !isExpectedLine(line, cell)),
        rejections: [],
      },
    ];
  }

  const [answer, observed] = await observe({ scope: cell.scope, ...sent });
  const outcome = revived(answer.outcome);
  const complaints = [
    ...judge(outcome, evidenceOf(cell, own, observed)),
    ...compare(outcome, observed.requests, expectationOf(cell)),
  ];
  if ((parseOutcome(answer.outcome)?.status ?? 'none') !== outcome.status)
    complaints.push('a page takes the answer for no outcome');
  const { user: left } = await browser.get(route);
  if (left !== null) complaints.push(`GET still names ${left.username}`);
  const rows = Object.values(cell.faults);
  if (!answer.retry || rows.some((it) => it.unreachable)) return withoutRevealed(complaints);

  // The world is mended, and the sign-out is tried again, or given up.
  if (rows.some(({ isSlow, once }) => isSlow && !once)) await pause(900);
  pool.clearFaults();
  browser.shown.length = 0;
  if (index % 3 === 2) {
    await browser.post(route, { scope: 'local', retry: answer.retry });
    const isAlive = pool.liveSessions('alice').some(({ originJti }) => originJti === own);
    if (isAlive && cell.state.canRevoke && !rows.some((it) => it.isPerformed))
      complaints.push('given up, and its own session lives on');
    return withoutRevealed(complaints);
  }
  const [again, seen] = await observe({ scope: cell.scope, retry: answer.retry });
  const last = revived(again.outcome);
  complaints.push(
    ...judge(last, evidenceOf(cell, own, seen)).map((it) => `after the retry: ${it}`),
  );
  const canSucceed =
    !scriptOf(cell.state, cell.scope).failure && !rows.some((it) => it.isPerformed);
  if (canSucceed && last.status !== 'complete')
    complaints.push(`a retry in a healthy world is ${last.status}`);
  return withoutRevealed(complaints);
}

/** Nothing of a route's reveals a token to anybody. */
const withoutRevealed = (complaints: string[]) =>
  complaints.filter((it) => !it.includes('revealToken() gives'));

function revived(outcome: unknown) {
  const isTime = (name: string) => name === 'tokensExpireBy' || name === 'retryUntil';
  return JSON.parse(JSON.stringify(outcome), (name, value) =>
    isTime(name) && value !== null ? new Date(value) : value,
  );
}

function isExpectedLine(line: string, { state, scope }: Cell): boolean {
  if (line.includes('You are using a custom Amazon')) return true;
  return scope === 'global' && state.name.startsWith('no scope') && /scope aws\.cognito/.test(line);
}
