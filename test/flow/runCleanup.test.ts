import { beforeEach, expect, test, vi } from 'vitest';
import { runCleanup } from '../../src/flow/runCleanup';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { local } from './setUp';

const log = vi.fn();
beforeEach(() => {
  log.mockReset();
  vi.spyOn(console, 'error').mockImplementation(log);
});
const misconfigured = signOutFailure('cleanup', 'misconfigured');
const logged = () => log.mock.calls.map(([text]) => String(text));

test('what is no list is said to be that, and fails', async () => {
  expect(await runCleanup((() => {}) as never, local)).toEqual([misconfigured]);
  expect(logged()).toEqual([expect.stringContaining('afterSignOut is no list')]);
});

test('what is no function in a list is named by its place, and the others run', async () => {
  const task = vi.fn();
  expect(await runCleanup(['forget' as never, task], local)).toEqual([misconfigured]);
  expect(task).toHaveBeenCalledOnce();
  expect(logged()).toEqual([expect.stringContaining('afterSignOut[0] is no function')]);
});
