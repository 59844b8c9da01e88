import { render } from '@testing-library/react';
import * as React from 'react';
import { type ReactNode, StrictMode, Suspense, useEffect, useRef, useState } from 'react';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { AuthProvider, SignOutButton, SignOutMenu, useAuth, useSignOut } from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { attempt, bob, createFakeAdapter, type FakeAdapter } from '../flow/createFakeAdapter';
import '../../src/theme/styles.css';

const { Activity } = React as { Activity?: typeof React.Activity };
const everywhere = page.getByRole('button', { name: 'Sign out of all devices' });
const dialog = page.getByRole('alertdialog');
const cancel = dialog.getByRole('button', { name: 'Cancel' });
const confirm = dialog.getByRole('button', { name: 'Sign out of all devices' });
const elsewhere = page.getByRole('button', { name: 'Elsewhere' });

function open(children: ReactNode) {
  const adapter = createScriptedAdapter({ outcomes: [outcome.partial({ scope: 'global' })] });
  const signOut = vi.spyOn(adapter, 'signOut');
  const onElsewhere = vi.fn();
  render(
    <StrictMode>
      <AuthProvider adapter={adapter}>
        <button type="button" onClick={onElsewhere}>
          Elsewhere
        </button>
        {children}
      </AuthProvider>
    </StrictMode>,
  );
  return { signOut, onElsewhere };
}

const kinds = ['hidden', 'details', 'popover', 'unmounts'] as const;

describe.each(kinds)('in a part of the page that closes (%s)', (kind) => {
  let close: () => void;
  function Part({ closesOn, onOutcome }: { closesOn?: 'click'; onOutcome?: () => void }) {
    const [isOpen, setOpen] = useState(true);
    const part = useRef<HTMLDivElement>(null);
    useEffect(() => {
      if (kind === 'popover') part.current?.showPopover();
    }, []);
    close = () => {
      setOpen(false);
      if (kind === 'popover') part.current?.hidePopover();
    };
    const button = (
      <SignOutButton global confirm onOutcome={onOutcome} {...(closesOn && { onClick: close })} />
    );
    if (kind === 'hidden') return <div hidden={!isOpen}>{button}</div>;
    if (kind === 'popover')
      return (
        <div ref={part} popover="auto">
          {button}
        </div>
      );
    if (kind === 'unmounts') return isOpen && button;
    return (
      <details open={isOpen}>
        <summary>Account</summary>
        {button}
      </details>
    );
  }

  test('with the click, the question is asked all the same, and answered', async () => {
    const onOutcome = vi.fn();
    const { signOut } = open(<Part closesOn="click" onOutcome={onOutcome} />);
    await everywhere.click();
    await expect.element(cancel).toHaveFocus();
    await confirm.click();
    expect(signOut.mock.calls.map(([{ scope }]) => scope)).toEqual(['global']);
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(onOutcome).toHaveBeenCalledOnce();
  });

  test('while it is asked, it can still be taken back, and the page goes on', async () => {
    const { signOut, onElsewhere } = open(<Part />);
    await everywhere.click();
    await expect.element(cancel).toHaveFocus();
    close();
    await new Promise((resolve) => setTimeout(resolve, 200));
    await cancel.click();
    await elsewhere.click();
    expect(onElsewhere).toHaveBeenCalledOnce();
    expect(signOut).not.toHaveBeenCalled();
    expect(document.querySelectorAll('dialog')).toHaveLength(0);
  });
});

test('of a menu that is hidden while it is asked, the question can be answered by keyboard', async () => {
  let hide = () => {};
  function Page() {
    const [isHidden, setHidden] = useState(false);
    hide = () => setHidden(true);
    return (
      <div style={{ display: isHidden ? 'none' : 'block' }}>
        <SignOutMenu confirm />
      </div>
    );
  }
  const { signOut } = open(<Page />);
  await page.getByRole('button', { name: 'Ana' }).click();
  await page.getByRole('menuitem', { name: 'Sign out of all devices' }).click();
  await expect.element(cancel).toHaveFocus();
  hide();
  await new Promise((resolve) => setTimeout(resolve, 200));
  await userEvent.keyboard('{Tab}{Enter}');
  await expect.poll(() => signOut.mock.calls.length).toBe(1);
});

