import type { Theme } from '@aws-amplify/ui-react';
import { defineComponentTheme } from '@aws-amplify/ui-react/server';

export const componentThemes: Theme = {
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
