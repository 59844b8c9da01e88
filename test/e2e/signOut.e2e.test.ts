import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { startUserPool, type UserPool } from '../pool/startUserPool';

const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };

let pool: UserPool;
let browser: Browser;
let server: PreviewServer;
let outDir: string;
let pages: Page[] = [];
let problems: string[] = [];

beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'signoff-e2e-'));
  const shared = {
    root: join(import.meta.dirname, 'app'),
    configFile: false,
    logLevel: 'error',
  } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true, minify: false } });
  server = await preview({ ...shared, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
  browser = await chromium.launch(launchOptions());
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (outDir) await rm(outDir, { recursive: true });
});

beforeEach(async () => {
  pool = await startUserPool({ users: [alice] });
  problems = [];
});

afterEach(async () => {
  await Promise.all(pages.map((page) => page.context().close()));
  pages = [];
  await pool.stop();
  expect(problems).toEqual([]);
});

/** Opens the app in a browser context of its own and signs in through the Authenticator, with SRP. */
async function signIn(more: Record<string, string> = {}): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-US' });
  const page = await context.newPage();
  pages.push(page);
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    // Chromium itself logs each answer that is no success.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      problems.push(message.text());
    }
  });
  const query = new URLSearchParams({
    config: JSON.stringify(pool.amplifyConfig()),
    ...more,
  });
  await page.goto(`${server.resolvedUrls?.local[0]}?${query}`);
  await page.getByLabel('Username').fill(alice.username);
  await page.getByLabel('Password', { exact: true }).fill(alice.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
  return page;
}

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
  expect(pool.liveSessions('alice')).toHaveLength(2);
  pool.clearRequests();

  await signOutGlobally(a);
  await signInScreen(a).waitFor();
  await notice(a).waitFor();
  const words = await notice(a).innerText();
  expect(words).toContain("You're signed out on all devices.");
  expect(words).toMatch(/Access granted earlier may still work until .*\d{1,2}:\d{2}/);
  expect(await notice(a).count()).toBe(1);
  expect(await a.getByRole('status').innerText()).toContain("You're signed out on all devices.");
  expect(await storedTokens(a)).toEqual([]);
  expect(pool.requests.map(({ operation }) => operation)).toEqual(['GlobalSignOut']);
  expect(pool.liveSessions('alice')).toEqual([]);

  expect(await refreshes(b)).toBe(false);
  await signInScreen(b).waitFor();
  expect(await storedTokens(b)).toEqual([]);
  expect(await b.getByTestId('signed-out-by').innerText()).toBe('revoked');
});

test('a failed GlobalSignOut is partial on the sign-in screen, and the retry ends the other device', async () => {
  const a = await signIn();
  const b = await signIn();
  pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });

  await signOutGlobally(a);
  await signInScreen(a).waitFor();
  await notice(a).waitFor();
  expect(await notice(a).getAttribute('data-status')).toBe('partial');
  expect(await notice(a).innerText()).not.toMatch(/signed out on all devices|Exception|500/i);
  expect(await storedTokens(a)).toEqual([]);
  expect(await refreshes(b)).toBe(true);

  pool.clearFaults();
  await a.getByRole('button', { name: 'Try again' }).click();
  await a.locator('[data-part="notice"][data-status="complete"]').waitFor();
  expect(await notice(a).innerText()).toContain("You're signed out on all devices.");
  expect(pool.liveSessions('alice')).toEqual([]);
  expect(await refreshes(b)).toBe(false);
  await signInScreen(b).waitFor();
});

test('a GlobalSignOut that is never answered ends by the deadline with nothing left here', async () => {
  const a = await signIn();
  pool.fault('GlobalSignOut', { silent: true });
  const clickedAt = Date.now();
  await signOutGlobally(a);
  expect(await a.getByRole('button', { name: 'Signing out…' }).getAttribute('aria-disabled')).toBe(
    'true',
  );
  await notice(a).waitFor({ timeout: 12_000 });
  expect(Date.now() - clickedAt).toBeLessThan(11_000);
  await signInScreen(a).waitFor();
  expect(await notice(a).innerText()).toContain('other devices may still be signed in');
  expect(await storedTokens(a)).toEqual([]);
});

test('a local sign-out ends this device only', async () => {
  const a = await signIn();
  const b = await signIn();
  pool.clearRequests();
  await a.getByRole('button', { name: 'Sign out', exact: true }).click();
  await signInScreen(a).waitFor();
  expect(await notice(a).innerText()).toContain("You're signed out on this device.");
  expect(pool.requests.map(({ operation }) => operation)).toEqual(['RevokeToken']);
  expect(pool.liveSessions('alice')).toHaveLength(1);
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
    "Signed out everywhere, but this browser couldn't erase it.",
  );
  expect(pool.liveSessions('alice')).toEqual([]);
  expect(await a.getByRole('heading', { name: 'Home' }).isVisible()).toBe(true);
});

test('a lone button inside Amplify’s own Authenticator leaves its outcome with the provider', async () => {
  const a = await signIn({ plain: '' });
  pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await signOutGlobally(a);
  await signInScreen(a).waitFor();
  expect(await notice(a).count()).toBe(1);
  expect(await a.locator('#root > [data-part="notice"]').count()).toBe(1);
  pool.clearFaults();
  await a.getByRole('button', { name: 'Try again' }).click();
  await a.locator('[data-part="notice"][data-status="complete"]').waitFor();
  expect(pool.liveSessions('alice')).toEqual([]);
});

test('the keyboard goes on from the notice where the clicked button is gone', async () => {
  const a = await signIn();
  pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
  await a.getByRole('button', { name: 'Sign out of all devices' }).press('Enter');
  await notice(a).waitFor();
  await a.keyboard.press('Tab');
  expect(await a.evaluate(() => document.activeElement?.textContent)).toBe('Try again');
});

test('a page that is left in the middle of a sign-out leaves no token behind', async () => {
  const a = await signIn();
  const url = a.url();
  pool.fault('GlobalSignOut', { delayMs: 500 });
  await signOutGlobally(a);
  await expect.poll(() => pool.requests.at(-1)?.operation).toBe('GlobalSignOut');
  await a.goto('about:blank');
  await expect.poll(() => pool.liveSessions('alice')).toEqual([]);
  await a.goto(url);
  await signInScreen(a).waitFor();
  expect(await storedTokens(a)).toEqual([]);
});

test('a double click sends one GlobalSignOut', async () => {
  const a = await signIn();
  pool.clearRequests();
  pool.fault('GlobalSignOut', { delayMs: 300 });
  await a.getByRole('button', { name: 'Sign out of all devices' }).dblclick();
  await signInScreen(a).waitFor();
  expect(pool.requests.map(({ operation }) => operation)).toEqual(['GlobalSignOut']);
});

test('a plain button with onClick={signOut} signs out of this device', async () => {
  const a = await signIn();
  pool.clearRequests();
  await a.getByRole('button', { name: 'Leave (idle)' }).click();
  await signInScreen(a).waitFor();
  expect(await notice(a).innerText()).toContain("You're signed out on this device.");
  expect(pool.requests.map(({ operation }) => operation)).toEqual(['RevokeToken']);
});
