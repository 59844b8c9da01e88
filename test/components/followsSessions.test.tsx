import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Authenticator, useAuthenticator } from '@aws-amplify/ui-react';
import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Amplify } from 'aws-amplify';
import { Hub } from 'aws-amplify/utils';
import { Fragment, useEffect, useState } from 'react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  AuthenticatorShell,
  type AuthenticatorShellProps,
  AuthProvider,
  type AuthUser,
  useAuth,
} from '../../src';
import { alice, bob, createFakeAdapter } from '../flow/createFakeAdapter';
import { deferred } from '../flow/setUp';
import { renderStrict } from '../react/renderStrict';

const prefix = 'CognitoIdentityServiceProvider.client';
const encode = (value: object) => btoa(JSON.stringify(value));

/** Has the browser's storage hold somebody's session, or nobody's. */
function store(user: AuthUser | null) {
  localStorage.clear();
  if (!user) return;
  const payload = encode({ sub: user.userId, 'cognito:username': user.username, exp: 2 ** 32 });
  const token = `${encode({ alg: 'RS256' })}.${payload}.signature`;
  localStorage.setItem(`${prefix}.LastAuthUser`, user.username);
  localStorage.setItem(`${prefix}.${user.username}.accessToken`, token);
  localStorage.setItem(`${prefix}.${user.username}.idToken`, token);
}

beforeEach(() => {
  Amplify.configure({
    Auth: { Cognito: { userPoolId: 'us-east-1_test', userPoolClientId: 'client' } },
  });
  vi.stubGlobal('fetch', async () => new Response('{}', { status: 400 }));
});

const form = () => screen.getByRole('button', { name: 'Sign in' });
const hello = () => screen.queryByText(/^Hello/)?.textContent;
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 100)));

async function renderShell(
  user: AuthUser | null,
  Outer: typeof Fragment | typeof Authenticator.Provider,
  props: AuthenticatorShellProps = {},
) {
  store(user);
  const adapter = createFakeAdapter(user);
  const mounts = { headers: 0, apps: 0 };
  function Header() {
    useEffect(() => void mounts.headers++, []);
    return null;
  }
  function App({ name }: { name: string }) {
    useEffect(() => void mounts.apps++, []);
    const seen = useAuth().user?.username;
    const [first] = useState(name);
    return <p>{`Hello, ${first}: ${name} ${seen}`}</p>;
  }
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <Outer>
        <AuthenticatorShell hideSignUp components={{ Header }} {...props}>
          {({ user }) => <App name={user?.username ?? 'nobody'} />}
        </AuthenticatorShell>
      </Outer>
    </AuthProvider>,
  );
  await settled();
  Object.assign(mounts, { headers: 0, apps: 0 });

  /** What is found in the storage is told, as after what another tab did. */
  async function becomes(next: AuthUser | null) {
    store(next);
    adapter.user = next;
    await act(async () =>
      adapter.emit(next ? { type: 'signedIn', user: next } : { type: 'signedOut', by: 'otherTab' }),
    );
    expect(hello() ?? '').not.toMatch(next?.username === 'bob' ? /alice/ : /alice|bob/);
    await settled();
  }
  return { adapter, mounts, becomes };
}

describe.each([
  ['', Fragment],
  [', within a provider of the app’s own', Authenticator.Provider],
])('the Authenticator follows another tab%s', (_, Outer) => {
  test('to the sign-in form, with why', async () => {
    const { becomes } = await renderShell(alice, Outer);
    expect(hello()).toBe('Hello, alice: alice alice');
    await becomes(null);
    expect(hello()).toBeUndefined();
    expect(form()).toBeVisible();
    expect(screen.getAllByRole('group', { name: 'You signed out in another tab.' })).toHaveLength(
      1,
    );
  });

  test('to somebody’s app', async () => {
    const { becomes } = await renderShell(null, Outer);
    await becomes(bob);
    expect(hello()).toBe('Hello, bob: bob bob');
  });

  test('from one person’s app to the other’s, and on', async () => {
    const { becomes } = await renderShell(alice, Outer);
    await becomes(bob);
    expect(hello()).toBe('Hello, bob: bob bob');
    await becomes(null);
    expect(hello()).toBeUndefined();
    expect(form()).toBeVisible();
    await becomes(bob);
    expect(hello()).toBe('Hello, bob: bob bob');
  });

  test('and keeps the app of the same person in another session', async () => {
    const { becomes, mounts } = await renderShell(bob, Outer);
    await becomes({ ...bob });
    expect(hello()).toBe('Hello, bob: bob bob');
    expect(mounts).toEqual({ headers: 0, apps: 0 });
  });
});

