import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { SignedIn, SignedOut, SignOutButton, SignOutNotice } from '../../src';
import { outcome } from '../../src/testing';
import { script, withScript } from '../withScript';
import { wordsOf } from '../wordsOf';

/** `SignedIn` and `SignedOut` render their children when someone, or nobody, is signed in. */
const meta = {
  title: 'Components/SignedIn, SignedOut',
  component: SignedIn,
  subcomponents: { SignedOut },
  args: { children: 'Your orders' },
  argTypes: { children: { control: 'text' } },
  parameters: {
    body: `<SignedIn>
  Your orders <SignOutButton />
</SignedIn>
<SignedOut>
  <SignOutNotice />
  The public page
</SignedOut>`,
  },
  decorators: [withScript],
  render: ({ children }) => (
    <>
      <SignedIn>
        {children} <SignOutButton />
      </SignedIn>
      <SignedOut>
        <SignOutNotice />
        The public page
      </SignedOut>
    </>
  ),
} satisfies Meta<typeof SignedIn>;

export default meta;
type Story = StoryObj<typeof meta>;

export const SomeoneIsSignedIn: Story = {};

export const NobodyIsSignedIn: Story = script({ user: null });

export const SignsOut: Story = {
  tags: ['!dev', '!autodocs'],
  ...script({ outcomes: [outcome.complete({ scope: 'local' })] }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: words.signOut }));
    await canvas.findByRole('group', { name: words.completeLocal });
    await expect(canvas.queryByText('Your orders')).toBeNull();
  },
};
