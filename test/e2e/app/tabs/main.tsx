import '@aws-amplify/ui-react/styles.css';
import '../../../../src/theme/styles.css';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { CookieStorage } from 'aws-amplify/utils';
import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import {
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutNotice,
  useAuth,
  useSignOut,
} from '../../../../src';

const {
  config,
  storage,
  providers = 1,
} = (window as unknown as { settings: { config: object; storage?: string; providers?: number } })
  .settings;
Amplify.configure(config);
if (storage === 'cookies') {
  cognitoUserPoolsTokenProvider.setKeyValueStorage(new CookieStorage({ secure: false }));
}

const quietly = (done: Promise<unknown>) =>
  done.then(
    () => true,
    () => false,
  );

Object.assign(window, {
  signIn: (username: string, password: string) =>
    quietly(signIn({ username, password, options: { authFlowType: 'USER_PASSWORD_AUTH' } })),
  amplifySignOut: () => quietly(signOut()),
  refresh: () => quietly(fetchAuthSession({ forceRefresh: true })),
});

function Status() {
  const { status, user, signedOutBy } = useAuth();
  const { status: signOut, outcome } = useSignOut();
  return (
    <>
      <p data-testid="status">
        {status} {user?.username} {signedOutBy}
      </p>
      <p data-testid="outcome">
        {signOut} {outcome?.scope} {outcome?.server}
      </p>
    </>
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <Screen />
  </StrictMode>,
);

/** A screen whose providers are its own, as where each layout of an app has one. */
function Screen() {
  const [screen, setScreen] = useState(0);
  Object.assign(window, { nextScreen: async () => setScreen(screen + 1) });
  return [...Array(providers).keys()].map((place) => (
    <section key={`${screen} ${place}`} aria-label={`Provider ${place + 1}`}>
      <AuthProvider>
        <App />
      </AuthProvider>
    </section>
  ));
}

function App() {
  return (
    <>
      <Status />
      <SignOutNotice />
      <SignedIn>
        <h1>Home of {<Name />}</h1>
        <SignOutButton global />
        <SignOutButton />
      </SignedIn>
      <SignedOut>
        <h1>Nobody</h1>
      </SignedOut>
    </>
  );
}

function Name() {
  return useAuth().user?.username;
}
