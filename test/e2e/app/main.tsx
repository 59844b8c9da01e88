import '@aws-amplify/ui-react/styles.css';
import '../../../src/theme/styles.css';
import { Authenticator, useAuthenticator } from '@aws-amplify/ui-react';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { Fragment, StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import {
  AuthenticatorShell,
  AuthProvider,
  SignOutButton,
  SignOutMenu,
  useAuth,
  useSignOut,
} from '../../../src';

const query = new URLSearchParams(location.search);
Amplify.configure(JSON.parse(query.get('config') ?? '{}'));
const storageMs = Number(query.get('storageMs') ?? 0);
if (storageMs) cognitoUserPoolsTokenProvider.setKeyValueStorage(slowStorage(storageMs));
const cleanupMs = Number(query.get('cleanupMs') ?? 0);
const redirectUrl = query.get('redirectUrl');
const Gate = query.has('plain') ? Authenticator : AuthenticatorShell;
const confirm = query.has('confirm');
const Outer = query.has('outer') ? Authenticator.Provider : Fragment;

Object.assign(window, {
  refreshes: () =>
    fetchAuthSession({ forceRefresh: true }).then(
      ({ tokens }) => tokens !== undefined,
      () => false,
    ),
});

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What is kept in localStorage, and goes from it only after a while. */
function slowStorage(ms: number) {
  return {
    getItem: async (key: string) => localStorage.getItem(key),
    setItem: async (key: string, value: string) => localStorage.setItem(key, value),
    removeItem: (key: string) => pause(ms).then(() => localStorage.removeItem(key)),
    clear: async () => localStorage.clear(),
  };
}

function HookButton() {
  const { signOut, status } = useSignOut();
  return (
    <button type="button" onClick={signOut}>
      Leave ({status})
    </button>
  );
}

/** What an app keeps of whoever was there when its screen came. */
function Greeting() {
  const { user } = useAuth();
  const [name] = useState(user?.displayName);
  return <p data-testid="greeting">Hello, {name}.</p>;
}

/** What an app knows above the Authenticator. */
function Above() {
  const { user, authStatus } = useAuthenticator();
  return (
    <p data-testid="above">
      {authStatus} {user?.username}
    </p>
  );
}

/** What an app has above the form, and around it. */
const withMargins = {
  Header: () => <h2 style={{ marginBlock: 24 }}>Example</h2>,
};

function SignedOutBy() {
  return <p data-testid="signed-out-by">{useAuth().signedOutBy}</p>;
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(
  <StrictMode>
    <AuthProvider
      messages={JSON.parse(query.get('messages') ?? '{}')}
      afterSignOut={[() => pause(cleanupMs)]}
    >
      <Outer>
        {query.has('outer') && <Above />}
        <Gate hideSignUp {...(query.has('margins') && { components: withMargins })}>
          <h1>Home</h1>
          {query.has('greets') && <Greeting />}
          {query.has('menu') && <SignOutMenu confirm={confirm} />}
          <SignOutButton global confirm={confirm} />
          <SignOutButton {...(redirectUrl && { redirectUrl })} />
          {!query.has('quiet') && <HookButton />}
        </Gate>
      </Outer>
      {query.has('stays') && <SignOutButton global confirm={confirm} />}
      <SignedOutBy />
    </AuthProvider>
  </StrictMode>,
);