describe('what Amplify UI hears itself mounts nothing anew', () => {
  test('a sign-in', async () => {
    const answer = deferred<{ isSignedIn: true; nextStep: { signInStep: 'DONE' } }>();
    const handleSignIn = () => answer.promise;
    const { adapter, mounts } = await renderShell(null, Fragment, { services: { handleSignIn } });
    await userEvent.type(screen.getByLabelText('Username'), 'bob');
    await userEvent.type(screen.getByLabelText('Password'), 'Correct-horse-2');
    await userEvent.click(form());
    await act(async () => {
      store(bob);
      adapter.emit({ type: 'signedIn', user: bob });
    });
    await settled();
    expect(mounts).toEqual({ headers: 0, apps: 0 });
    answer.resolve({ isSignedIn: true, nextStep: { signInStep: 'DONE' } });
    await settled();
    expect(hello()).toBe('Hello, bob: bob bob');
    expect(mounts).toEqual({ headers: 0, apps: 2 });
  });

  test('a sign-out', async () => {
    const { adapter, mounts } = await renderShell(alice, Fragment);
    await act(async () => {
      store(null);
      Hub.dispatch('auth', { event: 'signedOut' }, 'Auth', AMPLIFY_SYMBOL);
      adapter.emit({ type: 'signedOut', by: 'user' });
    });
    await settled();
    expect(form()).toBeVisible();
    expect(mounts).toEqual({ headers: 2, apps: 0 });
  });
});

test('a sign-in that waits for a code goes on, and gives way once it is given up', async () => {
  const handleSignIn = async () =>
    ({
      isSignedIn: false,
      nextStep: { signInStep: 'CONFIRM_SIGN_IN_WITH_TOTP_CODE' },
    }) as const;
  const { becomes } = await renderShell(null, Fragment, { services: { handleSignIn } });
  await userEvent.type(screen.getByLabelText('Username'), 'alice');
  await userEvent.type(screen.getByLabelText('Password'), 'Correct-horse-1');
  await userEvent.click(form());
  await settled();
  await userEvent.type(screen.getByLabelText('Code *'), '123');
  await becomes(bob);
  expect(screen.getByLabelText('Code *')).toHaveValue('123');
  await userEvent.click(screen.getByRole('button', { name: 'Back to Sign In' }));
  await settled();
  expect(hello()).toBe('Hello, bob: bob bob');
});

test('a look that finds the same leaves what was typed', async () => {
  const { adapter, mounts } = await renderShell(null, Fragment);
  await userEvent.type(screen.getByLabelText('Username'), 'ali');
  await act(async () => adapter.emit({ type: 'signedOut', by: 'unknown' }));
  await settled();
  expect(screen.getByLabelText('Username')).toHaveValue('ali');
  expect(mounts.headers).toBe(0);
});

test('an adapter that knows nothing of Amplify’s storage mounts it anew once', async () => {
  const { adapter, mounts } = await renderShell(null, Fragment);
  await act(async () => adapter.emit({ type: 'signedIn', user: bob }));
  await settled();
  expect(form()).toBeVisible();
  expect(mounts.headers).toBe(2);
});

test('what an app reads of a provider above is what Amplify UI has heard', async () => {
  const seen: unknown[] = [];
  function Above() {
    seen.push(useAuthenticator().user?.username);
    return null;
  }
  const adapter = createFakeAdapter(alice);
  store(alice);
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <Authenticator.Provider>
        <Above />
        <AuthenticatorShell>the app</AuthenticatorShell>
      </Authenticator.Provider>
    </AuthProvider>,
  );
  await settled();
  store(null);
  await act(async () => adapter.emit({ type: 'signedOut', by: 'otherTab' }));
  await settled();
  expect(seen.at(-1)).toBeUndefined();
});
