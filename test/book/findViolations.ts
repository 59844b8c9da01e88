import axe from 'axe-core';
import type { Page } from 'playwright';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const switchedOff = {
  region: { enabled: false }, // a story is a part of a page, which has the landmarks
  'landmark-one-main': { enabled: false }, // same
  'page-has-heading-one': { enabled: false }, // same
};

/** What axe finds wrong with the story as it is, but for rules that the story itself switches off with a reason. */
export async function findViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.addScriptTag({ content: axe.source });
  }
  const { violations } = await page.evaluate(
    (options) => {
      const { axe, __STORYBOOK_PREVIEW__ } = window as unknown as AxeWindow;
      const { a11y } = __STORYBOOK_PREVIEW__.currentRender.story.parameters;
      const own = (a11y.config?.rules ?? []).map(({ id, enabled }) => [id, { enabled }]);
      return axe.run(document.body, {
        ...options,
        rules: { ...options.rules, ...Object.fromEntries(own) },
      });
    },
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

interface AxeWindow {
  axe: typeof axe;
  __STORYBOOK_PREVIEW__: {
    currentRender: {
      story: {
        parameters: { a11y: { config?: { rules: { id: string; enabled: boolean }[] } } };
      };
    };
  };
}