test('a button that has left its question to the provider asks beside itself when it is seen again', async () => {
  let show = (_: boolean) => {};
  function Page() {
    const [isShown, setShown] = useState(true);
    show = setShown;
    return (
      <div data-testid="part" hidden={!isShown}>
        <SignOutButton global confirm />
      </div>
    );
  }
  open(<Page />);
  await everywhere.click();
  const part = page.getByTestId('part').element();
  await expect.poll(() => part.querySelector('dialog')).not.toBeNull();
  show(false);
  await expect.poll(() => part.querySelector('dialog')).toBeNull();
  await cancel.click();
  show(true);
  await everywhere.click();
  await expect.element(cancel).toHaveFocus();
  expect(part.querySelector('dialog')).not.toBeNull();
});

const boundaries = ['a suspended boundary', 'an Activity'] as const;

test.each(Activity ? boundaries : boundaries.slice(0, 1))(
  'where %s hides the button, its question can still be answered, and once only',
  async (kind) => {
    const never = new Promise(() => {});
    let set = (_: boolean) => {};
    function Lazy({ isLoading }: { isLoading: boolean }) {
      if (isLoading) throw never;
      return null;
    }
    function Page() {
      const [isHidden, setHidden] = useState(false);
      set = setHidden;
      const button = <SignOutButton global confirm />;
      if (Activity && kind === 'an Activity')
        return <Activity mode={isHidden ? 'hidden' : 'visible'}>{button}</Activity>;
      return (
        <Suspense fallback="Loading…">
          {button}
          <Lazy isLoading={isHidden} />
        </Suspense>
      );
    }
    const { onElsewhere } = open(<Page />);
    await everywhere.click();
    await expect.element(cancel).toHaveFocus();
    set(true);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await expect.element(cancel).toHaveFocus();
    set(false);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await cancel.click();
    await elsewhere.click();
    expect(onElsewhere).toHaveBeenCalledOnce();
  },
);

test('an answer is no click on what the button stands in', async () => {
  const onClick = vi.fn();
  open(
    // biome-ignore lint/a11y/noStaticElementInteractions: an app's clickable row
    // biome-ignore lint/a11y/useKeyWithClickEvents: an app's clickable row
    <div onClick={onClick}>
      <SignOutButton global confirm onClick={(event) => event.stopPropagation()} />
    </div>,
  );
  await everywhere.click();
  await cancel.click();
  await everywhere.click();
  await confirm.click();
  await page.getByRole('button', { name: 'Try again' }).click();
  expect(onClick).not.toHaveBeenCalled();
});

