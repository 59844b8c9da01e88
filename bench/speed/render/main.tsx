import { Authenticator } from '@aws-amplify/ui-react';
import { Amplify } from 'aws-amplify';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { AuthProvider, useAuth, useSignOut } from '../../../src';
import { createScriptedAdapter, outcome } from '../../../src/testing';

Amplify.configure({ Auth: { Cognito: { userPoolId: 'local_1', userPoolClientId: 'client' } } });
const beside = document.body.appendChild(document.createElement('div'));

/** Milliseconds until what is rendered first stands there. */
async function first(node: ReactNode, selector: string): Promise<number> {
  const root = createRoot(beside);
  const begunAt = performance.now();
  flushSync(() => root.render(node));
  while (!document.querySelector(selector)) await nextTask();
  const ms = performance.now() - begunAt;
  root.unmount();
  return ms;
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

function Reader() {
  const { user } = useAuth();
  const { status } = useSignOut();
  return <i>{`${user?.displayName} ${status}`}</i>;
}

let signOut = (): Promise<unknown> => Promise.resolve();
function Clicked() {
  ({ signOut } = useSignOut());
  return null;
}

/** Milliseconds of a sign-out that is answered at once, in which so many components follow the user and the status. */
async function signOutAmong(readers: number): Promise<number> {
  const root = createRoot(beside);
  const adapter = createScriptedAdapter({ outcomes: [outcome.complete()] });
  root.render(
    <AuthProvider adapter={adapter}>
      <Clicked />
      {Array.from({ length: readers }, (_, place) => (
        <Reader key={String(place)} />
      ))}
    </AuthProvider>,
  );
  const isEach = (status: string) =>
    [...beside.querySelectorAll('i')].filter(({ textContent }) => textContent?.endsWith(status))
      .length === readers;
  while (!isEach('idle')) await nextTask();
  const begunAt = performance.now();
  await signOut();
  while (!isEach('complete')) await nextTask();
  const ms = performance.now() - begunAt;
  root.unmount();
  return ms;
}

Object.assign(window, {
  firstRender: {
    provider: () =>
      first(
        <AuthProvider>
          <b />
        </AuthProvider>,
        'b',
      ),
    authenticator: () => first(<Authenticator />, 'input[name="username"]'),
  },
  signOutAmong,
});
