import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { connected, disconnectAll, together } from './connected';
import { Device } from './Device';
import { onAnotherPage } from './setUp';

const alice = { username: 'alice', password: 'Correct-horse-1' };
let pool: UserPool;

beforeAll(async () => {
  pool = await startUserPool({ users: [alice] });
});

afterAll(() => pool.stop());

/** Whom the adapter finds when the ID token has this `identities` claim. */
async function userWith(identities: unknown) {
  const device = await new Device(pool).signIn(alice.username, alice.password);
  const key = device.tokenKeys.find((key) => key.endsWith('.idToken')) ?? '';
  const [header, payload, signature] = (device.items.get(key) ?? '').split('.');
  const claims = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, identities })).toString('base64url');
  device.items.set(key, [header, changed, signature].join('.'));
  return createAmplifyAdapter().getCurrentUser();
}

// The claim as Cognito writes it: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
test.each([
  ['Google', 'Google'],
  ['LoginWithAmazon', 'Amazon'],
  ['SignInWithApple', 'Apple'],
  ['AcmeSAML', 'AcmeSAML'],
])('a sign-in through %s is told as one through %s', async (providerName, identityProvider) => {
  const identities = [{ userId: '1', providerName, primary: 'true' }];
  expect(await userWith(identities)).toMatchObject({ username: 'alice', identityProvider });
});

test.each([undefined, 'Google', [], [null], [{ providerName: 7 }]])(
  'and %j is nobody’s identity provider',
  async (identities) => {
    const user = await userWith(identities);
    expect(user).toMatchObject({ username: 'alice' });
    expect(user).not.toHaveProperty('identityProvider');
  },
);

test('and is told after the page load that a sign-out leads to', async () => {
  const tab = new Map<string, string>();
  const page = Object.assign(new EventTarget(), {
    sessionStorage: {
      getItem: (name: string) => tab.get(name) ?? null,
      setItem: (name: string, value: string) => void tab.set(name, value),
      removeItem: (name: string) => void tab.delete(name),
    },
  });
  vi.stubGlobal('window', page);
  await userWith([{ userId: '1', providerName: 'Google', primary: 'true' }]);
  const [left] = await together(connected());
  await left.flow.signOut();
  page.dispatchEvent(new Event('pagehide'));
  disconnectAll();
  onAnotherPage();
  const { flow } = connected();
  await vi.waitFor(() => expect(flow.get().status).toBe('complete'));
  expect(flow.get().identityProvider).toBe('Google');
  disconnectAll();
  vi.unstubAllGlobals();
});
