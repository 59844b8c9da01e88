import { act, fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { AuthProvider, SignOutButton, SignOutMenu } from '../../src';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from '../react/renderStrict';

async function page() {
  const adapter = createFakeAdapter();
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <SignOutButton data-testid="local" />
      <SignOutButton data-testid="global" global confirm />
      <SignOutMenu data-testid="menu" />
    </AuthProvider>,
  );
  return adapter;
}

const click = (element: HTMLElement) => act(async () => fireEvent.click(element));
const triggers = ['local', 'global', 'menu'];

test('a click on one shows in all that a sign-out runs', async () => {
  const adapter = await page();
  await click(screen.getByTestId('local'));
  for (const name of triggers) {
    expect(screen.getByTestId(name)).toHaveAccessibleName('Signing out…');
    expect(screen.getByTestId(name)).toHaveAttribute('data-pending', 'true');
  }
  for (const name of ['local', 'global']) {
    expect(screen.getByTestId(name)).toHaveAttribute('aria-disabled', 'true');
  }
  adapter.call.settle(attempt(outcome.failed()));
  await act(async () => {});
  for (const name of triggers) {
    expect(screen.getByTestId(name)).not.toHaveAttribute('data-pending');
  }
});

test('what is clicked meanwhile asks for nothing, and asks nothing', async () => {
  const adapter = await page();
  await click(screen.getByTestId('menu'));
  await click(screen.getByRole('menuitem', { name: 'Sign out' }));
  for (const name of triggers) await click(screen.getByTestId(name));
  for (const item of screen.getAllByRole('menuitem')) await click(item);
  expect(adapter.calls).toHaveLength(1);
  expect(adapter.call.request.scope).toBe('local');
  expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument();
});

test('only the one that was clicked shows what became of it', async () => {
  const adapter = await page();
  await click(screen.getByTestId('local'));
  adapter.call.settle(attempt(outcome.failed()));
  await act(async () => {});
  expect(screen.getAllByRole('group')).toHaveLength(1);
});
