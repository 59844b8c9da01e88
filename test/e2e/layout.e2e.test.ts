import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { serveApp } from './serveApp';

const app = serveApp({ context: { viewport: { width: 800, height: 700 } } });
const fail = () =>
  app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
const signOut = (page: Page) =>
  page.getByRole('button', { name: 'Sign out of all devices' }).click();
const shown = (page: Page, status: string) =>
  page.locator(`[data-part="notice"][data-status="${status}"]`).waitFor();

/** Where everything but the notice is. */
const boxes = (page: Page) =>
  page.evaluate(() =>
    Array.from(document.querySelectorAll('h1, form, button, input'))
      .filter((element) => !element.closest('[data-part="notice"]'))
      .map((element) => JSON.stringify(element.getBoundingClientRect())),
  );

/** How much moved, after a click or not. */
async function observeShifts(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const shifts: number[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        shifts.push((entry as unknown as { value: number }).value);
      }
    }).observe({ type: 'layout-shift' });
  });
  return async () => {
    await page.waitForTimeout(600);
    return page.evaluate(() => (window as unknown as { shifts: number[] }).shifts.splice(0));
  };
}

test('a lone button’s notice moves nothing when it comes, tries again and goes', async () => {
  const page = await app.openSignedIn({ plain: '' });
  fail();
  await signOut(page);
  await shown(page, 'partial');
  const shifts = await observeShifts(page);
  const before = await boxes(page);
  app.pool.clearFaults();
  app.pool.fault('GlobalSignOut', { delayMs: 1500 });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Trying again…' }).waitFor();
  expect(await boxes(page)).toEqual(before);
  await shown(page, 'complete');
  expect(await boxes(page)).toEqual(before);
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.locator('[data-part="notice"]').waitFor({ state: 'detached' });
  expect(await boxes(page)).toEqual(before);
  expect(await shifts()).toEqual([]);
});

test.each([
  ['a lone button', { plain: '' }],
  ['the shell', {}],
])(
  'the notice of %s comes over the app that is still there, and moves nothing',
  async (_name, query) => {
    const page = await app.openSignedIn({ ...query, quiet: '' } as Record<string, string>);
    await page.evaluate(() => {
      Storage.prototype.removeItem = () => {
        throw new DOMException('Refused', 'SecurityError');
      };
    });
    const shifts = await observeShifts(page);
    const before = await boxes(page);
    app.pool.fault('GlobalSignOut', { delayMs: 1500 });
    await signOut(page);
    await page.getByRole('button', { name: 'Signing out…' }).first().waitFor();
    expect(await boxes(page)).toEqual(before);
    await shown(page, 'failed');
    expect(await boxes(page)).toEqual(before);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.locator('[data-part="notice"]').waitFor({ state: 'detached' });
    expect(await boxes(page)).toEqual(before);
    expect(await shifts()).toEqual([]);
  },
);

test('the shell’s sign-in form stays where it appeared while a retry runs', async () => {
  const page = await app.openSignedIn();
  fail();
  await signOut(page);
  await shown(page, 'partial');
  const shifts = await observeShifts(page);
  const before = await boxes(page);
  app.pool.clearFaults();
  app.pool.fault('GlobalSignOut', { delayMs: 1500 });
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Trying again…' }).waitFor();
  expect(await boxes(page)).toEqual(before);
  expect(await shifts()).toEqual([]);
});

test('a click’s label and the one that waits take the same room', async () => {
  const page = await app.openSignedIn();
  fail();
  await signOut(page);
  await shown(page, 'partial');
  const inNotice = () =>
    page.evaluate(() =>
      ['title', 'retry'].map((part) =>
        JSON.stringify(document.querySelector(`[data-part="${part}"]`)?.getBoundingClientRect()),
      ),
    );
  const before = await inNotice();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Trying again…' }).waitFor();
  expect(await inNotice()).toEqual(before);
});
