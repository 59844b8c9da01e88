import { Button, Flex, Grid, Heading, SwitchField, Text, View } from '@aws-amplify/ui-react';
import { useState, useSyncExternalStore } from 'react';
import {
  AuthProvider,
  createAmplifyAdapter,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutNotice,
  useAuth,
  useSignOut,
} from '../../src';
import { AnswerSelect } from './AnswerSelect';
import { fakeCognito } from './FakeCognito';
import { RequestList } from './RequestList';

/** The real adapter and the real Amplify, with a hand on what Cognito answers. */
export function OutcomeLab() {
  // Faster than the defaults, so that nobody waits ten seconds for silence.
  const [adapter] = useState(() =>
    createAmplifyAdapter({ attemptTimeoutMs: 1500, deadlineMs: 5000 }),
  );
  const { isStorageStuck } = useSyncExternalStore(fakeCognito.subscribe, fakeCognito.get);
  return (
    <AuthProvider adapter={adapter}>
      <Heading level={1}>Outcome lab</Heading>
      <Text maxWidth="45rem">
        The real adapter and the real Amplify; only the network is not. Choose what Cognito answers,
        sign out, and watch what the person sees, what the code gets, and what was sent.
      </Text>
      <Grid
        templateColumns="repeat(auto-fit, minmax(min(26rem, 100%), 1fr))"
        gap="xl"
        marginBlockStart="large"
      >
        <Flex direction="column" as="section" aria-label="What goes wrong">
          <AnswerSelect operation="GlobalSignOut" />
          <AnswerSelect operation="RevokeToken" />
          <SwitchField
            label="This browser's storage refuses to delete"
            isChecked={isStorageStuck}
            onChange={({ target }) => fakeCognito.set({ isStorageStuck: target.checked })}
          />
        </Flex>
        <Flex direction="column" as="section" aria-label="What the person sees">
          <SignOutNotice />
          <SignedIn>
            <Greeting />
            <Flex wrap="wrap">
              <SignOutButton />
              <SignOutButton global />
            </Flex>
          </SignedIn>
          <SignedOut>
            <Button alignSelf="start" variation="primary" onClick={() => fakeCognito.signIn()}>
              Sign in again
            </Button>
          </SignedOut>
        </Flex>
        <RequestList />
        <OutcomeData />
      </Grid>
    </AuthProvider>
  );
}

function Greeting() {
  return <Text>Signed in as {useAuth().user?.displayName}.</Text>;
}

function OutcomeData() {
  const { status, outcome } = useSignOut();
  return (
    <View as="section" aria-labelledby="outcome">
      <Heading level={2} id="outcome" fontSize="large">
        What the code gets
      </Heading>
      <View as="pre" margin="0" whiteSpace="pre-wrap" fontSize="small">
        {`status: ${status}\noutcome: ${JSON.stringify(outcome, null, 2)}`}
      </View>
    </View>
  );
}
