import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findViolations } from './findViolations';
import { looks } from './looks';
import {
  type Book,
  type BookPage,
  entries,
  launchBrowser,
  openBook,
  openEntry,
  openPage,
  switchLook,
} from './openBook';

/** Opens every second entry, say; a slice for each file, and files side by side. */
export function testEntries(part: number, parts: number): void {
  let browser: Browser;
  let book: Book;
  let opened: BookPage;

  beforeAll(async () => {
    browser = await launchBrowser();
    book = await openBook();
    opened = await openPage(browser, book);
  });

  afterAll(async () => {
    await browser?.close();
    await book?.close();
  });

  const slice = entries().filter((_, index) => index % parts === part);
  describe.each(slice)('$title, $name', (entry) => {
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

  test.runIf(part === 0)('the page around the stories opens like that too', async () => {
    await opened.page.goto(book.url);
    const preview = opened.page.frameLocator('#storybook-preview-iframe');
    await preview.locator('body:is(.sb-show-main, .sb-show-preparing-docs)').waitFor();
    expect(opened.problems()).toEqual([]);
  });
}
