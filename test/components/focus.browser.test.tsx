import { render } from '@testing-library/react';
import { type ReactNode, StrictMode, useState } from 'react';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  AuthProvider,
  SignedIn,
  SignedOut,
  type SignOutAttempt,
  SignOutButton,
  SignOutMenu,
  SignOutNotice,
} from '../../src';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import '../../src/theme/styles.css';

const button = (name: string) => page.getByRole('button', { name });
const search = page.getByLabelText('search');
const username = page.getByLabelText('user name');
const complete = page.getByRole('group', { name: "You're signed out on all devices." });
const dismiss = button('Dismiss');

async function signOutOf(children: ReactNode) {
  const adapter = createFakeAdapter();
  render(
    <StrictMode>
      <AuthProvider adapter={adapter}>{children}</AuthProvider>
    </StrictMode>,
  );
  await button('Sign out').click();
  let settleRetry = (_: SignOutAttempt) => {};
  const retry = () => new Promise<SignOutAttempt>((done) => (settleRetry = done));
  adapter.emit({ type: 'signedOut', by: 'user' });
  adapter.call.settle(attempt(outcome.partial(), { retry }));
  await expect.element(dismiss).toBeVisible();
  return { settleRetry: () => settleRetry(attempt(outcome.complete())) };
}

async function tabTo(target: typeof dismiss) {
  while (document.activeElement !== target.element()) await userEvent.tab();
}

async function dismissByKeyboard() {
  await tabTo(dismiss);
  await userEvent.keyboard('{Enter}');
  await expect.element(dismiss).not.toBeInTheDocument();
}

const gate = (
  <>
    <SignedIn>
      <SignOutButton />
    </SignedIn>
    <SignedOut>
      <input aria-label="search" />
      <SignOutNotice />
      <input aria-label="not now" disabled />
      <input aria-label="user name" />
    </SignedOut>
  </>
);

describe('once the notice is put away, the keyboard', () => {
  test('goes on from the button that was clicked', async () => {
    await signOutOf(<SignOutButton />);
    await dismissByKeyboard();
    await expect.element(button('Sign out')).toHaveFocus();
  });

  test.each<[string, ReactNode]>([
    ['the account menu', <SignOutMenu key="" />],
    [
      'the account menu, whose notice is mounted elsewhere',
      <>
        <SignOutNotice />
        <SignOutMenu />
        <input aria-label="search" />
      </>,
    ],
  ])('goes on from %s that it was asked from', async (_name, children) => {
    const adapter = createFakeAdapter();
    render(<AuthProvider adapter={adapter}>{children}</AuthProvider>);
    const opener = page.getByRole('button', { name: 'Alice' });
    await expect.element(opener).toBeVisible();
    (opener.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}{End}{Enter}');
    adapter.call.settle(attempt(outcome.partial()));
    await expect.element(dismiss).toBeVisible();
    await dismissByKeyboard();
    await expect.element(opener).toHaveFocus();
  });

  test('goes on with what comes after the notice, where that button is gone', async () => {
    await signOutOf(gate);
    await dismissByKeyboard();
    await expect.element(username).toHaveFocus();
  });

  test('goes on from the start where nothing comes after it', async () => {
    await signOutOf(
      <>
        <SignedIn>
          <SignOutButton />
        </SignedIn>
        <SignedOut>
          <input aria-label="user name" />
        </SignedOut>
      </>,
    );
    await dismissByKeyboard();
    await expect.element(username).toHaveFocus();
  });

  test('goes on from where it had come, also after a retry', async () => {
    const { settleRetry } = await signOutOf(gate);
    await search.click();
    await tabTo(button('Try again'));
    await userEvent.keyboard('{Enter}');
    settleRetry();
    await expect.element(complete).toBeVisible();
    await dismissByKeyboard();
    await expect.element(search).toHaveFocus();
  });

  test('of a phone does not come up: a click moves the focus into no field', async () => {
    await signOutOf(gate);
    await dismiss.click();
    await expect.element(dismiss).not.toBeInTheDocument();
    expect(document.activeElement).toBe(document.body);
  });
});

test('a retry takes the focus to what it came to', async () => {
  const { settleRetry } = await signOutOf(<SignOutButton />);
  await button('Try again').click();
  settleRetry();
  await expect.element(complete).toBeVisible();
  await expect.poll(() => complete.element().contains(document.activeElement)).toBe(true);
});

