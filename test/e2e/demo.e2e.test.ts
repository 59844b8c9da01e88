import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type FrameLocator, type Locator, type Page } from 'playwright';
import { createServer, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { watchProblems } from './watchProblems';

const laptopScreen = { width: 1280, height: 720 };

let cacheDir: string;
let server: ViteDevServer;
let browser: Browser;
let page: Page;
let laptop: FrameLocator;
let phone: FrameLocator;
let problems: string[] = [];

beforeAll(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'signoff-demo-'));
  const configFile = join(import.meta.dirname, '../../demo/vite.config.ts');
  server = await createServer({ configFile, cacheDir, logLevel: 'error' });
  await server.listen();
  browser = await chromium.launch(launchOptions());
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  await rm(cacheDir, { recursive: true });
});

beforeEach(async () => {
  problems = [];
  const context = await browser.newContext({ locale: 'en-US', viewport: laptopScreen });
  page = await context.newPage();
  watchProblems(page, problems);
  await page.goto(server.resolvedUrls?.local[0] ?? '');
  laptop = page.frameLocator('iframe[title="Laptop"]');
  phone = page.frameLocator('iframe[title="Phone"]');
  for (const device of [laptop, phone]) await button(device, 'Sign in').waitFor();
});

afterEach(async () => {
  await page.context().close();
  expect(problems).toEqual([]);
});

const button = (device: FrameLocator, name: string) =>
  device.getByRole('button', { name, exact: true });
const answer = (name: string) => page.locator('label', { hasText: name });
const notice = (device: FrameLocator, status: string) =>
  device.locator(`[data-part="notice"][data-status="${status}"]`);

async function signIn(device: FrameLocator) {
  await button(device, 'Sign in').click();
  await device.getByRole('heading', { name: 'Ana Example' }).waitFor();
}

/** What the page says to do next, once it says this. */
const expectNext = (words: string) =>
  expect.poll(() => page.getByRole('status').first().textContent()).toContain(words);

/** What the keyboard stands on, in whichever document that is, once it is something of this kind. */
const expectFocus = (device: FrameLocator | null, selector: string) =>
  expect
    .poll(async () => {
      if (device) expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
      const body = device ? device.locator('body') : page.locator('body');
      return body.evaluate((it, wanted) => {
        const { activeElement } = it.ownerDocument;
        return activeElement?.matches(wanted) ? wanted : activeElement?.outerHTML.slice(0, 200);
      }, selector);
    })
    .toBe(selector);

test('each step says the next one, and leaves the focus on what it brought', async () => {
  await expectNext('Sign in on both devices.');
  await signIn(laptop);
  await expectFocus(laptop, 'h1');
  await expectNext('Sign in on the phone too.');
  await signIn(phone);
  await expectFocus(phone, 'h1');
  await expectNext('Choose what Cognito answers');

  await answer('Throttled').click();
  await expectFocus(null, 'input[value="throttled"]');
  await expectNext('Click “Sign out of all devices” on the laptop or the phone.');

  await button(laptop, 'Sign out of all devices').click();
  await notice(laptop, 'partial').waitFor();
  await expectFocus(laptop, '[data-part="notice"]');
  await expectNext('Now look at the phone');

  await button(phone, 'Check my session').click();
  await phone.getByText('Yes: Cognito renewed').waitFor();
  await expectFocus(phone, 'button');
  await expectNext('Choose “Fine”');

  await answer('Fine').click();
  await expectFocus(null, 'input[value="fine"]');
  await expectNext('Click “Try again” on the laptop.');

  await button(laptop, 'Try again').click();
  await notice(laptop, 'complete').waitFor();
  await expectFocus(laptop, '[data-part="notice"]');
  await expectNext('Now look at the phone');

  await button(phone, 'Check my session').click();
  await phone.locator('[data-signed-out-by="revoked"]').waitFor();
  await expectFocus(phone, 'h1');
  await expectNext('sign in again on both');

  await button(laptop, 'Dismiss').click();
  await expectFocus(laptop, 'h1, input, button');
});

test('a device that is signed in as the page loads takes no focus', async () => {
  await signIn(laptop);
  await page.reload();
  await laptop.getByRole('heading', { name: 'Ana Example' }).waitFor();
  await expectNext('Sign in on the phone too.');
  await expectFocus(null, 'body');
});

describe('on a laptop’s screen', () => {
  test.each([laptopScreen, { width: 1366, height: 768 }, { width: 1366, height: 630 }])(
    'of $width by $height nothing is below the edge',
    async (size) => {
      await page.setViewportSize(size);
      await signIn(laptop);
      await signIn(phone);
      await answer('Throttled').click();
      await button(laptop, 'Sign out of all devices').click();
      await notice(laptop, 'partial').waitFor();
      const parts = page.locator('h1, h2, fieldset, ul, iframe, [role="status"]');
      const isInView = async (part: Locator) => {
        const { x = -1, y = -1, width = 0, height = 0 } = (await part.boundingBox()) ?? {};
        return x >= 0 && y >= 0 && x + width <= size.width && y + height <= size.height;
      };
      expect(await Promise.all((await parts.all()).map(isInView))).not.toContain(false);
      const scrolls = await page.evaluate(() =>
        [document.documentElement, ...document.querySelectorAll('main *')]
          .filter((it) => it.scrollHeight > it.clientHeight + 1)
          .filter((it) => it.matches('html') || getComputedStyle(it).overflowY === 'auto')
          .map((it) => it.outerHTML.slice(0, 80)),
      );
      expect(scrolls).toEqual([]);
      const { width = 0, height = 0 } = (await page.locator('iframe').last().boundingBox()) ?? {};
      expect(width).toBeGreaterThanOrEqual(320);
      expect(height).toBeGreaterThanOrEqual(400);
    },
  );
});

test('at 360 pixels nothing is cut or wider than the page, and what is next stays in view', async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await signIn(phone);
  await expectNext('Sign in on the laptop too.');
  const { y = -1, height = 0 } = (await page.getByRole('status').first().boundingBox()) ?? {};
  expect(y).toBeGreaterThanOrEqual(0);
  expect(y + height).toBeLessThan(200);
});

describe('in forced colours', () => {
  const pictureOf = async (name: string) =>
    (await answer(name).locator('.amplify-radio__button').screenshot()).toString('base64');

  test('the chosen answer, and the one with the focus, look unlike the others', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const [chosen, other] = [await pictureOf('Fine'), await pictureOf('Throttled')];
    await answer('Throttled').click();
    expect(await pictureOf('Fine')).not.toBe(chosen);
    const ring = await answer('Throttled')
      .locator('.amplify-radio__button')
      .evaluate((it) => getComputedStyle(it).outlineStyle);
    expect(ring).toBe('solid');
    expect(
      await answer('Fine')
        .locator('.amplify-radio__button')
        .evaluate((it) => getComputedStyle(it).outlineStyle),
    ).toBe('none');
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    expect(await pictureOf('Throttled')).not.toBe(other);
  });

  test('a live session’s dot looks unlike an ended one’s', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    const dotOnceItSays = async (words: string) => {
      const item = page.getByRole('listitem').filter({ hasText: words });
      const { x = 0, y = 0, height = 0 } = (await item.boundingBox()) ?? {};
      const clip = { x, y: y + height / 2 - 6, width: 12, height: 12 };
      return (await page.screenshot({ clip })).toString('base64');
    };
    await signIn(laptop);
    const live = await dotOnceItSays('Laptop: signed in');
    await button(laptop, 'Sign out').click();
    expect(await dotOnceItSays('Laptop: ended')).not.toBe(live);
  });
});
