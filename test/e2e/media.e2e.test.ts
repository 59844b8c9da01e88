import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { en } from '../../src/locales';
import { serveApp } from './serveApp';

const app = serveApp();
const shells = [
  ['a lone button', { plain: '', menu: '', confirm: '' }],
  ['the shell', { menu: '', confirm: '' }],
] as [string, Record<string, string>][];

const ours = '[data-scope="sign-out"]';
const click = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).first().click();

async function signOut(page: Page, words = en) {
  app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await click(page, words.signOutGlobally);
  await page.locator('dialog [data-part="confirm"]').click();
  await page.locator('[data-part="notice"][data-status="partial"]').waitFor();
}

async function failToSignOut(page: Page) {
  await page.evaluate(() => {
    Storage.prototype.removeItem = () => {
      throw new DOMException('Refused', 'SecurityError');
    };
  });
  await click(page, en.signOutGlobally);
  await page.locator('dialog [data-part="confirm"]').click();
  await page.locator('[data-part="notice"]').waitFor();
}

/** The kit's targets that are smaller than 24 by 24 pixels, and how many there are at all. */
const targets = (page: Page) =>
  page.evaluate(() => {
    const all = [...document.querySelectorAll('[data-scope="sign-out"], [role="menu"]')].flatMap(
      (part) => [part, ...part.querySelectorAll('*')].filter((it) => it.matches('button')),
    );
    const small = all.filter((it) => {
      const { width, height } = it.getBoundingClientRect();
      return width < 24 || height < 24;
    });
    return { small: small.map((it) => it.outerHTML), count: new Set(all).size };
  });

test('every target is 24 pixels wide and high, or more', async () => {
  const page = await app.openSignedIn({ plain: '', menu: '', confirm: '' });
  expect(await targets(page)).toEqual({ small: [], count: 3 });
  await click(page, 'Alice Example');
  await page.getByRole('menu').waitFor();
  expect(await targets(page)).toEqual({ small: [], count: 5 });
  await page.keyboard.press('Escape');
  await click(page, en.signOutGlobally);
  expect(await targets(page)).toEqual({ small: [], count: 5 });
  await page.keyboard.press('Escape');
  await signOut(page);
  expect(await targets(page)).toEqual({ small: [], count: 2 });
});

