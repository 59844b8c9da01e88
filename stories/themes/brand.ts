import { createTheme, defaultDarkModeOverride } from '@aws-amplify/ui-react';
import { followsText } from './followsText';

const plum = 'hsl(275, 60%, 12%)';
const onAlert = { color: plum };
const link = { ...followsText, borderColor: 'transparent' };

/** One bold brand: violet, round, heavy, with alerts as loud as posters. */
export const brand = createTheme({
  name: 'brand',
  tokens: {
    radii: { small: '0.75rem', medium: '1.25rem' },
    fontWeights: { bold: '800' },
    borderWidths: { small: '2px' },
    colors: {
      primary: {
        10: 'hsl(268, 100%, 97%)',
        20: 'hsl(268, 100%, 92%)',
        40: 'hsl(268, 90%, 80%)',
        60: 'hsl(268, 80%, 62%)',
        80: 'hsl(268, 85%, 45%)',
        90: 'hsl(268, 85%, 35%)',
        100: 'hsl(268, 85%, 22%)',
      },
      font: { primary: plum },
      background: {
        primary: 'hsl(45, 100%, 96%)',
        secondary: 'hsl(45, 100%, 92%)',
        tertiary: 'hsl(45, 90%, 86%)',
        info: 'hsl(200, 95%, 75%)',
        warning: 'hsl(42, 100%, 58%)',
        error: 'hsl(345, 100%, 80%)',
        success: 'hsl(150, 70%, 65%)',
      },
      border: { primary: '{colors.primary.80}', focus: '{colors.primary.100}' },
    },
    components: {
      alert: {
        paddingBlock: '{space.medium}',
        paddingInline: '{space.large}',
        info: onAlert,
        warning: onAlert,
        error: onAlert,
        success: onAlert,
      },
      button: {
        ...followsText,
        borderRadius: '99rem',
        primary: { _focus: { backgroundColor: '{colors.primary.100}' } },
        link: { ...link, info: link, warning: link, error: link, success: link },
      },
    },
  },
  overrides: [
    defaultDarkModeOverride, // what is not the brand's own: labels, hints, errors
    {
      colorMode: 'dark',
      tokens: {
        colors: {
          primary: {
            10: 'hsl(268, 60%, 20%)',
            20: 'hsl(268, 60%, 28%)',
            80: 'hsl(268, 100%, 82%)',
            90: 'hsl(268, 100%, 88%)',
            100: 'hsl(268, 100%, 94%)',
          },
          font: {
            primary: 'hsl(45, 100%, 96%)',
            secondary: 'hsl(45, 50%, 88%)',
            tertiary: 'hsl(45, 25%, 78%)',
            inverse: plum,
          },
          background: {
            primary: plum,
            secondary: 'hsl(275, 50%, 18%)',
            tertiary: 'hsl(275, 45%, 26%)',
          },
          border: { secondary: 'hsl(268, 40%, 50%)', tertiary: 'hsl(268, 40%, 35%)' },
          shadow: {
            primary: 'hsl(275, 60%, 3%, 0.5)',
            secondary: 'hsl(275, 60%, 3%, 0.4)',
            tertiary: 'hsl(275, 60%, 3%, 0.3)',
          },
        },
      },
    },
  ],
});
