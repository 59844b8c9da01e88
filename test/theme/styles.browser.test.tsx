import { createTheme, defaultDarkModeOverride, ThemeProvider } from '@aws-amplify/ui-react';
import '@aws-amplify/ui-react/styles.css';
import '../../src/theme/styles.css';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  AuthProvider,
  SignedIn,
  type SignOutAttempt,
  SignOutButton,
  SignOutMenu,
  SignOutNotice,
} from '../../src';
import * as locales from '../../src/locales';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';

const theme = createTheme({
  name: 'round',
  tokens: { radii: { medium: '18px' } },
  overrides: [defaultDarkModeOverride],
});
const { toVocabularies: _, ...languages } = locales;
/** Whose words end at a space, and nowhere else. */
const spaced = Object.values(languages).filter(({ language }) => !/^(ja|zh|th|ko)/.test(language));

const places = {
  placed: <SignOutNotice />,
  floating: null,
  'placed where there is as much room as it takes': (
    <div style={{ display: 'flex', justifyContent: 'center' }}>
      <div>
        <SignOutNotice />
      </div>
    </div>
  ),
};

interface Given {
  colorMode?: 'light' | 'dark';
  messages?: typeof locales.en;
  name?: string;
}

function show(children: ReactNode, { colorMode = 'light', messages = locales.en, name }: Given) {
  const adapter = createFakeAdapter(
    name === undefined ? undefined : { userId: '1', username: 'x', displayName: name },
  );
  render(
    <ThemeProvider theme={theme} colorMode={colorMode}>
      <AuthProvider adapter={adapter} messages={messages}>
        {children}
      </AuthProvider>
    </ThemeProvider>,
  );
  return adapter;
}

const part = (name: string) => document.querySelector(`[data-part="${name}"]`) as HTMLElement;
const boxOf = (element: Element) => element.getBoundingClientRect();
const sizeOf = (element: Element) => [boxOf(element).width, boxOf(element).height];

async function showNotice(place: ReactNode, given: Given = {}) {
  const adapter = show(
    <>
      <SignOutButton global>go</SignOutButton>
      {place}
    </>,
    given,
  );
  await page.getByRole('button', { name: 'go' }).click();
  // Tomorrow's has its date too.
  const retryUntil = new Date(Date.now() + 86_400_000);
  adapter.call.settle(
    attempt(outcome.partial({ retryUntil }), { retry: () => new Promise(() => {}) }),
  );
  await expect.poll(() => part('notice')).toBeTruthy();
  const notice = part('notice');
  return {
    notice,
    icon: notice.querySelector('.amplify-alert__icon') as Element,
    dismiss: notice.querySelector('.amplify-alert__dismiss') as Element,
    body: part('body'),
  };
}

async function atTwiceTheTextOn360Pixels() {
  await page.viewport(360, 700);
  document.documentElement.style.fontSize = '32px';
}

afterEach(async () => {
  document.documentElement.removeAttribute('style');
  await page.viewport(1000, 700);
});

/** What the words have room for, with text twice as large on 360 pixels. */
const room = 250;

/** The words that stand on more than one line though one has room for them. */
function broken(body: Element): string[] {
  return [...body.querySelectorAll('p')].flatMap((paragraph) => {
    const text = paragraph.firstChild as Text;
    const ruler = paragraph.cloneNode() as HTMLElement;
    ruler.style.cssText = 'inline-size: max-content; position: absolute; white-space: nowrap';
    paragraph.after(ruler);
    const found = [...text.data.matchAll(/[^\s\u2013\u2014-]+/g)].flatMap(({ 0: word, index }) => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => top));
      ruler.textContent = word;
      return lines.size > 1 && boxOf(ruler).width <= room ? [word] : [];
    });
    ruler.remove();
    return found;
  });
}

