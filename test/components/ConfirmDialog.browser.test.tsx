import { render } from '@testing-library/react';
import { StrictMode } from 'react';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AuthProvider, SignOutButton, SignOutMenu } from '../../src';
import { createFakeAdapter } from '../flow/createFakeAdapter';
import '../../src/theme/styles.css';

const dialog = page.getByRole('alertdialog', { name: 'Sign out of all devices?' });
const cancel = page.getByRole('button', { name: 'Cancel' });
const press = (keys: string) => userEvent.keyboard(keys);

describe.each([
  ['a button', <SignOutButton key="button" global confirm />, ['{Enter}']],
  ['a menu', <SignOutMenu key="menu" confirm />, ['{Enter}', '{End}', '{Enter}']],
])('the question before a sign-out of all devices, asked by %s', (_name, element, keys) => {
  async function ask() {
    const adapter = createFakeAdapter();
    render(
      <StrictMode>
        <AuthProvider adapter={adapter}>
          <input aria-label="before" />
          {element}
          <input aria-label="after" />
        </AuthProvider>
      </StrictMode>,
    );
    await expect.element(page.getByText(/^(Alice|Sign out of all devices)$/)).toBeVisible();
    const opener = document.querySelector<HTMLElement>('[data-scope="sign-out"]');
    opener?.focus();
    const open = async () => {
      for (const key of keys) {
        await press(key);
        await new Promise(requestAnimationFrame);
      }
      await expect.element(cancel).toHaveFocus();
    };
    await open();
    return { adapter, opener, open };
  }

  test('is modal, says what it comes to, and starts on Cancel', async () => {
    const { adapter } = await ask();
    await expect
      .element(dialog)
      .toHaveAccessibleDescription(
        "You'll need to sign in again on each of them, including this one.",
      );
    expect(dialog.element().matches(':modal')).toBe(true);
    expect(adapter.calls).toHaveLength(0);
  });

  test('keeps Tab inside, both ways', async () => {
    await ask();
    for (const key of ['{Tab}', '{Tab}', '{Tab}', '{Shift>}{Tab}{/Shift}']) {
      await press(key);
      const { activeElement } = document;
      expect(activeElement === document.body || dialog.element().contains(activeElement)).toBe(
        true,
      );
    }
  });

  test.each([
    ['Escape', () => press('{Escape}')],
    ['Cancel by the keyboard', () => press('{Enter}')],
    ['Cancel by the mouse', () => cancel.click()],
  ])('is taken back by %s: nothing is sent, and focus is where it was', async (_way, takeBack) => {
    const { adapter, opener, open } = await ask();
    await takeBack();
    await expect.element(dialog).not.toBeInTheDocument();
    expect(document.activeElement).toBe(opener);
    expect(adapter.calls).toHaveLength(0);
    await open();
    await expect.element(dialog).toBeVisible();
  });

  test('once answered signs out of all devices, with the focus on what asked', async () => {
    const { adapter, opener } = await ask();
    await press('{Tab}{Enter}');
    await expect.element(dialog).not.toBeInTheDocument();
    expect(adapter.calls.map(({ request }) => request.scope)).toEqual(['global']);
    expect(document.activeElement).toBe(opener);
    await expect.element(page.getByRole('button', { name: 'Signing out…' })).toHaveFocus();
  });
});

test('a sign-out of this device asks nothing', async () => {
  const adapter = createFakeAdapter();
  render(
    <AuthProvider adapter={adapter}>
      <SignOutButton confirm />
    </AuthProvider>,
  );
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect.element(page.getByRole('button', { name: 'Signing out…' })).toBeVisible();
  expect(adapter.calls).toHaveLength(1);
});

test('a double click asks, and sends nothing', async () => {
  const adapter = createFakeAdapter();
  render(
    <AuthProvider adapter={adapter}>
      <SignOutButton global confirm />
    </AuthProvider>,
  );
  await page.getByRole('button', { name: 'Sign out of all devices' }).dblClick();
  await expect.element(cancel).toBeVisible();
  expect(adapter.calls).toHaveLength(0);
});
