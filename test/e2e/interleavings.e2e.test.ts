import { mkdirSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { numbersFrom } from '../numbersFrom';
import { alice } from './serveApp';
import { bob, call, serveTabs } from './serveTabs';

const tabs = serveTabs();
const times = Number(process.env.TAB_TIMES ?? 40);
const firstSeed = Number(process.env.TAB_SEED ?? 1);

const presses = { 'Sign out': 0, 'Sign out of all devices': 0, 'Try again': 0 };

/** Clicks it where it is there. */
async function press(page: Page, name: keyof typeof presses) {
  const isThere = await page.getByRole('button', { name, exact: true }).evaluateAll(([button]) => {
    (button as HTMLElement | undefined)?.click();
    return button !== undefined;
  });
  if (isThere) presses[name] += 1;
}

let signingIn: Promise<unknown> = Promise.resolve();

const storedUsers = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.endsWith('accessToken')));

/**
 * One after the other: of two at once, Amplify stores the tokens of both. A tab of another process sees what one has stored
 * some 50 ms later.
 */
function signIn(page: Page, { username, password }: { username: string; password: string }) {
  const next = signingIn.then(async () => {
    if (!(await call(page, 'signIn', username, password))) return;
    const tellsOf = (key: string) => key.includes(`.${username}.`);
    const isSeen = async (tab: Page) => (await storedUsers(tab)).some(tellsOf);
    const others = page.context().pages();
    // Somebody may have signed them out by then.
    await expect
      .poll(async () => (await Promise.all(others.map(isSeen))).every(Boolean), { timeout: 500 })
      .toBe(true);
  });
  signingIn = next.catch(() => {});
  return next;
}

const actions = {
  signOut: (page: Page) => press(page, 'Sign out'),
  signOutGlobally: (page: Page) => press(page, 'Sign out of all devices'),
  async retry(page: Page) {
    const isPending = (await page.locator('[data-pending]').count()) > 0;
    // What is under way may come to something that can be tried again.
    if (isPending) await page.locator('[data-part="notice"]').waitFor({ timeout: 2000 });
    await press(page, 'Try again');
  },
  signInAsAlice: (page: Page) => signIn(page, alice),
  signInAsBob: (page: Page) => signIn(page, bob),
  refresh: (page: Page) => call(page, 'refresh'),
  amplifySignOut: (page: Page) => call(page, 'amplifySignOut'),
  reload: (page: Page) => page.reload(),
  close: (page: Page) => page.close(),
  async signOutPartially(page: Page) {
    tabs.pool.fault('GlobalSignOut', { status: 500 }, { times: 3 });
    await press(page, 'Sign out of all devices');
  },
  async slowOnce() {
    tabs.pool.fault('*', { delayMs: 60, after: true }, { times: 1 });
  },
};

type Action = keyof typeof actions;
/** Some more often, so that there is something to try again. */
const names = [
  ...(Object.keys(actions) as Action[]),
  ...(['signOutPartially', 'signOutPartially', 'retry', 'retry'] as const),
];

/** What a page shows, and what its storage holds. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const stored = Object.keys(localStorage).filter((key) => /(access|id|refresh)Token$/.test(key));
    const last = Object.keys(localStorage).find((key) => key.endsWith('.LastAuthUser'));
    return {
      heading: document.querySelector('h1')?.textContent,
      status: document.querySelector('[data-testid=status]')?.textContent?.split(' ')[0],
      users: [...new Set(stored.map((key) => key.split('.').at(-2)))],
      last: last && localStorage.getItem(last),
      saysFailed: document.querySelector('[data-status=failed]') !== null,
      sessions: stored
        .filter((key) => key.endsWith('accessToken'))
        .map((key) => JSON.parse(atob(localStorage.getItem(key)?.split('.')[1] ?? '')).origin_jti),
    };
  });

function problemsOf({
  heading,
  status,
  users,
  last,
  sessions,
  saysFailed,
}: Awaited<ReturnType<typeof seen>>) {
  const problems: string[] = [];
  const shown = heading?.startsWith('Home of ') ? heading.slice('Home of '.length) : null;
  if (users.length > 1) problems.push(`tokens of ${users.join(' and ')} are stored`);
  if (users.length === 0 && shown) problems.push(`${shown} is shown, and nobody is stored`);
  if (users[0] && shown !== users[0]) problems.push(`${shown} is shown, and ${users[0]} is stored`);
  if ((status === 'authenticated') !== (shown !== null)) problems.push(`useAuth says ${status}`);
  if (users.length > 0 && last !== users[0]) problems.push(`LastAuthUser is ${last}`);
  const all = ['alice', 'bob'].flatMap((name) => tabs.pool.sessions(name));
  const isDead = all.some(({ originJti, live }) => !live && sessions.includes(originJti));
  if (isDead && !saysFailed)
    problems.push('a token of an ended session is stored, and nobody says');
  return problems;
}

async function play(seed: number) {
  const next = numbersFrom(seed);
  const pick = <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T;
  const pages = [await tabs.open(), await tabs.open()];
  await actions.signInAsAlice(pages[0] as Page);
  const done: string[] = [];
  const open: Promise<unknown>[] = [];
  for (let step = 0; step < 7; step++) {
    const tab = next() < 0.5 ? 0 : 1;
    const action = pick(names);
    const page = pages[tab] as Page;
    done.push(`${action} in ${tab}`);
    // A page that is left in the middle answers nobody.
    const acting = Promise.resolve(actions[action](page)).catch(() => {});
    // Amplify's own sign-out leaves a dead session where its page is left in the middle, and nothing of the kit is in it.
    const waits = next() < 0.6 || /^(close|reload|amplifySignOut)$/.test(action);
    if (waits) await acting;
    else open.push(acting);
    if (action === 'close') pages[tab] = await tabs.open();
    if (next() < 0.3) await page.waitForTimeout(next() * 60).catch(() => {});
  }
  await Promise.all(open);
  tabs.pool.clearFaults();
  let problems: string[] = [];
  await expect
    .poll(
      async () => {
        problems = (await Promise.all(pages.map(seen))).flatMap((it) => problemsOf(it));
        return problems.map((problem) => `seed ${seed}: ${problem}, after ${done.join(', ')}`);
      },
      { timeout: 8000, interval: 100 },
    )
    .toEqual([]);
}

test(
  `two tabs in ${times} random orders show what their storage holds, and hold no token that is dead`,
  async () => {
    for (let seed = firstSeed; seed < firstSeed + times; seed++) {
      await play(seed);
      await tabs.anew();
    }
    mkdirSync('reports', { recursive: true });
    writeFileSync('reports/interleavings.json', JSON.stringify({ times, firstSeed, presses }));
    if (times >= 40) expect(Object.values(presses)).not.toContain(0);
  },
  times * 12_000,
);
