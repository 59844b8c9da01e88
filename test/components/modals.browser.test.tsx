import { render } from '@testing-library/react';
import { type ReactNode, StrictMode, useEffect, useRef, useState } from 'react';
import { describe, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutMenu,
  type SignOutOutcome,
} from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import '../../src/theme/styles.css';

const partial = outcome.partial({ scope: 'global' });

function open(children: ReactNode, settled: SignOutOutcome = partial) {
  const adapter = createScriptedAdapter({ outcomes: [settled], latencyMs: 300 });
  render(
    <StrictMode>
      <AuthProvider adapter={adapter}>{children}</AuthProvider>
    </StrictMode>,
  );
}

const everywhere = page.getByRole('button', { name: 'Sign out of all devices' });
const field = page.getByLabelText('User name');
const tryAgain = () => page.getByRole('button', { name: 'Try again' }).click({ timeout: 2000 });

/** A modal dialog that opens with it, and anew with each `turn`. */
function SignIn({ turn = 0 }: { turn?: number }) {
  const modal = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = modal.current;
    dialog?.showModal();
    dialog?.setAttribute('data-turn', `${turn}`);
    return () => dialog?.close();
  }, [turn]);
  return (
    <dialog ref={modal}>
      <input aria-label="User name" />
    </dialog>
  );
}

test('a dialog that is closed and opened again at once does not lie over the outcome in it', async () => {
  let again = () => {};
  function Page() {
    const [turn, setTurn] = useState(0);
    again = () => setTurn(1);
    return (
      <>
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        <SignedOut>
          <SignIn turn={turn} />
        </SignedOut>
      </>
    );
  }
  open(<Page />);
  await everywhere.click();
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  again();
  await expect.poll(() => document.querySelector('[data-turn="1"]')).not.toBeNull();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await tryAgain();
});

test('a dialog that opens with the sign-out has the outcome of a button that stays', async () => {
  open(
    <>
      <SignOutButton global />
      <SignedOut>
        <SignIn />
      </SignedOut>
    </>,
  );
  await everywhere.click();
  await expect.element(field).toBeVisible();
  await tryAgain();
});

test.each<[string, ReactNode]>([
  ['a button', <SignOutButton key="" global />],
  ['a menu', <SignOutMenu key="" />],
])('a dialog that opens while it is pending has what failed by %s', async (_, control) => {
  function Page() {
    const [isOpen, setOpen] = useState(false);
    return (
      <>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: clicks bubble to it */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: clicks bubble to it */}
        <div
          onClick={({ target }) => {
            const isSignOut = /all devices/.test((target as HTMLElement).textContent ?? '');
            if (isSignOut) setTimeout(setOpen, 50, true);
          }}
        >
          {control}
        </div>
        {isOpen && <SignIn />}
      </>
    );
  }
  open(<Page />, outcome.failed());
  if (_ === 'a menu') {
    await page.getByRole('button').click();
    await page.getByRole('menuitem', { name: 'Sign out of all devices' }).click();
  } else await everywhere.click();
  await expect.element(field).toBeVisible();
  await tryAgain();
});

test('of two dialogs, the one on top has the outcome of a button in the other', async () => {
  let openUpper = () => {};
  function Page() {
    const lower = useRef<HTMLDialogElement>(null);
    const [isOpen, setOpen] = useState(false);
    openUpper = () => setOpen(true);
    useEffect(() => {
      if (!lower.current?.open) lower.current?.showModal();
    }, []);
    return (
      <>
        <dialog ref={lower}>
          <SignOutButton global />
        </dialog>
        {isOpen && <SignIn />}
      </>
    );
  }
  open(<Page />, outcome.failed());
  await everywhere.click();
  await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  openUpper();
  await expect.element(field).toBeVisible();
  await tryAgain();
});

describe('of two dialogs, the upper one', () => {
  /** The upper one comes first in the document, so that only what is seen tells which one it is. */
  function openTwo(css: string) {
    let openUpper = () => {};
    function Page() {
      const upper = useRef<HTMLDialogElement>(null);
      const lower = useRef<HTMLDialogElement>(null);
      openUpper = () => upper.current?.showModal();
      useEffect(() => {
        if (!lower.current?.open) lower.current?.showModal();
      }, []);
      return (
        <>
          <style>{css}</style>
          <dialog ref={upper} id="upper">
            <input aria-label="User name" />
          </dialog>
          <dialog ref={lower}>
            <SignOutButton global />
          </dialog>
        </>
      );
    }
    open(<Page />, outcome.failed());
    return () => openUpper();
  }

  const slide = (from: string) =>
    `#upper { inset: 0 0 0 auto; margin: 0; height: 100%; width: 20rem; ${from} }`;
  const noBackdrop = 'dialog::backdrop { display: none }';

  test.each([
    ['slides in', slide('transition: translate 0.3s; @starting-style { translate: 100% }')],
    [
      'slides in over no backdrop',
      slide('transition: translate 0.3s; @starting-style { translate: 100% }') + noBackdrop,
    ],
    [
      'slides in by an animation',
      `${slide('animation: in 0.3s')} @keyframes in { from { translate: 100% } } ${noBackdrop}`,
    ],
    [
      'is taller than the window',
      `#upper { inset-block-start: 0; height: 300vh; max-height: none; margin: 0 } ${noBackdrop}`,
    ],
  ])('that %s has the outcome within reach', async (_, css) => {
    const openUpper = openTwo(css);
    await everywhere.click();
    await expect.element(page.getByRole('button', { name: 'Try again' })).toBeVisible();
    openUpper();
    await new Promise((resolve) => setTimeout(resolve, 600));
    await tryAgain();
  });
});
