import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { fakeCognito } from './lab/FakeCognito';
import { OutcomeLab } from './lab/OutcomeLab';

const meta = {
  title: 'Outcome lab',
  component: OutcomeLab,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', controls: { disable: true } },
  beforeEach: () => fakeCognito.start(),
} satisfies Meta<typeof OutcomeLab>;

export default meta;
type Story = StoryObj<typeof meta>;

const allDevices = { name: 'Sign out of all devices' };

/** Yours to play with. */
export const Lab: Story = {};

export const ThrottledThenFine: Story = {
  play: async ({ canvasElement, step }) => {
    const canvas = within(canvasElement);
    const find = { timeout: 5000 };
    await step('Cognito is too busy, and asked three times', async () => {
      await userEvent.selectOptions(canvas.getByLabelText(/^To GlobalSignOut/), 'throttled');
      await userEvent.click(await canvas.findByRole('button', allDevices));
      await canvas.findByRole('group', { name: /other devices may still/ }, find);
      await expect(canvas.getAllByRole('cell', { name: 'GlobalSignOut' })).toHaveLength(3);
    });
    await step('Cognito is fine, and asked once more', async () => {
      await userEvent.selectOptions(canvas.getByLabelText(/^To GlobalSignOut/), 'fine');
      await userEvent.click(canvas.getByRole('button', { name: 'Try again' }));
      await canvas.findByRole('group', { name: "You're signed out on all devices." }, find);
      await expect(canvas.getAllByRole('cell', { name: 'GlobalSignOut' })).toHaveLength(4);
    });
    await expect(canvasElement).not.toHaveTextContent('eyJ');
  },
};

export const StorageRefuses: Story = {
  play: async ({ canvasElement, step }) => {
    const canvas = within(canvasElement);
    await step('Cognito ended every session, but the tokens are still here', async () => {
      await userEvent.click(canvas.getByLabelText(/storage refuses/));
      await userEvent.click(await canvas.findByRole('button', allDevices));
      await canvas.findByRole('group', { name: /this browser couldn't erase it/ });
    });
    await step('The storage gives in, and nothing is sent again', async () => {
      await userEvent.click(canvas.getByLabelText(/storage refuses/));
      await userEvent.click(canvas.getByRole('button', { name: 'Try again' }));
      await canvas.findByRole('group', { name: "You're signed out on all devices." });
      await expect(canvas.getAllByRole('cell', { name: 'GlobalSignOut' })).toHaveLength(1);
    });
  },
};

export const SignsInAgain: Story = {
  play: async ({ canvasElement }) => {
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', allDevices));
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign in again' }));
    await canvas.findByText('Signed in as Ana Example.');
  },
};
