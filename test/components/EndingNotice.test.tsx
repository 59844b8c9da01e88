import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef, type ReactNode } from 'react';
import { describe, expect, test, vi } from 'vitest';
import {
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutNotice,
  type SignOutNoticeProps,
  type SignOutOutcome,
  useAuth,
  useSignOut,
} from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { attempt, bob, createFakeAdapter } from '../flow/createFakeAdapter';
import { nextTask, renderStrict } from '../react/renderStrict';

const here = 'You signed out in another tab.';
const notice = () => screen.getByRole('group');
const noNotice = () => expect(screen.queryByRole('group')).toBeNull();

function By() {
  return <p data-testid="by">{useAuth().signedOutBy}</p>;
}

/** An app with a sign-in screen, where someone is signed in, and what its live region says. */
async function renderApp(props: SignOutNoticeProps = {}, more: ReactNode = null) {
  const adapter = createFakeAdapter();
  const view = await renderStrict(
    <AuthProvider adapter={adapter}>
      <SignedIn>
        <SignOutButton />
      </SignedIn>
      <SignedOut>
        <SignOutNotice {...props} />
        <input aria-label="Username" />
      </SignedOut>
      <By />
      {more}
    </AuthProvider>,
  );
  const spoken: string[] = [];
  const region = document.querySelector('[data-part="announcer"]') as HTMLElement;
  new MutationObserver(() => {
    const { textContent } = region;
    if (textContent) spoken.push(textContent);
  }).observe(region, { childList: true, characterData: true, subtree: true });
  const end = (
    by: 'user' | 'otherTab' | 'expired' | 'revoked' | 'unknown',
    told?: SignOutOutcome,
  ) => act(async () => adapter.emit({ type: 'signedOut', by, ...(told && { outcome: told }) }));
  return { adapter, spoken, end, ...view };
}

