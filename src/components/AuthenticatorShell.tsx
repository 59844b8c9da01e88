'use client';

import { Authenticator, type AuthenticatorProps } from '@aws-amplify/ui-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useAuthContext } from '../react/AuthContext';
import type { SignOutActions } from '../react/createSignOutActions';
import { useAuth } from '../react/useAuth';
import { useFollowing } from './gate/useFollowing';
import { type Following, useIsOutdated } from './gate/useIsOutdated';
import { useWarnForeign } from './gate/useWarnForeign';
import { FloatingNotice } from './notice/FloatingNotice';
import { useHeldRoom } from './notice/useHeldRoom';
import { useNotice } from './notice/useNotice';
import { SignOutMenu } from './SignOutMenu';
import { SignOutNotice } from './SignOutNotice';

type AmplifyUser = Parameters<
  Extract<NonNullable<AuthenticatorProps['children']>, (props: never) => unknown>
>[0]['user'];

export interface AuthenticatorShellProps extends Omit<AuthenticatorProps, 'children'> {
  /** The signed-in app, or a function of who is signed in and how to sign out. */
  children?:
    | ReactNode
    | ((props: { user: AmplifyUser; signOut: SignOutActions['signOut'] }) => ReactNode);
  /** What stands above the signed-in app; null for nothing. @default the person's name with the account menu */
  accountBar?: ReactNode;
}

/**
 * Amplify UI's Authenticator with an account bar above the app, and the outcome of a sign-out on both sides of its gate:
 * over the app, and on the sign-in screen. Follows what Amplify UI doesn't hear: a sign-out or a sign-in in another tab.
 * Takes every prop of Authenticator.
 */
export function AuthenticatorShell({
  children,
  components,
  accountBar = <AccountBar />,
  ...props
}: AuthenticatorShellProps) {
  const { actions, presentation } = useAuthContext('AuthenticatorShell');
  const { user: session } = useAuth();
  const { following, key, untold } = useFollowing();
  // Also while Authenticator is between two screens and renders neither.
  useEffect(() => presentation.mountShell(), [presentation]);

  const Header = components?.Header;
  // A component of another identity would be mounted anew at each render.
  const HeaderWithNotice = useMemo(() => withNotice(Header, following), [Header, following]);

  const appOf = (user: AmplifyUser) => (
    <>
      <SignedInNotice />
      {accountBar}
      {typeof children === 'function' ? children({ user, signOut: actions.signOut }) : children}
    </>
  );
  if (untold && untold === session) return appOf(untold);
  return (
    <Authenticator key={key} {...props} components={{ ...components, Header: HeaderWithNotice }}>
      {({ user }) => <UnlessOutdated following={following}>{appOf(user)}</UnlessOutdated>}
    </Authenticator>
  );
}

function UnlessOutdated({ following, children }: { following: Following; children: ReactNode }) {
  return useIsOutdated(following) ? null : children;
}

function AccountBar() {
  return (
    <div data-scope="sign-out" data-part="account-bar">
      <SignOutMenu size="small" />
    </div>
  );
}

function SignedInNotice() {
  const { isPresenter, onHidden } = useNotice('AuthenticatorShell');
  return isPresenter && <FloatingNotice onHidden={onHidden} isHandedOn />;
}

type HeaderComponent = NonNullable<NonNullable<AuthenticatorProps['components']>['Header']>;

function withNotice(Header: HeaderComponent | undefined, following: Following): HeaderComponent {
  return function HeaderWithNotice() {
    useIsOutdated(following);
    return (
      <>
        {Header && <Header />}
        <NoticeHeader />
      </>
    );
  };
}

/** The notice above the sign-in form, which stays where it is when the words change or go. */
function NoticeHeader() {
  const header = useRef<HTMLDivElement>(null);
  useHeldRoom(header);
  useWarnForeign();
  return (
    <div ref={header} data-scope="sign-out" data-part="header">
      <SignOutNotice />
    </div>
  );
}
