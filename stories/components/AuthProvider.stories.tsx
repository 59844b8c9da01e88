import { View } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, spyOn, waitFor, within } from 'storybook/test';
import { AuthProvider, SignOutButton, SignOutNotice } from '../../src';
import { SignsOut } from '../SignsOut';
import { inWindow, scriptedAdapter } from '../withScript';
import { wordsOf } from '../wordsOf';

const meta = {
  title: 'Components/AuthProvider',
  component: AuthProvider,
  decorators: [
    (Story) => (
      <View width="min(30rem, 90vw - 2rem)">
        <Story />
      </View>
    ),
  ],
  args: { onOutcome: fn() },
  argTypes: {
    adapter: { control: false },
    afterSignOut: { control: false },
    beforeSignOut: { control: false },
    children: { control: false },
    onOutcome: {
      control: false,
      description: 'Called with what became of each sign-out and retry.',
    },
  },
  render: (args) => (
    <AuthProvider {...args} adapter={scriptedAdapter()}>
      <SignsOut>
        <SignOutButton global />
      </SignsOut>
      <SignOutNotice marginBlockStart="1rem" />
    </AuthProvider>
  ),
} satisfies Meta<typeof AuthProvider>;

export default meta;
type Story = StoryObj<typeof meta>;

/** `onOutcome` hears of every sign-out and every retry. */
export const Reports: Story = {
  parameters: {
    body: `<AuthProvider onOutcome={({ status, server }) => console.info(status, server)}>
  <SignOutButton global />
  <SignOutNotice />
</AuthProvider>`,
  },
  play: async ({ canvasElement, args, globals }) => {
    await within(canvasElement).findByRole('group', { name: wordsOf(globals).completeGlobal });
    await expect(args.onOutcome).toHaveBeenCalledWith(
      expect.objectContaining({ status: 'complete', server: 'ended' }),
    );
  },
};

/** Any word can be yours. */
export const WordsOfYourOwn: Story = {
  args: { messages: { signOutGlobally: 'Log out everywhere', completeGlobal: 'See you soon!' } },
  parameters: {
    body: `<AuthProvider
  messages={{ signOutGlobally: 'Log out everywhere', completeGlobal: 'See you soon!' }}
>
  <SignOutButton global />
  <SignOutNotice />
</AuthProvider>`,
  },
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('group', { name: 'See you soon!' });
    await canvas.findByRole('button', { name: 'Log out everywhere' });
  },
};

/** `beforeSignOut` says no by returning `false`, and nothing happens. */
export const MaySayNo: Story = {
  args: { beforeSignOut: fn(() => false) },
  parameters: {
    body: `<AuthProvider beforeSignOut={() => window.confirm('Leave your draft behind?')}>
  <SignOutButton global />
  <SignOutNotice />
</AuthProvider>`,
  },
  play: async ({ canvasElement, args }) => {
    await waitFor(() => expect(args.beforeSignOut).toHaveBeenCalled());
    await expect(within(canvasElement).queryByRole('group')).toBeNull();
    await expect(args.onOutcome).not.toHaveBeenCalled();
  },
};

/** What one of your own clean-up tasks fails at is in the outcome, and in the console with its place in the list. */
export const CleansUp: Story = {
  parameters: {
    ...inWindow,
    body: `<AuthProvider afterSignOut={[() => window.localStorage.removeItem('draft')]}>
  <SignOutButton global />
  <SignOutNotice />
</AuthProvider>`,
  },
  beforeEach() {
    const logged = spyOn(console, 'error').mockImplementation(() => {});
    return () => logged.mockRestore();
  },
  args: {
    afterSignOut: [
      () => {
        throw new Error('The cache is locked.');
      },
    ],
  },
  play: async ({ canvasElement, globals }) => {
    await within(canvasElement).findByText(wordsOf(globals).cleanupFailed);
    const place = expect.stringContaining('afterSignOut[0] threw');
    await expect(console.error).toHaveBeenCalledWith(place, expect.any(Error));
  },
};
