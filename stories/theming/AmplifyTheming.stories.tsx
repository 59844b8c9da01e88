import { createTheme, type Theme } from '@aws-amplify/ui-react';
import { defineComponentTheme } from '@aws-amplify/ui-react/server';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { within } from 'storybook/test';
import { directionOf } from '../directionOf';
/**
 * Each way to theme that Amplify UI documents, above without it and below with it: on the left Amplify UI's own
 * components, on the right the kit's, which change in every computed style as the former do.
 */ import { wordsOf } from '../wordsOf';
import { changesAlike } from './changesAlike';
import { Pair } from './Pair';

const meta = {
  title: 'Theming/Amplify UI’s own ways',
  component: Pair,
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

const changesIn =
  (...parts: Parameters<typeof changesAlike>[1]): NonNullable<Story['play']> =>
  async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    await within(canvasElement).findAllByRole('group', { name: words.partialGlobal });
    await changesAlike(canvasElement, parts);
  };

const tokens = createTheme({
  name: 'with-tokens',
  tokens: {
    colors: { border: { primary: 'black' } },
    components: {
      alert: {
        icon: { size: '{fontSizes.xxxl}' },
        heading: { fontSize: '{fontSizes.large}', fontWeight: '{fontWeights.normal}' },
        warning: { color: 'white', backgroundColor: '{colors.purple.80}' },
      },
      button: {
        color: 'hsl(280, 100%, 20%)',
        borderRadius: '{radii.xl}',
        fontWeight: '{fontWeights.black}',
        backgroundColor: 'white',
      },
    },
  },
});

/** Tokens of `createTheme`. */
export const Tokens: Story = {
  args: { theme: tokens },
  play: changesIn('alert', 'icon', 'heading', 'dismiss', 'button'),
};

const componentTheme: Theme = {
  name: 'with-component-themes',
  components: [
    defineComponentTheme({
      name: 'alert',
      theme: ({ colors, radii, space }) => ({
        borderRadius: radii.large,
        padding: space.large,
        _modifiers: {
          warning: { border: `3px dashed ${colors.purple[80]}`, backgroundColor: colors.white },
        },
        _element: { icon: { color: colors.purple[80].value } },
      }),
    }),
    defineComponentTheme({
      name: 'button',
      theme: ({ colors, radii }) => ({
        borderRadius: radii.xxl,
        textTransform: 'uppercase',
        boxShadow: `0 3px 0 ${colors.purple[80]}`,
      }),
    }),
  ],
};

/** Component themes of `defineComponentTheme`. */
export const ComponentThemes: Story = {
  args: { theme: componentTheme },
  play: changesIn('alert', 'icon', 'button'),
};

/** Plain CSS: Amplify UI's variables on a class, and a rule for its class. */
export const CssVariables: Story = {
  args: { className: 'with-css' },
  decorators: [
    (Story) => (
      <>
        <style>{`
          .with-css {
            --amplify-components-alert-warning-background-color: hsl(50, 100%, 85%);
            --amplify-components-alert-warning-color: hsl(20, 100%, 15%);
            --amplify-components-button-border-color: hsl(20, 100%, 25%);
            --amplify-components-button-color: hsl(20, 100%, 15%);
          }
          .with-css .amplify-alert { border-inline-start: 6px solid; }
        `}</style>
        <Story />
      </>
    ),
  ],
  play: changesIn('alert', 'icon', 'heading', 'button'),
};

const darkMode = createTheme({
  name: 'with-dark-mode',
  overrides: [
    {
      colorMode: 'dark',
      tokens: {
        colors: {
          font: { primary: 'white', warning: 'hsl(60, 100%, 85%)' },
          background: { primary: 'hsl(280, 60%, 12%)', warning: 'hsl(280, 60%, 25%)' },
          border: { primary: 'hsl(280, 60%, 70%)' },
        },
        components: { button: { link: { color: 'white' } } },
      },
    },
  ],
});

/** An override for the dark colour mode. */
export const ColorModeOverride: Story = {
  args: { theme: darkMode, colorMode: 'dark' },
  play: changesIn('alert', 'icon', 'heading', 'dismiss', 'button'),
};
