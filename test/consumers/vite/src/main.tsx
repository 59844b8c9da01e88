import '@aws-amplify/ui-react/styles.css';
import 'amplify-signoff/styles.css';
import { AuthenticatorShell, AuthProvider, SignOutButton, useAuth } from 'amplify-signoff';
import { de, toVocabularies } from 'amplify-signoff/locales';
import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { I18n } from 'aws-amplify/utils';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

declare global {
  interface Window {
    amplifyConfig: ResourcesConfig;
  }
}

Amplify.configure(window.amplifyConfig);
I18n.putVocabularies(toVocabularies(de));

function Home() {
  const { user } = useAuth();
  return (
    <>
      <h1>Home of {user?.displayName}</h1>
      <SignOutButton global />
    </>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <AuthProvider onOutcome={({ status }) => console.info(status)}>
        <AuthenticatorShell accountBar={null}>
          <Home />
        </AuthenticatorShell>
      </AuthProvider>
    </StrictMode>,
  );
}
