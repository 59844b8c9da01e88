import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { SignOutMenuItem, type SignOutMenuProps } from '../../src';
import { button, item, renderMenu, theMenu } from './renderMenu';

// What the tests and the code of Radix's DropdownMenu and of Base UI's Menu hold of theirs.
const radix = 'Radix';
const base = 'Base UI';
const both = 'Radix, Base UI';

const chosen = vi.fn();

const items = (
  <>
    <SignOutMenuItem icon="S" onSelect={chosen}>
      Profile
    </SignOutMenuItem>
    <SignOutMenuItem disabled onSelect={chosen}>
      Plans
    </SignOutMenuItem>
    <SignOutMenuItem onSelect={chosen}>
      <b>Preferences</b> of yours
    </SignOutMenuItem>
    <SignOutMenuItem href="#billing">Billing</SignOutMenuItem>
  </>
);
const accented = (label: string) => <SignOutMenuItem key={label}>{label}</SignOutMenuItem>;
const first = 'Profile';
const last = 'Sign out of all devices';

async function closed(props: SignOutMenuProps = {}, ...more: Parameters<typeof around>) {
  chosen.mockClear();
  window.location.hash = '';
  const rendered = renderMenu({ children: items, ...props }, undefined, ...around(...more));
  await expect.element(button('Alice')).toBeVisible();
  return rendered;
}
const around = (style: Parameters<typeof renderMenu>[2] = {}) => [style] as const;

/** Opened by a pointer, and then by keys. */
async function opened(keys = '', ...more: Parameters<typeof closed>) {
  const rendered = await closed(...more);
  await button('Alice').click();
  await expect.element(theMenu()).toHaveFocus();
  await press(keys);
  return rendered;
}

async function openedBy(key: string, props: SignOutMenuProps = {}) {
  const rendered = await closed(props);
  button('Alice').element().focus();
  await press(key);
  return rendered;
}

const press = (keys: string) => (keys ? userEvent.keyboard(keys) : undefined);
const hasFocus = (name: string) => expect.element(item(name)).toHaveFocus();
const isOpen = () => expect.element(theMenu()).toBeVisible();
const isClosed = () => expect.element(theMenu()).not.toBeInTheDocument();
const buttonHasFocus = () => expect.element(button('Alice')).toHaveFocus();
const box = (element: Element) => element.getBoundingClientRect();
const sent = (init: KeyboardEventInit) =>
  document.activeElement?.dispatchEvent(
    new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }),
  );
const pointer = (name: string, pointerType: string) =>
  item(name)
    .element()
    .dispatchEvent(new PointerEvent('pointermove', { bubbles: true, pointerType }));

