import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Profiler, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { AuthProvider, SignOutButton, SignOutNotice, useAuth, useSignOut } from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';

/** Renders where somebody is signed in, and signs out of all devices; counts the commits of `counted` from the click on. */
async function countCommits(counted: ReactNode, beside: ReactNode = null) {
  const adapter = createScriptedAdapter({ outcomes: [outcome.partial()], latencyMs: 10 });
  let commits = 0;
  render(
    <AuthProvider adapter={adapter}>
      <Profiler id="counted" onRender={() => commits++}>
        {counted}
      </Profiler>
      {beside}
    </AuthProvider>,
  );
  await act(async () => {});
  commits = 0;
  await userEvent.click(screen.getByRole('button'));
  await screen.findByRole('button', { name: 'Try again' });
  // What would still follow.
  await act(() => new Promise((resolve) => setTimeout(resolve, 50)));
  return commits;
}

let renders = 0;

function User() {
  renders++;
  return useAuth().user?.displayName ?? 'Nobody';
}

function Status() {
  return useSignOut().status;
}

const button = <SignOutButton global />;

test('what reads the user renders once in a sign-out: at its end', async () => {
  expect(await countCommits(<User />, button)).toBe(1);
});

test('what reads the status renders twice: pending, and the outcome', async () => {
  expect(await countCommits(<Status />, button)).toBe(2);
});

test('the button renders twice where a notice is mounted', async () => {
  expect(await countCommits(button, <SignOutNotice />)).toBe(2);
});

test('the button renders at most three times where it shows the outcome itself', async () => {
  expect(await countCommits(button)).toBeLessThanOrEqual(3);
});

test('each of 1,000 that read the user renders once, all of them in one commit', async () => {
  const thousand = Array.from({ length: 1000 }, (_, place) => <User key={String(place)} />);
  renders = 0;
  expect(await countCommits(thousand, button)).toBe(1);
  // At first nobody, then who is there, and at the end nobody again.
  expect(renders).toBe(3000);
});
