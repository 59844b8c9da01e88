import { act, render, screen } from '@testing-library/react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { AuthProvider, SignedIn, SignedOut, SignOutButton, SignOutNotice } from '../../src';
import { createFakeAdapter } from '../flow/createFakeAdapter';

test('a browser takes over what the server rendered, without a mismatch', async () => {
  const adapter = createFakeAdapter();
  const app = (
    <AuthProvider adapter={adapter}>
      <SignOutNotice />
      <SignedIn>in</SignedIn>
      <SignedOut>out</SignedOut>
      <SignOutButton />
    </AuthProvider>
  );
  const container = document.createElement('div');
  document.body.append(container);
  // Amplify UI takes jsdom for a browser, and React 18 then warns of its layout effects. A real server: server.test.tsx.
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  container.innerHTML = renderToString(app);
  logged.mockRestore();
  const button = container.querySelector('button');
  render(app, { container, hydrate: true });
  await act(async () => {});
  expect(container.querySelector('button')).toBe(button);
  expect(screen.getByText('in')).toBeVisible();
});
