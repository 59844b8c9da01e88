import axe from 'axe-core';
import type { Page } from 'playwright';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const switchedOff = {
  region: { enabled: false }, // a story is a part of a page, which has the landmarks
  'landmark-one-main': { enabled: false }, // same
  'page-has-heading-one': { enabled: false }, // same
};

/** What axe finds wrong with the page as it is: one line for each element. */
export async function findViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.addScriptTag({ content: axe.source });
  }
  const { violations } = await page.evaluate(
    (options) => (window as unknown as { axe: typeof axe }).axe.run(document.body, options),
    {
      runOnly: { type: 'tag', values: tags },
      rules: switchedOff,
      resultTypes: ['violations'],
    } satisfies axe.RunOptions,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
  );
}
