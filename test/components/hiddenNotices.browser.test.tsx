import { render } from '@testing-library/react';
import { Amplify } from 'aws-amplify';
import { type ReactNode, StrictMode, useEffect, useRef, useState } from 'react';
import { expect, onTestFinished, test } from 'vitest';
import { page } from 'vitest/browser';
import {
  AuthenticatorShell,
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutNotice,
  useSignOut,
} from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { unsigned } from '../cognito/tokens';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import '../../src/theme/styles.css';

const everywhere = page.getByRole('button', { name: 'Sign out of all devices' });
const retry = page.getByRole('button', { name: 'Try again' });
const wait = (ms = 300) => new Promise((resolve) => setTimeout(resolve, ms));
const placed = () => document.querySelector('[data-testid="placed"] [data-part="notice"]');
const notices = () => document.querySelectorAll('[data-part="notice"]');

function open(children: ReactNode) {
  const outcomes = [outcome.partial({ scope: 'global' })];
  const adapter = createScriptedAdapter({ outcomes, latencyMs: 50 });
  render(
    <StrictMode>
      <AuthProvider adapter={adapter}>{children}</AuthProvider>
    </StrictMode>,
  );
}

function Placed() {
  return (
    <div data-testid="placed">
      <SignOutNotice />
    </div>
  );
}

let turnTab = () => {};
/** A part of the page that the app hides or shows. */
function Tab({
  isHiddenFirst = false,
  children,
}: {
  isHiddenFirst?: boolean;
  children: ReactNode;
}) {
  const [isHidden, setHidden] = useState(isHiddenFirst);
  turnTab = () => setHidden((is) => !is);
  return <div hidden={isHidden}>{children}</div>;
}

function Modal({ children }: { children?: ReactNode }) {
  const modal = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (!modal.current?.open) modal.current?.showModal();
  }, []);
  return (
    <dialog ref={modal}>
      <input aria-label="User name" />
      {children}
    </dialog>
  );
}

test('an outcome whose notice lies beneath a modal dialog is in reach in that', async () => {
  open(
    <>
      <Placed />
      <SignedIn>
        <SignOutButton global />
      </SignedIn>
      <SignedOut>
        <Modal />
      </SignedOut>
    </>,
  );
  await everywhere.click();
  await retry.click();
  expect(notices()).toHaveLength(1);
});

test('an outcome stays in reach where a modal dialog opens over its notice', async () => {
  let openModal = () => {};
  function Later() {
    const [isOpen, setOpen] = useState(false);
    openModal = () => setOpen(true);
    return isOpen && <Modal />;
  }
  open(
    <>
      <Placed />
      <SignOutButton global />
      <Later />
    </>,
  );
  await everywhere.click();
  await expect.element(retry).toBeVisible();
  expect(placed()).not.toBeNull();
  openModal();
  await expect.element(page.getByLabelText('User name')).toBeVisible();
  await retry.click();
});

test('the next outcome is shown where the notice stands, if that is seen again', async () => {
  open(
    <>
      <Tab isHiddenFirst>
        <Placed />
      </Tab>
      <SignOutButton global />
    </>,
  );
  await everywhere.click();
  await expect.element(retry).toBeVisible();
  expect(placed()).toBeNull();
  turnTab();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await everywhere.click();
  await expect.poll(placed).not.toBeNull();
  await wait();
  expect(placed()).not.toBeNull();
});

