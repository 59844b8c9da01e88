import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { AuthProvider, SignOutMenu } from '../../src';
import { createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from '../react/renderStrict';

// As in the tests of the apps that use it.
test('works in jsdom, which has no popovers and lays nothing out', async () => {
  const adapter = createFakeAdapter();
  await renderStrict(
    <AuthProvider adapter={adapter}>
      <SignOutMenu />
    </AuthProvider>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Alice' }));
  expect(screen.getByRole('menu', { name: 'Alice' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(adapter.call.request.scope).toBe('global');
  expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  expect(screen.getByRole('button', { name: 'Signing out…' })).toHaveFocus();
});
