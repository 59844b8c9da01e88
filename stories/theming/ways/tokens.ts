import { createTheme } from '@aws-amplify/ui-react';

export const tokens = createTheme({
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