describe.each(Object.entries(places))('a notice that is %s', (_place, place) => {
  test.each(spaced)(
    'breaks lines between words only, with text twice as large on 360 pixels: $language',
    async (messages) => {
      await atTwiceTheTextOn360Pixels();
      const { body, notice } = await showNotice(place, { messages });
      expect(broken(body)).toEqual([]);
      const { left, right, width } = boxOf(notice);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(360);
      expect(width).toBeGreaterThan(280);
    },
  );

  test('leaves its words the room, with text twice as large on 360 pixels', async () => {
    await atTwiceTheTextOn360Pixels();
    const { body } = await showNotice(place);
    expect(boxOf(body).width).toBeGreaterThanOrEqual(room);
  });

  test('has its icon and its dismiss button above the words where there is no room beside them', async () => {
    await atTwiceTheTextOn360Pixels();
    const { icon, dismiss, body } = await showNotice(place);
    expect(boxOf(icon).bottom).toBeLessThanOrEqual(boxOf(body).top);
    expect(boxOf(dismiss).bottom).toBeLessThanOrEqual(boxOf(body).top);
    expect(boxOf(icon).left).toBeLessThan(boxOf(dismiss).left);
  });

  test.each([360, 1000])(
    'has them beside the words where there is room: %d pixels',
    async (width) => {
      await page.viewport(width, 700);
      const { icon, dismiss, body } = await showNotice(place);
      expect(boxOf(icon).right).toBeLessThan(boxOf(body).left);
      expect(boxOf(dismiss).left).toBeGreaterThan(boxOf(body).right);
      const middles = [icon, dismiss].map((it) => (boxOf(it).top + boxOf(it).bottom) / 2);
      const firstLine = boxOf(part('title')).top + 12;
      for (const middle of middles) expect(Math.abs(middle - firstLine)).toBeLessThanOrEqual(1.5);
    },
  );

  test('has the corners of the theme', async () => {
    const { notice } = await showNotice(place);
    expect(getComputedStyle(notice).borderRadius).toBe('18px');
  });

  test('is put away by a target of 32 pixels or more', async () => {
    const { dismiss } = await showNotice(place);
    for (const size of sizeOf(dismiss)) expect(Math.round(size)).toBeGreaterThanOrEqual(32);
  });

  test('has the ring around itself, not around its words', async () => {
    const { notice, body } = await showNotice(place);
    await userEvent.keyboard('{Tab}');
    const target = notice.matches('[tabindex]') ? notice : body;
    target.focus();
    expect(getComputedStyle(notice).outlineStyle).toBe('solid');
    expect(getComputedStyle(body).outlineStyle).toBe('none');
  });

  test('keeps the size of its retry while that runs', async () => {
    await page.viewport(320, 700);
    await showNotice(place, {
      messages: { ...locales.en, tryingAgain: 'It is being tried again' },
    });
    const before = sizeOf(part('retry'));
    await userEvent.click(part('retry'));
    await expect
      .element(page.getByRole('button', { name: 'It is being tried again' }))
      .toBeVisible();
    expect(sizeOf(part('retry'))).toEqual(before);
    const [labels] = part('retry').children as unknown as [Element];
    const [label] = labels.children as unknown as [Element];
    expect(Math.abs(boxOf(label).width - boxOf(labels).width)).toBeLessThan(1);
    expect(getComputedStyle(label).visibility).toBe('hidden');
    expect(getComputedStyle(labels, '::after').animationName).toContain('amplify');
  });
});

test('a notice can be put away as soon as its retry has ended, before the next frame', async () => {
  const adapter = show(<SignOutButton global>go</SignOutButton>, {});
  await page.getByRole('button', { name: 'go' }).click();
  const partial = outcome.partial();
  let settle = (_: SignOutAttempt) => {};
  const retry = () => new Promise<SignOutAttempt>((done) => (settle = done));
  adapter.call.settle(attempt(partial, { retry }));
  await page.getByRole('button', { name: locales.en.tryAgain }).click();
  const dismiss = document.querySelector('.amplify-alert__dismiss') as HTMLButtonElement;
  expect(dismiss.inert).toBe(true);
  // Until it has been faded out, where it is.
  await new Promise((resolve) => setTimeout(resolve, 400));
  const isFocused = new Promise<boolean>((resolve) => {
    new MutationObserver(() => {
      if (dismiss.inert) return;
      dismiss.focus();
      resolve(document.activeElement === dismiss);
    }).observe(dismiss, { attributes: true });
  });
  settle(attempt(partial, { retry }));
  expect(await isFocused).toBe(true);
});

