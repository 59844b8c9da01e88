import { render } from '@testing-library/react';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AuthProvider, SignOutMenu } from '../../src';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import { button, item, renderMenu } from './renderMenu';

test('carries the person’s name, else says that it is the account’s', async () => {
  renderMenu();
  await expect.element(button('Alice')).toHaveAttribute('aria-haspopup', 'menu');
  renderMenu({}, createFakeAdapter(null));
  await expect.element(button('Account')).toHaveAttribute('aria-expanded', 'false');
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
  for (const name of ['Sign out', 'Sign out of all devices']) {
    await expect.element(item(name)).toHaveAttribute('aria-disabled', 'true');
    await item(name).click({ force: true });
  }
  expect(adapter.calls).toHaveLength(1);
  expect(adapter.call.request.scope).toBe('local');
});

test('does not promise all devices where they can’t be signed out, and says why', async () => {
  const adapter = Object.assign(createFakeAdapter(), { canSignOutGlobally: async () => false });
  renderMenu({}, adapter);
  await button('Alice').click();
  const hint = 'The way you signed in only lets you sign out on this device.';
  const all = item(`Sign out of all devices ${hint}`);
  await expect.element(all).toHaveAttribute('aria-disabled', 'true');
  await userEvent.keyboard('{End}');
  await expect.element(all).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await all.click({ force: true });
  await expect.element(page.getByRole('menu')).toBeVisible();
  expect(adapter.calls).toHaveLength(0);
  await expect.element(item('Sign out')).not.toHaveAttribute('aria-disabled');
  await item('Sign out').click();
  expect(adapter.call.request.scope).toBe('local');
});

