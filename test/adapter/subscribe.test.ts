import { fetchAuthSession, signOut } from 'aws-amplify/auth';
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
