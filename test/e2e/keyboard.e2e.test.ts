import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { alice, serveApp } from './serveApp';
import { announced, focused, walk } from './walk';

const app = serveApp();
const operations = () => app.pool.requests.map(({ operation }) => operation);
const fault = { status: 500, errorName: 'InternalErrorException', delayMs: 1500 };
const fail = () => app.pool.fault('GlobalSignOut', fault);

const notice = (page: Page, status: string) =>
  page.locator(`[data-part="notice"][data-status="${status}"]`).waitFor();

const announcement = (page: Page, count: number) =>
  expect.poll(async () => (await announced(page)).length, { timeout: 10_000 }).toBe(count);

test('from the sign-in form through the account menu, a partial sign-out and its retry, back to the form', async () => {
  const page = await app.open();
  await page.getByLabel('Username').waitFor();
  expect(await walk(page, 'Tab')).toMatchInlineSnapshot(`
    [
      "Tab: textbox "Username"",
    ]
  `);
  await page.keyboard.type(alice.username);
  expect(await walk(page, 'Tab')).toMatchInlineSnapshot(`
    [
      "Tab: textbox "Password"",
    ]
  `);
  await page.keyboard.type(alice.password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Home' }).waitFor();

  expect(await walk(page, 'Tab', 'Enter', 'End')).toMatchInlineSnapshot(`
    [
      "Tab: button "Alice Example"",
      "Enter: menuitem "Sign out"",
      "End: menuitem "Sign out of all devices"",
    ]
  `);
  fail();
  expect(await walk(page, 'Enter')).toMatchInlineSnapshot(`
    [
      "Enter: button "Signing out…"",
    ]
  `);
  await notice(page, 'partial');
  expect(await focused(page)).toMatchInlineSnapshot(
    `"group "You're signed out here, but other devices may still be signed in.""`,
  );

  app.pool.clearFaults();
  app.pool.fault('GlobalSignOut', { delayMs: 1500 });
  expect(await walk(page, 'Tab', 'Enter', 'Enter')).toMatchInlineSnapshot(`
    [
      "Tab: button "Try again"",
      "Enter: button "Trying again…" [disabled]",
      "Enter: button "Trying again…" [disabled]",
    ]
  `);
  await notice(page, 'complete');
  expect(await focused(page)).toMatchInlineSnapshot(`"group "You're signed out on all devices.""`);
  expect(await walk(page, 'Tab', 'Enter')).toMatchInlineSnapshot(`
    [
      "Tab: button "Dismiss"",
      "Enter: textbox "Username"",
    ]
  `);
  expect(await announced(page)).toMatchInlineSnapshot(`
    [
      "Signing out…",
      "Trying again…",
    ]
  `);
});

test('the account menu, as the menu pattern says', async () => {
  const page = await app.openSignedIn();
  app.pool.clearRequests();
  expect(
    await walk(page, 'Tab', 'Enter', 'ArrowDown', 'ArrowUp', 'End', 'Home', 'End', 'Escape'),
  ).toMatchInlineSnapshot(`
    [
      "Tab: button "Alice Example"",
      "Enter: menuitem "Sign out"",
      "ArrowDown: menuitem "Sign out of all devices"",
      "ArrowUp: menuitem "Sign out"",
      "End: menuitem "Sign out of all devices"",
      "Home: menuitem "Sign out"",
      "End: menuitem "Sign out of all devices"",
      "Escape: button "Alice Example"",
    ]
  `);
  expect(
    await walk(page, 'Space', 'Escape', 'ArrowUp', 'ArrowDown', 'ArrowUp', 'Escape', 'ArrowDown'),
  ).toMatchInlineSnapshot(`
    [
      "Space: menuitem "Sign out"",
      "Escape: button "Alice Example"",
      "ArrowUp: menuitem "Sign out of all devices"",
      "ArrowDown: menuitem "Sign out"",
      "ArrowUp: menuitem "Sign out of all devices"",
      "Escape: button "Alice Example"",
      "ArrowDown: menuitem "Sign out"",
    ]
  `);
  expect(await walk(page, 's', 's', 'x', 'Escape')).toMatchInlineSnapshot(`
    [
      "s: menuitem "Sign out of all devices"",
      "s: menuitem "Sign out"",
      "x: menuitem "Sign out"",
      "Escape: button "Alice Example"",
    ]
  `);
  expect(await walk(page, 'Enter', 'Tab', 'Shift+Tab')).toMatchInlineSnapshot(`
    [
      "Enter: menuitem "Sign out"",
      "Tab: button "Sign out of all devices"",
      "Shift+Tab: button "Alice Example"",
    ]
  `);
  expect(await walk(page, 'Enter', 'Shift+Tab', 'Tab')).toMatchInlineSnapshot(`
    [
      "Enter: menuitem "Sign out"",
      "Shift+Tab: button "Alice Example"",
      "Tab: button "Sign out of all devices"",
    ]
  `);
  expect(operations()).toEqual([]);
  expect(await announced(page)).toEqual([]);
});

test('a sign-out of this device from the account menu', async () => {
  const page = await app.openSignedIn();
  app.pool.clearRequests();
  app.pool.fault('RevokeToken', { delayMs: 1500 });
  expect(await walk(page, 'Tab', 'Space', 'Space')).toMatchInlineSnapshot(`
    [
      "Tab: button "Alice Example"",
      "Space: menuitem "Sign out"",
      "Space: button "Signing out…"",
    ]
  `);
  await notice(page, 'complete');
  expect(await focused(page)).toMatchInlineSnapshot(`"group "You're signed out on this device.""`);
  expect(await announced(page)).toMatchInlineSnapshot(`
    [
      "Signing out…",
    ]
  `);
  expect(operations()).toEqual(['RevokeToken']);
});

test('the question before a sign-out of all devices, asked by a button', async () => {
  const page = await app.openSignedIn({ plain: '', confirm: '' });
  app.pool.clearRequests();
  expect(await walk(page, 'Tab', 'Enter', 'Tab', 'Shift+Tab', 'Escape')).toMatchInlineSnapshot(`
    [
      "Tab: button "Sign out of all devices"",
      "Enter: button "Cancel"",
      "Tab: button "Sign out of all devices"",
      "Shift+Tab: button "Cancel"",
      "Escape: button "Sign out of all devices"",
    ]
  `);
  expect(await walk(page, 'Space', 'Enter')).toMatchInlineSnapshot(`
    [
      "Space: button "Cancel"",
      "Enter: button "Sign out of all devices"",
    ]
  `);
  expect(operations()).toEqual([]);
  expect(await announced(page)).toEqual([]);

  app.pool.fault('GlobalSignOut', { delayMs: 1500 });
  expect(await walk(page, 'Enter', 'Tab', 'Space')).toMatchInlineSnapshot(`
    [
      "Enter: button "Cancel"",
      "Tab: button "Sign out of all devices"",
      "Space: button "Signing out…" [disabled]",
    ]
  `);
  await notice(page, 'complete');
  expect(await focused(page)).toMatchInlineSnapshot(`"group "You're signed out on all devices.""`);
  expect(await walk(page, 'Tab', 'Space')).toMatchInlineSnapshot(`
    [
      "Tab: button "Dismiss"",
      "Space: textbox "Username"",
    ]
  `);
  expect(await announced(page)).toMatchInlineSnapshot(`
    [
      "Signing out…",
    ]
  `);
  expect(operations()).toEqual(['GlobalSignOut']);
});

test('the question before a sign-out of all devices, asked by a menu', async () => {
  const page = await app.openSignedIn({ plain: '', confirm: '', menu: '' });
  app.pool.clearRequests();
  expect(await walk(page, 'Tab', 'Enter', 'End', 'Enter', 'Escape')).toMatchInlineSnapshot(`
    [
      "Tab: button "Alice Example"",
      "Enter: menuitem "Sign out"",
      "End: menuitem "Sign out of all devices"",
      "Enter: button "Cancel"",
      "Escape: button "Alice Example"",
    ]
  `);
  expect(await walk(page, 'Enter', 'End', 'Enter', 'Enter')).toMatchInlineSnapshot(`
    [
      "Enter: menuitem "Sign out"",
      "End: menuitem "Sign out of all devices"",
      "Enter: button "Cancel"",
      "Enter: button "Alice Example"",
    ]
  `);
  expect(operations()).toEqual([]);
  expect(await announced(page)).toEqual([]);

  app.pool.fault('GlobalSignOut', { delayMs: 1500 });
  expect(await walk(page, 'Enter', 'End', 'Enter', 'Tab', 'Enter')).toMatchInlineSnapshot(`
    [
      "Enter: menuitem "Sign out"",
      "End: menuitem "Sign out of all devices"",
      "Enter: button "Cancel"",
      "Tab: button "Sign out of all devices"",
      "Enter: button "Signing out…"",
    ]
  `);
  await notice(page, 'complete');
  expect(await focused(page)).toMatchInlineSnapshot(`"group "You're signed out on all devices.""`);
  expect(await announced(page)).toMatchInlineSnapshot(`
    [
      "Signing out…",
    ]
  `);
  expect(operations()).toEqual(['GlobalSignOut']);
});

test('a lone button in Amplify’s own Authenticator: pending, partial, again, and away', async () => {
  const page = await app.openSignedIn({ plain: '' });
  fail();
  expect(await walk(page, 'Tab', 'Enter', 'Enter')).toMatchInlineSnapshot(`
    [
      "Tab: button "Sign out of all devices"",
      "Enter: button "Signing out…" [disabled]",
      "Enter: button "Signing out…" [disabled]",
    ]
  `);
  await notice(page, 'partial');
  expect(await focused(page)).toMatchInlineSnapshot(
    `"group "You're signed out here, but other devices may still be signed in.""`,
  );
  expect(await walk(page, 'Tab', 'Enter')).toMatchInlineSnapshot(`
    [
      "Tab: button "Try again"",
      "Enter: button "Trying again…" [disabled]",
    ]
  `);
  await announcement(page, 3);
  expect(await focused(page)).toBe('button "Try again"');
  expect(await walk(page, 'Tab', 'Enter')).toMatchInlineSnapshot(`
    [
      "Tab: button "Dismiss"",
      "Enter: textbox "Username"",
    ]
  `);
  expect(await announced(page)).toMatchInlineSnapshot(`
    [
      "Signing out…",
      "Trying again…",
      "You're signed out here, but other devices may still be signed in. The service that signs you in has a problem right now. You can try again until {time}.",
    ]
  `);
});

test.each([
  ['the account bar', {}, 1],
  ['a lone button', { plain: '' }, 1],
  ['a button in the shell', {}, 2],
])(
  'a sign-out that failed, asked by %s: the notice is the next stop',
  async (_name, query, tabs) => {
    const page = await app.openSignedIn(query as Record<string, string>);
    await page.evaluate(() => {
      Storage.prototype.removeItem = () => {
        throw new DOMException('Refused', 'SecurityError');
      };
    });
    for (let tab = 0; tab < tabs; tab++) await page.keyboard.press('Tab');
    const asked = await focused(page);
    if (asked.includes('Alice')) await walk(page, 'Enter', 'End');
    await page.keyboard.press('Enter');
    await notice(page, 'failed');
    expect(await focused(page)).toBe(asked);
    expect(await walk(page, 'Tab', 'Tab')).toEqual([
      'Tab: button "Try again"',
      'Tab: button "Dismiss"',
    ]);
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe(asked);
    expect(await announced(page)).toEqual([
      "Signed out everywhere, but this browser couldn't erase your session. To erase your session, clear this site's data in your browser's settings.",
    ]);
  },
);
