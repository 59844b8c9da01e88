import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { serveApp } from './serveApp';
import { walk } from './walk';

const app = serveApp();
const { signIn } = app;

const refreshes = (page: Page) =>
  page.evaluate(() => (window as unknown as { refreshes(): Promise<boolean> }).refreshes());

const storedTokens = (page: Page) =>
  page.evaluate(() =>
    Object.keys(localStorage).filter((key) => /(accessToken|idToken|refreshToken)$/.test(key)),
  );

const signOutGlobally = (page: Page) =>
  page.getByRole('button', { name: 'Sign out of all devices' }).click();

const signInScreen = (page: Page) => page.getByRole('button', { name: 'Sign in' });

const notice = (page: Page) => page.locator('[data-scope="sign-out"][data-part="notice"]');

test('a global sign-out ends both devices and says until when tokens may be accepted', async () => {
  const a = await signIn();
  const b = await signIn();
  expect(app.pool.liveSessions('alice')).toHaveLength(2);
  app.pool.clearRequests();

  await signOutGlobally(a);
  await signInScreen(a).waitFor();
  await notice(a).waitFor();
  const words = await notice(a).innerText();
  expect(words).toContain("You're signed out on all devices.");
  expect(words).toMatch(
    /Apps already open on other devices may keep working until .*\d{1,2}:\d{2}/,
  );
  expect(await notice(a).count()).toBe(1);
  expect(await notice(a).evaluate((it) => it === document.activeElement)).toBe(true);
  expect(await a.getByRole('status').innerText()).toBe('');
  expect(await storedTokens(a)).toEqual([]);
  expect(app.pool.requests.map(({ operation }) => operation)).toEqual(['GlobalSignOut']);
  expect(app.pool.liveSessions('alice')).toEqual([]);

  expect(await refreshes(b)).toBe(false);
  await signInScreen(b).waitFor();
  expect(await storedTokens(b)).toEqual([]);
  expect(await b.getByTestId('signed-out-by').innerText()).toBe('revoked');
});

test('a failed GlobalSignOut is partial on the sign-in screen, and the retry ends the other device', async () => {
  const a = await signIn();
  const b = await signIn();
  app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });

  await signOutGlobally(a);
  await signInScreen(a).waitFor();
  await notice(a).waitFor();
  expect(await notice(a).getAttribute('data-status')).toBe('partial');
  expect(await notice(a).innerText()).not.toMatch(/signed out on all devices|Exception|500/i);
  expect(await storedTokens(a)).toEqual([]);
  expect(await refreshes(b)).toBe(true);

  app.pool.clearFaults();
  await a.getByRole('button', { name: 'Try again' }).click();
  await a.locator('[data-part="notice"][data-status="complete"]').waitFor();
  expect(await notice(a).innerText()).toContain("You're signed out on all devices.");
  expect(app.pool.liveSessions('alice')).toEqual([]);
  expect(await refreshes(b)).toBe(false);
  await signInScreen(b).waitFor();
});

test('a GlobalSignOut that is never answered ends by the deadline with nothing left here', async () => {
  const a = await signIn();
  app.pool.fault('GlobalSignOut', { silent: true });
  const clickedAt = Date.now();
  await signOutGlobally(a);
  expect(
    await a.getByRole('button', { name: 'Signing out…' }).last().getAttribute('aria-disabled'),
  ).toBe('true');
  await notice(a).waitFor({ timeout: 12_000 });
  expect(Date.now() - clickedAt).toBeLessThan(11_000);
  await signInScreen(a).waitFor();
  expect(await notice(a).innerText()).toContain('other devices may still be signed in');
  expect(await storedTokens(a)).toEqual([]);
});

test('a local sign-out ends this device only', async () => {
  const a = await signIn();
  const b = await signIn();
  app.pool.clearRequests();
  await a.getByRole('button', { name: 'Sign out', exact: true }).click();
  await signInScreen(a).waitFor();
  expect(await notice(a).innerText()).toContain("You're signed out on this device.");
  expect(app.pool.requests.map(({ operation }) => operation)).toEqual(['RevokeToken']);
  expect(app.pool.liveSessions('alice')).toHaveLength(1);
  expect(await storedTokens(a)).toEqual([]);
  expect(await refreshes(b)).toBe(true);
});

test('a storage that refuses to delete is said, with what Cognito confirmed', async () => {
  const a = await signIn();
  await a.evaluate(() => {
    Storage.prototype.removeItem = () => {
      throw new DOMException('Refused', 'SecurityError');
    };
  });
  await signOutGlobally(a);
  await notice(a).waitFor();
  expect(await notice(a).getAttribute('data-status')).toBe('failed');
  expect(await notice(a).innerText()).toContain(
    "Signed out everywhere, but this browser couldn't erase your session.",
  );
  expect(app.pool.liveSessions('alice')).toEqual([]);
  expect(await a.getByRole('heading', { name: 'Home' }).isVisible()).toBe(true);
});

test('a lone button inside Amplify’s own Authenticator leaves its outcome with the provider', async () => {
  const a = await signIn({ plain: '' });
  app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await signOutGlobally(a);
  await signInScreen(a).waitFor();
  expect(await notice(a).count()).toBe(1);
  expect(
    await a.locator('#root > div > div > [data-part="floating"] > [data-part="notice"]').count(),
  ).toBe(1);
  app.pool.clearFaults();
  await a.getByRole('button', { name: 'Try again' }).click();
  await a.locator('[data-part="notice"][data-status="complete"]').waitFor();
  expect(app.pool.liveSessions('alice')).toEqual([]);
});

test('the keyboard goes on from the notice where the clicked button is gone', async () => {
  const a = await signIn();
  app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await a.getByRole('button', { name: 'Sign out of all devices' }).press('Enter');
  await notice(a).waitFor();
  expect(await walk(a, 'Tab')).toEqual(['Tab: button "Try again"']);
});

test('a page that is left in the middle of a sign-out leaves no token behind', async () => {
  const a = await signIn();
  const url = a.url();
  app.pool.fault('GlobalSignOut', { delayMs: 500 });
  await signOutGlobally(a);
  await expect.poll(() => app.pool.requests.at(-1)?.operation).toBe('GlobalSignOut');
  await a.goto('about:blank');
  await expect.poll(() => app.pool.liveSessions('alice')).toEqual([]);
  await a.goto(url);
  await signInScreen(a).waitFor();
  expect(await storedTokens(a)).toEqual([]);
});

test('a double click sends one GlobalSignOut', async () => {
  const a = await signIn();
  app.pool.clearRequests();
  app.pool.fault('GlobalSignOut', { delayMs: 300 });
  await a.getByRole('button', { name: 'Sign out of all devices' }).dblclick();
  await signInScreen(a).waitFor();
  expect(app.pool.requests.map(({ operation }) => operation)).toEqual(['GlobalSignOut']);
});

test('a plain button with onClick={signOut} signs out of this device', async () => {
  const a = await signIn();
  app.pool.clearRequests();
  await a.getByRole('button', { name: 'Leave (idle)' }).click();
  await signInScreen(a).waitFor();
  expect(await notice(a).innerText()).toContain("You're signed out on this device.");
  expect(app.pool.requests.map(({ operation }) => operation)).toEqual(['RevokeToken']);
});
