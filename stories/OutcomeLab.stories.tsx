import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, userEvent, within } from 'storybook/test';
import { fakeCognito } from './lab/FakeCognito';
import { OutcomeLab } from './lab/OutcomeLab';
import { wordsOf } from './wordsOf';

const meta = {
  title: 'Outcome lab',
  component: OutcomeLab,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', controls: { disable: true } },
  beforeEach: () => fakeCognito.start(),
} satisfies Meta<typeof OutcomeLab>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Yours to play with. */
export const Lab: Story = { name: 'Outcome lab' };

export const ThrottledThenFine: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement, step, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    const find = { timeout: 5000 };
    await step('Cognito is too busy, and asked three times', async () => {
      await userEvent.selectOptions(canvas.getByLabelText(/^To GlobalSignOut/), 'throttled');
      await userEvent.click(await canvas.findByRole('button', { name: words.signOutGlobally }));
      await canvas.findByRole('group', { name: words.partialGlobal }, find);
      await expect(canvas.getAllByRole('cell', { name: 'GlobalSignOut' })).toHaveLength(3);
    });
    await step('Cognito is fine, and asked once more', async () => {
      await userEvent.selectOptions(canvas.getByLabelText(/^To GlobalSignOut/), 'fine');
      await userEvent.click(canvas.getByRole('button', { name: words.tryAgain }));
      await canvas.findByRole('group', { name: words.completeGlobal }, find);
      await expect(canvas.getAllByRole('cell', { name: 'GlobalSignOut' })).toHaveLength(4);
    });
    await expect(canvasElement).not.toHaveTextContent('eyJ');
  },
};

export const StorageRefuses: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement, step, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    await step('Cognito ended every session, but the tokens are still here', async () => {
      await userEvent.click(canvas.getByLabelText(/storage refuses/));
      await userEvent.click(await canvas.findByRole('button', { name: words.signOutGlobally }));
      await canvas.findByRole('group', { name: words.failedEndedGlobal });
    });
    await step('The storage gives in, and nothing is sent again', async () => {
      await userEvent.click(canvas.getByLabelText(/storage refuses/));
      await userEvent.click(canvas.getByRole('button', { name: words.tryAgain }));
      await canvas.findByRole('group', { name: words.completeGlobal });
      await expect(canvas.getAllByRole('cell', { name: 'GlobalSignOut' })).toHaveLength(1);
    });
  },
};

export const SignsInAgain: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: words.signOutGlobally }));
    await userEvent.click(await canvas.findByRole('button', { name: 'Sign in again' }));
    await canvas.findByText('Signed in as Ana Example.');
  },
};
