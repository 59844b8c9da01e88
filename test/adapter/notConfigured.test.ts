import { Amplify } from 'aws-amplify';
import { expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { readConfiguration } from '../../src/adapter/amplify/page/readConfiguration';

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
  expect(error.mock.calls[0]?.[0]).toBe(
    'amplify-signoff: Amplify has no user pool, so nobody can be signed out. Call Amplify.configure() with Auth.Cognito.userPoolId and userPoolClientId before the first sign-out.',
  );
});

test.each([{ userPoolId: 'eu-central-1_a' }, { userPoolClientId: 'client' }, {}])(
  'half a user pool is none: %o',
  (Cognito) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    Amplify.configure({ Auth: { Cognito } } as Parameters<typeof Amplify.configure>[0]);
    expect(readConfiguration()).toHaveProperty('problem');
  },
);

test.each([
  ['eu-central-1_a', 'https://cognito-idp.eu-central-1.amazonaws.com/'],
  ['cn-north-1_a_b', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/'],
])('the pool %s is found at %s', (userPoolId, endpoint) => {
  Amplify.configure({ Auth: { Cognito: { userPoolId, userPoolClientId: 'client' } } });
  expect(readConfiguration()).toMatchObject({ endpoint });
});
