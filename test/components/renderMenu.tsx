import { render } from '@testing-library/react';
import { type CSSProperties, StrictMode } from 'react';
import { page } from 'vitest/browser';
import { AuthProvider, SignOutMenu, type SignOutMenuProps } from '../../src';
import { createFakeAdapter } from '../flow/createFakeAdapter';
import '@aws-amplify/ui-react/styles.css';
import '../../src/theme/styles.css';

export const button = (name: string | RegExp) => page.getByRole('button', { name });
export const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
export const theMenu = () => page.getByRole('menu');

/** A menu of Alice's between a button and a field. */
export function renderMenu(
  props: SignOutMenuProps = {},
  adapter = createFakeAdapter(),
  around: CSSProperties = {},
) {
  const element = (more: SignOutMenuProps = {}) => (
    <StrictMode>
      <AuthProvider adapter={adapter}>
        <button type="button">before</button>
        <div style={around}>
          <SignOutMenu {...props} {...more} />
        </div>
        <input aria-label="next" />
      </AuthProvider>
    </StrictMode>
  );
  const { rerender, unmount } = render(element());
  return Object.assign(adapter, {
    unmount,
    rerender: (more: SignOutMenuProps) => rerender(element(more)),
  });
}
