import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, within } from 'storybook/test';
import { SignOutMenu, SignOutMenuItem, type SignOutMenuProps } from '../../src';
import { outcome } from '../../src/testing';
import { becomes, inWindow, script, withScript } from '../withScript';
import { wordsOf } from '../wordsOf';

const meta = {
  title: 'Components/SignOutMenu',
  component: SignOutMenu,
  args: { onOutcome: fn() },
  argTypes: {
    confirm: { control: 'boolean' },
    redirectUrl: { control: 'text' },
    onOutcome: { control: false },
    children: { control: false },
    picture: { control: false },
    size: { control: 'select', options: [undefined, 'small', 'large'] },
    menuAlign: { control: 'select', options: [undefined, 'start', 'center', 'end'] },
  },
  decorators: [withScript],
  ...script({ latencyMs: 300 }),
} satisfies Meta<typeof SignOutMenu>;

export default meta;
type Story = StoryObj<typeof meta>;

async function open(canvasElement: HTMLElement) {
  const canvas = within(canvasElement);
  await userEvent.click(await canvas.findByRole('button', { name: 'Ana' }));
  const menu = within(await canvas.findByRole('menu'));
  return { canvas, menu };
}

/** Choose what becomes of it, and open the menu. */
export const Playground: StoryObj<SignOutMenuProps & { becomes: string }> = {
  args: { becomes: 'Partial, all devices · globalSignOut: throttled' },
  argTypes: { becomes },
  render: ({ becomes: _, ...args }) => <SignOutMenu {...args} />,
};

export const Open: Story = {
  args: { isOpen: true },
  parameters: inWindow,
};

export const ThisDevice: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement, args, globals }) => {
    const words = wordsOf(globals);
    const { canvas, menu } = await open(canvasElement);
    await userEvent.click(menu.getByRole('menuitem', { name: words.signOut }));
    await canvas.findByRole('group', { name: words.completeLocal });
    await expect(args.onOutcome).toHaveBeenCalledTimes(1);
  },
};

export const AllDevices: Story = {
  tags: ['!dev', '!autodocs'],
  ...script({ outcomes: [outcome.partial()] }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const { canvas, menu } = await open(canvasElement);
    await userEvent.click(menu.getByRole('menuitem', { name: words.signOutGlobally }));
    await canvas.findByRole('group', { name: words.partialGlobal });
  },
};

/** By keyboard alone. */
export const WithTheKeyboard: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    (await canvas.findByRole('button', { name: 'Ana' })).focus();
    await userEvent.keyboard('{Enter}');
    await canvas.findByRole('menu');
    await userEvent.keyboard('{ArrowDown}{Enter}');
    await canvas.findByRole('group', { name: words.completeGlobal });
  },
};

export const Pending: Story = {
  tags: ['!autodocs'],
  ...script({ latencyMs: 2 ** 30 }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const { canvas, menu } = await open(canvasElement);
    await userEvent.click(menu.getByRole('menuitem', { name: words.signOut }));
    await canvas.findByRole('button', { name: words.signingOut });
  },
};

export const Asks: Story = {
  tags: ['!autodocs'],
  args: { confirm: true },
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const { canvas, menu } = await open(canvasElement);
    await userEvent.click(menu.getByRole('menuitem', { name: words.signOutGlobally }));
    await canvas.findByRole('alertdialog', { name: words.confirmTitle });
  },
};

/** Where the session's token lacks the scope, all devices can't be chosen, and a hint says why. */
export const OnlyThisDevice: Story = {
  args: { isOpen: true },
  parameters: {
    ...script({ canSignOutGlobally: false }).parameters,
    ...inWindow,
  },
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const menu = within(await within(canvasElement).findByRole('menu'));
    const all = await menu.findByRole('menuitem', {
      name: `${words.signOutGlobally} ${words.onlyThisDevice}`,
    });
    await expect(all).toHaveAttribute('aria-disabled', 'true');
  },
};

const bill = (
  <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2">
    <path d="M3 6h18v12H3zM3 10h18" />
  </svg>
);

const picture = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#8ac" d="M0 0h8v8H0z"/><path fill="#246" d="M4 1a2 2 0 0 1 0 4c3 0 4 2 4 3H0c0-1 1-3 4-3a2 2 0 0 1 0-4"/></svg>',
)}`;

/** Items of the app's own: one that does something, one that leads somewhere, one that can't be chosen now. */
export const WithItems: Story = {
  args: {
    isOpen: true,
    picture: <img src={picture} alt="" />,
    children: (
      <>
        <SignOutMenuItem onSelect={fn()}>Profile</SignOutMenuItem>
        <SignOutMenuItem href="#billing" icon={bill}>
          Billing
        </SignOutMenuItem>
        <SignOutMenuItem disabled>Switch account</SignOutMenuItem>
      </>
    ),
  },
  parameters: {
    ...script({
      user: { userId: '1', username: '1', displayName: 'Ana Sousa', email: 'ana@example.com' },
    }).parameters,
    ...inWindow,
    body: `<SignOutMenu picture={<img src="/ana.png" alt="" />}>
  <SignOutMenuItem onSelect={() => {}}>Profile</SignOutMenuItem>
  <SignOutMenuItem href="#billing">Billing</SignOutMenuItem>
  <SignOutMenuItem disabled>Switch account</SignOutMenuItem>
</SignOutMenu>`,
  },
};

/** A picture that can't be had leaves the initials. */
export const PictureThatFails: Story = {
  args: { isOpen: true, picture: <img src="data:image/png,none" alt="" /> },
  parameters: {
    ...script({
      user: { userId: '1', username: '1', displayName: 'Ana Sousa', email: 'ana@example.com' },
    }).parameters,
    ...inWindow,
    body: '<SignOutMenu picture={<img src="/lost.png" alt="" />} />',
  },
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByText('AS');
  },
};

export const LongName: Story = {
  args: { isOpen: true },
  parameters: {
    ...script({
      user: {
        userId: '1',
        username: 'ana',
        displayName: 'Anastasia Alexandrowna von und zu Hohenlohe-Langenburg',
        email: 'anastasia.alexandrowna.von.hohenlohe-langenburg@fuerstliche-verwaltung.example',
      },
    }).parameters,
    ...inWindow,
  },
};
