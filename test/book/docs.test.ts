import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inBook } from './inBook';
import { entries, openEntry } from './openBook';

const there = inBook();

const docs = entries().filter(({ type }) => type === 'docs');

describe.each(docs)('$title', ({ id }) => {
  test('is dark in dark mode, of a length to read, and says types as the sources do', async () => {
    const { page } = there.opened;
    await openEntry(page, there.book, { id, type: 'docs' }, { colorMode: 'dark' });
    const background = () =>
      page
        .locator('.sbdocs-wrapper')
        .evaluate((wrapper) =>
          getComputedStyle(wrapper).backgroundColor.match(/\d+/g)?.map(Number),
        );
    await expect.poll(async () => Math.max(...((await background()) ?? [255]))).toBeLessThan(64);
    expect(await page.evaluate(() => document.body.scrollHeight)).toBeLessThan(10_000);
    const tables = await page.locator('.docblock-argstable').allInnerTexts();
    expect(tables.join('\n')).not.toMatch(/@default|\bunion\b/);
  });

  test('leads nowhere that is not there', async () => {
    const links = await there.opened.page
      .locator('a[href^="?path="]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''));
    const ids = links.map((href) => href.split('/').at(-1));
    expect(entries().map((entry) => entry.id)).toEqual(expect.arrayContaining(ids));
  });
});

test.each(['complete', 'partial', 'failed'])(
  'on a docs page, %s floats beside its button',
  async (name) => {
    const { page } = there.opened;
    await page.setViewportSize({ width: 1000, height: 23 * 16 }); // the window's, on a docs page
    await openEntry(page, there.book, { id: `components-signoutbutton--${name}`, type: 'story' });
    const button = await page.locator('[data-part="button"]').boundingBox();
    const floating = await page.locator('[data-part="floating"]').boundingBox();
    expect((button?.y ?? 0) + (button?.height ?? 0)).toBeLessThan(floating?.y ?? 0);
  },
);

test('a docs page shows a retry that runs, and one that is over', async () => {
  const { page } = there.opened;
  await openEntry(page, there.book, { id: 'components-signoutnotice--docs', type: 'docs' });
  const shown = (name: string) => page.locator(`#story--components-signoutnotice--${name}-inner`);
  await shown('retrying').getByRole('button', { name: 'Trying again…' }).waitFor();
  await shown('retried').getByText("You're signed out on all devices.").first().waitFor();
});

test('the sidebar has the kit’s name, and nothing that only tests walk through', async () => {
  const { page } = there.opened;
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${there.book.url}?path=/story/outcome-lab--lab`);
  const preview = page.frameLocator('#storybook-preview-iframe');
  await preview.getByRole('heading', { name: 'Outcome lab' }).waitFor();
  await page.getByRole('img', { name: 'amplify-signoff' }).waitFor();
  await expect.poll(() => page.title()).toMatch(/amplify-signoff$/);
  expect(await page.getByText('Throttled Then Fine').count()).toBe(0);
  expect(await page.getByRole('tab', { name: 'Interactions' }).count()).toBe(0);
});

test('the theming page has every part and every token of the kit', () => {
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx|css)$/.test(name))
    .map((name) => readFileSync(join('src', name), 'utf8'))
    .join('\n');
  const page = readFileSync('docs/theming.md', 'utf8');
  const parts = [...sources.matchAll(/data-part="([\w-]+)"/g)].map(([, part]) => `\`${part}\``);
  const tokens = [...sources.matchAll(/--amplify-signoff-[\w-]+/g)].map(
    ([token]) => `\`${token}\``,
  );
  const missing = [...new Set([...parts, ...tokens])].filter((name) => !page.includes(name));
  expect(missing).toEqual([]);
});
