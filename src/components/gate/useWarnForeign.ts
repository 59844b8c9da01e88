'use client';

import { useAuthenticator } from '@aws-amplify/ui-react';
import { useEffect } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { useAuth } from '../../react/useAuth';

/** Amplify UI hears of a sign-in a moment later. */
const patienceMs = 1000;

/** Warns, in development, of an adapter whose sign-ins Amplify UI's gate knows nothing of. */
export function useWarnForeign(): void {
  const { warn } = useAuthContext('AuthenticatorShell');
  const { user } = useAuth();
  const { route } = useAuthenticator((amplify) => [amplify.route]);
  const isForeign = user !== null && route === 'signIn';
  useEffect(() => {
    if (process.env.NODE_ENV === 'production' || !isForeign) return;
    const timer = setTimeout(
      () =>
        warn(
          "<AuthenticatorShell> shows Amplify's own sign-in form although the adapter says that somebody is signed in: its gate is Amplify's, and knows no other. With a scripted adapter, or one of your own, use <SignedIn> and <SignedOut>.",
        ),
      patienceMs,
    );
    return () => clearTimeout(timer);
  }, [isForeign, warn]);
}
