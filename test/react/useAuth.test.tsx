import { act, screen } from '@testing-library/react';
import { expect, expectTypeOf, test, vi } from 'vitest';
import { AuthProvider, type AuthState, SignedIn, SignedOut, useAuth } from '../../src';
import { alice, bob, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from './renderStrict';

function Who() {
  const { status, user, signedOutBy } = useAuth();
  return <p>{[status, user?.displayName, signedOutBy].join(' ')}</p>;
}

test('says who is signed in, and what ended their session', async () => {
  const adapter = createFakeAdapter();
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <Who />
    </AuthProvider>,
  );
  expect(screen.getByText(/^authenticated Alice/)).toBeVisible();
  act(() => adapter.emit({ type: 'signedOut', by: 'expired' }));
  expect(screen.getByText('unauthenticated expired', { normalizer: squeeze })).toBeVisible();
  await act(async () => adapter.emit({ type: 'signedIn', user: bob }));
  expect(screen.getByText(/^authenticated Bob/)).toBeVisible();
});

const squeeze = (text: string) => text.replace(/\s+/g, ' ').trim();

test('listens once in StrictMode, and not at all when the provider is gone', async () => {
  const adapter = createFakeAdapter();
  const { unmount } = await renderStrict(<AuthProvider adapter={adapter} />);
  expect(adapter.listeners).toBe(1);
  unmount();
  expect(adapter.listeners).toBe(0);
});

test('tells a component of a change once', async () => {
  const adapter = createFakeAdapter();
  const states: AuthState[] = [];
  function Recorder() {
    const auth = useAuth();
    if (states.at(-1) !== auth) states.push(auth);
    return null;
  }
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <Recorder />
    </AuthProvider>,
  );
  act(() => adapter.emit({ type: 'signedOut', by: 'user' }));
  expect(states.map(({ status }) => status)).toEqual([
    'configuring',
    'authenticated',
    'unauthenticated',
  ]);
});

test('keeps the user and the snapshot over renders', async () => {
  const adapter = createFakeAdapter();
  const seen = new Set<AuthState>();
  function Recorder() {
    seen.add(useAuth());
    return null;
  }
  const app = () => (
    <AuthProvider adapter={adapter}>
      <Recorder />
    </AuthProvider>
  );
  const { rerender } = await renderStrict(app());
  rerender(app());
  rerender(app());
  expect(seen.size).toBe(2);
});

test('gates show neither side until it is known which one', async () => {
  const adapter = createFakeAdapter();
  let found = (_: typeof alice | null) => {};
  adapter.getCurrentUser = () => new Promise((resolve) => (found = resolve));
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <SignedIn>in</SignedIn>
      <SignedOut>out</SignedOut>
    </AuthProvider>,
  );
  expect(screen.queryByText(/in|out/)).toBeNull();
  await act(async () => found(alice));
  expect(screen.getByText('in')).toBeVisible();
  act(() => adapter.emit({ type: 'signedOut', by: 'user' }));
  expect(screen.getByText('out')).toBeVisible();
});

test.each([
  ['useAuth', Who],
  ['useAuth', () => <SignedIn />],
])(
  'outside a provider says what happened, why it matters and how to fix it',
  async (hook, Part) => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await expect(renderStrict(<Part />)).rejects.toThrow(
      new RegExp(`^${hook} .*outside <AuthProvider>.*can't.*Wrap .*<AuthProvider>`),
    );
  },
);

test('has the type that the contract names', () => {
  expectTypeOf<AuthState['status']>().toEqualTypeOf<
    'configuring' | 'authenticated' | 'unauthenticated'
  >();
  expectTypeOf<AuthState['canSignOutGlobally']>().toEqualTypeOf<boolean>();
});
