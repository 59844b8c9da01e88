import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { recordSpeech, type Speech } from './recordSpeech';
import { alice, serveApp } from './serveApp';
import { call, serveTabs } from './serveTabs';
import { focused } from './walk';

const app = serveApp();
const tabs = serveTabs();

const everywhere = 'Sign out of all devices';
const busy = { status: 500, errorName: 'InternalErrorException' };
const complete = "You're signed out on all devices.";
const partial = "You're signed out here, but other devices may still be signed in.";
const failed = "Signed out everywhere, but this browser couldn't erase your session.";

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const notice = (page: Page, status: string) =>
  page.locator(`[data-part="notice"][data-status="${status}"]`).last().waitFor();
/** Long enough for whatever is still to be said. */
const silence = (page: Page) => page.waitForTimeout(400);
const refuseErasing = (page: Page) =>
  page.evaluate(() => {
    Storage.prototype.removeItem = () => {
      throw new DOMException('Refused', 'SecurityError');
    };
  });

/** By what a sentence was said, each time that it was; what was said before is not asked again. */
function saidOf(speech: () => Speech[], sentence: string) {
  return speech()
    .splice(0)
    .flatMap(({ by, text }) => Array<string>(text.split(sentence).length - 1).fill(by));
}

const clickTheButton = (page: Page) => button(page, everywhere).first().press('Enter');
async function answerTheDialog(page: Page) {
  await clickTheButton(page);
  await page.locator('dialog [data-part="cancel"]:focus').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}
async function chooseInTheMenu(page: Page) {
  await button(page, 'Alice Example').press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
}

describe.each<[string, Record<string, string>, (page: Page) => Promise<void>]>([
  ['a button', { plain: '' }, clickTheButton],
  ['a button in the shell', {}, clickTheButton],
  ['a dialog', { plain: '', confirm: '' }, answerTheDialog],
  ['a menu', { plain: '', menu: '' }, chooseInTheMenu],
  ['the account menu of the shell', {}, chooseInTheMenu],
])('a sign-out of all devices by %s', (_name, query, signOut) => {
  test('is heard once where what was clicked goes: complete', async () => {
    const page = await app.openSignedIn(query);
    const speech = await recordSpeech(page);
    await signOut(page);
    await notice(page, 'complete');
    await silence(page);
    expect(saidOf(speech, complete)).toEqual(['focus']);
  });

  test('is heard once where what was clicked goes: partial', async () => {
    const page = await app.openSignedIn(query);
    const speech = await recordSpeech(page);
    app.pool.fault('GlobalSignOut', busy);
    await signOut(page);
    await notice(page, 'partial');
    await silence(page);
    expect(saidOf(speech, partial)).toEqual(['focus']);
  });

  test('is heard once where what was clicked stays: failed', async () => {
    const page = await app.openSignedIn(query);
    await refuseErasing(page);
    const speech = await recordSpeech(page);
    await signOut(page);
    await notice(page, 'failed');
    await silence(page);
    expect(saidOf(speech, failed)).toEqual(['live region']);
  });
});

test('a sign-out by a button that stays is heard once', async () => {
  const page = await app.openSignedIn({ plain: '', stays: '' });
  const speech = await recordSpeech(page);
  await button(page, everywhere).last().press('Enter');
  await notice(page, 'complete');
  await silence(page);
  expect(await focused(page)).toContain('Sign out');
  expect(saidOf(speech, complete)).toEqual(['live region']);
});

test('what is said to whoever is led to a notice is all that it says', async () => {
  const page = await app.openSignedIn();
  const speech = await recordSpeech(page);
  app.pool.fault('GlobalSignOut', busy);
  await clickTheButton(page);
  await notice(page, 'partial');
  await silence(page);
  expect(speech().at(-1)).toEqual({
    by: 'focus',
    text: `${partial} The service that signs you in has a problem right now. You can try again until {time}.`,
  });
});

