import { render } from '@testing-library/react';
import { type ReactNode, StrictMode, useEffect, useRef, useState, version } from 'react';
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  AuthProvider,
  SignedIn,
  SignOutButton,
  SignOutNotice,
  type SignOutOutcome,
} from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import '../../src/theme/styles.css';

const notice = page.getByRole('group', { name: /^You're signed out here/ });
const retry = page.getByRole('button', { name: 'Try again' });
const everywhere = page.getByRole('button', { name: 'Sign out of all devices' });

function open(
  children: ReactNode,
  container?: HTMLElement,
  settled: SignOutOutcome = outcome.partial({ scope: 'global' }),
) {
  const adapter = createScriptedAdapter({ outcomes: [settled], latencyMs: 100 });
  return render(
    <StrictMode>
      <AuthProvider adapter={adapter}>{children}</AuthProvider>
    </StrictMode>,
    container && { container },
  );
}

const kinds = ['hidden', 'visibility', 'inert', 'details', 'popover', 'dialog'] as const;
/** React 18 knows no `inert`. */
const known = kinds.filter((kind) => kind !== 'inert' || !version.startsWith('18'));

describe.each(known)('a part of the page that closes (%s)', (kind) => {
  function Part({ closesOn }: { closesOn: 'click' | 'outcome' }) {
    const [isOpen, setOpen] = useState(true);
    const part = useRef<HTMLDivElement & HTMLDialogElement>(null);
    useEffect(() => {
      if (kind === 'popover') part.current?.showPopover();
      if (kind === 'dialog' && !part.current?.open) part.current?.showModal();
    }, []);
    const close = () => {
      setOpen(false);
      if (kind === 'popover') part.current?.hidePopover();
      if (kind === 'dialog') part.current?.close();
    };
    const closing =
      closesOn === 'click' ? { onClick: close } : { onOutcome: () => setTimeout(close, 100) };
    const button = <SignOutButton global {...closing} />;
    if (kind === 'hidden') return <div hidden={!isOpen}>{button}</div>;
    if (kind === 'visibility')
      return <div style={{ visibility: isOpen ? 'visible' : 'hidden' }}>{button}</div>;
    if (kind === 'inert') return <div inert={!isOpen}>{button}</div>;
    if (kind === 'popover')
      return (
        <div ref={part} popover="auto">
          {button}
        </div>
      );
    if (kind === 'dialog') return <dialog ref={part}>{button}</dialog>;
    return (
      <details open={isOpen}>
        <summary>Account</summary>
        {button}
      </details>
    );
  }

  test('with the click leaves the outcome in sight, and its retry in reach', async () => {
    open(<Part closesOn="click" />);
    await everywhere.click();
    await expect.element(notice).toBeVisible();
    await retry.click();
  });

  // What becomes inert changes no size, and its words stay.
  test.skipIf(kind === 'inert')('with the outcome leaves it in sight', async () => {
    open(<Part closesOn="outcome" />);
    await everywhere.click();
    await expect.element(notice).toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect.element(notice).toBeVisible();
    await retry.click();
  });
});

describe('in a modal dialog of the app', () => {
  function Modal() {
    const modal = useRef<HTMLDialogElement>(null);
    return (
      <>
        <button type="button" onClick={() => modal.current?.showModal()}>
          Settings
        </button>
        <dialog ref={modal}>
          <SignOutButton global />
          <input aria-label="Name" />
          <button type="button" onClick={() => modal.current?.close()}>
            Close
          </button>
        </dialog>
      </>
    );
  }
  const settings = page.getByRole('button', { name: 'Settings' });

  test('the focus is led to the outcome, which is not heard from outside', async () => {
    open(<Modal />);
    await settings.click();
    await everywhere.click();
    await expect.element(notice).toHaveFocus();
    expect(document.querySelector('[data-part="announcer"]')).not.toHaveTextContent('signed out');
  });

  test('whoever types goes on typing', async () => {
    open(<Modal />);
    await settings.click();
    await everywhere.click();
    const field = page.getByLabelText('Name');
    await field.click();
    await expect.element(notice).toBeVisible();
    await userEvent.keyboard('abc');
    await expect.element(field).toHaveValue('abc');
  });

  test('opened again, the next outcome is within reach in it', async () => {
    open(<Modal />, undefined, outcome.failed());
    await settings.click();
    await everywhere.click();
    await expect.element(retry).toBeVisible();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await settings.click();
    await everywhere.click();
    await retry.click();
  });
});

test('a notice that takes over from one that has the focus takes that too', async () => {
  let show = () => {};
  function Page() {
    const [isShown, setShown] = useState(false);
    show = () => setShown(true);
    return (
      <>
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        {isShown && <SignOutNotice />}
      </>
    );
  }
  open(<Page />);
  await everywhere.click();
  await expect.element(notice).toHaveFocus();
  await userEvent.tab();
  await expect.element(retry).toHaveFocus();
  show();
  await expect.element(notice).toHaveFocus();
});

test('an outcome that was read is not heard again where the next screen has the focus', async () => {
  let goOn = () => {};
  function Heading() {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => heading.current?.focus(), []);
    return (
      <h1 ref={heading} tabIndex={-1}>
        Sign in
      </h1>
    );
  }
  function Page() {
    const [isNext, setNext] = useState(false);
    goOn = () => setNext(true);
    if (isNext) return <Heading />;
    return (
      <>
        <SignOutNotice />
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
      </>
    );
  }
  open(<Page />);
  await everywhere.click();
  await expect.element(notice).toHaveFocus();
  goOn();
  await expect.element(page.getByRole('heading')).toHaveFocus();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(document.querySelector('[data-part="announcer"]')).toBeEmptyDOMElement();
});

describe.each([false, true])('in a shadow root: %s', (isShadow) => {
  function shadowed() {
    const host = document.body.appendChild(document.createElement('div'));
    const container = document.createElement('div');
    (isShadow ? host.attachShadow({ mode: 'open' }) : host).append(container);
    return container;
  }
  const part = (container: HTMLElement, name: string) =>
    container.querySelector<HTMLElement>(`[data-part="${name}"]`);

  test('an outcome is heard once, by the focus that is led to it', async () => {
    const container = shadowed();
    open(
      <SignedIn>
        <SignOutButton global />
      </SignedIn>,
      container,
    );
    await expect.poll(() => part(container, 'button')).not.toBeNull();
    part(container, 'button')?.click();
    await expect.poll(() => part(container, 'notice')?.matches(':focus')).toBe(true);
    expect(part(container, 'announcer')?.textContent).toBe('');
  });

  test('Escape puts it away', async () => {
    const container = shadowed();
    open(<SignOutButton global />, container);
    await expect.poll(() => part(container, 'button')).not.toBeNull();
    part(container, 'button')?.focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => part(container, 'notice')).not.toBeNull();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => part(container, 'notice')).toBeNull();
    expect(part(container, 'button')?.matches(':focus')).toBe(true);
  });

  test('put away by keyboard, the focus goes back to where it was', async () => {
    const container = shadowed();
    open(<SignOutButton global />, container);
    await expect.poll(() => part(container, 'button')).not.toBeNull();
    part(container, 'button')?.focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => part(container, 'retry')).not.toBeNull();
    await userEvent.tab();
    await userEvent.tab();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => part(container, 'notice')).toBeNull();
    expect(part(container, 'button')?.matches(':focus')).toBe(true);
  });
});
