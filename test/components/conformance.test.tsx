import { fireEvent } from '@testing-library/react';
import { createRef, type ReactElement, type RefObject } from 'react';
import { describe, expect, test, vi } from 'vitest';
import { AuthProvider, SignOutButton, SignOutMenu, SignOutNotice } from '../../src';
import { createScriptedAdapter } from '../../src/testing';
import { renderStrict } from '../react/renderStrict';
import { ShowOutcome } from './ShowOutcome';

type Props = Record<string, unknown> & { ref?: RefObject<HTMLElement | null> };

const components = [
  ['SignOutButton', (props: Props) => <SignOutButton {...(props as object)} />, 'button', 'idle'],
  ['SignOutMenu', (props: Props) => <SignOutMenu {...(props as object)} />, 'menu-button', 'idle'],
  [
    'SignOutNotice',
    (props: Props) => (
      <>
        <SignOutNotice {...(props as object)} />
        <ShowOutcome />
      </>
    ),
    'notice',
    'complete',
  ],
] satisfies [string, (props: Props) => ReactElement, string, string][];

describe.each(components)('%s', (_name, element, part, status) => {
  const primitive = () =>
    document.querySelector<HTMLElement>(`[data-scope="sign-out"][data-part="${part}"]`);

  async function renderWith(props: Props = {}) {
    await renderStrict(
      <AuthProvider adapter={createScriptedAdapter()}>{element(props)}</AuthProvider>,
    );
    const found = primitive();
    if (!found) throw new Error(`There is no part ${part}.`);
    return found;
  }

  test('names its scope, its part and its status', async () => {
    expect(await renderWith()).toHaveAttribute('data-status', status);
  });

  test('gives its ref the element of the primitive', async () => {
    const ref = createRef<HTMLElement>();
    expect(await renderWith({ ref })).toBe(ref.current);
    expect(ref.current?.className).toMatch(/^amplify-/);
  });

  test('gives a function as its ref the same', async () => {
    const ref = vi.fn();
    const found = await renderWith({ ref: ref as never });
    expect(ref).toHaveBeenLastCalledWith(found);
  });

  test('adds a class to its own, and takes a style', async () => {
    const found = await renderWith({ className: 'mine', style: { color: 'rgb(1, 2, 3)' } });
    expect(found.className).toMatch(/^amplify-.* mine\b/);
    expect(found).toHaveStyle({ color: 'rgb(1, 2, 3)' });
  });

  test('spreads every other prop', async () => {
    const props = { id: 'mine', title: 'Mine', lang: 'en', 'data-mine': 'yes', 'aria-owns': 'x' };
    const found = await renderWith(props);
    for (const [name, value] of Object.entries(props)) expect(found).toHaveAttribute(name, value);
  });

  test.each([
    ['onClick', fireEvent.click],
    ['onFocus', fireEvent.focus],
    ['onBlur', fireEvent.blur],
    ['onKeyDown', fireEvent.keyDown],
    ['onPointerDown', fireEvent.pointerDown],
    ['onMouseEnter', fireEvent.mouseEnter],
  ] as const)('calls %s once', async (name, fire) => {
    const handler = vi.fn((event: Event) => event.preventDefault());
    const found = await renderWith({ [name]: handler });
    handler.mockClear(); // a notice takes the focus by itself
    fire(found);
    expect(handler).toHaveBeenCalledOnce();
  });
});