describe('typing in the menu', () => {
  // As in Radix's DropdownMenu and the pattern that it follows.
  test.each([
    ['s', 'Sign out'],
    ['ss', 'Sign out of all devices'],
    ['sss', 'Sign out'],
    ['sign out', 'Sign out'],
    ['sign out of', 'Sign out of all devices'],
    ['SIGN OUT OF ', 'Sign out of all devices'],
  ])('“%s” leads to “%s”, and chooses nothing', async (typed, name) => {
    const adapter = renderMenu();
    await button('Alice').click();
    await userEvent.keyboard(typed);
    await expect.element(item(name)).toHaveFocus();
    await expect.element(page.getByRole('menu')).toBeVisible();
    expect(adapter.calls).toHaveLength(0);
  });

  test('that matches nothing leaves the focus', async () => {
    renderMenu();
    await button('Alice').click();
    await userEvent.keyboard('{ArrowDown}six');
    await expect.element(item('Sign out of all devices')).toHaveFocus();
  });

  test('a space of its own chooses, also once the word is a while ago', async () => {
    const adapter = renderMenu();
    await button('Alice').click();
    await userEvent.keyboard('s');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    await userEvent.keyboard(' ');
    await expect.poll(() => adapter.calls.length).toBe(1);
  });
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
  const adapter = renderMenu();
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

describe('a pointer', () => {
  test('opens the menu without choosing an item, chooses by passing over, and closes it again', async () => {
    renderMenu();
    await button('Alice').click();
    await expect.element(page.getByRole('menu')).toHaveFocus();
    await item('Sign out of all devices').hover();
    await expect.element(item('Sign out of all devices')).toHaveFocus();
    await button('before').hover();
    await expect.element(page.getByRole('menu')).toHaveFocus();
    await button('Alice').click();
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await expect.element(button('Alice')).toHaveFocus();
  });

  test('elsewhere closes it, and does what it would have done', async () => {
    const onOpenChange = vi.fn();
    renderMenu({ onOpenChange });
    await button('Alice').click();
    await button('before').click();
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    await expect.element(button('before')).toHaveFocus();
    expect(onOpenChange.mock.calls).toEqual([[true], [false]]);
  });
});

test('a press elsewhere leaves the page where it was scrolled to, and clicks', async () => {
  const pressed = vi.fn();
  render(
    <AuthProvider adapter={createFakeAdapter()}>
      <SignOutMenu />
      <button type="button" style={{ display: 'block', marginBlock: '1000px' }} onClick={pressed}>
        far
      </button>
    </AuthProvider>,
  );
  await button('Alice').click();
  button('far').element().scrollIntoView();
  // Out of sight with its button.
  await expect
    .poll(() => page.getByRole('menu').element().getBoundingClientRect().bottom)
    .toBeLessThan(0);
  const { scrollY } = window;
  expect(scrollY).toBeGreaterThan(500);
  await button('far').click();
  expect(pressed).toHaveBeenCalledOnce();
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
  // Chromium takes its time to scroll to what gets the focus.
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(window.scrollY).toBe(scrollY);
  window.scrollTo(0, 0);
});

test.each(['{Escape}', 'press', 'item'])('tells an app that answers late once: %s', async (how) => {
  const onOpenChange = vi.fn();
  renderMenu({ isOpen: true, onOpenChange, confirm: true });
  await expect.element(page.getByRole('menu')).toHaveFocus();
  if (how === 'press') await userEvent.click(document.body, { position: { x: 5, y: 300 } });
  else if (how === 'item') await item('Sign out of all devices').click();
  else await userEvent.keyboard(how);
  await userEvent.tab();
  expect(onOpenChange.mock.calls).toEqual([[false]]);
});

describe('a key', () => {
  const press = (element: Element | null, init: KeyboardEventInit) =>
    element?.dispatchEvent(
      new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
    );

  test('that is held since it opened the menu does nothing', async () => {
    renderMenu();
    await expect.element(button('Alice')).toBeVisible();
    button('Alice').element().focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(item('Sign out')).toHaveFocus();
    expect(press(document.activeElement, { key: 'Enter', repeat: true })).toBe(false);
    expect(press(document.activeElement, { key: 'Enter' })).toBe(true);
  });

  test('with a modifier is the browser’s', async () => {
    renderMenu();
    await button('Alice').click();
    for (const modifier of ['altKey', 'ctrlKey', 'metaKey']) {
      expect(press(document.activeElement, { key: 's', [modifier]: true })).toBe(true);
    }
    expect(press(document.activeElement, { key: 's' })).toBe(false);
  });

  test('that would scroll the page behind the menu does nothing', async () => {
    renderMenu();
    await button('Alice').click();
    expect(press(document.activeElement, { key: ' ' })).toBe(false);
    await userEvent.keyboard('{ArrowDown}');
    expect(press(document.activeElement, { key: ' ' })).toBe(true);
  });
});

test('the hint can be read on an item that has the focus, and in an app that keeps words on one line', async () => {
  renderMenu({}, Object.assign(createFakeAdapter(), { canSignOutGlobally: async () => false }), {
    whiteSpace: 'nowrap',
  });
  await button('Alice').click();
  const hint = page.getByText(/only lets you/);
  await expect.element(hint).toBeVisible();
  const color = () => getComputedStyle(hint.element()).color;
  const before = color();
  await userEvent.keyboard('{End}');
  const label = hint.element().parentElement as Element;
  await expect.poll(color).toBe(getComputedStyle(label).color);
  expect(color()).not.toBe(before);
  expect(hint.element().getBoundingClientRect().height).toBeGreaterThan(30);
});

test('a window that is left and found again has its menu still', async () => {
  renderMenu();
  await button('Alice').click();
  const { activeElement } = document;
  activeElement?.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
  await expect.element(page.getByRole('menu')).toBeVisible();
});

test('the app’s own click and key come first, and can keep it closed', async () => {
  const prevent = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
  renderMenu({ onClick: prevent, onKeyDown: prevent });
  await button('Alice').click();
  await userEvent.keyboard('{ArrowDown}');
  expect(prevent).toHaveBeenCalledTimes(2);
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
});

describe('the menu stands', () => {
  const edges = (element: Element) => element.getBoundingClientRect();
  const opened = async () => {
    await button('Alice').click();
    const menu = page.getByRole('menu');
    await expect.element(menu).toBeVisible();
    return { at: edges(button('Alice').element()), menu: edges(menu.element()) };
  };
  const inTheMiddle = { margin: '200px 40vw', inlineSize: 'fit-content' };

  test.each([
    ['end', 'ltr', 'right'],
    ['start', 'ltr', 'left'],
    ['end', 'rtl', 'left'],
    ['start', 'rtl', 'right'],
  ] as const)('below, at the %s of its button: %s', async (menuAlign, dir, edge) => {
    document.dir = dir;
    renderMenu({ menuAlign }, undefined, inTheMiddle);
    const { at, menu } = await opened();
    document.dir = '';
    expect(menu[edge]).toBeCloseTo(at[edge], 0);
    expect(menu.top - at.bottom).toBeCloseTo(4, 0);
  });

  test('as wide as its words, also those that come later', async () => {
    const cannot = Object.assign(createFakeAdapter(), { canSignOutGlobally: async () => false });
    renderMenu({ isOpen: true }, cannot, { marginInlineStart: '70vw', inlineSize: 'fit-content' });
    await expect.element(page.getByText(/only lets you/)).toBeVisible();
    const menu = edges(page.getByRole('menu').element());
    expect(menu.right).toBeCloseTo(edges(button('Alice').element()).right, 0);
    expect(menu.width).toBeGreaterThan(300);
  });

  test('at its button, in an app that keeps siblings apart', async () => {
    const sheet = document.head.appendChild(document.createElement('style'));
    sheet.textContent = 'div > * + * { margin-inline-start: 24px }';
    renderMenu({}, undefined, inTheMiddle);
    const { at, menu } = await opened();
    sheet.remove();
    expect(menu.right).toBeCloseTo(at.right, 0);
  });

  test('at the middle of its button', async () => {
    renderMenu({ menuAlign: 'center' }, undefined, inTheMiddle);
    const { at, menu } = await opened();
    expect(menu.left + menu.right).toBeCloseTo(at.left + at.right, 0);
  });

  test('above it where there is no room below', async () => {
    renderMenu({}, undefined, { position: 'fixed', bottom: 0, right: 0 });
    const { at, menu } = await opened();
    expect(at.top - menu.bottom).toBeCloseTo(4, 0);
  });

  test('where its button has been scrolled to', async () => {
    renderMenu({}, undefined, { marginBlock: '100px 3000px' });
    await opened();
    window.scrollTo(0, 60);
    await expect
      .poll(
        () => edges(page.getByRole('menu').element()).top - edges(button('Alice').element()).bottom,
      )
      .toBeCloseTo(4, 0);
    expect(window.scrollY).toBe(60);
    window.scrollTo(0, 0);
  });

  test('where its button has been moved to', async () => {
    renderMenu();
    const { at } = await opened();
    const banner = document.createElement('p');
    banner.style.height = '100px';
    document.body.prepend(banner);
    const menu = page.getByRole('menu');
    await expect
      .poll(() => edges(menu.element()).top - edges(button('Alice').element()).bottom)
      .toBeCloseTo(4, 0);
    expect(edges(button('Alice').element()).top).toBeGreaterThan(at.top + 90);
    banner.remove();
  });

  test('inside the window, wherever its button is', async () => {
    renderMenu({ menuAlign: 'start' }, undefined, { position: 'fixed', top: 0, right: '-30px' });
    const { menu } = await opened();
    expect(document.documentElement.clientWidth - menu.right).toBeCloseTo(8, 0);
  });
});

test.each(['open', 'closed'] as const)(
  'is chosen from by mouse in a shadow root (%s)',
  async (mode) => {
    const host = document.body.appendChild(document.createElement('div'));
    const root = host.attachShadow({ mode });
    const container = root.appendChild(document.createElement('div'));
    onTestFinished(() => host.remove());
    const adapter = createFakeAdapter();
    render(
      <AuthProvider adapter={adapter}>
        <SignOutMenu />
      </AuthProvider>,
      { container },
    );
    const clickOn = (element: Element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const { x: left, y: top } = document.body.getBoundingClientRect();
      const position = { x: x + width / 2 - left, y: y + height / 2 - top };
      return userEvent.click(document.body, { force: true, position });
    };
    await expect.poll(() => container.querySelector('button')?.textContent).toContain('Alice');
    await clickOn(container.querySelector('button') as Element);
    await expect.poll(() => container.querySelector('[role="menuitem"]')).not.toBeNull();
    await clickOn(container.querySelector('[role="menuitem"]') as Element);
    await expect.poll(() => adapter.calls.length).toBe(1);
  },
);