describe.each(['light', 'dark'] as const)('where the colours are %s', (colorMode) => {
  const isDark = (color: string) => /rgba?\(0, 0, 0[,)]/.test(color) && !/rgba?\([^0]/.test(color);

  test('a floating notice throws a dark shadow', async () => {
    const { notice } = await showNotice(places.floating, { colorMode });
    expect(getComputedStyle(notice).boxShadow).toSatisfy(isDark);
  });

  test('the dialog throws a dark shadow, and darkens what lies behind it', async () => {
    show(<SignOutButton global confirm />, { colorMode });
    await page.getByRole('button', { name: locales.en.signOutGlobally }).click();
    expect(getComputedStyle(part('dialog')).boxShadow).toSatisfy(isDark);
    const behind = getComputedStyle(part('dialog'), '::backdrop').backgroundColor;
    expect(behind).toSatisfy(isDark);
  });

  test('the menu throws a dark shadow', async () => {
    show(<SignOutMenu />, { colorMode });
    await page.getByRole('button', { name: 'Alice' }).click();
    expect(getComputedStyle(part('menu')).boxShadow).toSatisfy(isDark);
    const inside = part('menu').querySelector('.amplify-menu__content') as Element;
    expect(getComputedStyle(inside).boxShadow).toBe('none');
  });
});

test('a notice fits beside the margins of a page that is as wide as what stands on it', async () => {
  await page.viewport(360, 700);
  const { notice } = await showNotice(
    <div style={{ display: 'flex', justifyContent: 'center', padding: 32 }}>
      <div>
        <SignOutNotice />
      </div>
    </div>,
  );
  expect(boxOf(notice).left).toBeGreaterThanOrEqual(32);
  expect(boxOf(notice).right).toBeLessThanOrEqual(360 - 32);
});

test('the account menu never scrolls sideways, with text twice as large on 360 pixels', async () => {
  await atTwiceTheTextOn360Pixels();
  show(<SignOutMenu />, { name: 'Li' });
  await page.getByRole('button', { name: 'Li' }).click();
  const menu = part('menu');
  expect(menu.scrollWidth).toBe(menu.clientWidth);
});

test.each(['ltr', 'rtl'])(
  'a long name stands beside its picture where the page is %s',
  async (dir) => {
    await page.viewport(360, 700);
    const name = 'Anastasia Alexandrowna von und zu Hohenlohe-Langenburg';
    show(
      <div dir={dir}>
        <SignOutMenu />
      </div>,
      { name },
    );
    await page.getByRole('button', { name }).click();
    const words = document.createRange();
    words.selectNodeContents(part('name'));
    const picture = boxOf(part('picture'));
    const [first, ...others] = [...words.getClientRects()];
    expect(others).not.toHaveLength(0);
    for (const line of [first as DOMRect, ...others]) {
      expect(dir === 'rtl' ? picture.left - line.right : line.left - picture.right).toBeCloseTo(
        12,
        0,
      );
    }
  },
);

describe('the account menu’s button', () => {
  const gate = (
    <SignedIn>
      <SignOutMenu />
    </SignedIn>
  );

  test('keeps its size and its name while a sign-out runs, and a ring turns where the arrow was', async () => {
    show(gate, { name: 'Li' });
    await page.getByRole('button', { name: 'Li' }).click();
    const button = part('menu-button');
    const before = sizeOf(button);
    const arrow = getComputedStyle(button, '::after');
    expect(arrow.animationName).toBe('none');
    await page.getByRole('menuitem', { name: locales.en.signOut, exact: true }).click();
    await expect.element(page.getByRole('button', { name: locales.en.signingOut })).toBeVisible();
    expect(sizeOf(button)).toEqual(before);
    const label = button.querySelector('[data-part="label"]') as Element;
    expect(getComputedStyle(label).visibility).toBe('visible');
    expect(Math.abs(boxOf(label).width - boxOf(label.parentElement as Element).width)).toBeLessThan(
      1,
    );
    expect(boxOf(label).width).toBeLessThan(30);
    expect(getComputedStyle(button, '::after').animationName).toContain('amplify');
  });

  test('ends a long name in an ellipsis, and has it whole in a title', async () => {
    const name = 'Anastasia Alexandrowna von und zu Hohenlohe-Langenburg';
    show(gate, { name });
    await expect.element(page.getByTitle(name)).toBeVisible();
    const label = part('menu-button').querySelector('[data-part="label"]') as HTMLElement;
    expect(label.title).toBe(name);
    expect(label.scrollWidth).toBeGreaterThan(label.clientWidth);
    expect(getComputedStyle(label).textOverflow).toBe('ellipsis');
    const lineHeight = Number.parseFloat(getComputedStyle(label).lineHeight);
    expect(boxOf(label).height).toBeLessThan(2 * lineHeight);
  });
});

test.each([
  ['rtl', 'rtl', 'matrix(-1, 0, 0, 1, 0, 0)'],
  ['rtl', 'ltr', 'none'],
  ['ltr', 'rtl', 'matrix(-1, 0, 0, 1, 0, 0)'],
  ['ltr', 'ltr', 'none'],
])(
  'the way out points as its own part of the page reads: %s, in it %s',
  async (outer, inner, transform) => {
    render(
      <div dir={outer}>
        <div dir={inner}>
          <AuthProvider adapter={createFakeAdapter()}>
            <SignOutMenu />
          </AuthProvider>
        </div>
      </div>,
    );
    await page.getByRole('button', { name: 'Alice' }).click();
    const icon = document.querySelector('[data-part="way-out"]');
    expect(icon && getComputedStyle(icon).transform).toBe(transform);
  },
);
