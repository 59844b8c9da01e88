import { screen } from '@testing-library/react';
import { Amplify } from 'aws-amplify';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { AuthenticatorShell, type AuthenticatorShellProps, AuthProvider } from '../../src';
import { unsigned } from '../cognito/tokens';
import { createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from '../react/renderStrict';

beforeEach(() => {
  localStorage.clear();
  Amplify.configure({
    Auth: { Cognito: { userPoolId: 'us-east-1_test', userPoolClientId: 'client' } },
  });
});

test('shows the sign-in form, with the app’s own header, to nobody in particular', async () => {
  await renderStrict(
    <AuthProvider adapter={createFakeAdapter(null)}>
      <AuthenticatorShell hideSignUp components={{ Header: () => <h1>Acme</h1> }}>
        the app
      </AuthenticatorShell>
    </AuthProvider>,
  );
  expect(await screen.findByRole('button', { name: 'Sign in' })).toBeVisible();
  expect(screen.getByRole('heading', { name: 'Acme' })).toBeVisible();
  expect(screen.queryByText('the app')).toBeNull();
  expect(screen.queryByRole('tab', { name: 'Create Account' })).toBeNull();
});

describe('above the signed-in app', () => {
  const token = unsigned({ sub: '1', exp: 2 ** 32 });

  async function renderSignedIn(props: AuthenticatorShellProps = {}) {
    const user = 'CognitoIdentityServiceProvider.client';
    localStorage.setItem(`${user}.LastAuthUser`, 'alice');
    localStorage.setItem(`${user}.alice.accessToken`, token);
    localStorage.setItem(`${user}.alice.idToken`, token);
    await renderStrict(
      <AuthProvider adapter={createFakeAdapter()}>
        <AuthenticatorShell {...props}>
          <p>the app</p>
        </AuthenticatorShell>
      </AuthProvider>,
    );
    return screen.findByText('the app');
  }

  test('stands the account bar, with the person’s name on its menu', async () => {
    const app = await renderSignedIn();
    const menu = screen.getByRole('button', { name: 'Alice' });
    expect(menu).toHaveAttribute('aria-haspopup', 'menu');
    expect(app.previousElementSibling).toContainElement(menu);
    expect(app.previousElementSibling).toHaveAttribute('data-part', 'account-bar');
  });

  test('stands the app’s own bar instead', async () => {
    const app = await renderSignedIn({ accountBar: <nav>mine</nav> });
    expect(app.previousElementSibling).toBe(screen.getByRole('navigation'));
    expect(screen.queryByRole('button')).toBeNull();
  });

  test('stands nothing where the app says so', async () => {
    const app = await renderSignedIn({ accountBar: null });
    expect(app.previousElementSibling).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

test('outside a provider says what happened, why it matters and how to fix it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(renderStrict(<AuthenticatorShell />)).rejects.toThrow(
    /^AuthenticatorShell was used outside <AuthProvider>.*can't.*Wrap .*<AuthProvider>/,
  );
});
