import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createRef } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { AuthProvider, SignOutButton, type SignOutButtonProps } from '../../src';
import { outcome } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from '../react/renderStrict';

const theButton = () => screen.getByTestId<HTMLButtonElement>('button');

async function renderButton(props: SignOutButtonProps = {}, beforeSignOut?: () => boolean) {
  const adapter = createFakeAdapter();
  const app = (changed: SignOutButtonProps = {}) => (
    <AuthProvider adapter={adapter} beforeSignOut={beforeSignOut}>
      <SignOutButton data-testid="button" {...props} {...changed} />
    </AuthProvider>
  );
  const view = await renderStrict(app());
  const settle = (settled: ReturnType<typeof outcome.complete> = outcome.complete()) =>
    act(async () => adapter.call.settle(attempt(settled)));
  return { adapter, app, settle, ...view };
}

describe('a sign-out button', () => {
  test('names what it does', async () => {
    const { rerender, app } = await renderButton();
    expect(theButton()).toHaveAccessibleName('Sign out');
    expect(theButton()).toHaveAttribute('type', 'button');
    rerender(app({ global: true }));
    expect(theButton()).toHaveAccessibleName('Sign out of all devices');
    rerender(app({ children: 'Leave' }));
    expect(theButton()).toHaveAccessibleName('Leave');
  });

  test.each([
    [{}, { scope: 'local' }],
    [{ global: true }, { scope: 'global' }],
    [{ redirectUrl: '/bye' }, { scope: 'local', redirectUrl: '/bye' }],
  ])('asks for what its props say: %o', async (props, request) => {
    const { adapter } = await renderButton(props);
    await userEvent.click(theButton());
    expect(adapter.call.request).toMatchObject(request);
  });

  test('fires one sign-out on a double click', async () => {
    const { adapter } = await renderButton();
    await userEvent.dblClick(theButton());
    await userEvent.tripleClick(theButton());
    expect(adapter.calls).toHaveLength(1);
  });

  test('keeps its focus while pending, is not disabled, and says what happens', async () => {
    const { settle } = await renderButton();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    expect(theButton()).toHaveFocus();
    expect(theButton()).not.toHaveAttribute('disabled');
    expect(theButton()).toHaveAttribute('aria-disabled', 'true');
    expect(theButton()).toHaveAttribute('data-pending', 'true');
    expect(theButton()).toHaveAccessibleName('Signing out…');
    await settle();
    expect(theButton()).toHaveFocus();
    expect(theButton()).not.toHaveAttribute('aria-disabled');
    expect(theButton()).not.toHaveAttribute('data-pending');
    expect(theButton()).toHaveAccessibleName('Sign out');
  });

  test('fires one sign-out on repeated keys', async () => {
    const { adapter } = await renderButton();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}{Enter} {Enter}');
    expect(adapter.calls).toHaveLength(1);
  });

  test('shows the label of the app’s own while pending', async () => {
    await renderButton({ pendingLabel: <b>One moment</b> });
    expect(theButton()).toHaveAccessibleName('Sign out');
    await userEvent.click(theButton());
    expect(theButton()).toHaveAccessibleName('One moment');
  });

  test('asks a function for both of its labels, so that it keeps the room of the wider one', async () => {
    const { settle } = await renderButton({
      children: ({ status, isPending }) => `${status}, ${isPending}`,
    });
    const label = () => theButton().querySelector('[data-part="label"]');
    const pendingLabel = () => theButton().querySelector('[data-part="pending-label"]');
    expect(theButton()).toHaveAccessibleName('idle, false');
    expect(pendingLabel()).toHaveTextContent('idle, true');
    await userEvent.click(theButton());
    expect(theButton()).toHaveAccessibleName('pending, true');
    expect(label()).toHaveTextContent('pending, false');
    await settle(outcome.partial() as never);
    expect(theButton()).toHaveAccessibleName('partial, false');
  });

  test('passes on its ref, its class and every other prop', async () => {
    const ref = createRef<HTMLButtonElement>();
    const onFocus = vi.fn();
    await renderButton({
      ref,
      className: 'mine',
      style: { color: 'rgb(1, 2, 3)' },
      id: 'leave',
      title: 'Leave',
      'aria-describedby': 'hint',
      variation: 'link',
      onFocus,
    });
    expect(ref.current).toBe(theButton());
    expect(theButton()).toHaveClass('amplify-button', 'amplify-button--link', 'mine');
    expect(theButton()).toHaveStyle({ color: 'rgb(1, 2, 3)' });
    expect(theButton()).toHaveAttribute('id', 'leave');
    expect(theButton()).toHaveAttribute('title', 'Leave');
    expect(theButton()).toHaveAttribute('aria-describedby', 'hint');
    await userEvent.tab();
    expect(onFocus).toHaveBeenCalledOnce();
  });

  test('accepts a function as its ref', async () => {
    const ref = vi.fn();
    await renderButton({ ref });
    expect(ref).toHaveBeenCalledWith(theButton());
  });

  test('keeps the app’s own aria-disabled', async () => {
    await renderButton({ 'aria-disabled': true });
    expect(theButton()).toHaveAttribute('aria-disabled', 'true');
  });

  test('that is disabled does nothing', async () => {
    const { adapter } = await renderButton({ isDisabled: true });
    expect(theButton()).toBeDisabled();
    await userEvent.click(theButton());
    expect(adapter.calls).toHaveLength(0);
  });

  test('lets the app’s own onClick go first, and stop it', async () => {
    const onClick = vi.fn();
    const { adapter, rerender, app } = await renderButton({
      onClick: (event) => event.preventDefault(),
    });
    await userEvent.click(theButton());
    expect(adapter.calls).toHaveLength(0);
    rerender(app({ onClick }));
    await userEvent.click(theButton());
    expect(onClick).toHaveBeenCalledOnce();
    expect(adapter.calls).toHaveLength(1);
  });

  test('outside a provider says what happened, why it matters and how to fix it', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(renderStrict(<SignOutButton />)).rejects.toThrow(
      /^SignOutButton was used outside <AuthProvider>.*can't.*Wrap .*<AuthProvider>/,
    );
  });
});

