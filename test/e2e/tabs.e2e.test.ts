import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { bob, serveApp, signInOn } from './serveApp';
import { announced, focused } from './walk';

const app = serveApp();
const soon = { timeout: 1000 };

const form = (page: Page) => page.getByLabel('Username');
const notice = (page: Page) => page.locator('[data-part="notice"]');
const greeting = (page: Page) => page.getByTestId('greeting');
const account = (page: Page) => page.locator('[data-part="account-bar"]');
const signOutGlobally = (page: Page) =>
  page.getByRole('button', { name: 'Sign out of all devices', exact: true }).click();

/** Keeps every name that the page has ever shown over whose app it was. */
const watchNames = (page: Page) =>
  page.evaluate(() => {
    const seen = new Set<string>();
    Object.assign(window, { seen });
    const look = () => {
      const [bar, greeting] = ['[data-part="account-bar"]', '[data-testid="greeting"]'].map(
        (selector) => document.querySelector(selector)?.textContent?.trim(),
      );
      if (bar && greeting) seen.add(`${bar} | ${greeting}`);
      requestAnimationFrame(look);
    };
    look();
  });
const namesSeen = (page: Page) =>
  page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);

describe.each([
  ['an Authenticator', { greets: '' }],
  ['an Authenticator within a Provider of the app’s own', { greets: '', outer: '' }],
])('two tabs, with %s', (_, query) => {
  test('a sign-out in the one shows the other its sign-in form, and why', async () => {
    const a = await app.signIn(query);
    const b = await app.openTab(a);
    await greeting(b).waitFor();
    await signOutGlobally(a);
    await form(a).waitFor();
    await form(b).waitFor(soon);
    await notice(b).waitFor(soon);
    expect(await notice(b).innerText()).toMatch(
      /^You signed out (of all devices )?in another tab\./,
    );
    expect(await notice(b).getAttribute('data-signed-out-by')).toBe('otherTab');
    expect(await b.getByRole('heading', { name: 'Home' }).count()).toBe(0);
    expect(await focused(b)).toBe('nothing');
    expect(await notice(a).getAttribute('data-status')).toBe('complete');
    await expect.poll(() => announced(b)).toContainEqual(expect.stringMatching(/in another tab\./));
    const before = await form(b).boundingBox();
    await b.getByRole('button', { name: 'Dismiss' }).click();
    expect(await notice(b).count()).toBe(0);
    // The room that it had closes.
    await expect
      .poll(async () => (await form(b).boundingBox())?.y)
      .toBeLessThan((before?.y ?? 0) - 20);
  });

  test('a sign-in in the one shows the other that person’s app', async () => {
    const a = await app.open(query);
    const b = await app.openTab(a);
    await form(b).waitFor();
    await signInOn(a, bob);
    await greeting(b).waitFor(soon);
    expect(await greeting(b).innerText()).toBe('Hello, Bob Example.');
    expect(await account(b).innerText()).toContain('Bob Example');
  });

  test('one person after the other is never shown the other’s app', async () => {
    const a = await app.signIn(query);
    const b = await app.openTab(a);
    await greeting(b).waitFor();
    await watchNames(b);
    await signOutGlobally(a);
    await form(b).waitFor(soon);
    await signInOn(a, bob);
    await b.getByText('Hello, Bob Example.').waitFor(soon);
    await signOutGlobally(b);
    await form(b).waitFor(soon);
    await form(a).waitFor(soon);
    expect(await notice(b).getAttribute('data-status')).toBe('complete');
    expect(await notice(a).getAttribute('data-signed-out-by')).toBe('otherTab');
    for (const name of await namesSeen(b)) {
      expect(name).toMatch(
        /^(Alice Example.*Hello, Alice Example|Bob Example.*Hello, Bob Example)\.$/,
      );
    }
  });

  test('typing on is not disturbed by coming back to the page', async () => {
    const a = await app.open(query);
    await form(a).fill('ali');
    await a.evaluate(() => {
      window.dispatchEvent(new Event('focus'));
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await a.waitForTimeout(300);
    expect(await form(a).inputValue()).toBe('ali');
    expect(await focused(a)).toBe('textbox "Username"');
  });
});
