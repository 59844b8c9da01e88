import { View } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import { expect, fn, userEvent, waitFor, within } from 'storybook/test';
import { type SignOutMessages, SignOutNotice } from '../../src';
import { outcome } from '../../src/testing';
import { failure } from '../outcomes';
import { SignsOut } from '../SignsOut';
import { becomes, script, withScript } from '../withScript';
import { wordsOf } from '../wordsOf';

const meta = {
  title: 'Components/SignOutNotice',
  component: SignOutNotice,
  decorators: [
    (Story, { parameters: { script } }) => (
      <View width="min(30rem, 90vw - 2rem)">
        {script?.endedBy ? (
          <Story />
        ) : (
          <SignsOut isRetried={script?.isRetried ?? false}>
            <Story />
          </SignsOut>
        )}
      </View>
    ),
    withScript,
  ],
  args: { onDismiss: fn() },
  argTypes: {
    hasIcon: { control: 'boolean', description: "Amplify UI's `Alert` has more props." },
  },
} satisfies Meta<typeof SignOutNotice>;

export default meta;
type Story = StoryObj<typeof meta>;

/** Finds the notice by its title, and hears it spoken. */
const shows =
  (title: keyof SignOutMessages): NonNullable<Story['play']> =>
  async ({ canvasElement, globals }) => {
    const name = wordsOf(globals)[title].replace('{name}', 'Ana');
    const canvas = within(canvasElement);
    const notice = await canvas.findByRole('group', { name });
    await expect(notice).not.toHaveTextContent(/Exception|undefined|\{\w+\}/);
    await waitFor(() => expect(canvas.getByRole('status').textContent).toContain(name));
  };

/** Choose what became of it. */
export const Playground: StoryObj<{ becomes: string; hasIcon: boolean }> = {
  args: { becomes: 'Partial, all devices · globalSignOut: throttled', hasIcon: true },
  argTypes: { becomes },
  render: ({ hasIcon }) => <SignOutNotice hasIcon={hasIcon} />,
};

export const CompleteGlobal: Story = {
  ...script({ outcomes: [outcome.complete()] }),
  play: shows('completeGlobal'),
};

export const CompleteLocal: Story = {
  ...script({ outcomes: [outcome.complete({ scope: 'local' })] }),
  play: shows('completeLocal'),
};

export const CompleteNobody: Story = {
  ...script({ user: null }),
  play: shows('completeNobody'),
};

export const CompleteWithCleanupFailed: Story = {
  ...script({ outcomes: [outcome.complete({ warnings: [failure('cleanup', 'timeout')] })] }),
  play: shows('completeGlobal'),
};

export const PartialGlobal: Story = {
  ...script({ outcomes: [outcome.partial()] }),
  play: shows('partialGlobal'),
};

export const PartialOffline: Story = {
  ...script({
    outcomes: [outcome.partial({ failures: [failure('globalSignOut', 'offline')] })],
  }),
  play: shows('partialGlobal'),
};

export const PartialWithoutRetry: Story = {
  ...script({
    outcomes: [
      outcome.partial({ failures: [failure('globalSignOut', 'missingScope')], retryUntil: null }),
    ],
  }),
  play: async (context) => {
    await shows('partialGlobal')(context);
    const canvas = within(context.canvasElement);
    const name = wordsOf(context.globals).tryAgain;
    await expect(canvas.queryByRole('button', { name })).toBeNull();
  },
};

export const PartialSessionRevoked: Story = {
  ...script({
    outcomes: [
      outcome.partial({ failures: [failure('globalSignOut', 'sessionRevoked')], retryUntil: null }),
    ],
  }),
  play: shows('partialGlobal'),
};

/** After an attempt that got no answer: it may have ended every session, and something else only this one. */
export const PartialOtherDevicesUnknown: Story = {
  ...script({
    outcomes: [
      outcome.partial({
        server: 'unknown',
        failures: [failure('globalSignOut', 'sessionRevoked')],
        retryUntil: null,
      }),
    ],
  }),
  play: async (context) => {
    await shows('completeLocal')(context);
    const canvas = within(context.canvasElement);
    const notice = within(canvas.getByRole('group'));
    await expect(notice.getByText(wordsOf(context.globals).otherDevicesUnknown)).toBeVisible();
  },
};

export const PartialLocal: Story = {
  ...script({
    outcomes: [outcome.partial({ scope: 'local', failures: [failure('revokeToken', 'network')] })],
  }),
  play: shows('partialLocal'),
};

/** The page stayed, so that the retry is not lost: it can go on to the managed login with it, or without. */
export const PartialBeforeManagedLogin: Story = {
  ...script({
    outcomes: [
      outcome.partial({
        failures: [failure('globalSignOut', 'throttled'), failure('hostedUi', 'notAttempted')],
      }),
    ],
  }),
  play: async (context) => {
    await shows('partialGlobal')(context);
    const canvas = within(context.canvasElement);
    const { tryAgain, finish } = wordsOf(context.globals);
    await expect(canvas.getByRole('button', { name: tryAgain })).toBeVisible();
    await expect(canvas.getByRole('button', { name: finish })).toBeVisible();
  },
};

