import { Authenticator, translations } from '@aws-amplify/ui-react';
import { act, screen } from '@testing-library/react';
import { Amplify } from 'aws-amplify';
import { I18n } from 'aws-amplify/utils';
import type { ReactElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { renderToString } from 'react-dom/server';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  AuthenticatorShell,
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutMenu,
  type SignOutMessages,
  SignOutNotice,
} from '../../src';
import { ar, de, en, toVocabularies } from '../../src/locales';
import { alice, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from './renderStrict';

beforeAll(() => {
  I18n.putVocabularies(translations);
  I18n.putVocabularies(toVocabularies(ar, de));
});
beforeEach(() => I18n.setLanguage('en'));
afterEach(() => I18n.setLanguage('en'));

const unmounted: (() => void)[] = [];
afterEach(() => {
  for (const unmount of unmounted.splice(0)) act(unmount);
  document.body.replaceChildren();
});

/** Renders as a server does, and lets a browser take it over; tells what the server said. */
async function hydrate(app: ReactElement, afterServer = () => {}) {
  const container = document.createElement('div');
  document.body.append(container);
  // Amplify UI takes jsdom for a browser, and React 18 then warns of its layout effects. A real server: server.test.tsx.
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
  container.innerHTML = renderToString(app);
  logged.mockRestore();
  const said = container.textContent;
  const button = container.querySelector('button');
  afterServer();
  const recovered = vi.fn();
  await act(async () => {
    const root = hydrateRoot(container, app, { onRecoverableError: recovered });
    unmounted.push(() => root.unmount());
  });
  expect(recovered).not.toHaveBeenCalled();
  expect(container.contains(button)).toBe(true);
  return said;
}

const app = (user: typeof alice | null, messages?: Partial<SignOutMessages>) => (
  <AuthProvider adapter={createFakeAdapter(user)} messages={messages}>
    <SignOutNotice />
    <SignedIn>in</SignedIn>
    <SignedOut>out</SignedOut>
    <SignOutButton global />
    <SignOutMenu />
  </AuthProvider>
);

describe('a browser takes over what the server rendered, without a mismatch', () => {
  test.each([
    ['signed in', alice, 'in'],
    ['signed out', null, 'out'],
  ])('%s', async (_, user, text) => {
    await hydrate(app(user));
    expect(screen.getByText(text)).toBeVisible();
  });

  describe.each([
    ['signed in', alice],
    ['signed out', null],
  ])('%s', (_, user) => {
    test.each([
      ['de', de],
      ['ar', ar],
    ])('in the language that the page speaks: %s', async (language, words) => {
      const said = await hydrate(app(user), () => I18n.setLanguage(language));
      expect(said).toContain(en.signOutGlobally);
      expect(screen.getByRole('button', { name: words.signOutGlobally })).toBeVisible();
    });

    test.each([
      ['another visitor', 'de', 'ar', ar],
      ['nobody', 'de', 'en', en],
      ['this visitor', 'de', 'de', de],
    ])('where the server spoke the language of %s', async (_, server, browser, words) => {
      I18n.setLanguage(server);
      const said = await hydrate(app(user), () => I18n.setLanguage(browser));
      expect(said).toContain(en.signOutGlobally);
      expect(screen.getByRole('button', { name: words.signOutGlobally })).toBeVisible();
    });

    test('with words of the app’s own from the start', async () => {
      I18n.setLanguage('ar');
      const said = await hydrate(app(user, de));
      expect(said).toContain(de.signOutGlobally);
      expect(screen.getByRole('button', { name: de.signOutGlobally })).toBeVisible();
    });
  });

  test('around Amplify UI’s Authenticator', async () => {
    Amplify.configure({
      Auth: { Cognito: { userPoolId: 'us-east-1_test', userPoolClientId: 'client' } },
    });
    I18n.setLanguage('de');
    await hydrate(
      <AuthProvider adapter={createFakeAdapter(null)}>
        <Authenticator.Provider>
          <AuthenticatorShell>the app</AuthenticatorShell>
        </Authenticator.Provider>
        <SignOutButton />
      </AuthProvider>,
    );
    expect(screen.getByRole('button', { name: de.signOut })).toBeVisible();
  });
});

test('a mount that is no hydration speaks the language at once', async () => {
  I18n.setLanguage('de');
  const spoken: (string | null)[] = [];
  const ref = (button: HTMLButtonElement | null) =>
    void (button && spoken.push(button.textContent));
  await renderStrict(
    <AuthProvider adapter={createFakeAdapter()}>
      <SignOutButton ref={ref} />
    </AuthProvider>,
  );
  expect(new Set(spoken.map((text) => text?.includes(de.signOut)))).toEqual(new Set([true]));
});
