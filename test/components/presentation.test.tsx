import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import {
  AuthProvider,
  type AuthProviderProps,
  SignedIn,
  SignedOut,
  type SignOutAttempt,
  SignOutButton,
  SignOutNotice,
  useSignOut,
} from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { attempt, createFakeAdapter, type FakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from '../react/renderStrict';

const notices = () => [...document.querySelectorAll('[data-part="notice"]')];
const button = (name = 'Sign out') => screen.getByRole('button', { name });

async function renderApp(children: ReactNode, props: AuthProviderProps = {}) {
  const adapter = createFakeAdapter();
  const view = await renderStrict(
    <AuthProvider adapter={adapter} {...props}>
      <header data-testid="app">{children}</header>
    </AuthProvider>,
  );
  return { adapter, ...view };
}

/** Settles the sign-out in flight, with the event that a real one comes with. */
async function settle(adapter: FakeAdapter, settled = outcome.partial()) {
  await act(async () => {
    adapter.emit({ type: 'signedOut', by: 'user' });
    adapter.call.settle(attempt(settled, { retry: async () => attempt(outcome.complete()) }));
  });
}

describe('the outcome is shown once', () => {
  test('by the notice where one is mounted', async () => {
    const { adapter } = await renderApp(
      <>
        <SignOutNotice className="mine" />
        <SignOutButton />
      </>,
    );
    await userEvent.click(button());
    expect(notices()).toHaveLength(0);
    await settle(adapter);
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toHaveClass('mine');
  });

  test('else by the button that was clicked, right after itself', async () => {
    const { adapter } = await renderApp(
      <>
        <SignOutButton />
        <SignOutButton global />
        <p>more</p>
      </>,
    );
    await userEvent.click(button('Sign out of all devices'));
    await settle(adapter);
    expect(notices()).toHaveLength(1);
    expect(button('Sign out of all devices').nextElementSibling?.firstElementChild).toBe(
      notices()[0],
    );
  });

  test('after the provider’s children where the button is gone with the signed-in app', async () => {
    const { adapter } = await renderApp(
      <>
        <SignedIn>
          <SignOutButton />
        </SignedIn>
        <SignedOut>sign in</SignedOut>
      </>,
    );
    await userEvent.click(button());
    await settle(adapter);
    expect(screen.queryByRole('button', { name: 'Sign out' })).toBeNull();
    expect(notices()).toHaveLength(1);
    const app = screen.getByTestId('app');
    expect(app).not.toContainElement(notices()[0] as HTMLElement);
    expect(app.compareDocumentPosition(notices()[0] as Node)).toBe(
      Node.DOCUMENT_POSITION_FOLLOWING,
    );
  });

  test('by the notice of the signed-out app where the button is gone', async () => {
    const { adapter } = await renderApp(
      <>
        <SignedIn>
          <SignOutButton />
        </SignedIn>
        <SignedOut>
          <SignOutNotice />
        </SignedOut>
      </>,
    );
    await userEvent.click(button());
    await settle(adapter);
    expect(notices()).toHaveLength(1);
    expect(screen.getByTestId('app')).toContainElement(notices()[0] as HTMLElement);
  });

  test('and moves on when the notice unmounts', async () => {
    const adapter = createFakeAdapter();
    const app = (hasNotice: boolean) => (
      <AuthProvider adapter={adapter}>
        {hasNotice && <SignOutNotice />}
        <SignOutButton />
      </AuthProvider>
    );
    const { rerender } = await renderStrict(app(true));
    await userEvent.click(button());
    await settle(adapter);
    expect(notices()).toHaveLength(1);
    rerender(app(false));
    expect(notices()).toHaveLength(1);
    expect(button().nextElementSibling?.firstElementChild).toBe(notices()[0]);
    rerender(app(true));
    expect(notices()).toHaveLength(1);
    expect(button().nextElementSibling?.firstElementChild).not.toBe(notices()[0]);
  });

  test('though two notices are mounted', async () => {
    const { adapter } = await renderApp(
      <>
        <SignOutNotice />
        <SignOutButton />
        <SignOutNotice />
      </>,
    );
    await userEvent.click(button());
    await settle(adapter);
    expect(notices()).toHaveLength(1);
  });

  test('by the button that joined a sign-out of the app’s own code', async () => {
    function Own() {
      const { signOut } = useSignOut();
      return (
        <button type="button" onClick={signOut}>
          own
        </button>
      );
    }
    const { adapter } = await renderApp(
      <>
        <Own />
        <SignOutButton />
      </>,
    );
    await userEvent.click(button('own'));
    await userEvent.click(button());
    await settle(adapter);
    expect(adapter.calls).toHaveLength(1);
    expect(notices()).toHaveLength(1);
  });

  test('and stays where it was when the app says no to another sign-out', async () => {
    let answer = true;
    const { adapter } = await renderApp(
      <>
        <SignOutButton />
        <SignOutButton global />
      </>,
      { beforeSignOut: () => answer },
    );
    await userEvent.click(button());
    await settle(adapter);
    expect(button().nextElementSibling?.firstElementChild).toBe(notices()[0]);
    answer = false;
    await userEvent.click(button('Sign out of all devices'));
    expect(notices()).toHaveLength(1);
    expect(button().nextElementSibling?.firstElementChild).toBe(notices()[0]);
  });

  test('and is not lost when the app says no to another one of its own', async () => {
    let answer = true;
    function Own() {
      const { signOut } = useSignOut();
      return (
        <button type="button" onClick={signOut}>
          own
        </button>
      );
    }
    const { adapter } = await renderApp(
      <>
        <SignOutButton />
        <Own />
      </>,
      { beforeSignOut: () => answer },
    );
    await userEvent.click(button());
    await settle(adapter);
    answer = false;
    await userEvent.click(button('own'));
    expect(notices()).toHaveLength(1);
  });

  test('and the retry of a button that is gone still works', async () => {
    const { adapter } = await renderApp(
      <SignedIn>
        <SignOutButton global />
      </SignedIn>,
    );
    await userEvent.click(button('Sign out of all devices'));
    await settle(adapter);
    await userEvent.click(button('Try again'));
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toHaveTextContent("You're signed out on all devices.");
  });
});

describe('hooks', () => {
  test('alone never render anything', async () => {
    function Own() {
      const { signOut, status } = useSignOut();
      return (
        <button type="button" onClick={signOut}>
          {status}
        </button>
      );
    }
    const { adapter } = await renderApp(<Own />);
    await userEvent.click(button('idle'));
    await settle(adapter);
    expect(button('partial')).toBeVisible();
    expect(notices()).toHaveLength(0);
  });
});

describe('the live region', () => {
  const region = () => document.querySelector('[data-part="announcer"]');

  test('is there once, before anything happens, outside the app', async () => {
    await renderApp(
      <SignedIn>
        <SignOutButton />
        <SignOutButton global />
        <SignOutNotice />
      </SignedIn>,
    );
    expect(document.querySelectorAll('[data-part="announcer"]')).toHaveLength(1);
    expect(region()).toHaveAttribute('role', 'status');
    expect(region()).toHaveTextContent('');
    expect(screen.getByTestId('app')).not.toContainElement(region() as HTMLElement);
  });

  test('outlives the signed-in app, and is silent where the focus is led to the outcome', async () => {
    const { adapter } = await renderApp(
      <SignedIn>
        <SignOutButton global />
      </SignedIn>,
    );
    const before = region();
    await userEvent.click(button('Sign out of all devices'));
    await waitFor(() => expect(before).toHaveTextContent('Signing out…'));
    await settle(adapter);
    expect(region()).toBe(before);
    expect(region()).toHaveTextContent(/^$/);
    expect(notices()[0]).toHaveFocus();
    expect(notices()[0]).toHaveAccessibleName(
      "You're signed out here, but other devices may still be signed in.",
    );
    expect(notices()[0]).toHaveAccessibleDescription(
      /^The service that signs you in is busy right now\. You can try again until .*\.$/,
    );
  });

  test('speaks the outcome where someone has gone on meanwhile', async () => {
    const { adapter } = await renderApp(
      <>
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        <input aria-label="search" />
      </>,
    );
    await userEvent.click(button('Sign out of all devices'));
    await userEvent.click(screen.getByLabelText('search'));
    await settle(adapter);
    expect(screen.getByLabelText('search')).toHaveFocus();
    expect(region()).toHaveTextContent(
      "You're signed out here, but other devices may still be signed in.",
    );
  });

  test('speaks each outcome once, in StrictMode too', async () => {
    const spoken: string[] = [];
    const { adapter } = await renderApp(<SignOutButton />);
    const observer = new MutationObserver(() => {
      const text = region()?.textContent ?? '';
      if (text) spoken.push(text);
    });
    observer.observe(region() as Node, { childList: true, characterData: true, subtree: true });
    await userEvent.click(button());
    await waitFor(() => expect(spoken).toEqual(['Signing out…']));
    await settle(adapter, outcome.complete({ tokensExpireBy: null }) as never);
    await act(async () => {});
    observer.disconnect();
    expect(spoken).toEqual(['Signing out…', "You're signed out on all devices."]);
  });

  // A screen reader said "Signing out…" after an outcome that had come at once.
  test('says of a sign-out that takes no time only what it came to', async () => {
    const spoken: string[] = [];
    const { adapter } = await renderApp(<SignOutButton />);
    const observer = new MutationObserver(() => void spoken.push(region()?.textContent ?? ''));
    observer.observe(region() as Node, { childList: true, characterData: true, subtree: true });
    await userEvent.click(button());
    await settle(adapter, outcome.complete({ tokensExpireBy: null }) as never);
    await new Promise((resolve) => setTimeout(resolve, 400));
    observer.disconnect();
    expect(spoken).toEqual(["You're signed out on all devices."]);
  });

  test('does not repeat an outcome when the app says no to another sign-out', async () => {
    let answer = true;
    const { adapter } = await renderApp(<SignOutButton />, { beforeSignOut: () => answer });
    await userEvent.click(button());
    await settle(adapter);
    const spoken: string[] = [];
    const observer = new MutationObserver(() => void spoken.push(region()?.textContent ?? ''));
    observer.observe(region() as Node, { childList: true, characterData: true, subtree: true });
    answer = false;
    await userEvent.click(button());
    await act(async () => {});
    observer.disconnect();
    expect(spoken.filter((text) => text.includes('signed out here'))).toEqual([]);
  });

  test('does not keep saying that it signs out when the app says no', async () => {
    await renderApp(<SignOutButton />, { beforeSignOut: async () => false });
    await userEvent.click(button());
    await act(async () => {});
    expect(button()).toBeVisible();
    expect(region()).toHaveTextContent(/^$/);
  });

  test('speaks an outcome that no part of the kit shows, and leads nobody to it later', async () => {
    const adapter = createFakeAdapter();
    const app = (hasNotice: boolean) => (
      <AuthProvider adapter={adapter} onOutcome={() => {}}>
        <Own />
        {hasNotice ? <SignOutNotice /> : <SignOutButton />}
      </AuthProvider>
    );
    function Own() {
      const { signOut } = useSignOut();
      return (
        <button type="button" onClick={signOut}>
          own
        </button>
      );
    }
    const { rerender } = await renderStrict(app(false));
    await userEvent.click(button('own'));
    await settle(adapter);
    expect(notices()).toHaveLength(0);
    expect(region()).toHaveTextContent("You're signed out here");
    act(() => button('own').blur());
    rerender(app(true));
    expect(notices()).toHaveLength(1);
    expect(document.body).toHaveFocus();
  });

  test('leaves an outcome to the focus that came before the first part that shows it', async () => {
    function Own() {
      const { signOut, outcome: settled } = useSignOut();
      return settled ? (
        <SignOutNotice />
      ) : (
        <button type="button" onClick={signOut}>
          own
        </button>
      );
    }
    const { adapter } = await renderApp(<Own />);
    await userEvent.click(button('own'));
    await settle(adapter);
    expect(notices()[0]).toHaveFocus();
    expect(region()).toHaveTextContent(/^$/);
  });

  test('is empty again after a while, and silent on what follows', async () => {
    vi.useFakeTimers();
    try {
      const adapter = createScriptedAdapter({ outcomes: [outcome.partial()] });
      render(
        <AuthProvider adapter={adapter}>
          <SignOutButton />
        </AuthProvider>,
      );
      await act(() => vi.advanceTimersByTimeAsync(0));
      act(() => {
        button().focus();
        button().click();
      });
      await act(() => vi.advanceTimersByTimeAsync(10));
      expect(region()).not.toHaveTextContent(/^$/);
      await act(() => vi.advanceTimersByTimeAsync(5000));
      expect(region()).toHaveTextContent(/^$/);
      // The retry runs out.
      await act(() => vi.advanceTimersByTimeAsync(600_000));
      expect(region()).toHaveTextContent(/^$/);
    } finally {
      vi.useRealTimers();
    }
  });

  test('says that a retry runs, and what a failed one came to, with the focus still on it', async () => {
    let settleRetry = (_: SignOutAttempt) => {};
    const retry = () => new Promise<SignOutAttempt>((resolve) => (settleRetry = resolve));
    const { adapter } = await renderApp(<SignOutButton global />);
    await userEvent.click(button('Sign out of all devices'));
    await act(async () => adapter.call.settle(attempt(outcome.partial(), { retry })));
    await userEvent.click(button('Try again'));
    await waitFor(() => expect(region()).toHaveTextContent(/^Trying again…$/));
    await act(async () => settleRetry(attempt(outcome.partial(), { retry })));
    expect(button('Try again')).toHaveFocus();
    expect(region()).toHaveTextContent(/^You're signed out here, but other devices/);
  });

  test('says that a retry runs, and leaves what it came to to the focus where its button goes', async () => {
    let settleRetry = (_: SignOutAttempt) => {};
    const retry = () => new Promise<SignOutAttempt>((resolve) => (settleRetry = resolve));
    const { adapter } = await renderApp(<SignOutButton global />);
    await userEvent.click(button('Sign out of all devices'));
    await act(async () => adapter.call.settle(attempt(outcome.partial(), { retry })));
    await userEvent.click(button('Try again'));
    await waitFor(() => expect(region()).toHaveTextContent(/^Trying again…$/));
    const complete = outcome.complete({ tokensExpireBy: null });
    await act(async () => settleRetry(attempt(complete)));
    expect(region()).toHaveTextContent(/^$/);
    expect(notices()[0]).toHaveFocus();
    expect(notices()[0]).toHaveAccessibleName("You're signed out on all devices.");
    expect(notices()[0]).not.toHaveAccessibleDescription();
  });
});