describe('where the session may not sign out of all devices, a button', () => {
  const hint = 'The way you signed in only lets you sign out on this device.';

  async function renderRestricted(props: SignOutButtonProps) {
    const adapter = Object.assign(createFakeAdapter(), { canSignOutGlobally: async () => false });
    await renderStrict(
      <AuthProvider adapter={adapter}>
        <SignOutButton data-testid="button" {...props} />
      </AuthProvider>,
    );
    return adapter;
  }

  test('for all of them says so before the click, right after itself', async () => {
    await renderRestricted({ global: true });
    expect(theButton()).toHaveAccessibleDescription(hint);
    expect(theButton().nextElementSibling).toHaveTextContent(hint);
  });

  test('for all of them is labelled and acts as for this one, whatever the app calls it', async () => {
    const adapter = await renderRestricted({ global: true, confirm: true, children: 'Everywhere' });
    expect(theButton()).toHaveAccessibleName('Sign out');
    await userEvent.click(theButton());
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(adapter.call.request.scope).toBe('local');
  });

  test('tells an app that labels it by its state', async () => {
    await renderRestricted({
      global: true,
      children: ({ isGlobal }) => (isGlobal ? 'Everywhere' : 'Here'),
    });
    expect(theButton()).toHaveAccessibleName('Here');
  });

  test('for this one has nothing to say', async () => {
    await renderRestricted({});
    expect(theButton()).not.toHaveAccessibleDescription();
    expect(screen.queryByText(hint)).toBeNull();
  });

  test('says so besides what the app describes it with', async () => {
    await renderRestricted({ global: true, 'aria-describedby': 'mine' });
    const own = document.body.appendChild(document.createElement('p'));
    own.id = 'mine';
    own.textContent = 'Ends your session.';
    expect(theButton()).toHaveAccessibleDescription(`Ends your session. ${hint}`);
    own.remove();
  });
});

describe('onOutcome of a button', () => {
  test('is called once with what became of it', async () => {
    const onOutcome = vi.fn();
    const { settle } = await renderButton({ onOutcome });
    await userEvent.dblClick(theButton());
    expect(onOutcome).not.toHaveBeenCalled();
    const settled = outcome.complete();
    await settle(settled);
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith(settled);
  });

  test('is called though the button is gone by then', async () => {
    const onOutcome = vi.fn();
    const adapter = createFakeAdapter();
    const app = (isThere: boolean) => (
      <AuthProvider adapter={adapter}>
        {isThere && <SignOutButton data-testid="button" onOutcome={onOutcome} />}
      </AuthProvider>
    );
    const { rerender } = await renderStrict(app(true));
    await userEvent.click(theButton());
    rerender(app(false));
    const settled = outcome.complete();
    await act(async () => adapter.call.settle(attempt(settled)));
    expect(onOutcome).toHaveBeenCalledExactlyOnceWith(settled);
  });

  test('is read when it is used', async () => {
    const [early, late] = [vi.fn(), vi.fn()];
    const { settle, rerender, app } = await renderButton({ onOutcome: early });
    await userEvent.click(theButton());
    rerender(app({ onOutcome: late }));
    await settle();
    expect(early).not.toHaveBeenCalled();
    expect(late).toHaveBeenCalledOnce();
  });

  test('is not called where the app said no', async () => {
    const onOutcome = vi.fn();
    const { adapter } = await renderButton({ onOutcome }, () => false);
    await userEvent.click(theButton());
    await act(async () => {});
    expect(adapter.calls).toHaveLength(0);
    expect(onOutcome).not.toHaveBeenCalled();
  });

  test('that throws is reported and breaks nothing', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    const onOutcome = () => {
      throw new Error('the app');
    };
    const { settle } = await renderButton({ onOutcome });
    await userEvent.click(theButton());
    await settle();
    await act(() => new Promise((resolve) => setTimeout(resolve, 10)));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(error).toHaveBeenCalledOnce();
  });
});