describe('a notice of a session that nobody here has ended', () => {
  test.each([
    ['otherTab', here, []],
    ['expired', 'Your session has expired.', ['Please sign in again.']],
    ['revoked', 'Your session was ended elsewhere.', ['Please sign in again.']],
    ['unknown', "You've been signed out here.", ['Please sign in again.']],
  ] as const)('says why, once and politely: %s', async (by, title, details) => {
    const { end, spoken } = await renderApp();
    await end(by);
    expect(notice()).toHaveAccessibleName(title);
    expect(notice()).toHaveAttribute('data-signed-out-by', by);
    expect(notice()).toHaveClass('amplify-alert--info');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    const said = [title, ...details];
    expect([...notice().querySelectorAll('p')].map((line) => line.textContent)).toEqual(said);
    expect(spoken).toEqual([said.join(' ')]);
    expect(screen.getByRole('status')).toHaveAttribute('aria-live', 'polite');
  });

  test('leaves the focus where it is', async () => {
    const { end } = await renderApp({}, <button type="button">elsewhere</button>);
    await end('expired');
    expect(document.body).toHaveFocus();
    await userEvent.tab();
    await userEvent.tab();
    const focused = document.activeElement;
    await end('otherTab', outcome.complete());
    expect(document.activeElement).toBe(focused);
  });

  test('is none where somebody here asked for it', async () => {
    const { end, spoken } = await renderApp();
    await end('user');
    noNotice();
    expect(spoken).toEqual([]);
  });

  test('is none where nobody was signed in', async () => {
    const adapter = createScriptedAdapter({ user: null });
    await renderStrict(
      <AuthProvider adapter={adapter}>
        <SignOutNotice />
      </AuthProvider>,
    );
    act(() => adapter.endSession('expired'));
    noNotice();
  });

  test('can be put away, and the hook still tells', async () => {
    const onDismiss = vi.fn();
    const { end } = await renderApp({ onDismiss });
    await end('revoked');
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    noNotice();
    expect(onDismiss).toHaveBeenCalledOnce();
    expect(screen.getByTestId('by')).toHaveTextContent('revoked');
    await end('otherTab', outcome.complete());
    noNotice();
  });

  test('can be put away by the app', async () => {
    let dismiss = () => {};
    function Own() {
      ({ dismiss } = useSignOut());
      return null;
    }
    const { end } = await renderApp({}, <Own />);
    await end('revoked');
    act(() => dismiss());
    noNotice();
  });

  test('gives the focus back where it is put away by the keyboard', async () => {
    const { end } = await renderApp();
    await end('expired');
    await userEvent.click(screen.getByLabelText('Username'));
    await userEvent.tab({ shift: true });
    expect(screen.getByRole('button', { name: 'Dismiss' })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(screen.getByLabelText('Username')).toHaveFocus();
  });

  test('goes when someone signs in', async () => {
    const { adapter, end } = await renderApp();
    await end('expired');
    await act(async () => adapter.emit({ type: 'signedIn', user: bob }));
    await end('user');
    noNotice();
  });

  test('passes on its ref, its class and every other prop', async () => {
    const ref = createRef<HTMLDivElement>();
    const buttonRef = createRef<HTMLButtonElement>();
    const { end } = await renderApp({ ref, buttonRef, className: 'mine', id: 'why' });
    await end('expired');
    expect(ref.current).toBe(notice());
    expect(buttonRef.current).toBe(screen.getByRole('button', { name: 'Dismiss' }));
    expect(notice()).toHaveClass('amplify-alert', 'mine');
    expect(notice()).toHaveAttribute('id', 'why');
  });

  test('is none where the app has not placed one', async () => {
    const adapter = createFakeAdapter();
    await renderStrict(
      <AuthProvider adapter={adapter}>
        <SignOutButton />
      </AuthProvider>,
    );
    await act(async () => adapter.emit({ type: 'signedOut', by: 'expired' }));
    noNotice();
    expect(screen.getByRole('status')).toBeEmptyDOMElement();
  });
});

describe('what another tab says of its sign-out', () => {
  const busy = 'Other devices may still be signed in: try again in that tab.';

  test('is said with it', async () => {
    const { end, spoken } = await renderApp();
    await end('otherTab', outcome.partial());
    expect(notice()).toHaveTextContent(`${here}${busy}`);
    expect(notice()).toHaveClass('amplify-alert--warning');
    expect(spoken).toEqual([`${here} ${busy}`]);
  });

  test('replaces the words where it comes later, and is spoken once', async () => {
    const { end, spoken } = await renderApp();
    await end('otherTab');
    await end('otherTab', outcome.partial());
    await end('otherTab', outcome.partial());
    await end('otherTab', outcome.complete());
    await nextTask();
    expect(notice()).toHaveAccessibleName('You signed out of all devices in another tab.');
    expect(spoken).toEqual([
      here,
      `${here} ${busy}`,
      'You signed out of all devices in another tab.',
    ]);
  });

  test('is no outcome of this tab', async () => {
    let settled: SignOutOutcome | null | undefined;
    function Own() {
      settled = useSignOut().outcome;
      return null;
    }
    const { end } = await renderApp({}, <Own />);
    await end('otherTab', outcome.partial());
    expect(settled).toBeNull();
  });

  test('promises no retry any more once that is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      const { end } = await renderApp();
      await end('otherTab', outcome.partial());
      expect(notice()).toHaveTextContent(busy);
      await act(() => vi.advanceTimersByTimeAsync(600_001));
      expect(notice()).not.toHaveTextContent('try again');
      expect(notice()).toHaveTextContent('To be sure, sign in again');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a sign-out of this page', () => {
  test('puts it away, and its outcome is what is shown', async () => {
    const { adapter, end } = await renderApp({}, <SignOutButton global />);
    await end('expired');
    await userEvent.click(screen.getByRole('button', { name: 'Sign out of all devices' }));
    noNotice();
    await act(async () => adapter.call.settle(attempt(outcome.complete())));
    expect(notice()).toHaveAccessibleName("You're signed out on all devices.");
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    noNotice();
  });

  test('wins where the session ends meanwhile', async () => {
    const { adapter, end, spoken } = await renderApp();
    await userEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    await end('otherTab', outcome.complete());
    noNotice();
    await act(async () => adapter.call.settle(attempt(outcome.complete({ scope: 'local' }))));
    expect(notice()).toHaveAccessibleName("You're signed out on this device.");
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    noNotice();
    expect(spoken.join()).not.toContain('another tab');
  });
});

describe('a page in the background', () => {
  test('says why once it is looked at', async () => {
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    const { end, spoken } = await renderApp();
    await end('otherTab');
    expect(notice()).toHaveAccessibleName(here);
    expect(spoken).toEqual([]);
    visibility.mockReturnValue('visible');
    await act(async () => document.dispatchEvent(new Event('visibilitychange')));
    await act(async () => document.dispatchEvent(new Event('visibilitychange')));
    expect(spoken).toEqual([here]);
  });
});
