import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { serveApp } from './serveApp';
import { tree } from './walk';

const app = serveApp();
const late = { delayMs: 1500 };
const click = (page: Page, name: string, role: 'button' | 'menuitem' = 'button') =>
  page.getByRole(role, { name, exact: true }).click();
const notice = '[data-part="notice"]';
const shown = (page: Page, status: string) =>
  page.locator(`${notice}[data-status="${status}"]`).waitFor();

test('a sign-out of this device, through the account menu', async () => {
  const page = await app.openSignedIn();
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - button "Alice Example"
    - heading "Home" [level=1]
    - button "Sign out of all devices"
    - button "Sign out"
    - button "Leave (idle)"
    - paragraph
    - status
    "
  `);
  await click(page, 'Alice Example');
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - button "Alice Example" [expanded]
    - menu "Alice Example":
      - text: Alice Example alice
      - separator
      - menuitem "Sign out"
      - menuitem "Sign out of all devices"
    - heading "Home" [level=1]
    - button "Sign out of all devices"
    - button "Sign out"
    - button "Leave (idle)"
    - paragraph
    - status
    "
  `);
  app.pool.fault('RevokeToken', late);
  await click(page, 'Sign out', 'menuitem');
  await page.getByRole('button', { name: 'Signing out…' }).first().waitFor();
  await page.getByRole('status').getByText('Signing out…').waitFor();
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - button "Signing out…"
    - heading "Home" [level=1]
    - button "Signing out…" [disabled]
    - button "Signing out…" [disabled]
    - button "Leave (pending)"
    - paragraph
    - status: Signing out…
    "
  `);
  await shown(page, 'complete');
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - group "You're signed out on this device.":
      - paragraph: You're signed out on this device.
      - button "Dismiss"
    - group:
      - text: Sign in Username
      - textbox "Username":
        - /placeholder: Enter your Username
      - text: Password
      - textbox "Password":
        - /placeholder: Enter your Password
      - switch "Show password": Password is hidden
    - button "Sign in"
    - button "Forgot your password?"
    - paragraph: user
    - status
    "
  `);
  await click(page, 'Dismiss');
  // What was said is not left there to be found again.
  await page.locator('[data-part="announcer"]:empty').waitFor({ state: 'attached' });
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - group:
      - text: Sign in Username
      - textbox "Username":
        - /placeholder: Enter your Username
      - text: Password
      - textbox "Password":
        - /placeholder: Enter your Password
      - switch "Show password": Password is hidden
    - button "Sign in"
    - button "Forgot your password?"
    - paragraph: user
    - status
    "
  `);
});

test('a sign-out of all devices that is partial, and its retry', async () => {
  const page = await app.openSignedIn();
  app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await click(page, 'Sign out of all devices');
  await shown(page, 'partial');
  expect(await tree(page, notice)).toMatchInlineSnapshot(`
    "
    - group "You're signed out here, but other devices may still be signed in.":
      - paragraph: You're signed out here, but other devices may still be signed in.
      - paragraph: The service that signs you in has a problem right now.
      - paragraph: You can try again until {time}.
      - button "Try again"
      - button "Dismiss"
    "
  `);
  app.pool.clearFaults();
  app.pool.fault('GlobalSignOut', late);
  await click(page, 'Try again');
  await page.getByRole('button', { name: 'Trying again…' }).waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).waitFor({ state: 'detached' });
  await page.getByRole('status').getByText('Trying again…').waitFor();
  expect(await tree(page, notice)).toMatchInlineSnapshot(`
    "
    - group "You're signed out here, but other devices may still be signed in.":
      - paragraph: You're signed out here, but other devices may still be signed in.
      - paragraph: The service that signs you in has a problem right now.
      - paragraph: You can try again until {time}.
      - button "Trying again…" [disabled]
    "
  `);
  expect(await tree(page, '[data-part="announcer"]')).toMatchInlineSnapshot(`
    "
    - status: Trying again…
    "
  `);
  await shown(page, 'complete');
  expect(await tree(page, notice)).toMatchInlineSnapshot(`
    "
    - group "You're signed out on all devices.":
      - paragraph: You're signed out on all devices.
      - paragraph: Apps already open on other devices may keep working until {time}.
      - button "Dismiss"
    "
  `);
  expect(await tree(page, '[data-part="announcer"]')).toMatchInlineSnapshot(`
    "
    - status
    "
  `);
});

test('a lone button that asks first, in Amplify’s own Authenticator', async () => {
  const page = await app.openSignedIn({ plain: '', confirm: '' });
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - heading "Home" [level=1]
    - button "Sign out of all devices"
    - button "Sign out"
    - button "Leave (idle)"
    - paragraph
    - status
    "
  `);
  await click(page, 'Sign out of all devices');
  expect(await tree(page, 'dialog')).toMatchInlineSnapshot(`
    "
    - alertdialog "Sign out of all devices?":
      - heading "Sign out of all devices?" [level=2]
      - paragraph: You'll need to sign in again on each of them, including this one.
      - button "Cancel"
      - button "Sign out of all devices"
    "
  `);
  await click(page, 'Cancel');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await click(page, 'Sign out of all devices');
  app.pool.fault('GlobalSignOut', late);
  await page.locator('dialog [data-part="confirm"]').click();
  await page.getByRole('button', { name: 'Signing out…' }).first().waitFor();
  await page.getByRole('status').getByText('Signing out…').waitFor();
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - heading "Home" [level=1]
    - button "Signing out…" [disabled]
    - button "Signing out…" [disabled]
    - button "Leave (pending)"
    - paragraph
    - status: Signing out…
    "
  `);
  await shown(page, 'complete');
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - group:
      - text: Sign in Username
      - textbox "Username":
        - /placeholder: Enter your Username
      - text: Password
      - textbox "Password":
        - /placeholder: Enter your Password
      - switch "Show password": Password is hidden
    - button "Sign in"
    - button "Forgot your password?"
    - paragraph: user
    - status
    - group "You're signed out on all devices.":
      - paragraph: You're signed out on all devices.
      - paragraph: Apps already open on other devices may keep working until {time}.
      - button "Dismiss"
    "
  `);
});

