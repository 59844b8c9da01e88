import { act, render, screen } from '@testing-library/react';
import { type ReactNode, StrictMode } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import type { SignOutAttempt } from '../../src';
import { AuthProvider, SignOutButton, SignOutNotice, useAuth } from '../../src';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { failedSignOut } from '../../src/outcome/SignOutOutcome';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import { nextTask, renderStrict } from '../react/renderStrict';

/** Adapters on one page, of which the first that asks is given what was left. */
function leaving(found: SignOutAttempt) {
  const left: SignOutAttempt[] = [found];
  return () => Object.assign(createFakeAdapter(null), { restore: async () => left.pop() ?? null });
}

const partial = outcome.partial({ scope: 'global', retryUntil: null });
const notices = () => screen.queryAllByRole('group').map((it) => it.dataset.status);

const page = (adapter: ReturnType<typeof createFakeAdapter>, children: ReactNode) => (
  <AuthProvider adapter={adapter}>{children}</AuthProvider>
);

test('what the page before has left is shown once, by one provider of two, without a retry', async () => {
  const adapter = leaving(attempt(partial));
  await renderStrict(
    <>
      {page(adapter(), <SignOutNotice />)}
      {page(adapter(), <SignOutNotice />)}
    </>,
  );
  expect(notices()).toEqual(['partial']);
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('a provider that shows nothing leaves it to one that does', async () => {
  const adapter = leaving(attempt(partial));
  const Name = () => useAuth().user?.displayName;
  await renderStrict(
    <>
      {page(adapter(), <Name />)}
      {page(adapter(), <SignOutNotice />)}
    </>,
  );
  await act(nextTask);
  expect(notices()).toEqual(['partial']);
});

test('it comes after hydration', async () => {
  const adapter = leaving(attempt(partial))();
  const app = <StrictMode>{page(adapter, <SignOutNotice />)}</StrictMode>;
  const container = document.createElement('div');
  document.body.append(container);
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  container.innerHTML = renderToString(app);
  logged.mockRestore();
  render(app, { container, hydrate: true });
  expect(notices()).toEqual([]);
  await act(async () => {});
  expect(notices()).toEqual(['partial']);
});

test('where no notice is, it stands after what the provider renders, once a part of the kit is there', async () => {
  const cutOff = failedSignOut('local', 'unknown', signOutFailure('revokeToken', 'cancelled'));
  const adapter = leaving(attempt(cutOff, { retry: () => new Promise(() => {}) }))();
  const { container } = await renderStrict(page(adapter, <SignOutButton />));
  expect(container.querySelectorAll('[data-part="floating"] [data-part="notice"]')).toHaveLength(1);
  expect(screen.getByRole('group')).toHaveTextContent(
    "You're still signed in on this device.Signing out was stopped before it finished.",
  );
  expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
});
