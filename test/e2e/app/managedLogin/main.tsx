import '@aws-amplify/ui-react/styles.css';
import '../../../../src/theme/styles.css';
import { Amplify } from 'aws-amplify';
import { signInWithRedirect, signOut } from 'aws-amplify/auth';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  AuthenticatorShell,
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  useAuth,
} from '../../../../src';
import type { PageSettings } from './PageSettings';

const { config, gate, redirectUrl } = (window as unknown as { settings: PageSettings }).settings;
Amplify.configure(config);
const Gate = gate === 'SignedIn' ? SignedIn : AuthenticatorShell;

function Home() {
  return (
    <>
      <h1>Home of {useAuth().user?.displayName}</h1>
      <SignOutButton redirectUrl={redirectUrl} />
      <SignOutButton global redirectUrl={redirectUrl} />
      <button type="button" onClick={() => void signOut()}>
        Leave with Amplify
      </button>
    </>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <AuthProvider>
      <Gate>
        <Home />
      </Gate>
      <SignedOut>
        <button type="button" onClick={() => void signInWithRedirect()}>
          Go to the managed login
        </button>
      </SignedOut>
    </AuthProvider>
  </StrictMode>,
);
