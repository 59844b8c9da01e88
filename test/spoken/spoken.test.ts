import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { serveApp } from '../e2e/serveApp';
import { withoutTimes } from '../e2e/walk';
import { type Orca, startOrca } from './startOrca';

let orca: Orca;
beforeAll(async () => {
  orca = await startOrca();
});
afterAll(() => orca?.stop());

const app = serveApp({
  launch: () => ({
    headless: false,
    args: [...launchOptions().args, '--force-renderer-accessibility'],
    env: orca.env,
  }),
});

const everywhere = 'Sign out of all devices';
const busy = { status: 429, errorName: 'TooManyRequestsException', delayMs: 500 };
const partial = "You're signed out here, but other devices may still be signed in.";
const whole = `${partial} The service that signs you in is busy right now. You can try again until {time}.`;
const complete = "You're signed out on all devices.";
const working = 'Apps already open on other devices may keep working until {time}.';

/** What Orca says of itself, of Chromium and of Amplify UI's form. */
const others =
  /^(clickable|Browse mode|Focus mode|leaving form|form|Password is hidden|collapsed|opens menu|separator)/;

async function heard(page: Page, ms: number): Promise<string[]> {
  await page.waitForTimeout(ms);
  return orca
    .heard()
    .map(withoutTimes)
    .filter((text) => !others.test(text));
}

/** Opens the app, goes to a button of it, and hears what a key brings. A sign-out, with its retries, takes the longest. */
async function opened(query: Record<string, string>, button: string) {
  const page = await app.openSignedIn(query);
  await page.bringToFront();
  await heard(page, 3000);
  await page.getByRole('button', { name: button }).last().focus();
  await heard(page, 3000);
  return async (key: string, ms = 3000) => {
    await page.keyboard.press(key);
    return heard(page, ms);
  };
}

test('a button that stays, and a retry that fails', async () => {
  const press = await opened({ plain: '', stays: '' }, everywhere);
  app.pool.fault('GlobalSignOut', busy);
  expect(await press('Enter', 7000)).toEqual(['Signing out…', whole]);
  expect(await press('Tab')).toEqual([`${partial} panel.`, 'Try again push button.']);
  expect(await press('Enter', 7000)).toEqual(['Trying again…', whole]);
  expect(await press('Tab')).toEqual(['Dismiss push button.']);
});

test('the question before a sign-out is said as of any alertdialog', async () => {
  const press = await opened({ plain: '', confirm: '' }, everywhere);
  const title = 'Sign out of all devices?';
  const body = "You'll need to sign in again on each of them, including this one.";
  const content = [
    `${title} heading level 2.`,
    body,
    'Cancel push button.',
    `${everywhere} push button.`,
  ];
  // The dialog, its being an alert, and where the focus is: Orca 43.1 says the same of one without the kit.
  const asked = [`alert ${title}`, `${title} ${body}`, 'Cancel push button.'];
  expect(await press('Enter', 7000)).toEqual([...content, ...asked, ...content]);
  expect(await press('Tab')).toEqual([`${everywhere} push button.`]);
  expect(await press('Enter', 7000)).toEqual([`${complete} panel.`, working]);
});

test('the account menu', async () => {
  const press = await opened({}, 'Alice Example');
  const items = ['Alice Example.', 'alice.', 'Sign out.', `${everywhere}.`];
  expect(await press('Enter', 5000)).toEqual(['menu.', ...items, 'Sign out.']);
  expect(await press('End')).toEqual([`${everywhere}.`]);
  expect(await press('Enter', 7000)).toEqual([`${complete} panel.`, working]);
  expect(await press('Tab')).toEqual(['Dismiss push button.']);
});
