import { Heading, Text } from '@aws-amplify/ui-react';
import { SignOutButton, useAuth } from '../../src';
import { SessionCheck } from './SessionCheck';
import { useCaughtFocus } from './useCaughtFocus';

/** The signed-in screen. */
export function Account() {
  const { user } = useAuth();
  const heading = useCaughtFocus<HTMLHeadingElement>();
  return (
    <div className="account">
      <div>
        <Text>Signed in as</Text>
        <Heading level={1} ref={heading} tabIndex={-1} className="account-name">
          {user?.displayName}
        </Heading>
      </div>
      <div className="account-actions">
        <SignOutButton global variation="primary" />
        <SignOutButton />
      </div>
      <SessionCheck />
    </div>
  );
}
