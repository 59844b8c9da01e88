import { expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';

test('before Amplify.configure() a sign-out is refused, and one error says how to mend it', async () => {
  // Amplify itself warns whenever its configuration is read too early.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const adapter = createAmplifyAdapter();

  expect(await adapter.getCurrentUser()).toBeNull();
  expect(error).not.toHaveBeenCalled();

  const { outcome } = await adapter.signOut({ scope: 'global' });
  await adapter.signOut({ scope: 'global' });
  expect(outcome).toEqual({
    status: 'failed',
    scope: 'global',
    signedOutLocally: false,
    server: 'notEnded',
    failures: [{ step: 'prepare', reason: 'misconfigured', retryable: false }],
  });
  expect(error).toHaveBeenCalledTimes(1);
  expect(error.mock.calls[0]?.[0]).toMatch(
    /no user pool.*nobody can be signed out.*Amplify\.configure/,
  );
});
