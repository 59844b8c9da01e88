import { Grid, Heading, Text, View } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { useState } from 'react';
import { expect, waitFor } from 'storybook/test';
import { AuthProvider, SignOutNotice, type SignOutOutcome } from '../src';
import { createScriptedAdapter } from '../src/testing';
import { outcomes } from './outcomes';
import { SignsOut } from './SignsOut';

const meta = {
  title: 'Outcome matrix',
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen' },
} satisfies Meta;

export default meta;

const everyOutcome = Object.values(outcomes).flatMap((section) => Object.keys(section));

/** Everything that can become of a sign-out, as the person who clicked sees it. */
export const Everything: StoryObj = {
  name: 'Outcome matrix',
  render: () => (
    <>
      <Heading level={1}>Outcome matrix</Heading>
      <Text maxWidth="40rem">
        Each status of an outcome, with each reason and each thing known of the server that it can
        come with, in the words that the person who clicked sees.
      </Text>
      {Object.entries(outcomes).map(([title, section]) => (
        <View as="section" key={title} aria-labelledby={idOf(title)}>
          <Heading level={2} id={idOf(title)} margin="1.5rem 0 0.75rem">
            {title}
          </Heading>
          <Grid templateColumns="repeat(auto-fill, minmax(min(20rem, 100%), 1fr))" gap="large">
            {Object.entries(section).map(([name, make]) => (
              <Cell key={name} name={name} make={make} />
            ))}
          </Grid>
        </View>
      ))}
    </>
  ),
  play: async ({ canvasElement }) => {
    const notices = () => canvasElement.querySelectorAll('[data-part="notice"]');
    await waitFor(() => expect(notices()).toHaveLength(everyOutcome.length));
    await expect(canvasElement).not.toHaveTextContent(/Exception|undefined|\{\w+\}/);
  },
};

const idOf = (title: string) => title.replace(/\W+/g, '-').toLowerCase();

function Cell({ name, make }: { name: string; make: () => SignOutOutcome }) {
  const [outcome] = useState(make);
  return (
    <View as="figure" margin="0">
      <Text as="figcaption" fontSize="small" marginBlockEnd="0.25rem">
        {name} <code>server: {outcome.server}</code>
      </Text>
      <AuthProvider adapter={createScriptedAdapter({ outcomes: [outcome] })}>
        <SignsOut global={outcome.scope === 'global'}>
          <SignOutNotice />
        </SignsOut>
      </AuthProvider>
    </View>
  );
}
