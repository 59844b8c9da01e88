import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fireEvent, spyOn, userEvent, waitFor, within } from 'storybook/test';
import { directionOf } from '../directionOf';
import { wordsOf } from '../wordsOf';
import { ThemeEditor } from './ThemeEditor';

const meta = {
  title: 'Theming/Editor',
  component: ThemeEditor,
  tags: ['!autodocs'],
  parameters: { layout: 'fullscreen', controls: { disable: true } },
  args: { direction: 'ltr' },
  render: (_, { globals }) => <ThemeEditor direction={directionOf(globals)} />,
} satisfies Meta<typeof ThemeEditor>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Yours to play with. */
export const Editor: Story = { name: 'Editor' };

export const Chooses: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement, step, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    const preview = canvas.getByRole('region', { name: 'Preview' });
    await within(preview).findAllByRole('group');
    await step('The kit follows', async () => {
      fireEvent.change(canvas.getByLabelText(/^Brand/), { target: { value: '#b00060' } });
      const button = within(preview).getAllByRole('button', { name: words.signOutGlobally })[0];
      await waitFor(() =>
        expect(button).toHaveStyle({
          backgroundColor: 'rgb(176, 0, 96)',
          color: 'rgb(255, 255, 255)',
        }),
      );
    });
    await step('The code says what the preview shows', async () => {
      const css = canvas.getByRole('region', { name: 'With plain CSS' }).textContent ?? '';
      const lines = [...css.matchAll(/(--amplify-[\w-]+): (.+);/g)];
      await expect(lines.length).toBeGreaterThan(20);
      const shown = getComputedStyle(preview);
      for (const [, name = '', value] of lines) {
        await expect(shown.getPropertyValue(name), name).toBe(value);
      }
    });
    await step('The code is copied', async () => {
      const write = spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
      await userEvent.click(
        canvas.getByRole('button', { name: 'Copy', description: 'With createTheme' }),
      );
      await canvas.findByRole('button', { name: 'Copied' });
      await expect(write).toHaveBeenCalledWith(expect.stringContaining("80: '#b00060'"));
    });
  },
};
