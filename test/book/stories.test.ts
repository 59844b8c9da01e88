import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { findViolations } from './findViolations';
import {
  type Book,
  type BookPage,
  entries,
  openBook,
  openEntry,
  openPage,
  switchLook,
} from './openBook';

const looks = [
  { theme: 'default', colorMode: 'light' },
  { theme: 'default', colorMode: 'dark' },
  { theme: 'highContrast', colorMode: 'light' },
].flatMap((look) => ['ltr', 'rtl'].map((direction) => ({ ...look, direction })));

let browser: Browser;
let book: Book;
let opened: BookPage;

beforeAll(async () => {
  browser = await chromium.launch(launchOptions());
  book = await openBook();
  opened = await openPage(browser, book);
});

afterAll(async () => {
  await browser?.close();
  await book?.close();
});

describe.each(entries())('$title, $name', (entry) => {
  test('opens without an error and without a request to elsewhere', async () => {
    await openEntry(opened.page, book, entry);
    expect(opened.problems()).toEqual([]);
  });

  test.runIf(entry.type === 'story').each(looks)(
    'has no axe violation in $theme, $colorMode, $direction',
    async (look) => {
      await switchLook(opened.page, look);
      expect(await findViolations(opened.page)).toEqual([]);
    },
  );
});

test('the page around the stories opens without an error and without a request to elsewhere', async () => {
  await opened.page.goto(book.url);
  await opened.page
    .frameLocator('#storybook-preview-iframe')
    .locator('body.sb-show-main')
    .waitFor();
  expect(opened.problems()).toEqual([]);
});
