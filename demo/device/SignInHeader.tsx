import { Alert, Heading } from '@aws-amplify/ui-react';
import { type SignedOutBy, useAuth } from '../../src';

/** A sign-out asked for on this device is told by the kit's notice. */
const reasons: Record<Exclude<SignedOutBy, 'user'>, string> = {
  otherTab: 'You signed out in another tab.',
  expired: 'Your session expired.',
  revoked: 'You were signed out because your session was ended elsewhere.',
  unknown: "You were signed out because Cognito didn't accept your session any more.",
};

/** Displays why the last session on this device ended, where nobody here asked for it. */
export function SignInHeader() {
  const { signedOutBy } = useAuth();
  return (
    <>
      <Heading level={1} className="sign-in-heading">
        Sign in
      </Heading>
      {signedOutBy && signedOutBy !== 'user' && (
        <Alert variation="info" role="status" className="sign-in-reason">
          {reasons[signedOutBy]}
        </Alert>
      )}
    </>
  );
}