test('a question that is taken back as the page moves is not asked again', async () => {
  open(<SignOutButton global confirm />);
  await everywhere.click();
  await expect.element(cancel).toHaveFocus();
  (dialog.element() as HTMLDialogElement).close();
  document.dispatchEvent(new Event('toggle'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  await expect.element(dialog).not.toBeInTheDocument();
});

test('what takes the focus as the sign-out begins keeps it', async () => {
  function Stop() {
    const stop = useRef<HTMLButtonElement>(null);
    const { isPending } = useSignOut();
    useEffect(() => {
      if (isPending) stop.current?.focus();
    }, [isPending]);
    return (
      <button ref={stop} type="button">
        Stop
      </button>
    );
  }
  const { signOut } = open(
    <>
      <SignOutButton global confirm />
      <Stop />
    </>,
  );
  signOut.mockReturnValue(new Promise(() => {}));
  await everywhere.click();
  await confirm.click();
  await expect.element(page.getByRole('button', { name: 'Stop' })).toHaveFocus();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await expect.element(page.getByRole('button', { name: 'Stop' })).toHaveFocus();
});

test.each([true, false])(
  'where its button goes while it is asked, what has the focus keeps it: %s',
  async (isTaken) => {
    let sessionEnds = () => {};
    const adapter = createScriptedAdapter({});
    sessionEnds = () => adapter.endSession('otherTab');
    function Page() {
      const { user } = useAuth();
      const field = useRef<HTMLInputElement>(null);
      useEffect(() => {
        if (!user && isTaken) field.current?.focus();
      }, [user]);
      return (
        <>
          <SignOutButton global confirm />
          <input ref={field} aria-label="User name" />
        </>
      );
    }
    render(
      <AuthProvider adapter={adapter}>
        <Page />
      </AuthProvider>,
    );
    await everywhere.click();
    await expect.element(dialog).toBeVisible();
    sessionEnds();
    await expect.element(dialog).not.toBeInTheDocument();
    const focused = isTaken ? page.getByRole('textbox') : everywhere;
    await expect.element(focused).toHaveFocus();
  },
);

test('a question whose provider is hidden is taken back, and the page goes on', async () => {
  let hide = () => {};
  const onElsewhere = vi.fn();
  const adapter = createScriptedAdapter({});
  function Page() {
    const [isHidden, setHidden] = useState(false);
    hide = () => setHidden(true);
    return (
      <>
        <button type="button" onClick={onElsewhere}>
          Elsewhere
        </button>
        <div hidden={isHidden}>
          <AuthProvider adapter={adapter}>
            <SignOutButton global confirm />
          </AuthProvider>
        </div>
      </>
    );
  }
  render(<Page />);
  await everywhere.click();
  await expect.element(dialog).toBeVisible();
  hide();
  await elsewhere.click();
  expect(onElsewhere).toHaveBeenCalledOnce();
});

describe('an outcome that comes while another provider asks', () => {
  const floating = () => document.querySelector<HTMLElement>('[data-part="floating"]');
  const isAbove = () => floating()?.matches(':popover-open');
  const spoken = () =>
    [...document.querySelectorAll('[role="status"]')].map((it) => it.textContent).join('');

  async function openWhileAsked() {
    await page.viewport(844, 390);
    onTestFinished(() => page.viewport(1000, 700));
    const adapter = createFakeAdapter();
    const asking = createFakeAdapter(bob);
    render(
      <>
        <AuthProvider adapter={adapter}>
          <SignOutButton>Leave</SignOutButton>
        </AuthProvider>
        <AuthProvider adapter={asking}>
          <SignOutButton global confirm />
        </AuthProvider>
      </>,
    );
    await page.getByRole('button', { name: 'Leave' }).click();
    await everywhere.click();
    await expect.element(dialog).toBeVisible();
    adapter.call.settle(attempt(outcome.failed()));
    await expect.poll(floating).not.toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 400));
    return asking;
  }

  test('is neither above that nor spoken beside it', async () => {
    await openWhileAsked();
    expect(isAbove()).toBe(false);
    const { left, top, width, height } = confirm.element().getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    expect(confirm.element().contains(hit)).toBe(true);
    expect(spoken()).toBe('');
  });

  test.each([
    ['taken back', () => userEvent.keyboard('{Escape}')],
    ['over', async (asking: FakeAdapter) => asking.emit({ type: 'signedOut', by: 'otherTab' })],
  ])('is shown and spoken once that is %s', async (_, end) => {
    await end(await openWhileAsked());
    await expect.poll(isAbove).toBe(true);
    await expect.poll(spoken).toContain('Signed out everywhere');
  });
});

test.each([false, true])(
  'Escape takes the question back, and not the drawer that it stands in (which prevents: %s)',
  async (prevents) => {
    function Drawer() {
      const [isOpen, setOpen] = useState(true);
      if (!isOpen) return null;
      return (
        <div
          role="dialog"
          aria-label="Drawer"
          onKeyDown={(event) => {
            if (prevents) event.preventDefault();
            if (event.key === 'Escape') setOpen(false);
          }}
        >
          <SignOutButton global confirm />
        </div>
      );
    }
    open(<Drawer />);
    await everywhere.click();
    await expect.element(dialog).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.element(dialog).not.toBeInTheDocument();
    await expect.element(everywhere).toHaveFocus();
  },
);

test('a click on its words closes no details whose summary it stands in', async () => {
  open(
    <details open>
      <summary>
        <SignOutButton global confirm />
      </summary>
    </details>,
  );
  await everywhere.click();
  await dialog.getByRole('heading').click();
  expect(document.querySelector('details')?.open).toBe(true);
});
