import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { type ServedPage, servePage } from '../servePage';
import { browserCells, type Cell } from './cells';
import { evidenceOf } from './evidenceOf';
import { type Expectation, expectationOf } from './expectationOf';
import { compare, judge } from './oracle';
import type { Input, Output } from './page/main';
import { createWorld, lastAuthUserKey, spoil, timesOf, tokensIn, type World } from './world';

const pagesAtOnce = 3;

let browser: Browser;
let served: ServedPage;
const worlds = new Map<Cell, World>();
const free = Array.from({ length: pagesAtOnce }, () => Promise.resolve());
let played = 0;

beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  served = await servePage(join(import.meta.dirname, 'page'));
  browser = await chromium.launch(launchOptions());
  // One after the other: Amplify and the clock are one per process.
  for (const cell of browserCells) worlds.set(cell, await createWorld(cell));
});

afterAll(async () => {
  console.log(`matrix in Chromium: ${played} of ${browserCells.length} cells`);
  await browser?.close();
  await served?.close();
  await Promise.all([...worlds.values()].map(({ pool }) => pool.stop()));
});

test('there are at least 60 cells', () => {
  expect(browserCells.length).toBeGreaterThanOrEqual(60);
});

test.concurrent.for(browserCells.map((cell, index) => [cell.name, cell, index] as const))(
  '%s',
  async ([, cell, index], { expect }) => {
    const lane = index % pagesAtOnce;
    const turn = free[lane]?.then(() => play(cell));
    free[lane] =
      turn?.then(
        () => {},
        () => {},
      ) ?? Promise.resolve();
    const complaints = (await turn) ?? ['it was not played'];
    expect(complaints, complaints.join('\n')).toEqual([]);
  },
);

async function play(cell: Cell): Promise<string[]> {
  const world = worlds.get(cell);
  if (!world) return ['its world was not built'];
  const { pool, clientId, endpoint, storage, own } = world;
  const times = slowly(timesOf(cell));
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const rejections: string[] = [];
    const lines: string[] = [];
    page.on('pageerror', (error) => rejections.push(String(error)));
    page.on('console', (message) => lines.push(message.text()));
    await page.goto(served.url);
    const items = [...storage.items];
    const { userPoolId } = pool;
    const input: Input = {
      config: {
        Auth: {
          Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint },
        },
      },
      scope: cell.scope,
      times,
      storage: cell.storage.name,
      items,
      lostKey: cell.state.isNameLost ? lastAuthUserKey(world) : null,
    };
    await page.evaluate((it) => (window as unknown as PageApi).prepare(it), input);
    spoil(world, cell);
    pool.clearRequests();
    const sessions = pool.sessions();
    if (isOffline(cell)) await context.setOffline(true);
    const output = await page.evaluate(() => (window as unknown as PageApi).click());
    const requests = structuredClone(pool.requests);
    const { outcome, items: dumped, written, ...seen } = output;
    const evidence = evidenceOf(cell, own, {
      ...seen,
      deadlineMs: times.deadlineMs,
      slackMs: 700,
      before: { sessions, items: new Map(items) },
      after: { sessions: pool.sessions(), items: new Map(dumped) },
      requests,
      secrets: [...new Set(tokensIn([...items.map(([, value]) => value), ...written]))],
      shown: output.shown + lines.join(),
      consoleLines: lines.filter((line) => !isExpectedLine(line, cell)),
      rejections,
    });
    played += 1;
    return [
      ...judge(outcome, evidence),
      ...compare(outcome, requests, inChromium(cell, expectationOf(cell))),
    ];
  } finally {
    await context.close();
  }
}

interface PageApi {
  prepare(input: Input): Promise<void>;
  click(): Promise<Output>;
}

/** A page takes its time, and so do the others. */
const slowly = ({ attemptTimeoutMs, deadlineMs }: ReturnType<typeof timesOf>) => ({
  attemptTimeoutMs: Math.min(2000, 3 * attemptTimeoutMs),
  deadlineMs: Math.min(6000, 3 * deadlineMs),
});

const isOffline = ({ faults }: Cell) =>
  Object.values(faults).some((it) => it.unreachable === 'offline');

/** Chromium sends once more, by itself, what it sent on a connection that is then reset. */
function inChromium({ faults }: Cell, expectation: Expectation): Expectation {
  const isResent = Object.values(faults).some(({ fault }) => fault && 'reset' in fault);
  if (!isResent) return expectation;
  const calls = expectation.calls.map((call) => ({ ...call, max: 2 * call.max, gapMs: 0 }));
  return { ...expectation, calls };
}

function isExpectedLine(line: string, { state, scope }: Cell): boolean {
  // Amplify's own, and Chromium's for each answer that is no success.
  if (/You are using a custom Amazon|Failed to load resource|blocked by CORS/.test(line))
    return true;
  return scope === 'global' && state.name.startsWith('no scope') && /scope aws\.cognito/.test(line);
}
