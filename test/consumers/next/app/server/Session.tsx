'use client';

import {
  AuthProvider,
  createRouteAdapter,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutNotice,
} from 'amplify-signoff';

const adapter = createRouteAdapter('/api/sign-out');

async function signIn() {
  await fetch('/api/sign-in', { method: 'POST' });
  window.dispatchEvent(new Event('focus'));
}

export const Session = () => (
  <AuthProvider adapter={adapter}>
    <SignOutNotice />
    <SignOutButton global />
    <SignedIn>
      <h1>Home</h1>
    </SignedIn>
    <SignedOut>
      <button type="button" onClick={() => void signIn()}>
        Sign in
      </button>
    </SignedOut>
  </AuthProvider>
);
