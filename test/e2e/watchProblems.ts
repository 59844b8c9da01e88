import type { Page } from 'playwright';

/** Keeps what goes wrong in a page: what is thrown, and what is logged as an error. */
export function watchProblems(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    // Chromium itself logs each answer that is no success.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      problems.push(message.text());
    }
  });
}
