import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, spyOn, userEvent, within } from 'storybook/test';
import { AuthProvider, SignOutButton, SignOutNotice } from '../../src';
import { scriptedAdapter } from '../withScript';
import { wordsOf } from '../wordsOf';

const meta = {
  title: 'Components/AuthProvider',
  component: AuthProvider,
  args: { onOutcome: fn() },
  argTypes: { adapter: { control: false }, children: { control: false } },
  render: (args) => (
    <AuthProvider {...args} adapter={scriptedAdapter()}>
      <SignOutButton global />
      <SignOutNotice marginBlockStart="1rem" />
    </AuthProvider>
  ),
} satisfies Meta<typeof AuthProvider>;

export default meta;
type Story = StoryObj<typeof meta>;

async function click(canvasElement: HTMLElement, name: string) {
  const canvas = within(canvasElement);
  await userEvent.click(await canvas.findByRole('button', { name }));
  return canvas;
}

/** `onOutcome` hears of every sign-out and every retry. */
export const Reports: Story = {
  play: async ({ canvasElement, args, globals }) => {
    const words = wordsOf(globals);
    const canvas = await click(canvasElement, words.signOutGlobally);
    await canvas.findByRole('group', { name: words.completeGlobal });
    await expect(args.onOutcome).toHaveBeenCalledWith(
      expect.objectContaining({ status: 'complete', server: 'ended' }),
    );
  },
};

/** Any word can be yours. */
export const WordsOfYourOwn: Story = {
  args: { messages: { signOutGlobally: 'Log out everywhere', completeGlobal: 'See you soon!' } },
  play: async ({ canvasElement }) => {
    const canvas = await click(canvasElement, 'Log out everywhere');
    await canvas.findByRole('group', { name: 'See you soon!' });
  },
};

/** `beforeSignOut` says no by returning `false`, and nothing happens. */
export const MaySayNo: Story = {
  args: { beforeSignOut: () => false },
  play: async ({ canvasElement, args, globals }) => {
    const words = wordsOf(globals);
    const canvas = await click(canvasElement, words.signOutGlobally);
    await expect(canvas.queryByRole('group')).toBeNull();
    await expect(args.onOutcome).not.toHaveBeenCalled();
  },
};

/** What one of your own clean-up tasks fails at is in the outcome, and in the console with its place in the list. */
export const CleansUp: Story = {
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
    const words = wordsOf(globals);
    const canvas = await click(canvasElement, words.signOutGlobally);
    await canvas.findByText(words.cleanupFailed);
    const place = expect.stringContaining('afterSignOut[0] threw');
    await expect(console.error).toHaveBeenCalledWith(place, expect.any(Error));
  },
};
