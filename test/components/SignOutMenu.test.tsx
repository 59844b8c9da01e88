import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { AuthProvider, SignOutMenu, SignOutMenuItem, type SignOutMenuProps } from '../../src';
import { alice, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from '../react/renderStrict';

// As in the tests of the apps that use it.
test('works in jsdom, which has no popovers and lays nothing out', async () => {
  const adapter = createFakeAdapter();
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <SignOutMenu />
    </AuthProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Alice' }));
  expect(screen.getByRole('menu', { name: 'Alice' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(adapter.call.request.scope).toBe('global');
  expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Signing out…' })).toHaveFocus();
});

async function opened(props: SignOutMenuProps = {}, user: typeof alice | null = alice) {
  const adapter = createFakeAdapter(user);
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <SignOutMenu isOpen {...props} />
    </AuthProvider>,
  );
  return { adapter, menu: screen.getByRole('menu') };
}

const words = (menu: HTMLElement) =>
  [...menu.querySelectorAll('[data-part="person"], hr, [role="menuitem"]')].map((part) =>
    part.tagName === 'HR' ? '—' : part.textContent,
  );

test('says who is signed in, then what the app has, then how to sign out', async () => {
  const { menu } = await opened(
    {
      children: [
        <SignOutMenuItem key="profile">Profile</SignOutMenuItem>,
        <SignOutMenuItem key="billing" href="/billing">
          Billing
        </SignOutMenuItem>,
      ],
    },
    { ...alice, email: 'alice@example.com' },
  );
  expect(words(menu)).toEqual([
    'AAlicealice@example.com',
    '—',
    'Profile',
    'Billing',
    '—',
    'Sign out',
    'Sign out of all devices',
  ]);
  expect(menu).toHaveAccessibleName('Alice');
  expect(menu).toHaveAccessibleDescription('alice@example.com');
  expect(within(menu).getByRole('menuitem', { name: 'Billing' })).toHaveAttribute(
    'href',
    '/billing',
  );
});

test('says no address where it is the name, and nobody’s where nobody is signed in', async () => {
  const { menu } = await opened();
  expect(menu).not.toHaveAttribute('aria-describedby');
  expect(words(menu)[0]).toBe('AAlice');
});

test('has no head where nobody is signed in', async () => {
  const { menu } = await opened({}, null);
  expect(words(menu)).not.toContain('AAlice');
  expect(menu.querySelector('[data-part="person"]')).toBeNull();
});

describe('a picture', () => {
  const picture = <img src="/alice.png" alt="Alice herself" />;

  test('stands for the initials, and says nothing', async () => {
    const { menu } = await opened({ picture });
    expect(menu.querySelector('[data-part="picture"] img')).toHaveAttribute('src', '/alice.png');
    expect(words(menu)[0]).toBe('Alice');
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });

  test('that can’t be had leaves the initials', async () => {
    const { menu } = await opened({ picture });
    fireEvent.error(menu.querySelector('img') as HTMLElement);
    expect(menu.querySelector('img')).toBeNull();
    expect(words(menu)[0]).toBe('AAlice');
  });
});

test('an item of the app’s own is told of its choice, and closes the menu', async () => {
  const onSelect = vi.fn();
  const onOpenChange = vi.fn();
  const { adapter } = await opened({
    onOpenChange,
    children: <SignOutMenuItem onSelect={onSelect}>Profile</SignOutMenuItem>,
  });
  await userEvent.click(screen.getByRole('menuitem', { name: 'Profile' }));
  expect(onSelect).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ type: 'click' }));
  expect(onOpenChange).toHaveBeenCalledExactlyOnceWith(false);
  expect(adapter.calls).toHaveLength(0);
});