describe('at 320 by 256 pixels, which is 1280 by 1024 at 400 %, with long words,', () => {
  const long = 'Sitzungsbeendigungsbestätigungsaufforderung';
  const messages = {
    ...en,
    ...Object.fromEntries(
      Object.entries(en)
        .filter(([key]) => key !== 'language')
        .map(([key, words]) => [key, `${long} ${words}`]),
    ),
  };

  /** What of the kit reaches out of the window, or holds more than it shows. */
  const cut = (page: Page) =>
    page.evaluate((selector) => {
      const parts = [...document.querySelectorAll(`${selector}, ${selector} *, [role="menu"] *`)];
      const isCut = (part: Element) => {
        const { left, right, width, height } = part.getBoundingClientRect();
        if (width <= 1 || height <= 1 || part.closest('svg, [data-hidden]')) return false;
        const hides = getComputedStyle(part).overflowX !== 'visible';
        return left < 0 || right > innerWidth || (hides && part.scrollWidth > part.clientWidth);
      };
      const isWide = document.documentElement.scrollWidth > innerWidth;
      return [
        ...(isWide ? [`the page: ${document.documentElement.scrollWidth} pixels`] : []),
        ...parts.filter(isCut).map((part) => part.outerHTML),
      ];
    }, ours);

  test.each(shells)('%s is whole, without scrolling sideways', async (_name, query) => {
    const page = await app.openSignedIn({ ...query, messages: JSON.stringify(messages) });
    await page.setViewportSize({ width: 320, height: 256 });
    expect(await cut(page)).toEqual([]);
    await click(page, 'Alice Example');
    await page.getByRole('menu').waitFor();
    expect(await cut(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await click(page, messages.signOutGlobally);
    expect(await cut(page)).toEqual([]);
    await click(page, messages.cancel);
    await signOut(page, messages);
    expect(await cut(page)).toEqual([]);
    await click(page, messages.tryAgain);
    expect(await cut(page)).toEqual([]);
    await page.getByRole('button', { name: messages.dismiss }).waitFor();
    await page.getByRole('button', { name: messages.dismiss }).click();
  });

  test.each([320, 1280])('a long name ends before the arrow beside it: %d', async (width) => {
    const page = await app.openSignedIn();
    await page.setViewportSize({ width, height: 256 });
    const [label, labels] = await page.evaluate((name) => {
      const boxOf = (element: Element | null | undefined) => {
        const { left = 0, right = 0 } = element?.getBoundingClientRect() ?? {};
        return { left, right, width: right - left };
      };
      const element = document.querySelector('[data-part="menu-button"] [data-part="label"]');
      if (element) element.textContent = `${name} ${name}`;
      return [boxOf(element), boxOf(element?.parentElement)] as const;
    }, long);
    expect(label.left).toBeGreaterThanOrEqual(labels.left);
    expect(label.right).toBeLessThanOrEqual(labels.right);
    expect(labels.width).toBeLessThanOrEqual(256);
  });

  test('the hint in the menu is whole too, and the menu no higher than the window', async () => {
    const { signOut: _, signOutGlobally: __, ...words } = messages;
    const query = { menu: '', messages: JSON.stringify(words) };
    const page = await app.openSignedIn(query, { scope: 'openid' });
    await page.setViewportSize({ width: 320, height: 256 });
    await click(page, 'Alice Example');
    await page.getByRole('menu').getByText(en.onlyThisDevice).waitFor();
    expect(await cut(page)).toEqual([]);
    const { y = 0, height = 0 } = (await page.getByRole('menu').boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(256);
  });
});

const styleOf = (page: Page, selector: string, property: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((it, name) => getComputedStyle(it).getPropertyValue(name), property);

test('forced colours leave a border around what stands over the page', async () => {
  const page = await app.openSignedIn({ plain: '', menu: '', confirm: '' });
  await page.emulateMedia({ forcedColors: 'active' });
  await click(page, 'Alice Example');
  await page.getByRole('menu').waitFor();
  expect(await styleOf(page, '[role="menu"] > *', 'border-top-style')).toBe('solid');
  await page.keyboard.press('Escape');
  await click(page, en.signOutGlobally);
  expect(await styleOf(page, 'dialog', 'border-top-style')).toBe('solid');
  for (const button of ['cancel', 'confirm']) {
    expect(await styleOf(page, `dialog [data-part="${button}"]`, 'border-top-style')).toBe('solid');
  }
  await page.keyboard.press('Escape');
  await signOut(page);
  expect(await styleOf(page, '[data-part="notice"]', 'border-top-style')).toBe('solid');
  expect(await styleOf(page, '[data-part="retry"]', 'border-top-style')).toBe('solid');
});

test('forced colours leave a ring around what has the focus', async () => {
  const page = await app.openSignedIn({ plain: '', menu: '', confirm: '' });
  await page.emulateMedia({ forcedColors: 'active' });
  const ring = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
    return styleOf(page, ':focus', 'outline-style');
  };
  expect(await ring('Tab')).toBe('solid');
  expect(await ring('Enter')).toBe('solid');
  expect(await ring('ArrowDown')).toBe('solid');
  expect(await ring('Enter')).toBe('solid');
  expect(await ring('Tab')).toBe('solid');
  app.pool.fault('GlobalSignOut', { status: 500 });
  await page.keyboard.press('Enter');
  await page.locator('[data-part="floating"]').waitFor();
  expect(await ring('Tab')).toBe('solid');
  expect(await ring('Tab')).toBe('solid');
});

test.each([
  ['reduce', '0s'],
  ['no-preference', '0.15s, 0.15s'],
] as const)('what comes is moved as the person prefers it: %s', async (reducedMotion, duration) => {
  const page = await app.openSignedIn({ plain: '', confirm: '' });
  await page.emulateMedia({ reducedMotion });
  await click(page, en.signOutGlobally);
  expect(await styleOf(page, 'dialog', 'transition-duration')).toBe(duration);
  await page.keyboard.press('Escape');
  await failToSignOut(page);
  expect(await styleOf(page, '[data-part="floating"]', 'transition-duration')).toBe(duration);
});

test.each(shells)(
  'on paper the notice of %s stands in the text, over nothing',
  async (_name, query) => {
    const page = await app.openSignedIn(query);
    await failToSignOut(page);
    await page.evaluate(() => {
      const prints: string[] = [];
      Object.assign(window, { prints });
      const float = () =>
        document.querySelector('[data-part="floating"]')?.matches(':popover-open');
      addEventListener('beforeprint', () => prints.push(`before: ${float()}`));
      addEventListener('afterprint', () => prints.push(`after: ${float()}`));
    });
    await page.pdf();
    expect(await page.evaluate(() => (window as unknown as { prints: string[] }).prints)).toEqual([
      'before: false',
      'after: true',
    ]);

    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const covered = await page.evaluate(() => {
      const notice = document.querySelector('[data-part="notice"]') as Element;
      const a = notice.getBoundingClientRect();
      return [...document.querySelectorAll('h1, button')]
        .filter((other) => !notice.contains(other))
        .filter((other) => {
          const b = other.getBoundingClientRect();
          return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        })
        .map((other) => other.textContent);
    });
    expect(covered).toEqual([]);
  },
);
