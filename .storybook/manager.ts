import { addons } from 'storybook/manager-api';
import { create, getPreferredColorScheme } from 'storybook/theming';

const name = 'amplify-signoff';
const base = getPreferredColorScheme();

addons.setConfig({
  theme: create({
    base,
    brandTitle: name,
    brandUrl: './?path=/docs/introduction--docs',
    brandImage: base === 'dark' ? './logo-dark.svg' : './logo.svg',
    colorSecondary: '#047d95',
  }),
  layoutCustomisations: {
    // The pages that are no component's have nothing in it.
    showPanel: ({ storyId }, isShown) => isShown && storyId?.startsWith('components-'),
  },
});

// Storybook writes its own name into the title of each page.
new MutationObserver(() => {
  const title = document.title.replace(/(storybook - )?Storybook$/, name);
  if (document.title !== title) document.title = title;
}).observe(document.head, { childList: true, subtree: true, characterData: true });
