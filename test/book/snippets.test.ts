import { expect, test } from 'vitest';
import { compile } from './compile';
import { inBook } from './inBook';
import { entries, openEntry } from './openBook';

const there = inBook();

/** Everything that the page offers to copy, the folded included. */
async function codeOn(id: string): Promise<string[]> {
  const { page } = there.opened;
  await openEntry(page, there.book, { id, type: 'docs' });
  await page.locator('.docs-story, .language-tsx, .language-sh').first().waitFor();
  const folded = page.getByText('Show code', { exact: true });
  while (await folded.count()) await folded.first().click();
  const shown = page.locator('pre .language-tsx');
  await expect.poll(() => shown.count()).toBeGreaterThan(0);
  return shown.allTextContents();
}

test('every code block of the book compiles when it is pasted', async () => {
  const modules = new Map<string, string>();
  for (const { id, type } of entries()) {
    if (type !== 'docs') continue;
    for (const [index, code] of (await codeOn(id)).entries()) modules.set(`${id} ${index}`, code);
  }
  await openEntry(there.opened.page, there.book, { id: 'theming-editor--editor', type: 'story' });
  const written = there.opened.page.getByRole('region', { name: 'With createTheme' });
  modules.set('editor', await written.innerText());
  expect(modules.size).toBeGreaterThan(50);
  expect(compile(modules)).toEqual([]);
}, 180_000);

test('the compiler finds what is wrong with a block', () => {
  const bad =
    "import { SignOutButton } from 'amplify-signoff';\nexport const A = <SignOutButton globl />;";
  expect(compile(new Map([['bad', bad]]))).toEqual([expect.stringContaining('bad: ')]);
}, 60_000);
