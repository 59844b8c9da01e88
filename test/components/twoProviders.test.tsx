import { act, fireEvent, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import {
  AuthProvider,
  SignOutButton,
  SignOutNotice,
  type SignOutOptions,
  type UseSignOutResult,
  useSignOut,
} from '../../src';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { nextTask, renderStrict } from '../react/renderStrict';

const hooks: Record<string, UseSignOutResult> = {};
const hook = (name: string) => hooks[name] as UseSignOutResult;

function Hook({ name }: { name: string }) {
  hooks[name] = useSignOut();
  return null;
}

/** Two providers of one page, each with a button and, where it is said, a notice of its own. */
async function page(adapter = createScriptedAdapter(), hasNotice = true) {
  const told: string[] = [];
  led.length = 0;
  const provider = (name: string) => (
    <section key={name} aria-label={name}>
      <AuthProvider
        adapter={adapter}
        onOutcome={({ status }) => void told.push(`${name}: ${status}`)}
      >
        <Hook name={name} />
        <SignOutButton global />
        {hasNotice && <SignOutNotice />}
      </AuthProvider>
    </section>
  );
  await renderStrict(
    <>
      {provider('one')}
      {provider('other')}
    </>,
  );
  return told;
}

const inSection = (name: string) => within(screen.getByRole('region', { name }));
const notices = (name: string) =>
  inSection(name)
    .queryAllByRole('group')
    .map(({ dataset }) => dataset.status);
/** Each notice that the focus has come to. */
const led: string[] = [];
document.addEventListener('focusin', ({ target }) => {
  if ((target as Element).role === 'group') led.push((target as Element).textContent ?? '');
});
/** By a live region, or by the focus. */
const spoken = () => [
  ...screen
    .getAllByRole('status', { hidden: true })
    .map(({ textContent }) => textContent)
    .filter(Boolean),
  ...led,
];
const click = (name: string, button = 'Sign out of all devices') =>
  act(async () => fireEvent.click(inSection(name).getByRole('button', { name: button })));

test.each([
  ['one', 'other'],
  ['other', 'one'],
])(
  'what %s is clicked for is in both hooks, shown there, and spoken once',
  async (clicked, other) => {
    const told = await page();
    await click(clicked);
    await nextTask();
    expect(notices(clicked)).toEqual(['complete']);
    expect(notices(other)).toEqual([]);
    expect(spoken()).toHaveLength(1);
    for (const name of [clicked, other]) {
      expect(hook(name)).toMatchObject({
        status: 'complete',
        outcome: { status: 'complete', scope: 'global', server: 'ended' },
      });
    }
    expect(told.sort()).toEqual(['one: complete', 'other: complete']);
  },
);

test('with the buttons alone it is shown after the one that was clicked', async () => {
  await page(createScriptedAdapter(), false);
  await click('other');
  expect(notices('other')).toEqual(['complete']);
  expect(notices('one')).toEqual([]);
});

test('a retry through the other hook is told to both, and shown where it was', async () => {
  const partial = outcome.partial({ scope: 'global' });
  const told = await page(
    createScriptedAdapter({ outcomes: [partial, partial, outcome.complete({ scope: 'global' })] }),
  );
  await click('one');
  await nextTask();
  expect(hook('other').retry).toBeInstanceOf(Function);
  await act(async () => void (await hook('other').retry?.()));
  expect(hook('one').status).toBe('partial');
  led.length = 0;
  await act(async () => void (await hook('other').retry?.()));
  await nextTask();
  for (const name of ['one', 'other']) expect(hook(name).status).toBe('complete');
  expect(notices('one')).toEqual(['complete']);
  expect(notices('other')).toEqual([]);
  expect(spoken()).toEqual([expect.stringMatching(/on all devices/)]);
  expect(told.filter((it) => it === 'one: partial')).toHaveLength(1);
});

test('a retry where it is shown is told in the other hook', async () => {
  const partial = outcome.partial({ scope: 'global' });
  await page(createScriptedAdapter({ outcomes: [partial, outcome.complete({ scope: 'global' })] }));
  await click('one');
  await click('one', 'Try again');
  for (const name of ['one', 'other']) expect(hook(name).status).toBe('complete');
  expect(notices('other')).toEqual([]);
});

test('a click on the other after one that failed moves what is shown there', async () => {
  const failed = outcome.failed({ scope: 'global' });
  await page(createScriptedAdapter({ outcomes: [failed, outcome.complete({ scope: 'global' })] }));
  await click('one');
  expect([notices('one'), notices('other')]).toEqual([['failed'], []]);
  await click('other');
  expect([notices('one'), notices('other')]).toEqual([[], ['complete']]);
  expect(hook('one').status).toBe('complete');
});

test('putting it away in one leaves the other’s', async () => {
  const partial = outcome.partial({ scope: 'global' });
  await page(createScriptedAdapter({ outcomes: [partial] }));
  await click('one');
  await click('one', 'Dismiss');
  expect(hook('one').status).toBe('idle');
  expect(hook('other')).toMatchObject({ status: 'partial', retry: expect.any(Function) });
});

test('nobody is warned that the other does not show it', async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const adapter = createScriptedAdapter();
  let signOut = (_?: SignOutOptions) => Promise.resolve<unknown>(undefined);
  function Clicker() {
    ({ signOut } = useSignOut());
    return null;
  }
  await renderStrict(
    <>
      <AuthProvider adapter={adapter} onOutcome={() => {}}>
        <Clicker />
      </AuthProvider>
      <AuthProvider adapter={adapter} />
    </>,
  );
  await act(async () => void (await signOut()));
  await nextTask();
  expect(warned).not.toHaveBeenCalled();
});
