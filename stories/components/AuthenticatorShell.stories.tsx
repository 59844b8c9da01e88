import { Heading, Text, View } from '@aws-amplify/ui-react';
import type { Meta, StoryObj } from '@storybook/react-vite';
import type { signIn } from 'aws-amplify/auth';
import { expect, userEvent, within } from 'storybook/test';
import { AuthenticatorShell, AuthProvider, SignOutButton } from '../../src';
import { fakeCognito } from '../lab/FakeCognito';
import { SignsOut } from '../SignsOut';
import { inWindow } from '../withScript';
import { wordsOf } from '../wordsOf';

const app = (
  <View padding="medium">
    <Heading level={2}>Your orders</Heading>
    <Text>There are none.</Text>
  </View>
);

/** The real Authenticator and the real adapter, in front of a Cognito that is not: any name and password will do. */
const meta = {
  title: 'Components/AuthenticatorShell',
  component: AuthenticatorShell,
  args: {
    hideSignUp: true,
    services: { handleSignIn: fakeCognito.signIn as typeof signIn },
    children: app,
  },
  argTypes: {
    children: { control: false },
    accountBar: { control: false },
    services: { control: false },
    hideSignUp: { control: 'boolean', description: "Amplify UI's `Authenticator` has more props." },
  },
  parameters: {
    layout: 'fullscreen',
    docs: { story: { inline: false, height: '34rem' } },
    body: `<AuthenticatorShell hideSignUp>
  <Heading level={2}>Your orders</Heading>
  <Text>There are none.</Text>
</AuthenticatorShell>`,
  },
  beforeEach: () => fakeCognito.start(),
  decorators: [
    (Story) => (
      <AuthProvider>
        <Story />
      </AuthProvider>
    ),
  ],
} satisfies Meta<typeof AuthenticatorShell>;

export default meta;
type Story = StoryObj<typeof meta>;

/** The account bar stands above the app. */
export const SignedInApp: Story = {
  play: async ({ canvasElement }) => {
    await within(canvasElement).findByRole('button', { name: 'Ana Example' });
  },
};

/** The outcome is there on the sign-in screen. */
export const SignedOut: Story = {
  tags: ['!dev', '!autodocs'],
  play: async ({ canvasElement, globals }) => {
    const words = wordsOf(globals);
    const canvas = within(canvasElement);
    await userEvent.click(await canvas.findByRole('button', { name: 'Ana Example' }));
    const menu = within(await within(document.body).findByRole('menu'));
    await userEvent.click(menu.getByRole('menuitem', { name: words.signOutGlobally }));
    await canvas.findByRole('group', { name: words.completeGlobal });
    await canvas.findByRole('textbox');
  },
};

export const PartialOnTheSignInScreen: Story = {
  args: { children: <SignsOut>{app}</SignsOut> },
  beforeEach: () => fakeCognito.set({ answers: { GlobalSignOut: 'blocked', RevokeToken: 'fine' } }),
  play: async ({ canvasElement, globals }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('group', { name: wordsOf(globals).partialGlobal });
    await canvas.findByRole('textbox');
  },
};

/** The tokens are still here, so the app is too; the outcome floats over it. */
export const FailedOverTheApp: Story = {
  args: { children: <SignsOut>{app}</SignsOut> },
  beforeEach: () => fakeCognito.set({ isStorageStuck: true }),
  play: async ({ canvasElement, globals }) => {
    const canvas = within(canvasElement);
    await canvas.findByRole('group', { name: wordsOf(globals).failedEndedGlobal });
    await expect(canvas.getByText('Your orders')).toBeVisible();
  },
};

/** An account bar of your own. */
export const AccountBarOfYourOwn: Story = {
  args: { accountBar: <SignOutButton global variation="link" /> },
  parameters: {
    ...inWindow,
    body: `<AuthenticatorShell accountBar={<SignOutButton global variation="link" />}>
  <Heading level={2}>Your orders</Heading>
</AuthenticatorShell>`,
  },
};
