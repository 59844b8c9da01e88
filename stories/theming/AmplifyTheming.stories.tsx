import type { Meta, StoryObj } from '@storybook/react-vite';
import { within } from 'storybook/test';
import { directionOf } from '../directionOf';
import { wordsOf } from '../wordsOf';
import { changesAlike } from './changesAlike';
import { Pair } from './Pair';
import { componentThemes } from './ways/componentThemes';
import componentThemesCode from './ways/componentThemes.ts?raw';
import { darkMode } from './ways/darkMode';
import darkModeCode from './ways/darkMode.ts?raw';
import { tokens } from './ways/tokens';
import tokensCode from './ways/tokens.ts?raw';
import './ways/variables.css';
import variablesCode from './ways/variables.css?raw';

const meta = {
  title: 'Theming/Amplify UI’s own ways',
  component: Pair,
  tags: ['!autodocs'], // AmplifyTheming.mdx is its page
  parameters: { layout: 'fullscreen', controls: { disable: true } },
  args: { id: 'after', theme: { name: 'after' }, direction: 'ltr' },
  render: (args, { globals }) => {
    const direction = directionOf(globals);
    return (
      <>
        <Pair id="before" theme={{ name: 'before' }} direction={direction} />
        <Pair {...args} direction={direction} />
      </>
    );
  },
} satisfies Meta<typeof Pair>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Shows the file that the story runs. */
const code = (text: string, language = 'tsx') => ({
  parameters: { docs: { source: { code: text.trim(), language } } },
});

const changesIn =
  (...parts: Parameters<typeof changesAlike>[1]): NonNullable<Story['play']> =>
  async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    await within(canvasElement).findAllByRole('group', { name: words.partialGlobal });
    await changesAlike(canvasElement, parts);
  };

/** Tokens of `createTheme`. */
export const Tokens: Story = {
  ...code(tokensCode),
  args: { theme: tokens },
  play: changesIn('alert', 'icon', 'heading', 'dismiss', 'button'),
};

/** Component themes of `defineComponentTheme`. */
export const ComponentThemes: Story = {
  ...code(componentThemesCode),
  args: { theme: componentThemes },
  play: changesIn('alert', 'icon', 'button'),
};

/** Plain CSS: Amplify UI's variables on a class, and a rule for its class. */
export const CssVariables: Story = {
  ...code(variablesCode, 'css'),
  args: { className: 'with-css' },
  play: changesIn('alert', 'icon', 'heading', 'button'),
};

/** An override for the dark colour mode. */
export const ColorModeOverride: Story = {
  ...code(darkModeCode),
  args: { theme: darkMode, colorMode: 'dark' },
  play: changesIn('alert', 'icon', 'heading', 'dismiss', 'button'),
};
