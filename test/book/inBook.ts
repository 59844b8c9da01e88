import type { Browser } from 'playwright';
import { afterAll, beforeAll } from 'vitest';
import { type Book, type BookPage, launchBrowser, openBook, openPage } from './openBook';

/** The book and a page of it, open for the tests around. */
export function inBook() {
  let browser: Browser;
  const there = {} as { book: Book; opened: BookPage };

  beforeAll(async () => {
    browser = await launchBrowser();
    there.book = await openBook();
    there.opened = await openPage(browser, there.book);
  });

  afterAll(async () => {
    await browser?.close();
    await there.book?.close();
  });

  return there;
}
