import type { Page } from 'playwright';

/** With the day before it where that is tomorrow. */
const times = /(?:[A-Z][a-z]{2} \d{1,2}, \d{4}, )?\d{1,2}:\d{2}\s[AP]M/g;
export const withoutTimes = (text: string) => text.replace(times, '{time}');

/** What a screen reader finds on the page, or in a part of it. */
export async function tree(page: Page, selector = 'body'): Promise<string> {
  return `\n${withoutTimes(await page.locator(selector).ariaSnapshot())}\n`;
}

/** What has the focus, by its role and name; its first line where it is a text. */
export async function focused(page: Page): Promise<string> {
  const element = page.locator(':focus');
  if ((await element.count()) === 0) return 'nothing';
  const [first = ''] = withoutTimes(await element.ariaSnapshot()).split('\n');
  return first.replace(/^- /, '').replace(/:$/, '');
}

/** Presses the keys one after the other, and tells what has the focus after each of them. */
export async function walk(page: Page, ...keys: string[]): Promise<string[]> {
  const steps: string[] = [];
  for (const key of keys) {
    await page.keyboard.press(key);
    await settled(page);
    steps.push(`${key}: ${await focused(page)}`);
  }
  return steps;
}

/** What the page's live regions have said so far. */
export async function announced(page: Page): Promise<string[]> {
  const said = await page.evaluate(() => (window as unknown as { announced: string[] }).announced);
  return said.map(withoutTimes);
}

/** Menus and dialogs move the focus a task or two after the key. */
const settled = (page: Page) =>
  page.evaluate(
    () => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 50)),
  );
