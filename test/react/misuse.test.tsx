import { act, screen } from '@testing-library/react';
import { Amplify } from 'aws-amplify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  AuthenticatorShell,
  AuthProvider,
  type AuthProviderProps,
  SignOutButton,
  SignOutMenu,
  SignOutNotice,
  type UseSignOutResult,
  useAuth,
  useSignOut,
} from '../../src';
import { createScriptedAdapter } from '../../src/testing';
import { attempt, createFakeAdapter } from '../flow/createFakeAdapter';
import { local } from '../flow/setUp';
import { nextTask, renderStrict } from './renderStrict';

const log = vi.fn();
beforeEach(() => {
  log.mockReset();
  vi.spyOn(console, 'error').mockImplementation(log);
});
afterEach(() => vi.useRealTimers());

const logged = () => log.mock.calls.map(([text]) => String(text));

/** Signs out under a provider with these props. */
async function signOutUnder(props: AuthProviderProps) {
  const adapter = createFakeAdapter();
  await renderStrict(
    <AuthProvider adapter={adapter} {...props}>
      <SignOutButton />
      <SignOutNotice />
    </AuthProvider>,
  );
  await act(async () => screen.getByRole('button', { name: 'Sign out' }).click());
  const { request } = adapter.call;
  await request.cleanup?.(local);
  await act(async () => adapter.call.settle(attempt(local)));
  await act(nextTask);
}

const anything = (value: unknown) => value as never;

describe('afterSignOut', () => {
  test.each([
    ['a function', () => {}],
    ['a promise', Promise.resolve()],
    ['a text', 'forget'],
    ['a set', new Set([() => {}])],
  ])(
    'that is no list but %s: the person is told the truth, and whoever builds is told why',
    async (_, given) => {
      await signOutUnder({ afterSignOut: anything(given) });
      expect(screen.getByRole('group')).toHaveAttribute('data-status', 'complete');
      expect(logged()).toEqual([
        expect.stringMatching(/^amplify-signoff: afterSignOut is no list .*afterSignOut=\{\[/),
      ]);
    },
  );

  test('with something in it that is no function: its place is named, and the others run', async () => {
    const task = vi.fn();
    await signOutUnder({ afterSignOut: [anything('forget'), task] });
    expect(task).toHaveBeenCalledOnce();
    expect(logged()).toEqual([expect.stringContaining('afterSignOut[0] is no function')]);
  });

  test('with a task that throws: its place is named', async () => {
    const thrown = new Error('not my day');
    await signOutUnder({
      afterSignOut: [
        () => {},
        () => {
          throw thrown;
        },
      ],
    });
    expect(log.mock.calls).toEqual([[expect.stringContaining('afterSignOut[1] threw'), thrown]]);
  });
});

test('an onOutcome that throws is named', async () => {
  await signOutUnder({
    onOutcome() {
      throw new Error('not my day');
    },
  });
  expect(logged()).toEqual([expect.stringContaining('onOutcome threw')]);
});

test('an async onOutcome that rejects is named', async () => {
  const onOutcome = async () => Promise.reject(new Error('not my day'));
  await signOutUnder({ onOutcome });
  await act(nextTask);
  expect(logged()).toEqual([expect.stringContaining('onOutcome threw')]);
});

test.each([
  [
    'lacks a method',
    { getCurrentUser: async () => null, subscribe: () => () => {} },
    /lacks signOut\(\)/,
  ],
  ['is not called', () => createFakeAdapter(), /It is a function: call it/],
  ['is nothing', 7, /lacks getCurrentUser\(\), signOut\(\), subscribe\(\)/],
])('an adapter that %s is an error at once', async (_, adapter, problem) => {
  await expect(renderStrict(<AuthProvider adapter={anything(adapter)} />)).rejects.toThrow(problem);
});

test.each([
  ['nothing', undefined],
  ['an attempt without an outcome', {}],
  ['another status', { outcome: { status: 'ok' } }],
  ['a complete one without warnings', { outcome: { status: 'complete', scope: 'local' } }],
  ['a partial one without failures', { outcome: { status: 'partial', scope: 'local' } }],
  ['a failed one with none', { outcome: { status: 'failed', scope: 'local', failures: [] } }],
])('an adapter that resolves to %s has said nothing', async (_, resolved) => {
  const onOutcome = vi.fn();
  const adapter = createFakeAdapter();
  await renderStrict(
    <AuthProvider adapter={adapter} onOutcome={onOutcome}>
      <SignOutButton />
      <SignOutNotice />
    </AuthProvider>,
  );
  await act(async () => screen.getByRole('button', { name: 'Sign out' }).click());
  await act(async () => adapter.call.settle(anything(resolved && { forget() {}, ...resolved })));
  await act(nextTask);
  expect(onOutcome).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ status: 'failed', server: 'unknown' }),
  );
  expect(screen.getByRole('group')).toHaveAttribute('data-status', 'failed');
  expect(logged()).toEqual([expect.stringContaining('the adapter threw instead of resolving')]);
});

