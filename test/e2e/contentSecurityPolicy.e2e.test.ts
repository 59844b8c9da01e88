import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { serveApp } from './serveApp';

const app = serveApp({
  headers: (pool) => ({
    'content-security-policy': `default-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self' ${pool}`,
  }),
});
const click = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();
const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);

/** What was blocked from the start of the page, and by whom: what the element that was stopped holds. */
const violations = (page: Page) =>
  page.evaluate(() => (window as unknown as { violations: string[] }).violations);

async function signOutAndRetry(page: Page) {
  await page.getByRole('alertdialog').waitFor();
  app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await part(page, 'confirm').click();
  await page.locator('[data-part="notice"][data-status="partial"]').waitFor();
  app.pool.clearFaults();
  await click(page, 'Try again');
  await page.locator('[data-part="notice"][data-status="complete"]').waitFor();
  await click(page, 'Dismiss');
  await part(page, 'notice').waitFor({ state: 'detached' });
  expect(app.pool.liveSessions('alice')).toEqual([]);
}

test.each([
  ['a lone button', { plain: '', confirm: '' }],
  ['the shell', { confirm: '' }],
])('a strict policy blocks nothing of %s, from the question to the retry', async (_name, query) => {
  const page = await app.openSignedIn(query as Record<string, string>);
  await click(page, 'Sign out of all devices');
  await signOutAndRetry(page);
  expect(await violations(page)).toEqual([]);
});

test('a strict policy blocks nothing of the menu, which stands at its button', async () => {
  const page = await app.openSignedIn({ plain: '', confirm: '', menu: '' });
  await click(page, 'Alice Example');
  const item = page.getByRole('menuitem', { name: 'Sign out of all devices' });
  const trigger = await part(page, 'menu-button').boundingBox();
  const { x = 0, y = 0 } = (await item.boundingBox()) ?? {};
  expect(y).toBeGreaterThan((trigger?.y ?? 0) + (trigger?.height ?? 0) - 1);
  expect(x).toBeLessThan((trigger?.x ?? 0) + (trigger?.width ?? 0));
  await item.click();
  await signOutAndRetry(page);
  expect(await violations(page)).toEqual([]);
});
