import { Flex } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { SignedIn, SignedOut, SignOutButton, type SignOutButtonProps } from '../../src';
import { outcome } from '../../src/testing';
import { SignsOut } from '../SignsOut';
import { becomes, script, withScript } from '../withScript';

const meta = {
  title: 'Components/SignOutButton',
  component: SignOutButton,
  args: { global: true, onOutcome: fn() },
  argTypes: {
    children: { control: 'text', description: 'What the button says.' },
    variation: {
      control: 'select',
      options: [undefined, 'primary', 'link', 'destructive', 'warning', 'menu'],
      description: "Amplify UI's `Button` has more props.",
    },
    size: { control: 'select', options: [undefined, 'small', 'large'] },
    isFullWidth: { control: 'boolean' },
    isDisabled: { control: 'boolean' },
  },
  decorators: [withScript],
  ...script({ latencyMs: 300 }),
} satisfies Meta<typeof SignOutButton>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Shows what comes of a click without one. */
const clicked: Pick<Story, 'render'> = {
  render: (args) => (
    <SignsOut>
      <SignOutButton {...args} />
    </SignsOut>
  ),
};

const click = async (canvasElement: HTMLElement, name = 'Sign out of all devices') => {
  const canvas = within(canvasElement);
  await userEvent.click(await canvas.findByRole('button', { name }));
  return canvas;
};

/** Choose what becomes of it, and click. */
export const Playground: StoryObj<SignOutButtonProps & { becomes: string }> = {
  args: { becomes: 'Partial, all devices · globalSignOut: throttled' },
  argTypes: { becomes },
  render: ({ becomes: _, ...args }) => <SignOutButton {...args} />,
};

export const AllDevices: Story = {
  play: async ({ canvasElement, args }) => {
    const canvas = await click(canvasElement);
    await canvas.findByRole('group', { name: "You're signed out on all devices." });
    await expect(args.onOutcome).toHaveBeenCalledTimes(1);
  },
};

export const ThisDevice: Story = {
  args: { global: false },
  play: async ({ canvasElement, args }) => {
    const canvas = await click(canvasElement, 'Sign out');
    await canvas.findByRole('group', { name: "You're signed out on this device." });
    await expect(args.onOutcome).toHaveBeenCalledTimes(1);
  },
};

/** Pending is not disabled: it keeps its focus and its width, and fires once. */
export const Pending: Story = {
  ...script({ latencyMs: 2 ** 30 }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const button = await canvas.findByRole('button', { name: 'Sign out of all devices' });
    const { width } = button.getBoundingClientRect();
    await userEvent.click(button);
    const pending = await canvas.findByRole('button', { name: 'Signing out…' });
    await expect(pending).toHaveAttribute('aria-disabled', 'true');
    await expect(pending).toBeEnabled();
    await expect(pending).toHaveFocus();
    await expect(pending.getBoundingClientRect().width).toBe(width);
    await waitFor(() => expect(canvas.getByRole('status')).toHaveTextContent('Signing out…'));
  },
};

export const Complete: Story = { ...clicked, ...script({ outcomes: [outcome.complete()] }) };

/** The outcome stands right after the button. */
export const Partial: Story = {
  ...clicked,
  ...script({ outcomes: [outcome.partial()] }),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    const notice = await canvas.findByRole('group', { name: /other devices may still/ });
    const button = canvas.getByRole('button', { name: 'Sign out of all devices' });
    await expect(button.nextElementSibling).toBe(notice);
  },
};

export const PartialThenRetried: Story = {
  ...clicked,
  ...script({ outcomes: [outcome.partial(), outcome.complete()] }),
  play: async ({ canvasElement }) => {
    const canvas = await click(canvasElement, 'Try again');
    await canvas.findByRole('group', { name: "You're signed out on all devices." });
  },
};

export const Failed: Story = {
  ...clicked,
  ...script({ outcomes: [outcome.failed()] }),
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('group', { name: /this browser couldn't erase it/ });
  },
};

/** The outcome outlives the button: the provider shows it after its children. */
export const GoneWithTheSignedInScreen: Story = {
  ...script({ outcomes: [outcome.partial()] }),
  render: (args) => (
    <SignsOut>
      <SignedIn>
        <SignOutButton {...args} />
      </SignedIn>
      <SignedOut>The public page.</SignedOut>
    </SignsOut>
  ),
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('group', { name: /other devices may still/ });
    await expect(canvas.queryByRole('button', { name: 'Sign out of all devices' })).toBeNull();
  },
};

export const WordsOfYourOwn: Story = {
  args: { children: 'Leave the building', pendingLabel: 'Leaving…', variation: 'primary' },
};

export const Disabled: Story = { args: { isDisabled: true } };

/** Variations and sizes of Amplify UI's `Button`; its `destructive` has only 3.4:1 in its own dark mode. */
export const Variations: Story = {
  render: (args) => (
    <Flex wrap="wrap" alignItems="center">
      <SignOutButton {...args} />
      <SignOutButton {...args} variation="primary" />
      <SignOutButton {...args} variation="link" />
      <SignOutButton {...args} size="small" />
      <SignOutButton {...args} size="large" />
    </Flex>
  ),
};
