import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { recordSpeech, type Speech } from './recordSpeech';
import { alice } from './serveApp';
import { call, serveTabs } from './serveTabs';

const tabs = serveTabs();

const provider = (page: Page, place: number) =>
  page.getByRole('region', { name: `Provider ${place}` });
const outcome = (page: Page, place: number) =>
  provider(page, place).getByTestId('outcome').innerText();
const status = (page: Page, place: number) =>
  provider(page, place).getByTestId('status').innerText();
const notices = async (page: Page) =>
  Promise.all([1, 2].map((place) => provider(page, place).locator('[data-part="notice"]').count()));
const click = (page: Page, place: number, name: string) =>
  provider(page, place).getByRole('button', { name, exact: true }).click();
const operations = () => tabs.pool.requests.map(({ operation }) => operation);

let speech: () => Speech[];

async function signedIn() {
  const page = await tabs.open({ providers: 2 });
  speech = await recordSpeech(page);
  await call(page, 'signIn', alice.username, alice.password);
  for (const place of [1, 2])
    await provider(page, place).getByRole('heading', { name: 'Home of alice' }).waitFor();
  tabs.pool.clearRequests();
  return page;
}

const soon = { timeout: 2000 };
const bothSay = async (page: Page, text: string) => {
  for (const place of [1, 2]) await expect.poll(() => outcome(page, place), soon).toBe(text);
};
/** What was said of an outcome. */
const said = () => speech().filter(({ text }) => /(You're|You were|Signed) /.test(text));

describe('two providers of one page', () => {
  test.each([1, 2])('have one outcome, which the one that was clicked shows: %i', async (place) => {
    const page = await signedIn();
    await click(page, place, 'Sign out of all devices');
    await bothSay(page, 'complete global ended');
    for (const each of [1, 2]) expect(await status(page, each)).toBe('unauthenticated user');
    expect(await notices(page)).toEqual([place === 1 ? 1 : 0, place === 2 ? 1 : 0]);
    expect(operations()).toEqual(['GlobalSignOut']);
    await page.waitForTimeout(300);
    expect(said()).toHaveLength(1);
  });

  test('of which both were clicked: a global one takes the other’s local one over', async () => {
    tabs.pool.fault('*', { delayMs: 100 });
    const page = await signedIn();
    await page.evaluate(() => {
      const named = (name: string) =>
        [...document.querySelectorAll<HTMLButtonElement>('[data-part="button"]')].filter(
          (it) =>
            it.innerText.startsWith(name) && it.innerText.includes('all') === /all/.test(name),
        );
      named('Sign out')[0]?.click();
      named('Sign out of all devices')[1]?.click();
    });
    await bothSay(page, 'complete global ended');
    expect(operations()).toEqual(['GlobalSignOut']);
    expect(await notices(page)).toEqual([1, 0]);
    expect(said()).toHaveLength(1);
  });

  test('of which one comes too late: it says so in both, and nowhere “already signed out”', async () => {
    tabs.pool.fault('RevokeToken', { delayMs: 400 });
    const page = await signedIn();
    await click(page, 1, 'Sign out');
    await expect.poll(operations).toEqual(['RevokeToken']);
    await click(page, 2, 'Sign out of all devices');
    await bothSay(page, 'partial global notEnded');
    expect(await notices(page)).toEqual([0, 1]);
    expect(JSON.stringify(said())).not.toMatch(/already/);
  });

  test('try again in one, and both know', async () => {
    tabs.pool.fault('GlobalSignOut', { status: 429, errorName: 'TooManyRequestsException' });
    const page = await signedIn();
    await click(page, 2, 'Sign out of all devices');
    await bothSay(page, 'partial global notEnded');
    expect(await notices(page)).toEqual([0, 1]);
    tabs.pool.clearFaults();
    await click(page, 2, 'Try again');
    await bothSay(page, 'complete global ended');
    expect(await notices(page)).toEqual([0, 1]);
    expect(said()).toHaveLength(2);
  });

  test('that go with their screen leave it to those of the next one, with the retry', async () => {
    tabs.pool.fault('GlobalSignOut', { status: 429, errorName: 'TooManyRequestsException' });
    const page = await signedIn();
    await click(page, 2, 'Sign out of all devices');
    await bothSay(page, 'partial global notEnded');
    tabs.pool.clearFaults();
    await call(page, 'nextScreen');
    await bothSay(page, 'partial global notEnded');
    expect((await notices(page)).toSorted()).toEqual([0, 1]);
    await page.getByRole('button', { name: 'Try again' }).click();
    await bothSay(page, 'complete global ended');
    expect(tabs.pool.liveSessions('alice')).toEqual([]);
    await call(page, 'nextScreen');
    await bothSay(page, 'complete global ended');
    expect((await notices(page)).toSorted()).toEqual([0, 1]);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await call(page, 'nextScreen');
    await bothSay(page, 'idle');
  });
});
