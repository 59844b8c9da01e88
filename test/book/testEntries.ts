import { describe, expect, test } from 'vitest';
import { findViolations } from './findViolations';
import { inBook } from './inBook';
import { looks } from './looks';
import { entries, openEntry, switchLook } from './openBook';

/** Opens every second entry, say; a slice for each file, and files side by side. */
export function testEntries(part: number, parts: number): void {
  const there = inBook();

  const slice = entries().filter((_, index) => index % parts === part);
  describe.each(slice)('$title, $name', (entry) => {
    test('opens without an error and without a request to elsewhere', async () => {
      await openEntry(there.opened.page, there.book, entry);
      expect(there.opened.problems()).toEqual([]);
    });

    test.runIf(entry.type === 'story').each(looks)(
      'has no axe violation in $theme, $colorMode, $direction',
      async (look) => {
        await switchLook(there.opened.page, look);
        expect(await findViolations(there.opened.page)).toEqual([]);
      },
    );
  });

  test.runIf(part === 0)('the page around the stories opens like that too', async () => {
    await there.opened.page.goto(there.book.url);
    const preview = there.opened.page.frameLocator('#storybook-preview-iframe');
    await preview.locator('body:is(.sb-show-main, .sb-show-preparing-docs)').waitFor();
    expect(there.opened.problems()).toEqual([]);
  });
}
