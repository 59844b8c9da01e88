import { Heading } from '@aws-amplify/ui-react';
import { useSignOut } from '../../src';
import { useCaughtFocus } from './useCaughtFocus';

/** The kit's notice stands below it, and takes the focus after a sign-out of this device's own. */
export function SignInHeader() {
  const { status } = useSignOut();
  const heading = useCaughtFocus<HTMLHeadingElement>(status === 'idle');
  return (
    <Heading level={1} ref={heading} tabIndex={-1} className="sign-in-heading">
      Sign in
    </Heading>
  );
}
