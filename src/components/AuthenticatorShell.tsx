'use client';

import { Authenticator, type AuthenticatorProps } from '@aws-amplify/ui-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { useAuthContext } from '../react/AuthContext';
import type { SignOutActions } from '../react/createSignOutActions';
import { SignOutNotice } from './SignOutNotice';

type AmplifyUser = Parameters<
  Extract<NonNullable<AuthenticatorProps['children']>, (props: never) => unknown>
>[0]['user'];

export interface AuthenticatorShellProps extends Omit<AuthenticatorProps, 'children'> {
  /** The signed-in app, or a function of who is signed in and how to sign out. */
  children?:
    | ReactNode
    | ((props: { user: AmplifyUser; signOut: SignOutActions['signOut'] }) => ReactNode);
}

/**
 * Amplify UI's Authenticator with the outcome of a sign-out on both sides of its gate: above the app, and on the
 * sign-in screen. Takes every prop of Authenticator.
 */
export function AuthenticatorShell({ children, components, ...props }: AuthenticatorShellProps) {
  const { actions, presentation } = useAuthContext('AuthenticatorShell');
  // Also while Authenticator is between two screens and renders neither.
  useEffect(() => presentation.mountShell(), [presentation]);

  const Header = components?.Header;
  // A component of another identity would be mounted anew at each render.
  const HeaderWithNotice = useMemo(() => withNotice(Header), [Header]);
  return (
    <Authenticator {...props} components={{ ...components, Header: HeaderWithNotice }}>
      {({ user }) => (
        <>
          <SignOutNotice />
          {typeof children === 'function' ? children({ user, signOut: actions.signOut }) : children}
        </>
      )}
    </Authenticator>
  );
}

type HeaderComponent = NonNullable<NonNullable<AuthenticatorProps['components']>['Header']>;

function withNotice(Header: HeaderComponent | undefined): HeaderComponent {
  return function HeaderWithNotice() {
    return (
      <>
        {Header && <Header />}
        <div data-scope="sign-out" data-part="header">
          <SignOutNotice />
        </div>
      </>
    );
  };
}
