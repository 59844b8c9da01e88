import { render } from '@testing-library/react';
import { type ReactNode, StrictMode, useEffect, useRef, useState, version } from 'react';
import { describe, expect, onTestFinished, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import {
  AuthProvider,
  SignedIn,
  SignedOut,
  SignOutButton,
  SignOutNotice,
  type SignOutOutcome,
  useSignOut,
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

  function Opened({ children }: { children: ReactNode }) {
    const modal = useRef<HTMLDialogElement>(null);
    useEffect(() => {
      if (!modal.current?.open) modal.current?.showModal();
    }, []);
    return <dialog ref={modal}>{children}</dialog>;
  }

  /** Clicks what nobody reaches. */
  async function clickBeneath(container: HTMLElement) {
    const button = () => container.querySelector<HTMLElement>('[data-part="button"]');
    await expect.poll(button).not.toBeNull();
    button()?.click();
  }

  /** An open dialog whose button goes, with what it stood in or with the session. */
  function OpenModal({ goes }: { goes: 'part' | 'session' }) {
    const modal = useRef<HTMLDialogElement>(null);
    const [isOpen, setOpen] = useState(true);
    useEffect(() => {
      if (!modal.current?.open) modal.current?.showModal();
    }, []);
    const button = <SignOutButton global onClick={() => goes === 'part' && setOpen(false)} />;
    return (
      <dialog ref={modal}>
        <div hidden={!isOpen}>{goes === 'part' ? button : <SignedIn>{button}</SignedIn>}</div>
        <button type="button" onClick={() => modal.current?.close()}>
          Close
        </button>
      </dialog>
    );
  }

  test.each(['part', 'session'] as const)(
    'that stays open, the outcome of a button that goes with its %s is heard and within reach',
    async (goes) => {
      open(<OpenModal goes={goes} />);
      await everywhere.click();
      await expect.element(notice).toHaveFocus();
      await retry.click();
    },
  );

  test('the outcome outlives it, within reach', async () => {
    open(<OpenModal goes="session" />);
    await everywhere.click();
    await expect.element(notice).toHaveFocus();
    await page.getByRole('button', { name: 'Close' }).click();
    await expect.element(notice).toBeVisible();
    await retry.click();
  });

  // An app's white page.
  test('that goes as the outcome comes, the app goes on', async () => {
    function Wait() {
      return <Opened>Signing out…</Opened>;
    }
    function App() {
      const { isPending } = useSignOut();
      return (
        <>
          <h1>My app</h1>
          <SignedIn>
            <SignOutButton global />
          </SignedIn>
          {isPending && <Wait />}
        </>
      );
    }
    open(<App />);
    await everywhere.click();
    await expect.element(notice).toHaveFocus();
    await expect.element(page.getByRole('heading')).toBeVisible();
    await retry.click();
  });

  test('whose text changes, the outcome stays within reach, and the app goes on', async () => {
    let say = (_: string) => {};
    function Modal() {
      const [text, setText] = useState('3 s');
      say = setText;
      return <Opened>{text}</Opened>;
    }
    const { container } = open(
      <>
        <h1>My app</h1>
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        <Modal />
      </>,
    );
    await clickBeneath(container);
    await expect.element(notice).toBeVisible();
    say('2 s');
    await retry.click();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expect.element(notice).not.toBeInTheDocument();
    expect(container.querySelector('h1')).not.toBeNull();
    expect(container.querySelector('dialog')).toHaveTextContent('2 s');
  });

  test('whose text counts down, nobody is led to the outcome again', async () => {
    function Countdown() {
      const modal = useRef<HTMLDialogElement>(null);
      const [seconds, setSeconds] = useState(30);
      useEffect(() => {
        if (!modal.current?.open) modal.current?.showModal();
        const timer = setInterval(setSeconds, 400, (now: number) => now - 1);
        return () => clearInterval(timer);
      }, []);
      return <dialog ref={modal}>{`${seconds} s`}</dialog>;
    }
    const { container } = open(
      <>
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        <SignedOut>
          <Countdown />
        </SignedOut>
      </>,
    );
    await clickBeneath(container);
    await expect.element(notice).toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 500));
    (retry.element() as HTMLElement).focus();
    const led: unknown[] = [];
    const onFocus = ({ target }: FocusEvent) => led.push(target);
    document.addEventListener('focusin', onFocus);
    onTestFinished(() => document.removeEventListener('focusin', onFocus));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(led).toEqual([]);
    await expect.element(retry).toBeVisible();
  });

  test('what stands in it does not move as the outcome comes', async () => {
    const modal = document.body.appendChild(document.createElement('dialog'));
    modal.innerHTML = '<p>One</p><button>Pay</button>';
    onTestFinished(() => modal.remove());
    const { container } = open(
      <SignedIn>
        <SignOutButton global />
      </SignedIn>,
    );
    await expect.poll(() => container.querySelector('[data-part="button"]')).not.toBeNull();
    modal.showModal();
    Object.assign(modal.style, { display: 'flex', flexDirection: 'column', gap: '24px' });
    const height = modal.offsetHeight;
    container.querySelector<HTMLElement>('[data-part="button"]')?.click();
    await expect.element(notice).toBeVisible();
    expect(modal.contains(notice.element())).toBe(true);
    expect(modal.offsetHeight).toBe(height);
  });

  test('that lies on another one, the outcome is within reach in the upper one', async () => {
    function Two() {
      const upper = useRef<HTMLDialogElement>(null);
      const lower = useRef<HTMLDialogElement>(null);
      useEffect(() => {
        if (upper.current?.open) return;
        lower.current?.showModal();
        upper.current?.showModal();
      }, []);
      return (
        <>
          <style>{'dialog::backdrop { display: none }'}</style>
          <dialog ref={upper}>
            <SignedIn>
              <SignOutButton global />
            </SignedIn>
            <button type="button">Close</button>
          </dialog>
          <dialog ref={lower}>Settings</dialog>
        </>
      );
    }
    open(<Two />);
    await everywhere.click();
    await expect.element(notice).toBeVisible();
    await retry.click();
  });

  test('that opens after the outcome, it is within reach in it', async () => {
    function SignIn() {
      const modal = useRef<HTMLDialogElement>(null);
      useEffect(() => {
        const timer = setTimeout(() => modal.current?.showModal(), 200);
        return () => clearTimeout(timer);
      }, []);
      return (
        <dialog ref={modal}>
          <input aria-label="User name" />
        </dialog>
      );
    }
    open(
      <>
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        <SignedOut>
          <SignIn />
        </SignedOut>
      </>,
    );
    await everywhere.click();
    await expect.element(notice).toHaveFocus();
    await expect.element(page.getByLabelText('User name')).toBeVisible();
    await retry.click();
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

test.each(['inert', 'hidden'] as const)(
  'an outcome that comes while the app is %s is heard',
  async (how) => {
    const { container } = open(
      <SignedIn>
        <SignOutButton global />
      </SignedIn>,
    );
    await everywhere.click();
    container[how] = true;
    const announcer = () => container.querySelector('[data-part="announcer"]')?.textContent;
    await expect.poll(announcer).toMatch(/^You're signed out here/);
    container[how] = false;
    await retry.click();
  },
);

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

const whens = ['at once', 'a tick later', 'a frame later'] as const;

describe.each(whens)('where the next screen takes the focus %s', (when) => {
  function Heading() {
    const heading = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
      const focus = () => heading.current?.focus();
      if (when === 'at once') focus();
      else if (when === 'a tick later') setTimeout(focus);
      else requestAnimationFrame(focus);
    }, []);
    return (
      <h1 ref={heading} tabIndex={-1}>
        Sign in
      </h1>
    );
  }
  const heading = page.getByRole('heading');
  /** What the focus was led to, in order, and what the live region said. */
  function listen() {
    const heard: string[] = [];
    const onFocus = ({ target }: FocusEvent) =>
      heard.push(`focused: ${(target as Element).textContent}`);
    document.addEventListener('focusin', onFocus);
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest('[data-part="announcer"]');
        if (region?.textContent) heard.push(`spoken: ${region.textContent}`);
      }
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
    onTestFinished(() => {
      document.removeEventListener('focusin', onFocus);
      observer.disconnect();
    });
    return () => heard.filter((words) => words.includes("You're signed out here"));
  }

  test('an outcome that was read is not heard again', async () => {
    let goOn = () => {};
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
    const heard = listen();
    open(<Page />);
    await everywhere.click();
    await expect.element(notice).toHaveFocus();
    goOn();
    await expect.element(heading).toHaveFocus();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(heard()).toHaveLength(1);
  });

  test('an outcome that it shows is heard to its end', async () => {
    const heard = listen();
    open(
      <>
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        <SignedOut>
          <Heading />
          <SignOutNotice />
        </SignedOut>
      </>,
    );
    await everywhere.click();
    await expect.element(heading).toHaveFocus();
    const spoken = () => heard().filter((words) => words.startsWith('spoken'));
    await expect.poll(spoken).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(spoken()).toEqual(heard().slice(-1));
    await expect.element(heading).toHaveFocus();
  });
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
