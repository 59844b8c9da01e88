import { render } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AuthProvider, SignOutMenu, type SignOutMenuProps } from '../../src';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import '@aws-amplify/ui-react/styles.css';
import '../../src/theme/styles.css';

const button = (name: string | RegExp) => page.getByRole('button', { name });
const item = (name: string) => page.getByRole('menuitem', { name, exact: true });

function renderMenu(props: SignOutMenuProps = {}, adapter = createFakeAdapter()) {
  render(
    <AuthProvider adapter={adapter}>
      <SignOutMenu {...props} />
    </AuthProvider>,
  );
  return adapter;
}

test('carries the person’s name, else says that it is the account’s', async () => {
  renderMenu();
  await expect.element(button('Alice')).toHaveAttribute('aria-haspopup', 'menu');
  renderMenu({}, createFakeAdapter(null));
  await expect.element(button('Account')).toHaveAttribute('aria-expanded', 'false');
  renderMenu({ children: 'You' });
  await expect.element(button('You')).toBeVisible();
});

test('opens a menu of that name, whatever its own id', async () => {
  renderMenu({ id: 'mine' });
  await button('Alice').click();
  await expect.element(page.getByRole('menu')).toHaveAccessibleName('Alice');
  expect(document.getElementById('mine')?.dataset.part).toBe('menu-button');
});

test.each([
  ['Sign out', 'local'],
  ['Sign out of all devices', 'global'],
])('%s asks for what it says', async (name, scope) => {
  const adapter = renderMenu({ redirectUrl: '/bye' });
  await button('Alice').click();
  await item(name).click();
  await expect.poll(() => adapter.calls.length).toBe(1);
  expect(adapter.call.request).toMatchObject({ scope, redirectUrl: '/bye' });
});

test('keeps its focus and its width while pending, and says what happens', async () => {
  const onOutcome = vi.fn();
  const adapter = renderMenu({ onOutcome });
  await expect.element(button('Alice')).toBeVisible();
  const { width } = button('Alice').element().getBoundingClientRect();
  button('Alice').element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(item('Sign out')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  const pending = button('Signing out…');
  await expect.element(pending).toHaveFocus();
  await expect.element(pending).toHaveAttribute('data-pending', 'true');
  expect(pending.element().getBoundingClientRect().width).toBe(width);
  const settled = outcome.complete();
  adapter.call.settle(attempt(settled));
  await expect.element(page.getByRole('group')).toBeVisible();
  expect(onOutcome).toHaveBeenCalledExactlyOnceWith(settled);
  await expect.element(button('Alice')).toHaveFocus();
});

test('sends nothing twice, though it can be opened while pending', async () => {
  const adapter = renderMenu();
  await button('Alice').click();
  await item('Sign out').click();
  await button('Signing out…').click();
  await item('Sign out').click();
  expect(adapter.calls).toHaveLength(1);
});

test('says before the click where all devices can’t be signed out', async () => {
  renderMenu({}, Object.assign(createFakeAdapter(), { canSignOutGlobally: async () => false }));
  await button('Alice').click();
  const hint = 'The way you signed in only lets you sign out on this device.';
  await expect.element(item(`Sign out of all devices ${hint}`)).toBeVisible();
  await expect.element(item('Sign out')).toBeVisible();
});

test('is opened and closed by the app where it says so', async () => {
  const onOpenChange = vi.fn();
  renderMenu({ isOpen: true, onOpenChange });
  await expect.element(item('Sign out')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
  await expect.element(item('Sign out')).toBeVisible();
});

test('is left by Tab for what comes next, and by Shift+Tab for its button', async () => {
  const adapter = createFakeAdapter();
  render(
    <AuthProvider adapter={adapter}>
      <SignOutMenu />
      <input aria-label="next" />
    </AuthProvider>,
  );
  await button('Alice').click();
  await expect.element(page.getByRole('menu')).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{Tab}');
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect.element(page.getByLabelText('next')).toHaveFocus();

  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(button('Alice')).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(item('Sign out')).toHaveFocus();
  await userEvent.keyboard('{Shift>}{Tab}{/Shift}');
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  await expect.element(button('Alice')).toHaveFocus();
  expect(adapter.calls).toHaveLength(0);
});
