import { act } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { AuthProvider, SignOutButton } from '../../src';
import { createFakeAdapter } from '../flow/createFakeAdapter';
import { renderStrict } from './renderStrict';

const app = () => (
  <AuthProvider adapter={createFakeAdapter()}>
    <SignOutButton />
  </AuthProvider>
);
const aWhile = () => act(() => new Promise((resolve) => setTimeout(resolve, 1200)));

test('a page without the style sheet is told of it once, and one with it is not', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const { unmount } = await renderStrict(app());
  await aWhile();
  expect(log.mock.calls).toEqual([[expect.stringMatching(/style sheet is missing.*styles\.css/)]]);
  unmount();
  log.mockClear();
  await import('../../src/theme/styles.css');
  await renderStrict(app());
  await aWhile();
  expect(log).not.toHaveBeenCalled();
});
