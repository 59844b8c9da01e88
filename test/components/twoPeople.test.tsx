import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import {
  AuthProvider,
  type AuthProviderProps,
  SignOutButton,
  SignOutMenu,
  SignOutNotice,
  type UseSignOutResult,
  useSignOut,
} from '../../src';
import { createScriptedAdapter, outcome, type ScriptedAdapterOptions } from '../../src/testing';
import { renderStrict } from '../react/renderStrict';

const bo = { userId: 'bo', username: 'bo', displayName: 'Bo' };
const everywhere = 'Sign out of all devices';
const notices = () => document.querySelectorAll('[data-part="notice"]');
const button = (name: string) => screen.getByRole('button', { name });
const click = (name: string) => act(async () => fireEvent.click(button(name)));
const wait = (ms = 20) => act(() => new Promise((resolve) => setTimeout(resolve, ms)));

beforeEach(() => {
  // jsdom has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close(value = '') {
    if (!this.open) return;
    this.open = false;
    this.returnValue = value;
    this.dispatchEvent(new Event('close'));
  };
});

/** Ana’s page, and who was asked to be signed out of it. */
async function page(
  children: React.ReactNode,
  { outcomes = [outcome.complete()], ...options }: ScriptedAdapterOptions = {},
  props: AuthProviderProps = {},
) {
  const asked: (string | undefined)[] = [];
  const adapter = createScriptedAdapter({
    ...options,
    outcomes: outcomes.map((it) => (request) => {
      asked.push(request.userId);
      return typeof it === 'function' ? it(request) : it;
    }),
  });
  await renderStrict(
    <AuthProvider adapter={adapter} {...props}>
      {children}
    </AuthProvider>,
  );
  return { adapter, asked };
}

test.each<[string, (adapter: ReturnType<typeof createScriptedAdapter>) => void]>([
  ['someone else signs in', (adapter) => adapter.signIn(bo)],
  ['the session ends elsewhere', (adapter) => adapter.endSession('otherTab')],
])('a question that nobody is left to answer is answered no: %s', async (_, happens) => {
  const { adapter, asked } = await page(<SignOutButton global confirm />);
  await click(everywhere);
  const dialog = screen.getByRole<HTMLDialogElement>('alertdialog');
  await act(async () => {
    happens(adapter);
    // Before the page shows it.
    dialog.close('confirm');
  });
  expect(screen.queryByRole('alertdialog')).toBeNull();
  await click(everywhere);
  await act(async () => adapter.signIn({ ...bo, userId: 'bea' }));
  await wait();
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(asked).toEqual([]);
});

test('a question about all devices goes where only this one can be signed out', async () => {
  const adapter = createScriptedAdapter();
  let isAble = true;
  await renderStrict(
    <AuthProvider adapter={{ ...adapter, canSignOutGlobally: async () => isAble }}>
      <SignOutButton global confirm />
    </AuthProvider>,
  );
  await click(everywhere);
  isAble = false;
  await act(async () => adapter.signIn((await adapter.getCurrentUser()) ?? bo));
  await wait();
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

test('whoever is asked before it is known who they are is still asked after it, and nobody else', async () => {
  const adapter = createScriptedAdapter();
  let find = (_: typeof bo) => {};
  const found = new Promise<typeof bo>((resolve) => {
    find = resolve;
  });
  await renderStrict(
    <AuthProvider adapter={{ ...adapter, getCurrentUser: () => found }}>
      <SignOutButton global confirm />
    </AuthProvider>,
  );
  await click(everywhere);
  await act(async () => find(bo));
  await wait();
  expect(screen.getByRole('alertdialog')).toBeInTheDocument();
  await act(async () => adapter.signIn({ ...bo, userId: 'bea' }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

test.each([
  ['a button', <SignOutButton key="button" />, async () => click('Sign out')],
  [
    'a menu',
    <SignOutMenu key="menu" />,
    async () => {
      await click('Ana');
      await act(async () => fireEvent.click(screen.getByRole('menuitem', { name: 'Sign out' })));
    },
  ],
])(
  'whoever signs in during somebody’s sign-out sees and hears nothing of it: %s',
  async (_, ui, signOut) => {
    const { adapter } = await page(ui, { latencyMs: 1000 });
    await signOut();
    await act(async () => adapter.signIn(bo));
    await wait(400);
    expect(screen.getByRole('button')).not.toHaveAttribute('data-pending');
    expect(screen.getByRole('status', { hidden: true })).toBeEmptyDOMElement();
  },
);

test('their own click is not lost, and signs them out', async () => {
  let answer = (_: boolean) => {};
  const beforeSignOut = vi
    .fn<() => boolean | Promise<boolean>>(() => true)
    .mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
  const { adapter, asked } = await page(<SignOutButton />, {}, { beforeSignOut });
  await click('Sign out');
  await act(async () => adapter.signIn(bo));
  await click('Sign out');
  expect(screen.getByRole('button')).toHaveAttribute('data-pending');
  await act(async () => answer(true));
  await wait();
  expect(asked).toEqual(['bo']);
  expect(await adapter.getCurrentUser()).toBeNull();
});

test('a click that waits for somebody’s sign-out is shown to wait, and not to whoever comes after', async () => {
  let signOut: UseSignOutResult['signOut'] | undefined;
  function Hook() {
    ({ signOut } = useSignOut());
    return null;
  }
  const { adapter } = await page(
    <>
      <Hook />
      <SignOutButton />
    </>,
    { outcomes: [() => new Promise(() => {})] },
  );
  await act(async () => void signOut?.());
  await act(async () => adapter.signIn(bo));
  await click('Sign out');
  expect(screen.getByRole('button')).toHaveAttribute('data-pending');
  await act(async () => adapter.signIn({ ...bo, userId: 'cy' }));
  expect(screen.getByRole('button')).not.toHaveAttribute('data-pending');
});

test('nobody is told that they are signed out while somebody’s retry runs', async () => {
  const { adapter } = await page(
    <>
      <SignOutNotice />
      <SignOutButton global />
    </>,
    { outcomes: [outcome.partial({ scope: 'global' }), () => new Promise(() => {})] },
  );
  await click(everywhere);
  await click('Try again');
  expect(notices()).toHaveLength(1);
  await act(async () => adapter.signIn(bo));
  expect(notices()).toHaveLength(0);
  expect(button(everywhere)).not.toHaveAttribute('data-pending');
});
