import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { recordPlaces } from './recordPlaces';
import { serveApp } from './serveApp';

const viewport = { width: 800, height: 700 };
const app = serveApp({ context: { viewport } });
const still = serveApp({ context: { viewport, reducedMotion: 'reduce' } });

type App = typeof app;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const shown = (page: Page, status: string) =>
  page.locator(`[data-part="notice"][data-status="${status}"]`).waitFor();
const gone = (page: Page) => page.locator('[data-part="notice"]').waitFor({ state: 'detached' });
const formTop = (page: Page) =>
  page.locator('form').evaluate((form) => form.getBoundingClientRect().top);
const height = (page: Page) =>
  page.locator('[data-part="header"]').evaluate((header) => header.getBoundingClientRect().height);

/** Signed out where Cognito was too busy for it: the sign-in form with the notice above. */
async function signedOut(
  { pool, openSignedIn }: App,
  query: Record<string, string> = { margins: '' },
) {
  const page = await openSignedIn(query);
  pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await button(page, 'Sign out of all devices').click();
  await shown(page, 'partial');
  await page.mouse.move(1, 1);
  pool.clearFaults();
  pool.fault('GlobalSignOut', { delayMs: 600 });
  const before = await formTop(page);
  const noticed = await height(page);
  // In slow motion, so that a busy machine sees it too.
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Animation.enable');
  await devTools.send('Animation.setPlaybackRate', { playbackRate: 0.2 });
  const tops = await recordPlaces(page, 'form');
  return { page, before, bare: before - noticed, tops };
}

const settled = (page: Page) => page.waitForTimeout(1500);
const steps = (tops: number[]) => tops.slice(1).map((top, frame) => top - (tops[frame] ?? top));

test('the room above the form is held while a retry runs, then closes step by step to what the words need', async () => {
  const { page, before, bare, tops } = await signedOut(app);
  await button(page, 'Try again').press('Enter');
  await button(page, 'Trying again…').waitFor();
  expect(new Set(await tops())).toEqual(new Set([before]));
  await shown(page, 'complete');
  await settled(page);
  const closing = await tops();
  expect(Math.max(...steps(closing))).toBe(0);
  expect(Math.min(...steps(closing))).toBeGreaterThan(-60);
  expect(closing.at(-1)).toBe(bare + (await height(page)));
  expect(closing.at(-1)).toBeLessThan(before - 50);
});

test('a notice put away by the pointer leaves nothing above the form, which comes up step by step', async () => {
  const { page, before, bare, tops } = await signedOut(app);
  await button(page, 'Dismiss').click();
  await gone(page);
  await settled(page);
  const closing = await tops();
  expect(closing[0]).toBe(before);
  expect(closing.at(-1)).toBe(bare);
  expect(Math.max(...steps(closing))).toBe(0);
  expect(new Set(closing).size).toBeGreaterThan(4);
});

test('a notice put away by the keyboard leaves nothing above the form, and the field that the focus comes to stays where it is', async () => {
  const { page, bare } = await signedOut(app);
  await page.evaluate(() => {
    const focused: number[] = [];
    Object.assign(window, { focused });
    const look = () => {
      const { activeElement } = document;
      if (activeElement?.closest('form')) focused.push(activeElement.getBoundingClientRect().top);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await button(page, 'Dismiss').press('Enter');
  await gone(page);
  await settled(page);
  expect(await page.getByLabel('Username').evaluate((it) => it === document.activeElement)).toBe(
    true,
  );
  expect(await formTop(page)).toBe(bare);
  const focused = await page.evaluate(() => (window as unknown as { focused: number[] }).focused);
  expect(focused.length).toBeGreaterThan(4);
  expect(new Set(focused).size).toBe(1);
});

describe('the form does not move', () => {
  test('while someone is in a field of it, and comes up once they have left it', async () => {
    const { page, before, bare, tops } = await signedOut(app);
    await button(page, 'Try again').press('Enter');
    await page.getByLabel('Username').focus();
    await shown(page, 'complete');
    await settled(page);
    await page.keyboard.press('Tab');
    await settled(page);
    expect(new Set(await tops())).toEqual(new Set([before]));
    await page.getByLabel('Password', { exact: true }).blur();
    await settled(page);
    expect(await formTop(page)).toBe(bare + (await height(page)));
    expect(await formTop(page)).toBeLessThan(before - 50);
  });

  test('while the pointer is on it, and comes up once that has left it', async () => {
    const { page, before, bare, tops } = await signedOut(app);
    await button(page, 'Try again').press('Enter');
    await button(page, 'Sign in').hover();
    await shown(page, 'complete');
    await settled(page);
    expect(new Set(await tops())).toEqual(new Set([before]));
    await page.mouse.move(1, 1);
    await settled(page);
    expect(await formTop(page)).toBe(bare + (await height(page)));
    expect(await formTop(page)).toBeLessThan(before - 50);
  });
});

test('with reduced motion, the room closes at once', async () => {
  const { page, before, bare, tops } = await signedOut(still);
  await button(page, 'Dismiss').click();
  await gone(page);
  await settled(page);
  expect([...new Set(await tops())]).toEqual([before, bare]);
});
