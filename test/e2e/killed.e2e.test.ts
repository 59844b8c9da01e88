import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { serveApp } from './serveApp';

const app = serveApp({ launch: () => ({ ignoreDefaultArgs: ['--disable-back-forward-cache'] }) });

const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const everywhere = 'Sign out of all devices';

const notice = (page: Page) => page.locator('[data-scope="sign-out"][data-part="notice"]');
const tryAgain = (page: Page) => page.getByRole('button', { name: 'Try again' });
const home = (page: Page) => page.getByRole('heading', { name: 'Home' });
const signInScreen = (page: Page) => page.getByRole('button', { name: 'Sign in' });

const stored = (page: Page) =>
  page.evaluate(() =>
    Object.keys(localStorage).filter((key) =>
      /(accessToken|idToken|refreshToken)$|^amplify-signoff/.test(key),
    ),
  );

/** Kills the page's process, and opens the app in a new tab of the same browser. */
async function killed(page: Page): Promise<Page> {
  const url = page.url();
  const context = page.context();
  const crashed = page.waitForEvent('crash');
  const devTools = await context.newCDPSession(page);
  // Whoever is killed gives no answer.
  void devTools.send('Page.crash').catch(() => {});
  await crashed;
  const next = await context.newPage();
  await next.goto(url);
  return next;
}

/** The app says that the person is still signed in, and nothing was sent by itself. */
async function saysCutOff(page: Page) {
  await notice(page).waitFor();
  expect(await home(page).isVisible()).toBe(true);
  expect(await notice(page).getAttribute('data-status')).toBe('failed');
  expect(await notice(page).innerText()).toContain("You're still signed in on this device.");
  expect(await notice(page).innerText()).toContain('Signing out was stopped before it finished.');
}

/** Nobody is signed in, nothing is left of the sign-out, and nothing is said. */
async function saysSignedOut(page: Page) {
  await signInScreen(page).waitFor();
  await expect.poll(() => stored(page)).toEqual([]);
  expect(await notice(page).count()).toBe(0);
}

describe('a tab that is killed', () => {
  test('before its request has left: still signed in, and a click signs out', async () => {
    const page = await app.openSignedIn();
    await page.route(`${app.pool.endpoint}**`, () => {});
    await click(page, everywhere);
    await expect.poll(() => stored(page)).toContainEqual(expect.stringContaining('mark'));
    app.pool.clearRequests();
    const next = await killed(page);
    await saysCutOff(next);
    expect(app.pool.requests).toEqual([]);
    await tryAgain(next).click();
    await next.locator('[data-part="notice"][data-status="complete"]').waitFor();
    await saysGone(next);
    expect(app.pool.liveSessions('alice')).toEqual([]);
  });

  test('before any request: still signed in, and nothing is said of what never began', async () => {
    const page = await app.openSignedIn({ confirm: '' });
    await click(page, everywhere);
    const next = await killed(page);
    await home(next).waitFor();
    expect(await notice(next).count()).toBe(0);
    expect(app.pool.liveSessions('alice')).toHaveLength(1);
  });

  test('while Cognito is asked: still signed in, and a click signs out', async () => {
    const page = await app.openSignedIn();
    app.pool.fault('GlobalSignOut', { silent: true });
    app.pool.clearRequests();
    await click(page, everywhere);
    await expect.poll(() => app.pool.requests.length).toBe(1);
    app.pool.clearFaults();
    const next = await killed(page);
    await saysCutOff(next);
    expect(app.pool.requests).toHaveLength(1);
    await tryAgain(next).click();
    await next.locator('[data-part="notice"][data-status="complete"]').waitFor();
    await saysGone(next);
    expect(app.pool.liveSessions('alice')).toEqual([]);
  });

  test('after Cognito has heard it, before the answer: a click claims no more than is known', async () => {
    const page = await app.openSignedIn();
    app.pool.fault('GlobalSignOut', { silent: true, after: true });
    app.pool.clearRequests();
    await click(page, everywhere);
    await expect.poll(() => app.pool.liveSessions('alice')).toEqual([]);
    app.pool.clearFaults();
    const next = await killed(page);
    await saysCutOff(next);
    await tryAgain(next).click();
    await next.locator('[data-part="notice"][data-status="partial"]').waitFor();
    expect(await notice(next).innerText()).toContain(
      'Other devices may or may not have been signed out.',
    );
    await saysGone(next);
  });

  test('after the answer, before a slow storage is cleared: still signed in here', async () => {
    const page = await app.openSignedIn({ storageMs: '1500' });
    await click(page, 'Sign out');
    await expect.poll(() => app.pool.liveSessions('alice')).toEqual([]);
    const next = await killed(page);
    await saysCutOff(next);
    await tryAgain(next).click();
    await next.locator('[data-part="notice"][data-status="complete"]').waitFor();
    await expect.poll(() => stored(next)).toEqual([]);
  });

  test('before it goes where the sign-out leads: signed out', async () => {
    const page = await app.openSignedIn({ cleanupMs: '4000', redirectUrl: '/' });
    await click(page, 'Sign out');
    await expect.poll(() => app.pool.liveSessions('alice')).toEqual([]);
    await expect.poll(() => stored(page)).toEqual([]);
    await saysSignedOut(await killed(page));
  });

  test('is not spoken for while another tab is at it', async () => {
    const page = await app.openSignedIn();
    app.pool.fault('GlobalSignOut', { delayMs: 2000 });
    app.pool.clearRequests();
    await click(page, everywhere);
    await expect.poll(() => app.pool.requests.length).toBe(1);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await home(other).waitFor();
    await other.waitForTimeout(500);
    expect(await notice(other).count()).toBe(0);
    await signInScreen(page).waitFor();
    await other.getByText('otherTab').waitFor();
    await other.waitForTimeout(500);
    expect(await notice(other).getByText('still signed in on this device').count()).toBe(0);
  });
});

