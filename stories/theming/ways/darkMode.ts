import { createTheme } from '@aws-amplify/ui-react';

export const darkMode = createTheme({
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
