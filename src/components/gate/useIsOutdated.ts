'use client';

import { useAuthenticator } from '@aws-amplify/ui-react';
import { type RefObject, useLayoutEffect } from 'react';
import type { AuthUser } from '../../adapter/AuthAdapter';
import { useAuth } from '../../react/useAuth';

type Amplify = ReturnType<typeof useAuthenticator>;

/** What a shell keeps of the sessions that Amplify UI's screens have followed. */
export interface Following {
  /** Whose session it was when they were last looked at; undefined before that. */
  last: RefObject<AuthUser | null | undefined>;
  /** Called where it is another one by now and Amplify UI, which hears nothing of other tabs, still shows the last. */
  onUnheard(session: AuthUser | null, amplify: Amplify): void;
}

/** For whom each of Amplify UI's screens is. On the others it waits for an answer, or for a code. */
const screens: { [Route in Amplify['route']]?: 'user' | 'somebody' | 'nobody' } = {
  authenticated: 'user',
  passkeyPrompt: 'somebody',
  verifyUser: 'somebody',
  confirmVerifyUser: 'somebody',
  signIn: 'nobody',
  signUp: 'nobody',
  forgotPassword: 'nobody',
};

/** Whether Amplify UI's screen is not, or no longer, for whoever is signed in. */
export function useIsOutdated({ last, onUnheard }: Following): boolean {
  const { status, user: session } = useAuth();
  const amplify = useAuthenticator(({ route, isPending, user }) => [route, isPending, user]);
  const { route, user } = amplify;
  const { current: followed } = last;
  const isOnItsWay =
    screens[route] === undefined || (screens[route] === 'nobody' && amplify.isPending);
  const isFollowed = followed === undefined || followed === session || status === 'configuring';
  const isOutdated = !isFollowed && !isOnItsWay && !isFor(amplify, session);

  useLayoutEffect(() => {
    if (status === 'configuring' || isOnItsWay) return;
    last.current = session;
    if (isOutdated) onUnheard(session, amplify);
  });

  // A sign-out that it does hear leaves the screen to whom it was for until the form is there.
  const isLeaving = route === 'signOut' && followed !== undefined;
  return isOutdated || (isLeaving && !isSame(user, followed));
}

function isFor({ route, user }: Amplify, session: AuthUser | null): boolean {
  const screen = screens[route];
  return screen === 'user' ? isSame(user, session) : (screen === 'somebody') === (session !== null);
}

function isSame(user: Amplify['user'] | undefined, session: AuthUser | null): boolean {
  return user?.userId === session?.userId || user?.username === session?.username;
}
