import { screen } from '@testing-library/react';
import { Amplify } from 'aws-amplify';
import { beforeEach, expect, test, vi } from 'vitest';
import { AuthenticatorShell, AuthProvider } from '../../src';
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

test('outside a provider says what happened, why it matters and how to fix it', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await expect(renderStrict(<AuthenticatorShell />)).rejects.toThrow(
    /^AuthenticatorShell was used outside <AuthProvider>.*can't.*Wrap .*<AuthProvider>/,
  );
});