async function saysGone(page: Page) {
  await signInScreen(page).waitFor();
  expect(await stored(page)).toEqual([]);
}

describe('what was told', () => {
  async function partial() {
    const page = await app.openSignedIn();
    app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
    await click(page, everywhere);
    await signInScreen(page).waitFor();
    await tryAgain(page).waitFor();
    return page;
  }

  test('is told once more after a reload, without a retry, and then no more', async () => {
    const page = await partial();
    await page.reload();
    await notice(page).waitFor();
    expect(await notice(page).getAttribute('data-status')).toBe('partial');
    expect(await notice(page).innerText()).toContain('other devices may still be signed in');
    expect(await notice(page).count()).toBe(1);
    expect(await tryAgain(page).count()).toBe(0);
    await page.reload();
    await saysSignedOut(page);
  });

  test('is not told again once it was put away', async () => {
    const page = await partial();
    await click(page, 'Dismiss');
    await page.reload();
    await saysSignedOut(page);
  });

  test('is told where the sign-out leads', async () => {
    const page = await app.openSignedIn();
    await page.goto(`${page.url()}&redirectUrl=${encodeURIComponent(`${page.url()}&there`)}`);
    await home(page).waitFor();
    await click(page, 'Sign out');
    await page.waitForURL(/&there$/);
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain("You're signed out on this device.");
  });

  test('stays on a page that is come back to, without a retry that can’t work', async () => {
    const page = await partial();
    const url = page.url();
    await page.evaluate(() => Object.assign(window, { isOfBefore: true }));
    await page.goto('about:blank');
    await page.goBack({ waitUntil: 'commit' });
    expect(await page.evaluate(() => 'isOfBefore' in window)).toBe(true);
    expect(await notice(page).getAttribute('data-status')).toBe('partial');
    expect(await tryAgain(page).count()).toBe(0);
    expect(await page.evaluate(() => Object.keys(sessionStorage))).toEqual([]);
    await page.goto('about:blank');
    await page.goto(url);
    await notice(page).waitFor();
    expect(await tryAgain(page).count()).toBe(0);
  });
});
