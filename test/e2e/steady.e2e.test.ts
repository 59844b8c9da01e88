import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import type { Fault } from '../pool/startUserPool';
import { countLeftovers, type Leftovers, recordLeftovers } from './countLeftovers';
import { alice } from './serveApp';
import { bob, call, serveTabs } from './serveTabs';

const tabs = serveTabs();
const rounds = Number(process.env.STEADY_ROUNDS ?? 100);
/** A page knows its last fifty sign-outs, for refreshes that land late. */
const warmUp = 51;

const busy: Fault = { status: 400, errorName: 'TooManyRequestsException' };

/** What a round's sign-out meets, and what the person does about it. */
const kinds: readonly {
  button: 'Sign out' | 'Sign out of all devices';
  fault?: Fault;
  next?: 'Try again' | 'Dismiss';
}[] = [
  { button: 'Sign out' },
  { button: 'Sign out of all devices' },
  { button: 'Sign out of all devices', fault: busy, next: 'Try again' },
  { button: 'Sign out of all devices', fault: { status: 500 }, next: 'Dismiss' },
  { button: 'Sign out of all devices', fault: { status: 403 } },
  { button: 'Sign out', fault: { reset: true } },
  { button: 'Sign out of all devices', fault: { status: 200, body: '<p>Welcome</p>' } },
];

const patience = { timeout: 20_000 };

const outcomes = (page: Page) => page.getByTestId('outcome').allInnerTexts();

async function playRound(page: Page, place: number) {
  const kind = kinds[place % kinds.length] ?? kinds[0];
  if (!kind) return;
  const { username, password } = place % 2 ? alice : bob;
  await call(page, 'signIn', username, password);
  const first = page.getByRole('region', { name: `Provider ${1 + (place % 2)}` });
  const { fault, button, next } = kind;
  if (fault) tabs.pool.fault('*', fault);
  await first.getByRole('button', { name: button, exact: true }).click();
  const settled = fault ? 'partial' : 'complete';
  await expect
    .poll(() => outcomes(page), patience)
    .toEqual([settled, settled].map((it) => expect.stringContaining(it)));
  tabs.pool.clearFaults();
  if (next) await page.getByRole('button', { name: next, exact: true }).click();
  if (next === 'Try again')
    await expect
      .poll(() => outcomes(page), patience)
      .toEqual([0, 1].map(() => 'complete global ended'));
  tabs.pool.clearRequests();
}

/** Leads to where nothing waits, and the same is shown each time. */
async function rest(page: Page) {
  await call(page, 'signIn', alice.username, alice.password);
  await page.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await expect
    .poll(() => outcomes(page), patience)
    .toEqual([0, 1].map(() => 'complete local ended'));
  await expect.poll(async () => (await countLeftovers(page)).timers, patience).toBe(0);
}

test(`${rounds} sign-ins and sign-outs in one page leave nothing behind`, {
  timeout: 15_000 * rounds,
}, async () => {
  const page = await tabs.open({ providers: 2 }, recordLeftovers);
  const counted: Leftovers[] = [];
  for (let round = 1; round <= rounds; round++) {
    await playRound(page, round);
    if (round !== warmUp && round !== rounds) continue;
    await rest(page);
    counted.push(await countLeftovers(page));
  }
  console.info(`${rounds} rounds: ${JSON.stringify(counted)}`);
  const [before, after] = counted as [Leftovers, Leftovers];
  const grown = (name: keyof Leftovers) => (after[name] - before[name]) / (rounds - warmUp);
  expect(after).toMatchObject({ timers: 0, channels: before.channels, nodes: before.nodes });
  expect(after.listeners).toBe(before.listeners);
  expect(after.abortSignals).toBe(before.abortSignals);
  // Which kinds the last fifty were makes a difference of a few.
  expect(grown('promises')).toBeLessThan(0.5);
  // The tokens of one session are 3 kB.
  expect(grown('heapBytes')).toBeLessThan(2000);
});
