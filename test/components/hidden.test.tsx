import { act, fireEvent, screen } from '@testing-library/react';
import * as React from 'react';
import { type ReactNode, Suspense, useState } from 'react';
import { expect, test } from 'vitest';
import { AuthProvider, SignedIn, SignedOut, SignOutButton, SignOutNotice } from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { renderStrict } from '../react/renderStrict';

const { Activity } = React as { Activity?: typeof React.Activity };
const everywhere = 'Sign out of all devices';
const never = new Promise(() => {});
const wait = (ms = 50) => act(() => new Promise((resolve) => setTimeout(resolve, ms)));
const click = () =>
  act(async () => fireEvent.click(screen.getByRole('button', { name: everywhere })));
const seen = () =>
  [...document.querySelectorAll('[data-part="notice"]')].filter(
    (notice) => !notice.closest('[style*="display: none"]'),
  );

/** What the live region has said, or the focus on a notice has had read out. */
function listen() {
  const heard: string[] = [];
  let was = '';
  const region = () => document.querySelector('[data-part="announcer"]')?.textContent ?? '';
  new MutationObserver(() => {
    if (region() && region() !== was) heard.push(region());
    was = region();
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
  document.addEventListener('focusin', ({ target }) => {
    if ((target as Element).role === 'group') heard.push((target as Element).textContent ?? '');
  });
  return heard;
}

let suspend: (isSuspended: boolean) => void;
function Lazy() {
  const [isSuspended, setSuspended] = useState(false);
  suspend = setSuspended;
  if (isSuspended) throw never;
  return null;
}

function LazySignIn(): ReactNode {
  throw never;
}

test.each<[string, ReactNode, 'during' | 'after']>([
  [
    'the notice and the button',
    [<SignOutNotice key="it" />, <SignOutButton key="b" global />],
    'during',
  ],
  ['the button', <SignOutButton key="b" global />, 'during'],
  [
    'the notice, which shows it',
    [<SignOutNotice key="it" />, <SignOutButton key="b" global />],
    'after',
  ],
])('what a suspended boundary hides shows no outcome: %s', async (_, children, when) => {
  const adapter = createScriptedAdapter({
    outcomes: [outcome.partial({ scope: 'global' })],
    latencyMs: 20,
  });
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <Suspense fallback="Loading…">
        {children}
        <Lazy />
      </Suspense>
    </AuthProvider>,
  );
  const heard = listen();
  await click();
  if (when === 'after') await wait();
  await act(async () => suspend(true));
  await wait();
  expect(seen()).toHaveLength(1);
  expect(heard).toHaveLength(1);
});

test('a sign-in page that does not load leaves the outcome to be seen and heard', async () => {
  const adapter = createScriptedAdapter({ outcomes: [outcome.partial({ scope: 'global' })] });
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <Suspense fallback="Loading…">
        <SignedIn>
          <SignOutButton global />
        </SignedIn>
        <SignedOut>
          <LazySignIn />
        </SignedOut>
      </Suspense>
    </AuthProvider>,
  );
  const heard = listen();
  await click();
  await wait();
  expect(seen()).toHaveLength(1);
  expect(heard).toHaveLength(1);
});

test.skipIf(!Activity)(
  'an outcome is not heard again when React shows it again',
  async () => {
    const adapter = createScriptedAdapter({ outcomes: [outcome.failed()] });
    let show: (mode: 'hidden' | 'visible') => void = () => {};
    function Page() {
      const [mode, setMode] = useState<'hidden' | 'visible'>('visible');
      show = setMode;
      return (
        Activity && (
          <Activity mode={mode}>
            <AuthProvider adapter={adapter}>
              <SignOutNotice />
              <SignOutButton global />
            </AuthProvider>
          </Activity>
        )
      );
    }
    await renderStrict(<Page />);
    screen.getByRole('button').focus();
    const heard = listen();
    await click();
    await wait();
    expect(heard).toHaveLength(1);
    await wait(5100);
    await act(async () => show('hidden'));
    await act(async () => show('visible'));
    await wait();
    expect(heard).toHaveLength(1);
  },
  15_000,
);

test('an adapter that resolves to the same each time is heard each time', async () => {
  const adapter = createScriptedAdapter();
  const done = {
    outcome: outcome.complete(),
    revealToken: () => null,
    forget() {},
  };
  await renderStrict(
    <AuthProvider adapter={{ ...adapter, signOut: async () => done }}>
      <SignOutNotice />
      <SignOutButton global />
    </AuthProvider>,
  );
  screen.getByRole('button').focus();
  const heard = listen();
  await click();
  await act(async () => adapter.signIn({ userId: 'bo', username: 'bo', displayName: 'Bo' }));
  await click();
  await wait();
  expect(heard).toHaveLength(2);
});

test('the same end of a session is heard each time, and not over the next one', async () => {
  const adapter = createScriptedAdapter();
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <SignOutNotice />
    </AuthProvider>,
  );
  const heard = listen();
  await act(async () => adapter.endSession('expired'));
  await act(async () => adapter.signIn({ userId: 'bo', username: 'bo', displayName: 'Bo' }));
  expect(screen.getByRole('status', { hidden: true })).toBeEmptyDOMElement();
  await act(async () => adapter.endSession('expired'));
  expect(heard).toHaveLength(2);
});
