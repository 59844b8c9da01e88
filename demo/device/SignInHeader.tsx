import { Heading } from '@aws-amplify/ui-react';

/** The kit's notice stands below it. */
export function SignInHeader() {
  return (
    <Heading level={1} className="sign-in-heading">
      Sign in
    </Heading>
  );
}