test.each([
  ['global', /was given a string, which is no options/],
  [true, /was given a boolean, which is no options/],
  [5, /was given a number, which is no options/],
  [{ signal: new AbortController() }, /was given a signal that is none/],
  [{ signal: 'soon' }, /was given a signal that is none/],
])('signOut(%j) signs nobody out, and says why', async (given, why) => {
  const adapter = createFakeAdapter();
  let signOut: UseSignOutResult['signOut'] | undefined;
  function Hook() {
    ({ signOut } = useSignOut());
    return null;
  }
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <Hook />
    </AuthProvider>,
  );
  await expect(signOut?.(anything(given))).resolves.toMatchObject({
    status: 'failed',
    failures: [{ step: 'prepare', reason: 'misconfigured' }],
  });
  expect(adapter.calls).toHaveLength(0);
  expect(logged()).toEqual([expect.stringMatching(why)]);
});

test('an adapter that rejects is told of once', async () => {
  const adapter = Object.assign(createFakeAdapter(), {
    getCurrentUser: () => Promise.reject(new Error('not my day')),
  });
  const Status = () => useAuth().status;
  const { container } = await renderStrict(
    <AuthProvider adapter={adapter}>
      <Status />
    </AuthProvider>,
  );
  expect(container).toHaveTextContent('unauthenticated');
  expect(logged()).toEqual([expect.stringContaining('getCurrentUser() rejected')]);
});

test.each([
  ['displayName', { userId: '1', username: 'alice', displayName: null }, 'alice'],
  ['username, displayName', { userId: '1' }, '1'],
  ['userId', { username: 'alice', displayName: 'Alice' }, 'Alice'],
  ['userId, username, displayName', {}, 'Account'],
])(
  'an adapter whose user lacks %s is told of once, and the app goes on',
  async (lacking, user, name) => {
    const adapter = createFakeAdapter(anything(user));
    const { container } = await renderStrict(
      <AuthProvider adapter={adapter}>
        <SignOutMenu isOpen />
      </AuthProvider>,
    );
    await act(async () => adapter.emit({ type: 'signedIn', user: anything(user) }));
    expect(container.querySelector('[data-part="label"]')).toHaveTextContent(name);
    expect(logged()).toEqual([expect.stringContaining(`the adapter's user lacks ${lacking}, so`)]);
  },
);

test('an adapter that is swapped is told of once', async () => {
  const app = () => <AuthProvider adapter={createFakeAdapter()} />;
  const { rerender } = await renderStrict(app());
  expect(log).not.toHaveBeenCalled();
  await act(async () => rerender(app()));
  await act(async () => rerender(app()));
  expect(logged()).toEqual([expect.stringContaining('another adapter after its first render')]);
});

test('a provider inside another one is told of once', async () => {
  await renderStrict(
    <AuthProvider adapter={createFakeAdapter()}>
      <AuthProvider adapter={createFakeAdapter()} />
    </AuthProvider>,
  );
  expect(logged()).toEqual([expect.stringContaining('inside another <AuthProvider>')]);
});

test('where nothing is laid out, nothing is said of the style sheet', async () => {
  vi.useFakeTimers();
  await renderStrict(
    <AuthProvider adapter={createFakeAdapter()}>
      <SignOutButton />
    </AuthProvider>,
  );
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(log).not.toHaveBeenCalled();
});

test('a scripted adapter in the shell is told of', async () => {
  Amplify.configure({
    Auth: { Cognito: { userPoolId: 'eu-central-1_test', userPoolClientId: 'client' } },
  });
  vi.useFakeTimers();
  await renderStrict(
    <AuthProvider adapter={createScriptedAdapter()}>
      <AuthenticatorShell />
    </AuthProvider>,
  );
  await act(() => vi.advanceTimersByTimeAsync(5000));
  expect(logged()).toEqual([expect.stringContaining('<AuthenticatorShell> shows Amplify')]);
});
