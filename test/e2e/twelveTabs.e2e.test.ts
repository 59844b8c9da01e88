import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { alice } from './serveApp';
import { bob, call, serveTabs } from './serveTabs';

const tabs = serveTabs();

const home = (page: Page, name: string) => page.getByRole('heading', { name: `Home of ${name}` });
const nobody = (page: Page) => page.getByRole('heading', { name: 'Nobody' });
const notice = (page: Page) => page.locator('[data-scope="sign-out"][data-part="notice"]');
const status = (page: Page) => page.getByTestId('status').innerText();
const operations = () => tabs.pool.requests.map(({ operation }) => operation);

async function signedIn(count: number, settings?: { storage: 'cookies' }) {
  const pages: Page[] = [];
  for (let tab = 0; tab < count; tab++) pages.push(await tabs.open(settings));
  const [first] = pages as [Page, ...Page[]];
  await call(first, 'signIn', alice.username, alice.password);
  return pages as [Page, Page, ...Page[]];
}

test('of twelve tabs, one signs out of all devices, and twelve show it within a second', async () => {
  const pages = await signedIn(12);
  for (const page of pages) await home(page, 'alice').waitFor();
  tabs.pool.clearRequests();
  const [clicked, ...others] = pages;
  await clicked.getByRole('button', { name: 'Sign out of all devices' }).click();
  await nobody(clicked).waitFor();
  await Promise.all(others.map((page) => nobody(page).waitFor({ timeout: 1000 })));
  expect(await status(clicked)).toBe('unauthenticated user');
  await Promise.all(others.map((page) => notice(page).waitFor()));
  for (const page of others) expect(await status(page)).toBe('unauthenticated otherTab');
  await clicked.waitForTimeout(500);
  expect(operations()).toEqual(['GlobalSignOut']);
  for (const page of others) {
    expect(await notice(page).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  }
});

test('four tabs that click at once end every session', async () => {
  const pages = await signedIn(4);
  for (const page of pages) await home(page, 'alice').waitFor();
  tabs.pool.clearRequests();
  await Promise.all(
    pages.map((page) =>
      page
        .getByRole('button', { name: 'Sign out of all devices' })
        .click({ timeout: 3000 })
        .catch(() => {}),
    ),
  );
  await Promise.all(pages.map((page) => nobody(page).waitFor()));
  expect(tabs.pool.liveSessions('alice')).toEqual([]);
});

test('a retry that comes good in one tab is told in the others, which offer none', async () => {
  const [first, second] = await signedIn(2);
  await home(second, 'alice').waitFor();
  tabs.pool.fault('GlobalSignOut', { status: 500 });
  await first.getByRole('button', { name: 'Sign out of all devices' }).click();
  await notice(first).waitFor();
  await nobody(second).waitFor();
  await notice(second).waitFor();
  expect(await notice(second).innerText()).not.toMatch(/signed out (of|on) all devices\./i);
  expect(await second.getByRole('button', { name: 'Try again' }).count()).toBe(0);
  tabs.pool.clearFaults();
  const before = await notice(second).innerText();
  await first.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => notice(second).innerText()).not.toBe(before);
  expect(await notice(second).innerText()).toMatch(/all devices/i);
});

test('a tab that shows the old person shows the next one once they have signed in elsewhere', async () => {
  const [first, second] = await signedIn(2);
  await home(second, 'alice').waitFor();
  await call(first, 'amplifySignOut');
  await call(first, 'signIn', bob.username, bob.password);
  await home(second, 'bob').waitFor({ timeout: 1000 });
  await home(first, 'bob').waitFor();
});

test('with cookies, which tell nothing, a look at the tab that is come back to finds it', async () => {
  const [first, second] = await signedIn(2, { storage: 'cookies' });
  await second.evaluate(() => window.dispatchEvent(new Event('focus')));
  await home(second, 'alice').waitFor();
  await call(first, 'amplifySignOut');
  await nobody(first).waitFor();
  await second.evaluate(() => window.dispatchEvent(new Event('focus')));
  await nobody(second).waitFor({ timeout: 1000 });
  expect(await status(second)).toBe('unauthenticated unknown');
});

test('with cookies, a click in a tab that shows the old person ends nothing of the next one’s', async () => {
  const [first, second] = await signedIn(2, { storage: 'cookies' });
  await second.evaluate(() => window.dispatchEvent(new Event('focus')));
  await home(second, 'alice').waitFor();
  await call(first, 'amplifySignOut');
  await call(first, 'signIn', bob.username, bob.password);
  await home(first, 'bob').waitFor();
  tabs.pool.clearRequests();
  await second
    .getByRole('button', { name: 'Sign out', exact: true })
    .evaluate((button: HTMLElement) => button.click());
  await home(second, 'bob').waitFor();
  expect(await notice(second).innerText()).toContain('Nothing was changed');
  expect(operations()).toEqual([]);
  expect(tabs.pool.liveSessions('bob')).toHaveLength(1);
});