/** What it does, who does the same, and the test of it, or why there is none. */
const rows: [behaviour: string, source: string, check: string | (() => Promise<void>)][] = [
  // Opening
  ['a click opens it, with none of its items chosen', both, async () => void (await opened())],
  ...['{Enter}', ' ', '{ArrowDown}'].map((key): (typeof rows)[number] => [
    `“${key}” opens it, with the focus on the first item`,
    both,
    async () => {
      await openedBy(key);
      await hasFocus(first);
    },
  ]),
  [
    '“{ArrowUp}” opens it, with the focus on the last item',
    base,
    async () => {
      await openedBy('{ArrowUp}');
      await hasFocus(last);
    },
  ],
  [
    'a disabled button doesn’t open it',
    both,
    async () => {
      await closed({ isDisabled: true });
      await button('Alice').click({ force: true });
      await isClosed();
    },
  ],
  [
    'a handler of the app’s own can keep it closed',
    both,
    async () => {
      await closed({ onClick: (event) => event.preventDefault() });
      await button('Alice').click();
      await isClosed();
    },
  ],
  [
    'the app can open it, and is told what it was asked to be',
    both,
    async () => {
      const onOpenChange = vi.fn();
      const { rerender } = await closed({ isOpen: true, onOpenChange });
      await isOpen();
      await press('{Escape}');
      expect(onOpenChange.mock.calls).toEqual([[false]]);
      await isOpen();
      rerender({ isOpen: false });
      await isClosed();
    },
  ],
  ['it can be open at first', radix, 'the app says so by `isOpen`'],
  [
    'a press opens it before it is released',
    both,
    'a press can be called off until it is released (WCAG 2.5.2)',
  ],
  ['a press that is released on an item chooses it', both, 'the same'],
  ['a pointer that rests on the button opens it', base, 'nobody asks for their account by that'],
  ['a menu opens by a right click', both, 'it is no context menu'],
  ['one menu has several buttons', base, 'there is one account'],

  // Its semantics
  [
    'the button says that it has a menu, whether that is open, and which it is',
    both,
    async () => {
      await closed();
      const state = () =>
        ['haspopup', 'expanded', 'controls'].map((name) =>
          button('Alice').element().getAttribute(`aria-${name}`),
        );
      expect(state()).toEqual(['menu', 'false', null]);
      await button('Alice').click();
      await isOpen();
      expect(state()).toEqual(['menu', 'true', theMenu().element().id]);
      expect(theMenu().element().id).not.toBe('');
    },
  ],
  [
    'the menu is named by its button',
    both,
    async () => {
      await opened();
      await expect.element(theMenu()).toHaveAccessibleName('Alice');
    },
  ],
  [
    'no item is a stop of Tab’s',
    both,
    async () => {
      await opened('{ArrowDown}');
      for (const { tabIndex } of theMenu().getByRole('menuitem').elements() as HTMLElement[]) {
        expect(tabIndex).toBe(-1);
      }
    },
  ],
  ['it says that it is vertical', radix, 'every menu is, unless it says otherwise'],
  ['the item with the focus has `data-highlighted`', both, '`:focus` says so'],
  ['items are checked, are one of several, or stand in groups', both, 'no account needs it'],
  ['menus lie in menus', both, 'no account needs it'],
  ['a field in it filters the items', base, 'there are too few'],

  // Closing
  [
    'Escape closes it, with the focus on the button, and nothing behind it hears of it',
    both,
    async () => {
      const heard = vi.fn();
      document.addEventListener('keydown', heard);
      await opened('{ArrowDown}{Escape}');
      document.removeEventListener('keydown', heard);
      await isClosed();
      await buttonHasFocus();
      expect(heard.mock.calls.filter(([{ key }]) => key === 'Escape')).toEqual([]);
    },
  ],
  [
    'a click on the button closes it, and doesn’t open it again',
    both,
    async () => {
      const onOpenChange = vi.fn();
      await opened('', { onOpenChange });
      await button('Alice').click();
      await isClosed();
      await buttonHasFocus();
      expect(onOpenChange.mock.calls).toEqual([[true], [false]]);
    },
  ],
  [
    'a press elsewhere closes it, and does what it would have done',
    both,
    async () => {
      await opened();
      await button('before').click();
      await isClosed();
      await expect.element(button('before')).toHaveFocus();
    },
  ],
  [
    'a press on its head doesn’t close it',
    both,
    async () => {
      await opened();
      await theMenu().getByText('Alice').click();
      await isOpen();
    },
  ],
  [
    'Tab closes it and goes on',
    base,
    async () => {
      await opened('{ArrowDown}{Tab}');
      await isClosed();
      expect(document.activeElement?.getAttribute('aria-label')).toBe('next');
    },
  ],
  ['Tab does nothing', radix, 'it would keep the focus from leaving'],
  [
    'the focus that goes elsewhere by itself closes it, and stays there',
    both,
    async () => {
      await opened('{ArrowDown}');
      button('before').element().focus();
      await isClosed();
      await expect.element(button('before')).toHaveFocus();
    },
  ],
  [
    'an item that is chosen closes it, with the focus on the button',
    both,
    async () => {
      await opened();
      await item(first).click();
      await isClosed();
      await buttonHasFocus();
    },
  ],
  ['an item can keep it open', both, 'nothing of an account is chosen twice'],
  [
    'a window that loses the focus closes it',
    radix,
    'who comes back finds it as it was, as in Base UI',
  ],
  [
    'it can go while it is open, and then hears nothing',
    both,
    async () => {
      const onOpenChange = vi.fn();
      const { unmount } = await opened('{ArrowDown}', { onOpenChange });
      unmount();
      await userEvent.click(document.body);
      await press('{Escape}');
      expect(onOpenChange.mock.calls).toEqual([[true]]);
    },
  ],
  ['it stays until its animation is over', both, 'it has none'],

  // Keys
  ...(
    [
      ['{ArrowDown}', first],
      ['{ArrowUp}', last],
      ['{ArrowDown}{ArrowDown}{ArrowDown}', 'Preferences of yours'],
      ['{ArrowDown}{ArrowDown}{ArrowUp}', first],
      ['{ArrowDown}{ArrowUp}', last],
      ['{ArrowUp}{ArrowDown}', first],
      ['{End}', last],
      ['{PageDown}', last],
      ['{End}{Home}', first],
      ['{End}{PageUp}', first],
      ['{ArrowDown}{ArrowRight}{ArrowLeft}', first],
      ['{Control>}{ArrowUp}{/Control}{ArrowDown}', first],
    ] as const
  ).map(([keys, name]): (typeof rows)[number] => [
    `“${keys}” leads to “${name}”`,
    both,
    async () => {
      await opened(keys);
      await hasFocus(name);
    },
  ]),
  [
    'right to left, the arrows are the same',
    both,
    async () => {
      await opened('{ArrowDown}{ArrowRight}{ArrowLeft}{ArrowDown}', {}, { direction: 'rtl' });
      await hasFocus('Plans');
    },
  ],
  [
    'the keys that scroll don’t scroll the page',
    both,
    async () => {
      await opened();
      for (const key of [' ', 'ArrowDown', 'PageDown', 'End']) expect(sent({ key })).toBe(false);
    },
  ],
  [
    'keys of a field in an item are the field’s',
    radix,
    'an item is a button or a link, and holds none',
  ],

  // Typing
  ...(
    [
      ['b', 'Billing'],
      ['PR', first],
      ['pp', 'Preferences of yours'],
      ['ppp', first],
      ['pre', 'Preferences of yours'],
      ['preferences o', 'Preferences of yours'],
      ['s', 'Sign out'],
      ['{ArrowDown}x', first],
      ['pl', first],
    ] as const
  ).map(([keys, name]): (typeof rows)[number] => [
    `typing “${keys}” leads to “${name}”: ${
      { s: 'an icon is no word', pl: 'what can’t be chosen is passed over' }[keys as string] ??
      'and chooses nothing'
    }`,
    both,
    async () => {
      const { calls } = await opened(keys);
      await hasFocus(name);
      expect(chosen).not.toHaveBeenCalled();
      expect(calls).toHaveLength(0);
    },
  ]),
  [
    'letters may have accents',
    base,
    async () => {
      await opened('', { children: ['Edit', 'Été', 'Équipe'].map(accented) });
      for (const key of 'éq') sent({ key });
      await hasFocus('Équipe');
    },
  ],
  [
    'a word is over after a second',
    both,
    async () => {
      await opened('p');
      await new Promise((resolve) => setTimeout(resolve, 1100));
      await press('b');
      await hasFocus('Billing');
    },
  ],
  ['an item has another text to type than its label', both, 'its label is text'],

  // Items
  ...['{Enter}', ' '].map((key): (typeof rows)[number] => [
    `“${key}” chooses the item with the focus, once`,
    both,
    async () => {
      await opened(`{ArrowDown}${key}`);
      await isClosed();
      await buttonHasFocus();
      expect(chosen).toHaveBeenCalledOnce();
    },
  ]),
  [
    'a click chooses an item, once',
    both,
    async () => {
      await opened();
      await item(first).click();
      expect(chosen).toHaveBeenCalledOnce();
    },
  ],
  [
    'a key that is held since it opened the menu chooses nothing',
    both,
    async () => {
      await openedBy('{Enter}');
      await hasFocus(first);
      expect(sent({ key: 'Enter', repeat: true })).toBe(false);
    },
  ],
  [
    'a disabled item can be reached and read, and not be chosen',
    base,
    async () => {
      await opened('{ArrowDown}{ArrowDown}');
      await hasFocus('Plans');
      await expect.element(item('Plans')).toHaveAttribute('aria-disabled', 'true');
      await press('{Enter}');
      await press(' ');
      await item('Plans').click({ force: true });
      await isOpen();
      expect(chosen).not.toHaveBeenCalled();
    },
  ],
  ['the arrows pass over a disabled item', radix, 'nobody would learn that it is there'],
  [
    'a disabled link leads nowhere',
    base,
    async () => {
      await opened('', {
        children: (
          <SignOutMenuItem href="#billing" disabled>
            Billing
          </SignOutMenuItem>
        ),
      });
      await press('{ArrowDown}{Enter}');
      await press(' ');
      await item('Billing').click({ force: true });
      await isOpen();
      expect(window.location.hash).toBe('');
    },
  ],
  ...['{Enter}', ' ', 'click'].map((how): (typeof rows)[number] => [
    `a link is followed by “${how}”`,
    base,
    async () => {
      await opened('b');
      // A space would belong to the word.
      await new Promise((resolve) => setTimeout(resolve, 1100));
      if (how === 'click') await item('Billing').click();
      else await press(how);
      await isClosed();
      expect(window.location.hash).toBe('#billing');
      await buttonHasFocus();
    },
  ]),
  [
    'a link isn’t followed by a space within a word',
    base,
    async () => {
      await opened('b ');
      await isOpen();
      expect(window.location.hash).toBe('');
    },
  ],
  [
    'a router can follow a link instead',
    base,
    async () => {
      const go = vi.fn((event: { preventDefault(): void }) => event.preventDefault());
      await opened('', {
        children: (
          <SignOutMenuItem href="#billing" onSelect={go}>
            Billing
          </SignOutMenuItem>
        ),
      });
      await item('Billing').click();
      await isClosed();
      expect(go).toHaveBeenCalledOnce();
      expect(window.location.hash).toBe('');
    },
  ],
  [
    'items may come and go while it is open',
    base,
    async () => {
      const { rerender } = await opened('{ArrowDown}');
      rerender({ children: <SignOutMenuItem>Billing</SignOutMenuItem> });
      await expect.element(item(first)).not.toBeInTheDocument();
      theMenu().element().focus();
      await press('{ArrowDown}');
      await hasFocus('Billing');
    },
  ],
  ['moving the focus renders no item again', base, 'nothing renders: it is the browser’s'],
  ['an item outside a menu throws', base, 'it needs nothing of the menu'],

  // A pointer
  [
    'a mouse over an item gives it the focus, and beside the items takes it away',
    both,
    async () => {
      await opened();
      await item(first).hover();
      await hasFocus(first);
      await item('Plans').hover();
      await hasFocus('Plans');
      await button('before').hover();
      await expect.element(theMenu()).toHaveFocus();
    },
  ],
  [
    'a mouse that moves on its item takes the focus back from the keys',
    radix,
    async () => {
      await opened();
      await item(first).hover();
      await press('{End}');
      await hasFocus(last);
      pointer(first, 'mouse');
      await hasFocus(first);
    },
  ],
  [
    'a finger that scrolls gives no item the focus',
    radix,
    async () => {
      await opened();
      pointer(first, 'touch');
      await expect.element(theMenu()).toHaveFocus();
    },
  ],
  ['items can be left alone by the mouse', base, 'nobody asks for that'],

  // Its place
  [
    'it lies over the page, also where its button is cut off',
    both,
    async () => {
      await opened('', {}, { overflow: 'hidden', blockSize: 'fit-content', transform: 'scale(1)' });
      const { left, bottom } = box(theMenu().element());
      const there = document.elementFromPoint(left + 20, bottom - 20);
      expect(theMenu().element().contains(there)).toBe(true);
    },
  ],
  [
    'it turns to where there is room',
    both,
    async () => {
      await opened('', {}, { position: 'fixed', insetBlockEnd: 0, insetInlineEnd: 0 });
      const [menu, at] = [box(theMenu().element()), box(button('Alice').element())];
      expect(menu.bottom).toBeLessThan(at.top);
      expect(menu.left).toBeGreaterThan(0);
    },
  ],
  [
    'opening it doesn’t scroll the page',
    radix,
    async () => {
      await opened('', {}, { marginBlock: '100px 3000px' });
      expect(window.scrollY).toBe(0);
    },
  ],
  ['the page behind it is dead and can’t be scrolled', both, 'nothing in it has to come first'],
  ['it has an arrow, a backdrop, or a place of the app’s own', both, 'Amplify UI’s has none'],
];

for (const [behaviour, source, check] of rows) {
  const name = `${behaviour} (${source})`;
  if (typeof check === 'string') test(`${name}: not here, ${check}`, ({ skip }) => skip(check));
  else test(name, check);
}
