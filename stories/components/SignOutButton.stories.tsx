import { Flex } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import {
  SignedIn,
  SignedOut,
  SignOutButton,
  type SignOutButtonProps,
  type SignOutButtonState,
} from '../../src';
import { outcome } from '../../src/testing';
import { SignsOut } from '../SignsOut';
import { becomes, inWindow, script, withScript } from '../withScript';
import { wordsOf } from '../wordsOf';

const meta = {
  title: 'Components/SignOutButton',
  component: SignOutButton,
  args: { global: true, onOutcome: fn() },
  argTypes: {
    confirm: { control: 'boolean' },
    redirectUrl: { control: 'text' },
    onOutcome: { control: false },
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

/** At the top of the window, since the notice floats at its bottom. */
const floating = (options: Parameters<typeof script>[0]) => ({
  parameters: { ...script(options).parameters, ...inWindow, layout: 'padded' },
});

/** Shows what comes of a click without one. */
const clicked: Pick<Story, 'render'> = {
  render: (args) => (
    <SignsOut>
      <SignOutButton {...args} />
    </SignsOut>
  ),
};

async function click(canvasElement: HTMLElement, name: string) {
  const canvas = within(canvasElement);
  await userEvent.click(await canvas.findByRole('button', { name }));
  return canvas;
}

/** Choose what becomes of it, and click. */
export const Playground: StoryObj<SignOutButtonProps & { becomes: string }> = {
  args: { becomes: 'Partial, all devices · globalSignOut: throttled' },
  argTypes: { becomes },
  render: ({ becomes: _, ...args }) => <SignOutButton {...args} />,
};

/** Pending is not disabled: it keeps its focus and its width, and fires once. */
export const AllDevices: Story = {
  tags: ['!dev', '!autodocs'],
  ...script({ latencyMs: 600 }), // as long as it takes to be spoken
  play: async ({ canvasElement, args, step, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    const button = await canvas.findByRole('button', { name: words.signOutGlobally });
    const { width } = button.getBoundingClientRect();
    await userEvent.click(button);
    await step('Pending', async () => {
      const pending = canvas.getByRole('button', { name: words.signingOut });
      await expect(pending).toHaveAttribute('aria-disabled', 'true');
      await expect(pending).toBeEnabled();
      await expect(pending).toHaveFocus();
      await expect(pending.getBoundingClientRect().width).toBe(width);
      await waitFor(() =>
        expect(canvas.getByRole('status').textContent).toContain(words.signingOut),
      );
      await userEvent.click(pending);
    });
    await canvas.findByRole('group', { name: words.completeGlobal });
    await expect(args.onOutcome).toHaveBeenCalledTimes(1);
  },
};

export const ThisDevice: Story = {
  tags: ['!dev', '!autodocs'],
  args: { global: false },
  play: async ({ canvasElement, args, globals }) => {
    const words = wordsOf(globals);
    const canvas = await click(canvasElement, words.signOut);
    await canvas.findByRole('group', { name: words.completeLocal });
    await expect(args.onOutcome).toHaveBeenCalledTimes(1);
  },
};

export const Pending: Story = {
  ...clicked,
  ...script({ latencyMs: 2 ** 30 }),
  play: async ({ canvasElement, globals }) => {
    await within(canvasElement).findByRole('button', { name: wordsOf(globals).signingOut });
  },
};

export const Complete: Story = {
  ...clicked,
  ...floating({ outcomes: [outcome.complete()] }),
  play: async ({ canvasElement, globals }) => {
    await within(canvasElement).findByRole('group', { name: wordsOf(globals).completeGlobal });
  },
};

/** Without a notice on the page, the outcome floats over it, so that nothing moves. */
export const Partial: Story = {
  ...clicked,
  ...floating({ outcomes: [outcome.partial()] }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    const notice = await canvas.findByRole('group', { name: words.partialGlobal });
    const button = canvas.getByRole('button', { name: words.signOutGlobally });
    await expect(button.nextElementSibling?.firstElementChild).toBe(notice);
  },
};

export const PartialThenRetried: Story = {
  tags: ['!dev', '!autodocs'],
  ...clicked,
  ...script({ outcomes: [outcome.partial(), outcome.complete()] }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = await click(canvasElement, words.tryAgain);
    await canvas.findByRole('group', { name: words.completeGlobal });
  },
};

export const Failed: Story = {
  ...clicked,
  ...floating({ outcomes: [outcome.failed()] }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    await within(canvasElement).findByRole('group', { name: words.failedEndedGlobal });
  },
};

/** Asks first. */
export const Asks: Story = {
  ...clicked,
  args: { confirm: true },
  parameters: inWindow,
  play: async ({ canvasElement, globals }) => {
    await within(canvasElement).findByRole('alertdialog', { name: wordsOf(globals).confirmTitle });
  },
};

export const AskedAndConfirmed: Story = {
  tags: ['!dev', '!autodocs'],
  args: { confirm: true },
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = await click(canvasElement, words.signOutGlobally);
    const dialog = within(await canvas.findByRole('alertdialog'));
    await userEvent.click(dialog.getByRole('button', { name: words.signOutGlobally }));
    await canvas.findByRole('group', { name: words.completeGlobal });
  },
};

export const AskedAndCancelled: Story = {
  tags: ['!dev', '!autodocs'],
  args: { confirm: true },
  play: async ({ canvasElement, args, globals }) => {
    const words = wordsOf(globals);
    const canvas = await click(canvasElement, words.signOutGlobally);
    const cancel = await canvas.findByRole('button', { name: words.cancel });
    await expect(cancel).toHaveFocus();
    await userEvent.click(cancel);
    const button = canvas.getByRole('button', { name: words.signOutGlobally });
    await waitFor(() => expect(button).toHaveFocus());
    await expect(args.onOutcome).not.toHaveBeenCalled();
  },
};

/** Where the session's token lacks the scope, it signs out of this device, as it is labelled, and a hint says why. */
export const OnlyThisDevice: Story = {
  ...script({ canSignOutGlobally: false }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const button = within(canvasElement).getByRole('button');
    await waitFor(() => expect(button).toHaveAccessibleDescription(words.onlyThisDevice));
    await expect(button).toHaveAccessibleName(words.signOut);
  },
};

/** The outcome outlives the button: the provider shows it. */
export const GoneWithTheSignedInScreen: Story = {
  render: (args) => (
    <SignsOut>
      <SignedIn>
        <SignOutButton {...args} />
      </SignedIn>
      <SignedOut>The public page.</SignedOut>
    </SignsOut>
  ),
  parameters: {
    ...floating({ outcomes: [outcome.partial()] }).parameters,
    body: `<SignedIn>
  <SignOutButton global />
</SignedIn>
<SignedOut>The public page.</SignedOut>`,
  },
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    await canvas.findByRole('group', { name: words.partialGlobal });
    await expect(canvas.queryByRole('button', { name: words.signOutGlobally })).toBeNull();
  },
};

/** A function of the state says what you like. */
export const FunctionOfTheState: Story = {
  args: {
    children: ({ isPending }: SignOutButtonState) =>
      isPending ? 'One moment…' : 'Lock everything',
  },
  argTypes: { children: { control: false } },
  parameters: {
    body: `<SignOutButton global>
  {({ isPending }) => (isPending ? 'One moment…' : 'Lock everything')}
</SignOutButton>`,
  },
};

export const WordsOfYourOwn: Story = {
  args: { children: 'Leave the building', pendingLabel: 'Leaving…', variation: 'primary' },
};

export const Disabled: Story = { args: { isDisabled: true } };

/** Variations and sizes of Amplify UI's `Button`; its `destructive` has only 3.4:1 in its own dark mode. */
export const Variations: Story = {
  parameters: {
    body: `<Flex wrap="wrap" alignItems="center">
  <SignOutButton global />
  <SignOutButton global variation="primary" />
  <SignOutButton global variation="link" />
  <SignOutButton global size="small" />
  <SignOutButton global size="large" />
</Flex>`,
  },
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
