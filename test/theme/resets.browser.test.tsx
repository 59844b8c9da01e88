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

test("the question's title looks like its words, whatever the app's headings look like", async () => {
  style('h1, h2 { color: white; font-family: monospace; letter-spacing: -1px }');
  show(<SignOutButton global confirm />);
  await everywhere.click();
  const [title, detail] = ['title', 'detail'].map((name) => {
    const { color, fontFamily, letterSpacing } = getComputedStyle(part(name));
    return { color, fontFamily, letterSpacing };
  });
  expect(title).toEqual(detail);
});

test("an app's reset of images leaves the picture its place", async () => {
  const picture = document.createElement('canvas');
  [picture.width, picture.height] = [120, 60];
  show(<SignOutMenu picture={<img src={picture.toDataURL()} alt="" />} />);
  await page.getByRole('button', { name: 'Alice' }).click();
  const size = () => {
    const { width, height } = part('picture').querySelector('img') as HTMLImageElement;
    return [width, height];
  };
  await expect.poll(size).toEqual([32, 32]);
  style('img { max-width: 100%; height: auto }');
  expect(size()).toEqual([32, 32]);
});

test('links in the menu look like the items beside them, whatever those around it look like', async () => {
  style('.bar a { color: white; text-decoration: underline }');
  show(
    <nav className="bar">
      <SignOutMenu>
        <SignOutMenuItem>Profile</SignOutMenuItem>
        <SignOutMenuItem href="#billing">Billing</SignOutMenuItem>
      </SignOutMenu>
    </nav>,
  );
  await page.getByRole('button', { name: 'Alice' }).click();
  const looks = () =>
    [...document.querySelectorAll<HTMLElement>('[role="menuitem"]')].slice(0, 2).map((item) => {
      const { color, textDecorationLine } = getComputedStyle(item);
      return [color, textDecorationLine];
    });
  await expect.poll(() => looks()[1]).toEqual(looks()[0]);
  const looksWith = async (index: number) => {
    document.querySelectorAll<HTMLElement>('[role="menuitem"]')[index]?.focus();
    await new Promise((resolve) => setTimeout(resolve, 400));
    return looks()[index];
  };
  expect(await looksWith(1)).toEqual(await looksWith(0));
});

test.each([
  ['a floating notice', <SignOutButton key="" global />, 'floating'],
  ['the question', <SignOutButton key="" global confirm />, 'dialog'],
  ['the account menu', <SignOutMenu key="" />, 'menu'],
])('%s reads alike in a bar that has letters of its own', async (_, control, name) => {
  const adapter = show(<nav>{control}</nav>);
  const opener = () => document.querySelector<HTMLElement>('nav button:not([aria-disabled])');
  await expect.poll(opener).not.toBeNull();
  opener()?.click();
  if (name === 'floating') {
    await expect.poll(() => adapter.calls.length).toBe(1);
    adapter.call.settle(attempt(outcome.failed({ scope: 'global' })));
  }
  await expect.poll(() => part(name)).not.toBeNull();
  const letters = () => {
    const words = part(name).querySelector('[data-part="detail"], [data-part="person"]');
    const { fontStyle, fontWeight, letterSpacing, lineHeight, textTransform, wordSpacing } =
      getComputedStyle(words as Element);
    return { fontStyle, fontWeight, letterSpacing, lineHeight, textTransform, wordSpacing };
  };
  const before = letters();
  style(`nav {
    font-style: italic;
    font-weight: 800;
    letter-spacing: 0.15em;
    line-height: 0;
    text-transform: uppercase;
    word-spacing: 1em;
  }`);
  expect(letters()).toEqual(before);
  style('nav { font-size: 0 }');
  const words = part(name).querySelector('[data-part="detail"], [data-part="person"]');
  expect(Number.parseFloat(getComputedStyle(words as Element).fontSize)).toBeGreaterThanOrEqual(12);
});