/** A retry by itself came good, and only a click leaves the page. */
export const PartialToFinish: Story = {
  ...script({
    outcomes: [
      outcome.partial({
        server: 'ended',
        failures: [failure('hostedUi', 'notAttempted')],
        retryUntil: null,
      }),
      outcome.complete(),
    ],
  }),
  play: async (context) => {
    await shows('partialManagedLogin')(context);
    const canvas = within(context.canvasElement);
    const { tryAgain, finish } = wordsOf(context.globals);
    await expect(canvas.queryByRole('button', { name: tryAgain })).toBeNull();
    await expect(canvas.getByRole('button', { name: finish })).toBeVisible();
  },
};

export const PartialManagedLogin: Story = {
  ...script({
    outcomes: [
      outcome.partial({
        server: 'ended',
        failures: [failure('hostedUi', 'misconfigured')],
        retryUntil: null,
      }),
    ],
  }),
  play: shows('partialManagedLogin'),
};

export const FailedEndedEverywhere: Story = {
  ...script({ outcomes: [outcome.failed()] }),
  play: shows('failedEndedGlobal'),
};

export const FailedStillSignedIn: Story = {
  ...script({
    outcomes: [
      outcome.failed({ server: 'notEnded', failures: [failure('globalSignOut', 'forbidden')] }),
    ],
  }),
  play: shows('failed'),
};

/** The app's own `beforeSignOut` threw, or took too long. */
export const FailedToPrepare: Story = {
  ...script({
    outcomes: [outcome.failed({ server: 'notEnded', failures: [failure('prepare', 'timeout')] })],
  }),
  play: shows('prepareFailed'),
};

/** An adapter that broke its promise: the words claim neither in nor out. */
export const FailedUnknown: Story = {
  ...script({
    outcomes: [outcome.failed({ server: 'unknown', failures: [failure('session', 'unknown')] })],
  }),
  play: shows('failedUnknown'),
};

/** Another sign-out of the same session did not end in time. */
export const FailedToWait: Story = {
  ...script({
    outcomes: [outcome.failed({ server: 'unknown', failures: [failure('session', 'timeout')] })],
  }),
  play: shows('failedUnknown'),
};

/** The session is somebody else's than the page showed. */
export const FailedForSomeoneElse: Story = {
  ...script({
    outcomes: [
      outcome.failed({ server: 'notEnded', failures: [failure('session', 'notAttempted')] }),
    ],
  }),
  play: async (context) => {
    await shows('someoneElse')(context);
    const canvas = within(context.canvasElement);
    const name = wordsOf(context.globals).tryAgain;
    await expect(canvas.queryByRole('button', { name })).toBeNull();
  },
};

/** While a retry runs, what is known stays in view. */
export const Retrying: Story = {
  ...script({ outcomes: [outcome.partial()], isRetried: true, isRetryEndless: true }),
  play: async ({ canvasElement, globals }) => {
    const { tryingAgain } = wordsOf(globals);
    await within(canvasElement).findByRole('button', { name: tryingAgain });
  },
};

export const Retried: Story = {
  ...script({ outcomes: [outcome.partial(), outcome.complete()], isRetried: true }),
  play: async (context) => {
    await shows('completeGlobal')(context);
    const canvas = within(context.canvasElement);
    const name = wordsOf(context.globals).tryAgain;
    await expect(canvas.queryByRole('button', { name })).toBeNull();
  },
};

export const ClicksRetry: Story = {
  tags: ['!dev', '!autodocs'],
  ...script({ outcomes: [outcome.partial()], isRetryEndless: true }),
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    const retry = await canvas.findByRole('button', { name: words.tryAgain });
    await userEvent.click(retry);
    const retrying = canvas.getByRole('button', { name: words.tryingAgain });
    await expect(retrying).toHaveAttribute('aria-disabled', 'true');
    await expect(retrying).toHaveFocus();
    // Amplify UI fades it.
    await waitFor(() => expect(canvas.queryByRole('button', { name: words.dismiss })).toBeNull());
  },
};

export const ClicksDismiss: Story = {
  tags: ['!dev', '!autodocs'],
  ...script({ outcomes: [outcome.partial()] }),
  play: async ({ canvasElement, args, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: words.dismiss }));
    await expect(canvas.queryByRole('group')).toBeNull();
    await expect(args.onDismiss).toHaveBeenCalledTimes(1);
  },
};

/** Nobody here asked for it, so the focus stays where it is. */
export const EndedInAnotherTab: Story = {
  ...script({ endedBy: 'otherTab' }),
  play: shows('endedOtherTab'),
};

/** The other tab told what became of its sign-out. */
export const EndedEverywhereInAnotherTab: Story = {
  ...script({ endedBy: 'otherTab', said: outcome.complete() }),
  play: shows('endedOtherTabGlobal'),
};

/** It is there that it can be tried again. */
export const EndedInAnotherTabWithRetry: Story = {
  ...script({ endedBy: 'otherTab', said: outcome.partial() }),
  play: shows('endedOtherTab'),
};

export const EndedInAnotherTabWithoutRetry: Story = {
  ...script({ endedBy: 'otherTab', said: outcome.partial({ retryUntil: null }) }),
  play: shows('endedOtherTab'),
};

export const EndedExpired: Story = {
  ...script({ endedBy: 'expired' }),
  play: shows('endedExpired'),
};

export const EndedElsewhere: Story = {
  ...script({ endedBy: 'revoked' }),
  play: shows('endedRevoked'),
};

export const EndedUnknown: Story = {
  ...script({ endedBy: 'unknown' }),
  play: shows('endedUnknown'),
};
