import { defaultDarkModeOverride, ThemeProvider } from '@aws-amplify/ui-react';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@aws-amplify/ui-react/styles.css';
import '../src/theme/styles.css';
import './demo.css';

const theme = { name: 'demo', overrides: [defaultDarkModeOverride] };

/** Renders a page in Amplify UI's theme, as light or dark as the system. */
export function renderPage(page: ReactNode) {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no #root to render into.');
  createRoot(root).render(
    <StrictMode>
      <ThemeProvider theme={theme} colorMode="system">
        {page}
      </ThemeProvider>
    </StrictMode>,
  );
}
