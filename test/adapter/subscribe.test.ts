import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { Device } from './Device';

const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };

let pool: UserPool;
let events: AuthEvent[];
let stop: () => void;

beforeAll(async () => {
  pool = await startUserPool({ users: [alice] });
});

afterAll(() => pool.stop());

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  events = [];
  stop = createAmplifyAdapter().subscribe((event) => events.push(event));
});

afterEach(() => {
  stop();
  pool.clearFaults();
});

const refresh = () => fetchAuthSession({ forceRefresh: true }).catch(() => {});

test('a sign-in is told with who it is', async () => {
  await new Device(pool).signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  expect(events[0]).toMatchObject({ type: 'signedIn', user: { displayName: 'Alice Example' } });
});

test('a session that is there when Amplify is configured is told too', async () => {
  const device = await new Device(pool).signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  events.length = 0;
  device.use();
  await vi.waitFor(() => expect(events).toMatchObject([{ type: 'signedIn' }]));
});

test('Amplify’s own signOut() is told as the user’s', async () => {
  await new Device(pool).signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  await signOut();
  expect(events[1]).toEqual({ type: 'signedOut', by: 'user' });
});

test('a session that was ended elsewhere is told as revoked', async () => {
  await new Device(pool).signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  for (const { originJti } of pool.liveSessions('alice')) pool.revokeSession(originJti);
  await refresh();
  expect(events[1]).toEqual({ type: 'signedOut', by: 'revoked' });
});

test('a session that ran out is told as expired', async () => {
  const clientId = await pool.createClient({ refreshTokenSeconds: 0.1 });
  await new Device(pool, clientId).signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 150));
  await refresh();
  expect(events[1]).toEqual({ type: 'signedOut', by: 'expired' });
});

test('a refresh that fails in passing is no sign-out', async () => {
  await new Device(pool).signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  pool.fault('GetTokensFromRefreshToken', { status: 500, errorName: 'InternalErrorException' });
  await refresh();
  expect(events).toHaveLength(1);
});

test('after unsubscribing nothing is told', async () => {
  stop();
  await new Device(pool).signIn(alice.username, alice.password);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(events).toEqual([]);
});

/** What Amplify says, here or in another tab. */
function amplifySays(event: string, error?: { name?: string; message?: string }, crossTab = false) {
  const payload = { event, ...(error && { data: { error } }) };
  const dispatch = Hub.dispatch as (...told: unknown[]) => void;
  dispatch.call(Hub, 'auth', payload, 'Auth', AMPLIFY_SYMBOL, crossTab);
}

test('another tab’s sign-out is told as that', () => {
  amplifySays('signedOut', undefined, true);
  expect(events).toEqual([{ type: 'signedOut', by: 'otherTab' }]);
});

test.each([
  ['NotAuthorizedException', 'Refresh Token has been revoked', 'revoked'],
  ['NotAuthorizedException', 'Refresh Token has expired', 'expired'],
  ['NotAuthorizedException', 'Invalid Refresh Token', 'unknown'],
  ['RefreshTokenReuseException', '', 'revoked'],
  ['TokenRevokedException', '', 'revoked'],
  ['UserNotFoundException', '', 'unknown'],
  ['PasswordResetRequiredException', '', 'unknown'],
  ['UserNotConfirmedException', '', 'unknown'],
] as const)(
  'a refresh that ends with %s “%s” is told at once, and so is the sign-out that follows',
  (name, message, by) => {
    amplifySays('tokenRefresh_failure', { name, message });
    amplifySays('signedOut');
    amplifySays('signedOut');
    expect(events).toEqual([
      { type: 'signedOut', by },
      { type: 'signedOut', by },
      { type: 'signedOut', by: 'user' },
    ]);
  },
);

test.each([
  { name: 'TooManyRequestsException', message: 'revoked' },
  { name: 'MyUserNotFoundException', message: 'expired' },
  { name: 'MyTokenRevokedException' },
  { message: 'Refresh Token has expired' },
  undefined,
])('a refresh that fails with %o is no sign-out', (error) => {
  amplifySays('tokenRefresh_failure', error);
  amplifySays('signedOut');
  expect(events).toEqual([{ type: 'signedOut', by: 'user' }]);
});

test('a refresh that worked after all makes the next sign-out the user’s', () => {
  amplifySays('tokenRefresh_failure', { name: 'TokenRevokedException' });
  amplifySays('tokenRefresh');
  amplifySays('signedOut');
  expect(events.at(-1)).toEqual({ type: 'signedOut', by: 'user' });
});

test('whoever signs in after a session that was revoked signs out by themselves', async () => {
  await new Device(pool).signIn(alice.username, alice.password);
  for (const { originJti } of pool.liveSessions('alice')) pool.revokeSession(originJti);
  await refresh();
  await new Device(pool).signIn(alice.username, alice.password);
  await createAmplifyAdapter().signOut({ scope: 'local' });
  expect(events.at(-1)).toEqual({ type: 'signedOut', by: 'user' });
});

test('what else Amplify says is nothing', () => {
  amplifySays('tokenRefresh');
  amplifySays('customOAuthState');
  Hub.dispatch('core', { event: 'other' });
  expect(events).toEqual([]);
});

test('a sign-in that came back from the managed login is told', async () => {
  await new Device(pool).signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  amplifySays('signInWithRedirect');
  await vi.waitFor(() => expect(events).toHaveLength(2));
  expect(events[1]).toEqual(events[0]);
});

test('with nobody there, and after unsubscribing, a configuration tells nothing', async () => {
  const device = new Device(pool).use();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(events).toEqual([]);
  await device.signIn(alice.username, alice.password);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  Hub.dispatch('core', { event: 'other' });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(events).toHaveLength(1);
  amplifySays('signedIn');
  stop();
  Amplify.configure(pool.amplifyConfig());
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(events).toHaveLength(1);
});
