import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { describe, expect, test, vi } from 'vitest';
import {
  AuthProvider,
  type SignOutFailure,
  type SignOutMessages,
  SignOutNotice,
  type SignOutNoticeProps,
  type SignOutOutcome,
  type SignOutReason,
  useSignOut,
} from '../../src';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { outcome } from '../../src/testing';
import { alice, attempt, bob, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from '../react/renderStrict';

const notice = () => screen.getByRole('group');
const soon = () => new Date(Date.now() + 60_000);

async function renderNotice(
  props: SignOutNoticeProps = {},
  messages: Partial<SignOutMessages> = {},
) {
  const adapter = createFakeAdapter();
  let signOut = (): unknown => undefined;
  function Start() {
    ({ signOut } = useSignOut());
    return null;
  }
  const view = await renderStrict(
    <AuthProvider adapter={adapter} messages={messages}>
      <SignOutNotice {...props} />
      <Start />
    </AuthProvider>,
  );
  const show = async (settled: SignOutOutcome, more = {}) => {
    act(() => void signOut());
    await act(async () => adapter.call.settle(attempt(settled, more)));
  };
  return { adapter, show, ...view };
}

async function textOf(settled: SignOutOutcome) {
  const { show, unmount } = await renderNotice();
  await show(settled);
  const title = notice().querySelector('[data-part="title"]')?.textContent;
  const details = [...notice().querySelectorAll('[data-part="detail"]')].map(
    (detail) => detail.textContent,
  );
  const text = [title, ...details].join(' ');
  expect(notice()).toHaveAccessibleName(title ?? 'no title');
  unmount();
  return { title, text, details };
}

const reasons: SignOutReason[] = [
  'offline',
  'network',
  'timeout',
  'throttled',
  'service',
  'sessionExpired',
  'sessionRevoked',
  'userNotReady',
  'missingScope',
  'revocationDisabled',
  'forbidden',
  'misconfigured',
  'storage',
  'cancelled',
  'notAttempted',
  'unknown',
];
const scopes = ['local', 'global'] as const;
const servers = ['ended', 'notEnded', 'unknown'] as const;
const all: SignOutOutcome[] = scopes.flatMap((scope) =>
  servers.flatMap((server) => [
    outcome.complete({ scope, server }),
    outcome.partial({ scope, server }),
    outcome.failed({ scope, server }),
  ]),
);

describe('the title of a notice', () => {
  test.each([
    ['complete', 'local', 'ended', "You're signed out on this device."],
    ['complete', 'local', 'notEnded', "You're signed out on this device."],
    ['complete', 'local', 'unknown', 'You were already signed out.'],
    ['complete', 'global', 'ended', "You're signed out on all devices."],
    [
      'partial',
      'local',
      'notEnded',
      "You're signed out here, but we couldn't confirm that your session has ended.",
    ],
    [
      'partial',
      'local',
      'unknown',
      "You're signed out here, but we couldn't confirm that your session has ended.",
    ],
    [
      'partial',
      'global',
      'notEnded',
      "You're signed out here, but other devices may still be signed in.",
    ],
    [
      'partial',
      'global',
      'unknown',
      "You're signed out here, but other devices may still be signed in.",
    ],
    [
      'partial',
      'global',
      'ended',
      "You're signed out, but the page where you sign in may still remember you.",
    ],
    ['failed', 'local', 'notEnded', "You're still signed in on this device."],
    ['failed', 'global', 'unknown', "You're still signed in on this device."],
    ['failed', 'local', 'ended', "Your session has ended, but this browser couldn't erase it."],
    [
      'failed',
      'global',
      'ended',
      "Signed out everywhere, but this browser couldn't erase your session.",
    ],
  ] as const)('says what is true: %s, %s, %s', async (status, scope, server, title) => {
    expect((await textOf(outcome[status]({ scope, server }))).title).toBe(title);
  });

  test.each(all)(
    'never says that all devices are signed out before Cognito did: $status, $scope, $server',
    async (settled) => {
      const { text } = await textOf(settled);
      const saysSo = /signed out (on|of|everywhere)? ?all devices|signed out everywhere/i.test(
        text,
      );
      expect(saysSo && settled.server !== 'ended').toBe(false);
      expect(saysSo && settled.scope !== 'global').toBe(false);
    },
  );

  test.each(all)(
    'never says that a browser is signed out that is not: $status, $scope, $server',
    async (settled) => {
      const { title } = await textOf(settled);
      if (settled.status === 'failed') expect(title).not.toMatch(/^You're signed out/);
      else expect(title).not.toMatch(/still signed in on this|couldn't erase/);
    },
  );
});

describe('the details of a notice', () => {
  test.each(reasons)('say why without a code: %s', async (reason) => {
    const failure = signOutFailure('globalSignOut', reason, 'SomeAwfulException');
    const partial = await textOf(outcome.partial({ failures: [failure] }));
    const failed = await textOf(outcome.failed({ failures: [failure] }));
    for (const { text, details } of [partial, failed]) {
      expect(details[0]).toMatch(/^[A-Z].*[.…]$/);
      expect(text).not.toMatch(/Exception|globalSignOut|undefined|null|\{time\}|Invalid Date/);
      expect(text).not.toMatch(/[a-z][A-Z]/);
    }
  });

  test('say until when apps may go on elsewhere, after a global one only', async () => {
    const { details } = await textOf(outcome.complete({ tokensExpireBy: soon() }));
    expect(details.join()).toMatch(/Apps already open on other devices may keep working until \d/);
    const unknown = await textOf(outcome.complete({ tokensExpireBy: null }));
    expect(unknown.details).toEqual([]);
    const past = await textOf(outcome.complete({ tokensExpireBy: new Date(0) }));
    expect(past.details).toEqual([]);
    const here = outcome.complete({ scope: 'local', tokensExpireBy: soon() });
    expect((await textOf(here)).details).toEqual([]);
  });

  test('say that data of the app may be left', async () => {
    const cleanup = signOutFailure('cleanup', 'timeout');
    const left =
      "Some data of this app may still be on this device. If others use it too, clear this site's data in your browser's settings.";
    const complete = await textOf(outcome.complete({ warnings: [cleanup] }));
    expect(complete.details).toContain(left);
    const failures: [SignOutFailure, ...SignOutFailure[]] = [
      signOutFailure('globalSignOut', 'offline'),
      cleanup,
    ];
    const partial = await textOf(outcome.partial({ failures }));
    expect(partial.details).toContain(left);
    const fine = await textOf(
      outcome.complete({ warnings: [signOutFailure('revokeToken', 'revocationDisabled')] }),
    );
    expect(fine.details).not.toContain(left);
  });

  test('say each thing once, also where two steps failed for one reason', async () => {
    const failures: [SignOutFailure, ...SignOutFailure[]] = [
      signOutFailure('globalSignOut', 'forbidden'),
      signOutFailure('revokeToken', 'forbidden'),
      signOutFailure('clearLocal', 'storage'),
    ];
    const { details } = await textOf(outcome.failed({ server: 'notEnded', failures }));
    expect(new Set(details).size).toBe(details.length);
    expect(details).toHaveLength(2);
  });

  test('offer a retry and its time only where there is one', async () => {
    const { show } = await renderNotice();
    await show(outcome.partial());
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(notice()).not.toHaveTextContent('You can try again until');
    await show(outcome.partial(), { retry: async () => attempt(outcome.complete()) });
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
    expect(notice()).toHaveTextContent(/You can try again until (\w+ \d+, \d+, )?\d+:\d+/);
  });
});

describe('a notice', () => {
  test('is not there without an outcome', async () => {
    const { show } = await renderNotice();
    expect(screen.queryByRole('group')).toBeNull();
    await show(outcome.complete());
    expect(notice()).toHaveAttribute('data-status', 'complete');
  });

  test.each([
    ['complete', 'success'],
    ['partial', 'warning'],
    ['failed', 'error'],
  ] as const)('looks like what it says: %s', async (status, variation) => {
    const { show } = await renderNotice();
    await show(outcome[status]());
    expect(notice()).toHaveClass(`amplify-alert--${variation}`);
    expect(notice()).toHaveAttribute('data-status', status);
  });

  test('retries: pending, then what it came to, with the focus on it', async () => {
    const { show } = await renderNotice();
    let settleRetry = (_: ReturnType<typeof attempt>) => {};
    const retry = vi.fn(
      () => new Promise<ReturnType<typeof attempt>>((resolve) => (settleRetry = resolve)),
    );
    await show(outcome.partial(), { retry });
    const again = screen.getByRole('button', { name: 'Try again' });
    const dismiss = screen.getByRole('button', { name: 'Dismiss' });
    await userEvent.click(again);
    expect(notice()).toHaveAttribute('data-status', 'partial');
    expect(again).toHaveFocus();
    expect(again).toHaveTextContent('Trying again…');
    expect(again).toHaveAttribute('aria-disabled', 'true');
    expect(again).toHaveAttribute('data-pending', 'true');
    expect(again).not.toHaveAttribute('disabled');
    expect(screen.queryByRole('button', { name: 'Dismiss' })).toBeNull();
    expect(dismiss).toHaveProperty('inert', true);
    await userEvent.dblClick(again);
    expect(retry).toHaveBeenCalledOnce();

    await act(async () => settleRetry(attempt(outcome.complete())));
    expect(notice()).toHaveAttribute('data-status', 'complete');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(dismiss).toHaveProperty('inert', false);
    expect(notice()).toContainElement(document.activeElement as HTMLElement);
  });

  test('finishes at the managed login, beside the retry and more quietly', async () => {
    const { show } = await renderNotice();
    const failures = [
      signOutFailure('revokeToken', 'throttled'),
      signOutFailure('hostedUi', 'notAttempted'),
    ] as const;
    let settleRetry = (_: ReturnType<typeof attempt>) => {};
    const retry = vi.fn(
      () => new Promise<ReturnType<typeof attempt>>((resolve) => (settleRetry = resolve)),
    );
    const finish = vi.fn(async () => attempt(outcome.complete()));
    await show(outcome.partial({ failures }), { retry, finish });
    const [again, finishing] = within(notice()).getAllByRole('button');
    expect(again).toHaveTextContent('Try again');
    expect(finishing).toHaveAccessibleName('Finish signing out here');
    expect(finishing).toHaveClass('amplify-button--link');

    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(finishing).toHaveAttribute('aria-disabled', 'true');
    await userEvent.click(screen.getByRole('button', { name: 'Finish signing out here' }));
    expect(finish).not.toHaveBeenCalled();
    const left = outcome.partial({
      server: 'ended',
      failures: [signOutFailure('hostedUi', 'notAttempted')],
      retryUntil: null,
    });
    await act(async () => settleRetry(attempt(left, { finish })));
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(finishing).toBeVisible();
    expect(finishing).not.toHaveClass('amplify-button--link');
    expect(finishing).not.toHaveAttribute('aria-disabled');

    await userEvent.click(screen.getByRole('button', { name: 'Finish signing out here' }));
    expect(finish).toHaveBeenCalledOnce();
    expect(notice()).toHaveAttribute('data-status', 'complete');
    expect(notice()).toContainElement(document.activeElement as HTMLElement);
  });

  test('takes the retry away when it can no longer work', async () => {
    const { show } = await renderNotice();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      await show(outcome.partial(), { retry: async () => attempt(outcome.complete()) });
      expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
      await act(() => vi.advanceTimersByTimeAsync(600_000));
      expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
      expect(notice()).not.toHaveTextContent('try again');
    } finally {
      vi.useRealTimers();
    }
  });

  test.each(
    reasons.flatMap((reason) => [['globalSignOut', reason] as const, ['prepare', reason] as const]),
  )('offers no other attempt where that can’t help: %s, %s', async (step, reason) => {
    const { show } = await renderNotice();
    const failure = signOutFailure(step, reason);
    await show(outcome.failed({ scope: 'global', server: 'notEnded', failures: [failure] }), {
      retry: async () => attempt(outcome.complete()),
    });
    const button = screen.queryByRole('button', { name: 'Try again' });
    const isStored = reason === 'storage';
    const says = notice().textContent ?? '';
    expect(button !== null).toBe(says.includes('Please try again.') || isStored);
  });

  test('can be put away, which forgets what was retained', async () => {
    const onDismiss = vi.fn();
    const forget = vi.fn();
    const { show } = await renderNotice({ onDismiss });
    await show(outcome.partial(), { retry: async () => attempt(outcome.complete()), forget });
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('group')).toBeNull();
    expect(forget).toHaveBeenCalledOnce();
    expect(onDismiss).toHaveBeenCalledOnce();
    await show(outcome.complete());
    expect(notice()).toBeVisible();
  });

  test('names who is signed in, where that is somebody else than was shown', async () => {
    const { adapter, show } = await renderNotice();
    adapter.user = bob;
    await show(
      outcome.failed({
        server: 'notEnded',
        failures: [signOutFailure('session', 'notAttempted')],
      }),
    );
    const words = 'Bob is signed in here now. Nothing was changed.';
    expect(adapter.call.request.userId).toBe(alice.userId);
    expect(notice()).toHaveAccessibleName(words);
    expect(notice()).not.toHaveTextContent('Alice');
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    expect(document.body).not.toHaveTextContent(/Alice|can't tell/);
  });

  test('leads the focus to the same outcome once in each provider', async () => {
    const settled = outcome.complete();
    for (const time of ['first', 'second']) {
      const { show, unmount } = await renderNotice();
      await show(settled);
      expect(notice(), time).toContainElement(document.activeElement as HTMLElement);
      act(() => (document.activeElement as HTMLElement).blur());
      await show(settled);
      expect(document.body, time).toHaveFocus();
      unmount();
    }
  });

  test('passes on its ref, its class and every other prop', async () => {
    const ref = createRef<HTMLDivElement>();
    const buttonRef = createRef<HTMLButtonElement>();
    const { show } = await renderNotice({
      ref,
      buttonRef,
      className: 'mine',
      id: 'outcome',
      style: { color: 'rgb(1, 2, 3)' },
      hasIcon: false,
    });
    await show(outcome.complete());
    expect(ref.current).toBe(notice());
    expect(buttonRef.current).toBe(screen.getByRole('button', { name: 'Dismiss' }));
    expect(notice()).toHaveClass('amplify-alert', 'mine');
    expect(notice()).toHaveAttribute('id', 'outcome');
    expect(notice()).toHaveStyle({ color: 'rgb(1, 2, 3)' });
  });

  test('speaks the app’s own words where it is given some', async () => {
    const { show } = await renderNotice(
      {},
      { completeGlobal: 'Tschüss!', dismiss: 'Weg', language: 'de' },
    );
    await show(outcome.complete());
    expect(within(notice()).getByText('Tschüss!')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Weg' })).toBeVisible();
  });

  test('outside a provider says what happened, why it matters and how to fix it', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(renderStrict(<SignOutNotice />)).rejects.toThrow(
      /^SignOutNotice was used outside <AuthProvider>.*can't.*Wrap .*<AuthProvider>/,
    );
  });
});