describe.each<[string, Record<string, string>]>([
  ['a lone button', { plain: '' }],
  ['the shell', {}],
])('a retry in the notice of %s', (_name, query) => {
  async function tryAgain() {
    const page = await app.openSignedIn(query);
    const speech = await recordSpeech(page);
    app.pool.fault('GlobalSignOut', busy);
    await clickTheButton(page);
    await notice(page, 'partial');
    await page.keyboard.press('Tab');
    await silence(page);
    expect(saidOf(speech, partial)).toEqual(['focus']);
    return { page, speech };
  }

  test('that fails is heard once, and leaves the focus on it', async () => {
    const { page, speech } = await tryAgain();
    app.pool.fault('GlobalSignOut', { ...busy, delayMs: 500 });
    await page.keyboard.press('Enter');
    await button(page, 'Trying again…').waitFor();
    await button(page, 'Try again').waitFor();
    await silence(page);
    expect(saidOf(speech, partial)).toEqual(['live region']);
    expect(await focused(page)).toBe('button "Try again"');
  });

  test('that comes good is heard once, by the focus that moves on', async () => {
    const { page, speech } = await tryAgain();
    app.pool.clearFaults();
    await page.keyboard.press('Enter');
    await notice(page, 'complete');
    await silence(page);
    expect(saidOf(speech, complete)).toEqual(['focus']);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('button "Dismiss"');
  });

  test('that comes good is heard once by whoever has gone on', async () => {
    const { page, speech } = await tryAgain();
    app.pool.clearFaults();
    app.pool.fault('GlobalSignOut', { delayMs: 500 });
    await page.keyboard.press('Enter');
    await page.getByLabel('Username').focus();
    await notice(page, 'complete');
    await silence(page);
    expect(saidOf(speech, complete)).toEqual(['live region']);
    expect(await focused(page)).toBe('textbox "Username"');
  });
});

test.each<[string, Record<string, string>]>([
  ['a lone button', { plain: '' }],
  ['the shell', {}],
])(
  'a retry of one that failed, which fails again, is heard once and keeps the focus: %s',
  async (_name, query) => {
    const page = await app.openSignedIn(query);
    await refuseErasing(page);
    await clickTheButton(page);
    await notice(page, 'failed');
    const speech = await recordSpeech(page);
    await button(page, 'Try again').focus();
    await silence(page);
    saidOf(speech, failed);
    await page.keyboard.press('Enter');
    await expect
      .poll(() =>
        speech()
          .map(({ text }) => text)
          .join(),
      )
      .toContain(failed);
    await silence(page);
    expect(saidOf(speech, failed)).toEqual(['live region']);
    expect(await focused(page)).toBe('button "Try again"');
  },
);

test.each<[string, Record<string, string>]>([
  ['a lone button', { plain: '', stays: '' }],
  ['the shell', {}],
])('an outcome that is shown again after a reload is heard once more: %s', async (_name, query) => {
  const page = await app.openSignedIn(query);
  app.pool.fault('GlobalSignOut', busy);
  await clickTheButton(page);
  await notice(page, 'partial');
  const speech = await recordSpeech(page);
  await page.reload();
  await notice(page, 'partial');
  await silence(page);
  expect(saidOf(speech, partial)).toHaveLength(1);
});

test('a sign-out in another tab is heard once', async () => {
  const page = await app.openSignedIn();
  const other = await app.openTab(page);
  await other.getByRole('heading', { name: 'Home' }).waitFor();
  const speech = await recordSpeech(other);
  await clickTheButton(page);
  await other.locator('[data-part="notice"]').waitFor();
  await other.bringToFront();
  await silence(other);
  const said = speech().map(({ text }) => text);
  expect(said.join().match(/You signed out of all devices in another tab\./g)).toHaveLength(1);
});

test.each([1, 2])(
  'of two providers, the one that was clicked is heard, once: %i',
  async (place) => {
    const page = await tabs.open({ providers: 2 });
    await call(page, 'signIn', alice.username, alice.password);
    const provider = page.getByRole('region', { name: `Provider ${place}` });
    await provider.getByRole('heading', { name: 'Home of alice' }).waitFor();
    const speech = await recordSpeech(page);
    await provider.getByRole('button', { name: everywhere }).press('Enter');
    await notice(page, 'complete');
    await silence(page);
    expect(saidOf(speech, complete)).toEqual(['focus']);
  },
);
