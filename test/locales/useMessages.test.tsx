import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { I18n } from 'aws-amplify/utils';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { AuthProvider, SignOutButton, type SignOutMessages, SignOutNotice } from '../../src';
import { useMessages } from '../../src/components/words/useMessages';
import { ar, de, en, ko, th, toVocabularies, uk } from '../../src/locales';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';

type Words = { [Key in keyof SignOutMessages]?: SignOutMessages[Key] | undefined };

beforeAll(() => I18n.putVocabularies(toVocabularies(ar, de, ko, th, uk)));
afterEach(() => {
  I18n.setLanguage('en');
  vi.useRealTimers();
});

const adapter = createFakeAdapter();

/** What the components get to say. */
async function read(language: string, words: Words = {}) {
  I18n.setLanguage(language);
  let said = en;
  function Reader() {
    said = useMessages();
    return null;
  }
  render(
    <AuthProvider adapter={adapter} messages={words as Partial<SignOutMessages>}>
      <Reader />
    </AuthProvider>,
  );
  await act(async () => {});
  return said;
}

describe('the words', () => {
  test.each([
    ['de', de],
    ['de-AT', de],
    ['uk', uk],
    ['ua', uk],
    ['ko', ko],
    ['kr', ko],
    ['en', en],
    ['eo', en],
  ])('follow I18n: %s', async (language, catalogue) => {
    expect(await read(language)).toEqual(catalogue);
  });

  test("are the app's own before I18n's, and those before English", async () => {
    I18n.putVocabularies({
      eo: { 'amplify-signoff.cancel': 'Nuligi', 'amplify-signoff.dismiss': '' },
    });
    const said = await read('eo', { signOut: 'Adiaŭ', cancel: 'Ne' });
    expect(said).toEqual({ ...en, signOut: 'Adiaŭ', cancel: 'Ne' });
    expect((await read('eo')).cancel).toBe('Nuligi');
  });

  test.each([
    ['undefined', undefined],
    ['empty', ''],
  ])('are not empty where the app gives one that is %s', async (_, word) => {
    expect(await read('de', { ...de, signOut: word, language: word })).toEqual(de);
    expect((await read('en', { signOut: word })).signOut).toBe('Sign out');
  });

  test('can be a whole catalogue, without I18n', async () => {
    expect(await read('en', { ...de })).toEqual(de);
  });
});

describe('a sign-out', () => {
  const app = (messages?: Partial<SignOutMessages>) => (
    <AuthProvider adapter={adapter} messages={messages}>
      <SignOutNotice />
      <SignOutButton global />
    </AuthProvider>
  );
  const part = (name: string) => document.querySelector(`[data-part="${name}"]`);

  test('speaks the new language from the next render on', async () => {
    const { rerender } = render(app());
    await act(async () => {});
    expect(screen.getByRole('button')).toHaveTextContent('Sign out of all devices');
    I18n.setLanguage('de');
    rerender(app());
    expect(screen.getByRole('button')).toHaveTextContent('Auf allen Geräten abmelden');
    rerender(app({ signOutGlobally: 'Tschüss!' }));
    expect(screen.getByRole('button')).toHaveTextContent('Tschüss!');
  });

  test.each([
    ['de', 'Sie können es bis 15:40\u00a0Uhr erneut versuchen.'],
    ['th', 'คุณลองอีกครั้งได้จนถึง 15:40\u00a0น.'],
    ['ar', 'يمكنك إعادة المحاولة حتى \u20683:40\u00a0م\u2069.'],
  ])('shows and speaks its outcome and its time in %s', async (language, sentence) => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(2026, 10, 23, 15, 30) });
    I18n.setLanguage(language);
    const words = { ar, de, th }[language] ?? en;
    const { partialGlobal, 'reason.throttled': reason, tryAgain, dismiss } = words;
    render(app());
    await userEvent.click(screen.getByRole('button', { name: words.signOutGlobally }));
    await waitFor(() => expect(part('announcer')?.textContent).toBe(words.signingOut));
    const retry = async () => attempt(outcome.complete());
    await act(async () => adapter.call.settle(attempt(outcome.partial(), { retry })));
    const details = [...document.querySelectorAll('[data-part="detail"]')];
    const said = [partialGlobal, reason, sentence];
    expect([part('title'), ...details].map((shown) => shown?.textContent)).toEqual(said);
    expect(part('announcer')?.textContent).toBe(said.join(' '));
    expect(screen.getByRole('button', { name: tryAgain })).toBeVisible();
    expect(screen.getByRole('button', { name: dismiss })).toBeVisible();
  });
});

test('the words keep their identity until one of them changes', async () => {
  const seen = new Set<SignOutMessages>();
  function Reader() {
    seen.add(useMessages());
    return null;
  }
  const app = (messages = {}) => (
    <AuthProvider adapter={adapter} messages={messages}>
      <Reader />
    </AuthProvider>
  );
  const { rerender } = render(app());
  await act(async () => {});
  rerender(app({ cancel: 'Cancel' }));
  expect(seen.size).toBe(1);
  rerender(app({ cancel: 'Stop' }));
  expect(seen.size).toBe(2);
});
