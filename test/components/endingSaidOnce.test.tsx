import { act, fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import { AuthProvider, SignOutNotice } from '../../src';
import { createScriptedAdapter } from '../../src/testing';
import { nextTask, renderStrict } from '../react/renderStrict';

const says = (name: string) =>
  within(screen.getByRole('region', { name }))
    .queryAllByRole('group')
    .map(({ dataset }) => dataset.signedOutBy);
const regions = () => screen.getAllByRole('status', { hidden: true });
const spoken = () => regions().map(({ textContent }) => textContent !== '');

let setNotices: (names: string[]) => void;

/** Two providers of one page, and a notice in those that are named. */
async function page(...names: string[]) {
  const adapter = createScriptedAdapter();
  function Page() {
    const [named, setNamed] = useState(names);
    setNotices = setNamed;
    return ['one', 'other'].map((name) => (
      <section key={name} aria-label={name}>
        <AuthProvider adapter={adapter}>{named.includes(name) && <SignOutNotice />}</AuthProvider>
      </section>
    ));
  }
  await renderStrict(<Page />);
  return adapter;
}

const moveTo = async (...names: string[]) => {
  await act(async () => setNotices(names));
  await nextTask();
};

// Both showed it, and both spoke it.
test.each(['otherTab', 'expired', 'revoked', 'unknown'] as const)(
  'two providers with a notice each say once that a session has ended: %s',
  async (by) => {
    const adapter = await page('one', 'other');
    await act(async () => adapter.endSession(by));
    await nextTask();
    expect([says('one'), says('other')]).toEqual([[by], []]);
    expect(spoken()).toEqual([true, false]);
  },
);

test('it is put away in one of them: it is in the other, whose notice comes later', async () => {
  const adapter = await page('one');
  await act(async () => adapter.endSession('expired'));
  await nextTask();
  fireEvent.click(screen.getByRole('button'));
  await moveTo('other');
  expect([says('one'), says('other')]).toEqual([[], []]);
  expect(spoken()).toEqual([true, false]);
});

test('a notice that comes later leaves it where it is shown, and shows it once that one is gone', async () => {
  const adapter = await page('other');
  await act(async () => adapter.endSession('expired'));
  await moveTo('one', 'other');
  expect([says('one'), says('other')]).toEqual([[], ['expired']]);
  await moveTo('one');
  expect([says('one'), says('other')]).toEqual([['expired'], []]);
});

test('someone has signed in: nobody says any more that the last session has ended', async () => {
  const adapter = await page('one', 'other');
  await act(async () => adapter.endSession('expired'));
  await act(async () => adapter.signIn({ userId: 'bo', username: 'bo', displayName: 'Bo' }));
  await nextTask();
  expect([says('one'), says('other')]).toEqual([[], []]);
  expect(spoken()[1]).toBe(false);
});
