import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { AuthProvider, SignedIn, SignOutButton } from '../src';
import { createScriptedAdapter, outcome } from '../src/testing';

const meta = {
  title: 'Components/SignOutButton',
  component: SignOutButton,
  args: { global: true, onOutcome: fn() },
  parameters: { adapter: () => createScriptedAdapter({ latencyMs: 300 }) },
  decorators: [
    (Story, { parameters }) => (
      <AuthProvider adapter={parameters.adapter()}>
        <Story />
      </AuthProvider>
    ),
  ],
} satisfies Meta<typeof SignOutButton>;

export default meta;
type Story = StoryObj<typeof meta>;

const click = async (canvasElement: HTMLElement, name = 'Sign out of all devices') => {
  const canvas = within(canvasElement);
  await userEvent.click(await canvas.findByRole('button', { name }));
  return canvas;
};

export const ThisDevice: Story = {
  args: { global: false },
  parameters: {
    adapter: () => createScriptedAdapter({ outcomes: [outcome.complete({ scope: 'local' })] }),
  },
  play: async ({ canvasElement, args }) => {
    const canvas = await click(canvasElement, 'Sign out');
    await canvas.findByRole('group', { name: "You're signed out on this device." });
    await expect(args.onOutcome).toHaveBeenCalledTimes(1);
  },
};

export const AllDevices: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await expect(
      await canvas.findByRole('button', { name: 'Sign out of all devices' }),
    ).toBeEnabled();
  },
};

export const Pending: Story = {
  parameters: { adapter: () => createScriptedAdapter({ latencyMs: 2 ** 30 }) },
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

export const Complete: Story = {
  play: async ({ canvasElement }) => {
    const canvas = await click(canvasElement);
    await canvas.findByRole('group', { name: "You're signed out on all devices." });
  },
};

export const Partial: Story = {
  parameters: {
    adapter: () => createScriptedAdapter({ outcomes: [outcome.partial(), outcome.complete()] }),
  },
  play: async ({ canvasElement, step }) => {
    const canvas = await click(canvasElement);
    await step('The outcome stands right after the button', async () => {
      const notice = await canvas.findByRole('group', { name: /other devices may still/ });
      const button = canvas.getByRole('button', { name: 'Sign out of all devices' });
      await expect(button.nextElementSibling?.firstElementChild).toBe(notice);
      await canvas.findByRole('button', { name: 'Try again' });
    });
  },
};

export const Failed: Story = {
  parameters: { adapter: () => createScriptedAdapter({ outcomes: [outcome.failed()] }) },
  play: async ({ canvasElement }) => {
    const canvas = await click(canvasElement);
    await canvas.findByRole('group', { name: /this browser couldn't erase it/ });
  },
};

export const GoneWithTheSignedInScreen: Story = {
  parameters: {
    adapter: () => createScriptedAdapter({ outcomes: [outcome.partial()] }),
  },
  render: (args) => (
    <SignedIn>
      <SignOutButton {...args} />
    </SignedIn>
  ),
  play: async ({ canvasElement }) => {
    const canvas = await click(canvasElement);
    await canvas.findByRole('group', { name: /other devices may still/ });
    await expect(canvas.queryByRole('button', { name: 'Sign out of all devices' })).toBeNull();
  },
};

export const WordsOfYourOwn: Story = {
  args: { children: 'Leave the building', pendingLabel: 'Leaving…', variation: 'primary' },
};
