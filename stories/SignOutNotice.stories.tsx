import { Flex } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, waitFor, within } from 'storybook/test';
import { AuthProvider, SignOutButton, type SignOutFailure, SignOutNotice } from '../src';
import { createScriptedAdapter, outcome, type ScriptedAdapterOptions } from '../src/testing';

const meta = {
  title: 'Components/SignOutNotice',
  component: SignOutNotice,
  render: (args, { parameters }) => (
    <AuthProvider adapter={createScriptedAdapter(parameters.script)}>
      <Flex direction="column" maxWidth="30rem" width="100%">
        <SignOutNotice {...args} />
        <SignOutButton global />
      </Flex>
    </AuthProvider>
  ),
} satisfies Meta<typeof SignOutNotice>;

export default meta;
type Story = StoryObj<typeof meta>;

/** What the sign-out comes to, and then each retry. */
const script = (script: ScriptedAdapterOptions) => ({ parameters: { script } });

const failure = (
  step: SignOutFailure['step'],
  reason: SignOutFailure['reason'],
  retryable = false,
): SignOutFailure => ({ step, reason, retryable });

async function signOut(canvasElement: HTMLElement) {
  const canvas = within(canvasElement);
  await userEvent.click(await canvas.findByRole('button', { name: 'Sign out of all devices' }));
  return canvas;
}

/** Signs out and finds the notice with its title. */
const shows =
  (title: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const canvas = await signOut(canvasElement);
    const notice = await canvas.findByRole('group', { name: title });
    await expect(notice).not.toHaveTextContent(/Exception|undefined|\{time\}/);
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(title));
  };

export const CompleteGlobal: Story = {
  ...script({ outcomes: [outcome.complete()] }),
  play: shows("You're signed out on all devices."),
};

export const CompleteLocal: Story = {
  ...script({ outcomes: [outcome.complete({ scope: 'local' })] }),
  play: shows("You're signed out on this device."),
};

export const CompleteNobody: Story = {
  ...script({ user: null }),
  play: shows('You were already signed out.'),
};

export const CompleteWithCleanupFailed: Story = {
  ...script({ outcomes: [outcome.complete({ warnings: [failure('cleanup', 'timeout')] })] }),
  play: shows("You're signed out on all devices."),
};

export const PartialGlobal: Story = {
  ...script({ outcomes: [outcome.partial()] }),
  play: shows("You're signed out here, but other devices may still be signed in."),
};

export const PartialThenRetried: Story = {
  ...script({ outcomes: [outcome.partial(), outcome.complete()], latencyMs: 50 }),
  play: async ({ canvasElement }) => {
    const canvas = await signOut(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }));
    const retrying = await canvas.findByRole('button', { name: 'Trying again…' });
    await expect(retrying).toHaveAttribute('aria-disabled', 'true');
    await canvas.findByRole('group', { name: "You're signed out on all devices." });
    await expect(canvas.queryByRole('button', { name: 'Try again' })).toBeNull();
  },
};

export const PartialOffline: Story = {
  ...script({
    outcomes: [
      outcome.partial({
        server: 'unknown',
        failures: [failure('globalSignOut', 'offline', true)],
      }),
    ],
  }),
  play: shows("You're signed out here, but other devices may still be signed in."),
};

export const PartialWithoutRetry: Story = {
  ...script({
    outcomes: [
      outcome.partial({ failures: [failure('globalSignOut', 'missingScope')], retryUntil: null }),
    ],
  }),
  play: async (context) => {
    await shows("You're signed out here, but other devices may still be signed in.")(context);
    const canvas = within(context.canvasElement);
    await expect(canvas.queryByRole('button', { name: 'Try again' })).toBeNull();
  },
};

export const PartialSessionRevoked: Story = {
  ...script({
    outcomes: [
      outcome.partial({ failures: [failure('globalSignOut', 'sessionRevoked')], retryUntil: null }),
    ],
  }),
  play: shows("You're signed out here, but other devices may still be signed in."),
};

export const PartialLocal: Story = {
  ...script({
    outcomes: [
      outcome.partial({ scope: 'local', failures: [failure('revokeToken', 'network', true)] }),
    ],
  }),
  play: shows("You're signed out here, but we couldn't confirm that your session has ended."),
};

export const PartialManagedLogin: Story = {
  ...script({
    outcomes: [
      outcome.partial({
        server: 'ended',
        failures: [failure('hostedUi', 'misconfigured')],
        retryUntil: null,
      }),
    ],
  }),
  play: shows("You're signed out, but the sign-in page may still remember you."),
};

export const FailedEndedEverywhere: Story = {
  ...script({ outcomes: [outcome.failed()] }),
  play: shows("Signed out everywhere, but this browser couldn't erase it."),
};

export const FailedStillSignedIn: Story = {
  ...script({
    outcomes: [
      outcome.failed({ server: 'notEnded', failures: [failure('prepare', 'misconfigured')] }),
    ],
  }),
  play: shows("You're still signed in on this device."),
};

export const Dismissed: Story = {
  ...script({ outcomes: [outcome.partial()] }),
  play: async ({ canvasElement }) => {
    const canvas = await signOut(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Dismiss' }));
    await expect(canvas.queryByRole('group')).toBeNull();
  },
};