test('a menu that asks first', async () => {
  const page = await app.openSignedIn({ plain: '', confirm: '', menu: '' });
  await click(page, 'Alice Example');
  await click(page, 'Sign out of all devices', 'menuitem');
  await page.getByRole('alertdialog').waitFor();
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - heading "Home" [level=1]
    - button "Alice Example"
    - alertdialog "Sign out of all devices?":
      - heading "Sign out of all devices?" [level=2]
      - paragraph: You'll need to sign in again on each of them, including this one.
      - button "Cancel"
      - button "Sign out of all devices"
    - button "Sign out of all devices"
    - button "Sign out"
    - button "Leave (idle)"
    - paragraph
    - status
    "
  `);
});

test('a sign-out that failed: the app is still there, the notice over it', async () => {
  const page = await app.openSignedIn();
  await page.evaluate(() => {
    Storage.prototype.removeItem = () => {
      throw new DOMException('Refused', 'SecurityError');
    };
  });
  await click(page, 'Sign out of all devices');
  await shown(page, 'failed');
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - group "Signed out everywhere, but this browser couldn't erase your session.":
      - paragraph: Signed out everywhere, but this browser couldn't erase your session.
      - paragraph: To erase your session, clear this site's data in your browser's settings.
      - button "Try again"
      - button "Dismiss"
    - button "Alice Example"
    - heading "Home" [level=1]
    - button "Sign out of all devices"
    - button "Sign out"
    - button "Leave (failed)"
    - paragraph
    - status: Signed out everywhere, but this browser couldn't erase your session. To erase your session, clear this site's data in your browser's settings.
    "
  `);
});

test('a session that may not sign out of all devices: said before the click, by button and menu', async () => {
  const page = await app.openSignedIn({}, { scope: 'openid' });
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - button "Alice Example"
    - heading "Home" [level=1]
    - button "Sign out"
    - text: The way you signed in only lets you sign out on this device.
    - button "Sign out"
    - button "Leave (idle)"
    - paragraph
    - status
    "
  `);
  await click(page, 'Alice Example');
  expect(await tree(page)).toMatchInlineSnapshot(`
    "
    - button "Alice Example" [expanded]
    - menu "Alice Example":
      - text: Alice Example alice
      - separator
      - menuitem "Sign out"
      - menuitem "Sign out of all devices The way you signed in only lets you sign out on this device." [disabled]
    - heading "Home" [level=1]
    - button "Sign out"
    - text: The way you signed in only lets you sign out on this device.
    - button "Sign out"
    - button "Leave (idle)"
    - paragraph
    - status
    "
  `);
});
