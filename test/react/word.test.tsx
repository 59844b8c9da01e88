import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { AuthAdapter, AuthUser } from '../../src';
import {
  AuthProvider,
  type SignOutOutcome,
  type UseSignOutResult,
  useAuth,
  useSignOut,
} from '../../src';
import { outcome } from '../../src/testing';
import { alice, attempt, bob, createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from './renderStrict';

let hook: UseSignOutResult;

function App() {
  const { status, user } = useAuth();
  hook = useSignOut();
  // Read, so that nobody is warned of an outcome that the app does not handle.
  void hook.outcome;
  return <p>{[status, user?.displayName].join(' ')}</p>;
}

const render = (adapter: AuthAdapter) =>
  renderStrict(
    <AuthProvider adapter={adapter}>
      <App />
    </AuthProvider>,
  );

let logged: string[];

beforeEach(() => {
  logged = [];
  vi.spyOn(console, 'error').mockImplementation((...args) => {
    logged.push(args.map(String).join(' '));
  });
});

test.each<[string, AuthUser | null, RegExp]>([
  ['nobody', null, /^unauthenticated/],
  ['someone else', bob, /^authenticated Bob/],
  ['the same person', alice, /^authenticated Alice/],
])('after an adapter that rejects, useAuth shows whom it finds: %s', async (_, user, shown) => {
  const adapter = createFakeAdapter();
  await render(adapter);
  expect(screen.getByText(/^authenticated Alice/)).toBeVisible();
  adapter.user = user;
  const asking = vi.spyOn(adapter, 'getCurrentUser');
  vi.spyOn(adapter, 'signOut').mockRejectedValue(new Error('theirs'));
  let settled: SignOutOutcome | undefined;
  await act(async () => {
    settled = await hook.signOut();
  });
  expect(settled).toMatchObject({
    status: 'failed',
    server: 'unknown',
    failures: [{ step: 'session', reason: 'unknown' }],
  });
  expect(asking).toHaveBeenCalled();
  expect(await screen.findByText(shown)).toBeVisible();
  expect(logged).toEqual([expect.stringContaining('theirs')]);
});

test('no options at all are none', async () => {
  const adapter = createFakeAdapter();
  await render(adapter);
  let settled: SignOutOutcome | undefined;
  act(() => void hook.signOut(null as never).then((result) => (settled = result)));
  expect(adapter.call.request.scope).toBe('local');
  const own = outcome.complete({ scope: 'local' });
  await act(async () => adapter.call.settle(attempt(own)));
  expect(settled).toBe(own);
  expect(logged).toEqual([]);
});
