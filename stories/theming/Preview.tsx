import { Flex } from '@aws-amplify/ui-react';
import { useState } from 'react';
import {
  AuthProvider,
  SignOutButton,
  SignOutMenu,
  SignOutNotice,
  type SignOutOutcome,
} from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { SignsOut } from '../SignsOut';

/** The kit, in each status. */
export function Preview() {
  return (
    <Flex direction="column">
      <AuthProvider adapter={createScriptedAdapter()}>
        <Flex wrap="wrap">
          <SignOutButton />
          <SignOutButton global variation="primary" />
          <SignOutMenu />
        </Flex>
      </AuthProvider>
      <Settled make={outcome.complete} />
      <Settled make={outcome.partial} />
      <Settled make={outcome.failed} />
    </Flex>
  );
}

function Settled({ make }: { make: () => SignOutOutcome }) {
  const [adapter] = useState(() => createScriptedAdapter({ outcomes: [make()] }));
  return (
    <AuthProvider adapter={adapter}>
      <SignsOut>
        <SignOutNotice />
      </SignsOut>
    </AuthProvider>
  );
}
