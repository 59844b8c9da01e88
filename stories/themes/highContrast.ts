import { createTheme } from '@aws-amplify/ui-react';
import { followsText } from './followsText';

const ring = {
  offsetX: '0px',
  offsetY: '0px',
  blurRadius: '0px',
  spreadRadius: '4px',
  color: 'currentColor',
};
const focus = { _focus: { boxShadow: { value: ring } } };
const onAlert = { color: '{colors.font.inverse}' };
const link = { ...followsText, borderColor: 'transparent' };

/** Every text at 10:1 or more, in both modes; borders, focus and alerts that nobody misses. */
export const highContrast = createTheme({
  name: 'high-contrast',
  tokens: {
    borderWidths: { small: '2px', medium: '3px', large: '4px' },
    colors: {
      font: {
        primary: '{colors.black}',
        secondary: '{colors.black}',
        tertiary: '{colors.black}',
        disabled: 'hsl(0, 0%, 30%)',
        interactive: 'hsl(230, 100%, 25%)',
        hover: 'hsl(230, 100%, 25%)',
        focus: '{colors.black}',
        active: '{colors.black}',
        info: 'hsl(215, 100%, 18%)',
        warning: 'hsl(30, 100%, 14%)',
        error: 'hsl(0, 100%, 20%)',
        success: 'hsl(145, 100%, 11%)',
      },
      background: {
        secondary: '{colors.white}',
        tertiary: '{colors.white}',
        info: 'hsl(215, 100%, 18%)',
        warning: 'hsl(30, 100%, 14%)',
        error: 'hsl(0, 100%, 20%)',
        success: 'hsl(145, 100%, 11%)',
      },
      border: {
        primary: '{colors.black}',
        secondary: '{colors.black}',
        tertiary: '{colors.black}',
        focus: '{colors.black}',
      },
      primary: { 80: '{colors.black}', 90: 'hsl(0, 0%, 20%)', 100: '{colors.black}' },
    },
    components: {
      alert: { info: onAlert, warning: onAlert, error: onAlert, success: onAlert },
      fieldcontrol: focus,
      button: {
        ...followsText,
        primary: focus,
        link: { ...link, info: link, warning: link, error: link, success: link },
        destructive: { backgroundColor: 'hsl(0, 100%, 20%)' },
      },
    },
  },
  overrides: [
    {
      colorMode: 'dark',
      tokens: {
        colors: {
          font: {
            primary: '{colors.white}',
            secondary: '{colors.white}',
            tertiary: '{colors.white}',
            disabled: 'hsl(0, 0%, 75%)',
            inverse: '{colors.black}',
            interactive: 'hsl(55, 100%, 60%)',
            hover: 'hsl(55, 100%, 60%)',
            focus: '{colors.white}',
            active: '{colors.white}',
            info: 'hsl(210, 100%, 80%)',
            warning: 'hsl(45, 100%, 65%)',
            error: 'hsl(0, 100%, 80%)',
            success: 'hsl(130, 80%, 70%)',
          },
          background: {
            primary: '{colors.black}',
            secondary: '{colors.black}',
            tertiary: '{colors.black}',
            info: 'hsl(210, 100%, 80%)',
            warning: 'hsl(45, 100%, 65%)',
            error: 'hsl(0, 100%, 80%)',
            success: 'hsl(130, 80%, 70%)',
          },
          border: {
            primary: '{colors.white}',
            secondary: '{colors.white}',
            tertiary: '{colors.white}',
            focus: '{colors.white}',
          },
          primary: { 80: '{colors.white}', 90: 'hsl(0, 0%, 85%)', 100: '{colors.white}' },
        },
        components: { button: { destructive: { backgroundColor: 'hsl(0, 100%, 80%)' } } },
      },
    },
  ],
});
