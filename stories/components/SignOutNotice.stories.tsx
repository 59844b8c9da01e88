import { View } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { SignOutNotice } from '../../src';
import { outcome } from '../../src/testing';
import { failure } from '../outcomes';
import { SignsOut } from '../SignsOut';
import { becomes, script, withScript } from '../withScript';

const meta = {
  title: 'Components/SignOutNotice',
  component: SignOutNotice,
  decorators: [
    (Story) => (
      <View width="30rem" maxWidth="100%">
        <SignsOut>
          <Story />
        </SignsOut>
      </View>
    ),
    withScript,
  ],
  args: { onDismiss: fn() },
  argTypes: {
    hasIcon: { control: 'boolean', description: "Amplify UI's `Alert` has more props." },
  },
} satisfies Meta<typeof SignOutNotice>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Finds the notice by its title, and hears it spoken. */
const shows =
  (title: string): NonNullable<Story['play']> =>
  async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const notice = await canvas.findByRole('group', { name: title });
    await expect(notice).not.toHaveTextContent(/Exception|undefined|\{time\}/);
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent(title));
  };

/** Choose what became of it. */
export const Playground: StoryObj<{ becomes: string; hasIcon: boolean }> = {
  args: { becomes: 'Partial, all devices · globalSignOut: throttled', hasIcon: true },
  argTypes: { becomes },
  render: ({ hasIcon }) => <SignOutNotice hasIcon={hasIcon} />,
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
  ...script({ outcomes: [outcome.complete({ warnings: [failure('cleanup', 'timeout', false)] })] }),
  play: shows("You're signed out on all devices."),
};

export const PartialGlobal: Story = {
  ...script({ outcomes: [outcome.partial()] }),
  play: shows("You're signed out here, but other devices may still be signed in."),
};

export const PartialOffline: Story = {
  ...script({
    outcomes: [outcome.partial({ failures: [failure('globalSignOut', 'offline')] })],
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
    outcomes: [outcome.partial({ scope: 'local', failures: [failure('revokeToken', 'network')] })],
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

/** While a retry runs, what is known stays in view. */
export const Retrying: Story = {
  ...script({ outcomes: [outcome.partial()], latencyMs: 300 }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const retry = await canvas.findByRole('button', { name: 'Try again' });
    await userEvent.click(retry);
    const retrying = canvas.getByRole('button', { name: 'Trying again…' });
    await expect(retrying).toHaveAttribute('aria-disabled', 'true');
    await expect(retrying).toHaveFocus();
    await expect(canvas.queryByRole('button', { name: 'Dismiss' })).toBeNull();
  },
};

export const Retried: Story = {
  ...script({ outcomes: [outcome.partial(), outcome.complete()] }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }));
    await canvas.findByRole('group', { name: "You're signed out on all devices." });
    await expect(canvas.queryByRole('button', { name: 'Try again' })).toBeNull();
  },
};

export const Dismissed: Story = {
  ...script({ outcomes: [outcome.partial()] }),
  play: async ({ canvasElement, args }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Dismiss' }));
    await expect(canvas.queryByRole('group')).toBeNull();
    await expect(args.onDismiss).toHaveBeenCalledTimes(1);
  },
};