test('a notice in a dialog that opens with it shows the outcome there, and it is heard', async () => {
  open(
    <>
      <SignedIn>
        <SignOutButton global />
      </SignedIn>
      <SignedOut>
        <Modal>
          <Placed />
        </Modal>
      </SignedOut>
    </>,
  );
  await everywhere.click();
  await expect.element(retry).toBeVisible();
  const announcer = document.querySelector('[data-part="announcer"]');
  await expect.poll(() => announcer?.textContent).toMatch(/^You're signed out here/);
  await wait();
  expect(placed()).not.toBeNull();
});

test.each([true, false])(
  'of two notices the one that is seen shows the outcome (hidden one first: %s)',
  async (isHiddenFirst) => {
    const hidden = (
      <div style={{ display: 'none' }}>
        <SignOutNotice />
      </div>
    );
    open(
      <>
        {isHiddenFirst && hidden}
        <Placed />
        {!isHiddenFirst && hidden}
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
      </>,
    );
    await everywhere.click();
    await expect.element(page.getByRole('group')).toHaveFocus();
    expect(placed()).toHaveFocus();
    expect(notices()).toHaveLength(1);
  },
);

test('of two notices one shows the outcome that the other, which is hidden later, has shown', async () => {
  open(
    <>
      <Placed />
      <Tab>
        <SignOutNotice />
      </Tab>
      <SignOutButton global />
    </>,
  );
  await everywhere.click();
  await expect.element(retry).toBeVisible();
  expect(placed()).toBeNull();
  turnTab();
  await expect.poll(placed).not.toBeNull();
  await retry.click();
});

test("in a shell, what failed by a button in the app's modal dialog is in reach in that", async () => {
  Amplify.configure({
    Auth: { Cognito: { userPoolId: 'us-east-1_test', userPoolClientId: 'client' } },
  });
  const token = unsigned({ sub: '1', exp: 2 ** 32 });
  const key = 'CognitoIdentityServiceProvider.client';
  localStorage.setItem(`${key}.LastAuthUser`, 'alice');
  localStorage.setItem(`${key}.alice.accessToken`, token);
  localStorage.setItem(`${key}.alice.idToken`, token);
  onTestFinished(() => localStorage.clear());
  const adapter = createFakeAdapter();
  render(
    <AuthProvider adapter={adapter}>
      <AuthenticatorShell>
        <Modal>
          <SignOutButton global />
        </Modal>
      </AuthenticatorShell>
    </AuthProvider>,
  );
  await everywhere.click();
  await expect.poll(() => adapter.calls.length).toBe(1);
  adapter.call.settle(attempt(outcome.failed({ scope: 'global' })));
  await retry.click();
});

/** The app's own button, which shows nothing. */
function Own() {
  const { signOut } = useSignOut();
  return (
    <button type="button" onClick={() => void signOut({ global: true })}>
      Own
    </button>
  );
}
const own = page.getByRole('button', { name: 'Own' });

test('what the app’s own code asked for is in its notice again once a modal dialog has closed', async () => {
  open(
    <>
      <Placed />
      <dialog data-testid="modal">Settings</dialog>
      <Own />
    </>,
  );
  await own.click();
  await expect.element(retry).toBeVisible();
  const modal = page.getByTestId('modal').element() as HTMLDialogElement;
  modal.showModal();
  await wait();
  modal.close();
  await wait();
  expect(placed()).not.toBeNull();
  await retry.click();
});

test('of two notices that take turns, the one in sight shows what the app’s own code asked for', async () => {
  let turn = () => {};
  function Responsive() {
    const [isWide, setWide] = useState(true);
    turn = () => setWide((is) => !is);
    return (
      <>
        <div hidden={!isWide}>
          <SignOutNotice />
        </div>
        <div hidden={isWide}>
          <SignOutNotice />
        </div>
      </>
    );
  }
  open(
    <>
      <Responsive />
      <Own />
    </>,
  );
  await own.click();
  await wait();
  const inSight = () => [...notices()].filter((it) => it.checkVisibility());
  expect(inSight()).toHaveLength(1);
  turn();
  await wait();
  expect(inSight()).toHaveLength(1);
});

test('a notice in a shadow root in a modal dialog is in sight', async () => {
  const modal = document.body.appendChild(document.createElement('dialog'));
  onTestFinished(() => modal.remove());
  const root = modal.appendChild(document.createElement('div')).attachShadow({ mode: 'open' });
  const container = root.appendChild(document.createElement('div'));
  modal.showModal();
  render(
    <AuthProvider
      adapter={createScriptedAdapter({ outcomes: [outcome.partial({ scope: 'global' })] })}
    >
      <SignOutNotice />
      <SignOutButton global />
    </AuthProvider>,
    { container },
  );
  container.querySelector<HTMLElement>('[data-part="button"]')?.click();
  await wait();
  expect(container.querySelectorAll('[data-part="floating"]')).toHaveLength(0);
  expect(container.querySelectorAll('[data-part="notice"]')).toHaveLength(1);
});

test('in a browser that can’t tell what is seen, an outcome beneath a modal dialog is heard', async () => {
  const { checkVisibility } = Element.prototype;
  Object.assign(Element.prototype, { checkVisibility: undefined });
  onTestFinished(() => void Object.assign(Element.prototype, { checkVisibility }));
  open(
    <>
      <Placed />
      <Modal>
        <SignOutButton global />
      </Modal>
    </>,
  );
  await everywhere.click();
  await expect
    .poll(() => document.querySelector('[data-part="announcer"]')?.textContent)
    .toMatch(/other devices may still be signed in/);
});
