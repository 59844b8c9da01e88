import { createTheme, defaultDarkModeOverride } from '@aws-amplify/ui-react';

/** Amplify UI's own theme, with its own dark mode. */
export const lightAndDark = createTheme({
  name: 'light-and-dark',
  overrides: [defaultDarkModeOverride],
});
