import {
  type ColorMode,
  defaultDarkModeOverride,
  ThemeProvider,
  View,
} from '@aws-amplify/ui-react';
import type { Preview } from '@storybook/react-vite';
import '@aws-amplify/ui-react/styles.css';
import '../src/theme/styles.css';

export default {
  parameters: { a11y: { test: 'error' }, layout: 'centered' },
  initialGlobals: { colorMode: 'light', direction: 'ltr' },
  globalTypes: {
    colorMode: {
      description: 'Colour mode of the Amplify UI theme',
      toolbar: { icon: 'contrast', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Text direction',
      toolbar: { icon: 'transfer', items: ['ltr', 'rtl'], dynamicTitle: true },
    },
  },
  decorators: [
    (Story, { globals }) => (
      <ThemeProvider
        theme={{ name: 'stories', overrides: [defaultDarkModeOverride] }}
        colorMode={globals.colorMode as ColorMode}
        direction={globals.direction}
      >
        <View backgroundColor="background.primary" color="font.primary" padding="large">
          <Story />
        </View>
      </ThemeProvider>
    ),
  ],
} satisfies Preview;
