import '@aws-amplify/ui-react/styles.css';
import '../../src/theme/styles.css';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import { AuthProvider, SignOutButton, SignOutMenu, SignOutMenuItem } from '../../src';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';

const part = (name: string) => document.querySelector(`[data-part="${name}"]`) as HTMLElement;
const everywhere = page.getByRole('button', { name: 'Sign out of all devices' });

function style(css: string) {
  const sheet = document.head.appendChild(document.createElement('style'));
  sheet.textContent = css;
  onTestFinished(() => sheet.remove());
}

beforeEach(() => style('body { margin: 0 }'));

function show(children: ReactNode) {
  const adapter = createFakeAdapter();
  render(<AuthProvider adapter={adapter}>{children}</AuthProvider>);
  return adapter;
}

const resets = {
  'of every element': '*, *::before, *::after { margin: 0; padding: 0; box-sizing: border-box }',
  'that takes the borders': `
    *, ::before, ::after { box-sizing: border-box; border: 0 solid #eee }
    h2, p, hr { margin: 0 }
    h2 { font-size: inherit; font-weight: inherit }
    dialog { padding: 0 }`,
  'that sets margins of its own': `
    h2 { margin: 0 0 0.5rem; font-weight: 500; line-height: 1.2 }
    p { margin: 0 0 1rem }
    hr { margin: 1rem 0; border: 0; border-top: 1px solid; opacity: 0.25 }`,
};

/** Where each part of the kit stands, and how large it is. */
const places = () =>
  Object.fromEntries(
    [...document.querySelectorAll<HTMLElement>('[data-part]')].map((element, index) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return [`${element.dataset.part} ${index}`, [left, top, width, height].map(Math.round)];
    }),
  );

const scenes: [string, () => Promise<void>][] = [
  [
    'the question',
    async () => {
      show(<SignOutButton global confirm />);
      await everywhere.click();
    },
  ],
  [
    'a floating notice',
    async () => {
      const adapter = show(<SignOutButton global />);
      await everywhere.click();
      const retry = () => new Promise<never>(() => {});
      adapter.call.settle(attempt(outcome.partial({ scope: 'global' }), { retry }));
      await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    },
  ],
  [
    'the account menu',
    async () => {
      show(
        <div data-scope="sign-out" data-part="account-bar">
          <SignOutMenu>
            <SignOutMenuItem>Profile</SignOutMenuItem>
          </SignOutMenu>
        </div>,
      );
      await page.getByRole('button', { name: 'Alice' }).click();
      await expect.element(page.getByRole('menu')).toBeVisible();
    },
  ],
  [
    'a hint',
    async () => {
      const adapter = createFakeAdapter();
      adapter.canSignOutGlobally = async () => false;
      render(
        <AuthProvider adapter={adapter}>
          <SignOutButton global />
        </AuthProvider>,
      );
      await expect.poll(() => part('hint')).not.toBeNull();
    },
  ],
];

describe.each(Object.entries(resets))("an app's reset %s moves nothing", (_, reset) => {
  test.each(scenes)('of %s', async (_, open) => {
    await open();
    // What slides in has come to rest.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = places();
    expect(Object.keys(before)).not.toHaveLength(0);
    style(reset);
    await new Promise(requestAnimationFrame);
    await new Promise(requestAnimationFrame);
    expect(places()).toEqual(before);
  });
});

test("an app's reset that takes the borders leaves the arrow of the account menu's button", async () => {
  show(<SignOutMenu />);
  style(resets['that takes the borders']);
  await expect.poll(() => part('menu-button')).not.toBeNull();
  expect(getComputedStyle(part('menu-button'), '::after').borderBottomWidth).not.toBe('0px');
});

test.each([
  ['of all', '[hidden] { display: none !important }'],
  [
    'in a layer',
    '@layer base { [hidden]:where(:not([hidden="until-found"])) { display: none !important } }',
  ],
])(
  "an app's reset of what is hidden (%s) leaves pending buttons their size and the menu its name",
  async (_, css) => {
    style(css);
    show(
      <>
        <SignOutMenu />
        <SignOutButton />
      </>,
    );
    await expect.element(page.getByText('Alice')).toBeVisible();
    const sizes = () =>
      ['menu-button', 'button'].map((name) => [part(name).offsetWidth, part(name).offsetHeight]);
    const before = sizes();
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(part('button').dataset.pending).toBe('true');
    expect(sizes()).toEqual(before);
    expect(part('menu-button').innerText).toContain('Alice');
  },
);

test.each([
  ['the menu', <SignOutMenu key="" isOpen />, 'item'],
  ['the question', <SignOutButton key="" global confirm />, 'confirm'],
  ['a floating notice', <SignOutButton key="" global />, 'notice'],
])('%s is in reach where the page takes no clicks', async (_, control, inside) => {
  const adapter = show(<div data-testid="part">{control}</div>);
  const opener = () => document.querySelector<HTMLElement>('[data-testid="part"] button');
  await expect.poll(opener).not.toBeNull();
  if (inside !== 'item') opener()?.click();
  if (inside === 'notice') {
    await expect.poll(() => adapter.calls.length).toBe(1);
    adapter.call.settle(attempt(outcome.failed({ scope: 'global' })));
  }
  await expect.poll(() => part(inside)).not.toBeNull();
  style('body { pointer-events: none }');
  await new Promise((resolve) => setTimeout(resolve, 300));
  const { left, top } = part(inside).getBoundingClientRect();
  expect(part(inside).contains(document.elementFromPoint(left + 5, top + 5))).toBe(true);
});