test.each(['placed', 'floating'])(
  'a retry by itself takes the focus from nobody who reads on, and moves nothing (%s)',
  async (place) => {
    const adapter = createFakeAdapter();
    render(
      <AuthProvider adapter={adapter}>
        {place === 'placed' && <SignOutNotice />}
        <SignOutButton />
        <p style={{ height: 3000 }}>An article</p>
      </AuthProvider>,
    );
    await button('Sign out').click();
    adapter.emit({ type: 'signedOut', by: 'user' });
    let settleRetry = (_: SignOutAttempt) => {};
    const retry = () => new Promise<SignOutAttempt>((done) => (settleRetry = done));
    const failures = [{ step: 'revokeToken', reason: 'offline', retryable: true }] as const;
    adapter.call.settle(attempt(outcome.partial({ failures }), { retry }));
    await expect.element(dismiss).toBeVisible();
    (document.activeElement as HTMLElement).blur();
    window.scrollTo(0, 1500);
    const article = page.getByText('An article').element();
    const placeOfArticle = () => article.getBoundingClientRect().bottom;
    const before = placeOfArticle();
    window.dispatchEvent(new Event('online'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    settleRetry(attempt(outcome.complete()));
    await expect.element(complete).toBeInTheDocument();
    await expect
      .poll(() => page.getByRole('status').element().textContent)
      .toContain('all devices');
    expect(document.activeElement).toBe(document.body);
    expect(placeOfArticle()).toBe(before);
  },
);

test('a retry whose time is up leaves the focus in the notice', async () => {
  const adapter = createFakeAdapter();
  render(<AuthProvider adapter={adapter}>{gate}</AuthProvider>);
  await button('Sign out').click();
  adapter.emit({ type: 'signedOut', by: 'user' });
  const retryUntil = new Date(Date.now() + 2000);
  const retry = () => new Promise<SignOutAttempt>(() => {});
  adapter.call.settle(attempt(outcome.partial({ retryUntil }), { retry }));
  await expect.element(dismiss).toBeVisible();
  await tabTo(button('Try again'));
  await expect.element(button('Try again')).not.toBeInTheDocument();
  const notice = page.getByRole('group', { name: /signed out here/ });
  expect(notice.element().contains(document.activeElement)).toBe(true);
});

test('a retry takes the focus from nobody who has gone on', async () => {
  const { settleRetry } = await signOutOf(gate);
  await button('Try again').click();
  await username.click();
  settleRetry();
  await expect.element(complete).toBeVisible();
  await new Promise(requestAnimationFrame);
  await expect.element(username).toHaveFocus();
});

describe('Escape', () => {
  const floating = () => page.getByRole('group', { name: /signed out here/ });

  async function signOutFloating(more?: ReactNode) {
    const adapter = createFakeAdapter();
    render(
      <AuthProvider adapter={adapter}>
        <SignOutButton />
        <input aria-label="search" />
        {more}
      </AuthProvider>,
    );
    await button('Sign out').click();
    adapter.call.settle(attempt(outcome.partial({ scope: 'global' })));
    await expect.element(dismiss).toBeVisible();
  }

  test('puts a floating notice away, from the button that was clicked', async () => {
    await signOutFloating();
    await expect.element(floating()).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dismiss).not.toBeInTheDocument();
    await expect.element(button('Sign out')).toHaveFocus();
  });

  /** A popover with the app's own words in it. */
  const help = (
    <>
      <button type="button" popoverTarget="help">
        Help
      </button>
      <div id="help" popover="auto">
        <p>How it works</p>
        <SignOutButton global />
      </div>
    </>
  );
  const words = page.getByText('How it works');

  test('with a popover open closes that, and then puts the notice away', async () => {
    await signOutFloating(help);
    await button('Help').click();
    await words.click();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Escape}');
    await expect.element(words).not.toBeVisible();
    await expect.element(dismiss).toBeVisible();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Escape}');
    await expect.element(dismiss).not.toBeInTheDocument();
  });

  test('from a button in a popover closes that', async () => {
    const adapter = createFakeAdapter();
    render(<AuthProvider adapter={adapter}>{help}</AuthProvider>);
    await button('Help').click();
    await button('Sign out of all devices').click();
    adapter.call.settle(attempt(outcome.failed({ scope: 'global' })));
    await expect.element(dismiss).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(words).not.toBeVisible();
    await expect.element(dismiss).toBeVisible();
  });

  test('with a modal dialog open closes that', async () => {
    await signOutFloating(<dialog>How it works</dialog>);
    document.querySelector('dialog')?.showModal();
    await words.click();
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{Escape}');
    await expect.element(words).not.toBeVisible();
    await expect.element(dismiss).toBeVisible();
  });

  test('puts a notice away, and not the drawer that it stands in', async () => {
    function Drawer() {
      const [isOpen, setOpen] = useState(true);
      const onKeyDown = ({ key }: { key: string }) => key === 'Escape' && setOpen(false);
      if (!isOpen) return null;
      return (
        <div role="dialog" aria-label="Drawer" onKeyDown={onKeyDown}>
          <SignOutButton />
        </div>
      );
    }
    const adapter = createFakeAdapter();
    render(
      <AuthProvider adapter={adapter}>
        <Drawer />
      </AuthProvider>,
    );
    await button('Sign out').click();
    adapter.call.settle(attempt(outcome.failed()));
    await expect.element(dismiss).toBeVisible();
    await tabTo(button('Try again'));
    await userEvent.keyboard('{Escape}');
    await expect.element(dismiss).not.toBeInTheDocument();
    await expect.element(button('Sign out')).toBeVisible();
  });

  test('in a field is the field’s', async () => {
    await signOutFloating();
    await search.click();
    await userEvent.keyboard('{Escape}');
    await expect.element(dismiss).toBeVisible();
  });
});
