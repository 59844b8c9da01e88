import { translations } from '@aws-amplify/ui-react';
import type { Preview } from '@storybook/react-vite';
import '@aws-amplify/ui-react/styles.css';
import '../src/theme/styles.css';
import '@fontsource/inter/latin-400.css';
import '@fontsource/inter/latin-600.css';
import '@fontsource/inter/latin-700.css';
import '@fontsource/inter/latin-800.css';
import '@fontsource/noto-sans-jp/japanese-400.css';
import '@fontsource/noto-sans-jp/japanese-700.css';
import './docs.css';
import './fonts.css';
import { I18n } from 'aws-amplify/utils';
import { configure } from 'storybook/test';
import { toVocabularies } from '../src/locales';
import { codeOf } from '../stories/codeOf';
import { languages } from '../stories/wordsOf';
import { Docs } from './Docs';
import { Frame } from './Frame';
import { globalTypes } from './globalTypes';
import { readTypes } from './readTypes';

configure({ asyncUtilTimeout: 5000 }); // a busy machine is slow to render

// Amplify UI names two languages by their countries.
const { kr = {}, ua = {} } = translations;
I18n.putVocabularies({ ...translations, ko: kr, uk: ua });
I18n.putVocabularies(toVocabularies(...Object.values(languages)));

export default {
  // What is only walked through for the tests says '!dev' and '!autodocs': it is neither in the sidebar nor on a page.
  tags: ['autodocs'],
  argTypesEnhancers: [readTypes],
  // Text that changes its letters while it is looked at moves everything.
  beforeAll: async () => {
    await Promise.all(
      [400, 600, 700, 800].map((weight) => document.fonts.load(`${weight} 1em Inter`)),
    );
  },
  parameters: {
    a11y: { test: 'error' },
    layout: 'centered',
    controls: { expanded: true },
    docs: {
      container: Docs,
      source: { transform: codeOf, language: 'tsx' },
    },
    options: {
      storySort: {
        order: [
          'Introduction',
          'Guides',
          'Hooks',
          'Words',
          'Accessibility and keyboard',
          'Outcome lab',
          'Outcome matrix',
          'Components',
          'Theming',
        ],
      },
    },
  },
  initialGlobals: { theme: 'default', colorMode: 'light', language: 'en', direction: 'auto' },
  globalTypes,
  decorators: [
    (Story, { globals: { theme, colorMode, language, direction }, viewMode }) => (
      <Frame
        theme={theme}
        colorMode={colorMode}
        language={language}
        direction={direction}
        fillsPage={viewMode === 'story'}
      >
        <Story />
      </Frame>
    ),
  ],
} satisfies Preview;
