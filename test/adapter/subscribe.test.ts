import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import type { ClientOptions } from '../pool/ClientOptions';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { Device } from './Device';
import { pause } from './setUp';

const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };
const bob = { username: 'bob', password: 'Correct-horse-2', name: 'Bob Example' };

let pool: UserPool;
let page: EventTarget;
let events: AuthEvent[];
let stop: () => void;

beforeAll(async () => {
  pool = await startUserPool({ users: [alice, bob] });
});

afterAll(() => pool.stop());

beforeEach(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  page = new EventTarget();
  new Device(pool).use();
  subscribe();
  await pause(5);
});

afterEach(() => {
  stop();
  pool.clearFaults();
});

/** Amplify itself must not take this for a browser. */
function subscribe() {
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', page);
  events = [];
  stop = createAmplifyAdapter().subscribe((event) => events.push(event));
  vi.unstubAllGlobals();
}

const refresh = () => fetchAuthSession({ forceRefresh: true }).catch(() => {});

/** What Amplify says, here or in another tab. */
function amplifySays(event: string, error?: { name?: string; message?: string }, crossTab = false) {
  const payload = { event, ...(error && { data: { error } }) };
  const dispatch = Hub.dispatch as (...told: unknown[]) => void;
  dispatch.call(Hub, 'auth', payload, 'Auth', AMPLIFY_SYMBOL, crossTab);
}

async function signedIn(client?: ClientOptions, { username, password } = alice) {
  const device = new Device(pool, client && (await pool.createClient(client)));
  await device.signIn(username, password);
  await vi.waitFor(() => expect(events.at(-1)).toMatchObject({ type: 'signedIn' }));
  events.length = 0;
  return device;
}

const told = async (...expected: object[]) => {
  await vi.waitFor(() => expect(events).toHaveLength(expected.length));
  await pause(5);
  expect(events).toMatchObject(expected);
};

const toldNothing = async (ms = 20) => {
  await pause(ms);
  expect(events).toEqual([]);
};

test('a sign-in is told with who it is', async () => {
  await new Device(pool).signIn(alice.username, alice.password);
  await told({ type: 'signedIn', user: { displayName: 'Alice Example' } });
});

test('Amplify’s own signOut() is told as the user’s', async () => {
  await signedIn();
  await signOut();
  await told({ type: 'signedOut', by: 'user' });
});

test('a session that was ended elsewhere is told as revoked, once the next refresh is refused', async () => {
  await signedIn();
  for (const { originJti } of pool.liveSessions('alice')) pool.revokeSession(originJti);
  await toldNothing();
  await refresh();
  await told({ type: 'signedOut', by: 'revoked' });
});

test('a session that ran out is told as expired', async () => {
  await signedIn({ refreshTokenSeconds: 0.1 });
  await pause(150);
  await refresh();
  await told({ type: 'signedOut', by: 'expired' });
});

test.each([
  [500, 'InternalErrorException'],
  [400, 'TooManyRequestsException'],
])(
  'a refresh that fails with %i %s is no sign-out, and the next one is the user’s',
  async (status, errorName) => {
    await signedIn();
    pool.fault('GetTokensFromRefreshToken', { status, errorName });
    await refresh();
    await toldNothing();
    await signOut();
    await told({ type: 'signedOut', by: 'user' });
  },
);

test('after unsubscribing nothing is told', async () => {
  stop();
  await new Device(pool).signIn(alice.username, alice.password);
  page.dispatchEvent(new Event('focus'));
  await toldNothing();
});

describe('an event is a hint', () => {
  test.each([
    ['signedOut', false],
    ['signedOut', true],
    ['signedIn', false],
    ['signedIn', true],
    ['signInWithRedirect', false],
    ['tokenRefresh', true],
    ['customOAuthState', false],
  ])(
    '%s (another tab: %s) tells nothing while the same session is there',
    async (event, crossTab) => {
      await signedIn();
      amplifySays(event, undefined, crossTab);
      await toldNothing(400);
    },
  );

  test('a sign-out of another app client is nothing to this one', async () => {
    const other = await new Device(pool, await pool.createClient({})).signIn('bob', bob.password);
    const device = await signedIn();
    for (const [key, value] of other.items) device.items.set(key, value);
    for (const key of other.tokenKeys) device.items.delete(key);
    amplifySays('signedOut', undefined, true);
    await toldNothing();
  });

  test('another tab’s sign-out is told as that, once the tokens are gone', async () => {
    const device = await signedIn();
    amplifySays('signedOut', undefined, true);
    await pause(100);
    device.items.clear();
    await told({ type: 'signedOut', by: 'otherTab' });
  });

  test('who signs in instead in another tab is told', async () => {
    const device = await signedIn();
    const other = await new Device(pool).signIn(bob.username, bob.password);
    device.use();
    await pause(20);
    events.length = 0;
    device.items.clear();
    for (const [key, value] of other.items) device.items.set(key, value);
    amplifySays('signedIn', undefined, true);
    await told({ type: 'signedIn', user: { username: 'bob' } });
  });

  test('the same person’s new session is told, and a refreshed one is not', async () => {
    await signedIn();
    await refresh();
    await toldNothing();
    await signOut();
    await told({ type: 'signedOut' });
    await new Device(pool).signIn(alice.username, alice.password);
    await told({ type: 'signedOut' }, { type: 'signedIn' });
  });
});

describe('where no event comes', () => {
  test.each(['focus', 'pageshow', 'visibilitychange'])(
    'a look at %s finds who has left',
    async (event) => {
      const device = await signedIn();
      device.items.clear();
      await toldNothing();
      page.dispatchEvent(new Event(event));
      await told({ type: 'signedOut', by: 'unknown' });
    },
  );

  test('a change of the browser’s storage by another tab is one to look at', async () => {
    const device = await signedIn();
    const [key] = device.tokenKeys;
    device.items.clear();
    page.dispatchEvent(Object.assign(new Event('storage'), { key: 'a key of the app’s own' }));
    await toldNothing();
    page.dispatchEvent(Object.assign(new Event('storage'), { key }));
    await told({ type: 'signedOut', by: 'otherTab' });
  });

  test('a storage that could not be read at the start is read again', async () => {
    stop();
    const device = await new Device(pool).signIn(alice.username, alice.password);
    const getItem = vi.spyOn(device, 'getItem').mockRejectedValue(new Error('locked'));
    subscribe();
    await toldNothing();
    getItem.mockRestore();
    page.dispatchEvent(new Event('focus'));
    await told({ type: 'signedIn', user: { username: 'alice' } });
  });

  test('one that can’t be read in between says nothing', async () => {
    const device = await signedIn();
    const getItem = vi.spyOn(device, 'getItem').mockRejectedValue(new Error('locked'));
    page.dispatchEvent(new Event('focus'));
    await toldNothing();
    getItem.mockRestore();
    page.dispatchEvent(new Event('focus'));
    await toldNothing();
  });
});

describe('why a session has ended', () => {
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
    'is told by the refresh that was refused, and not by the signOut() that follows it: %s “%s”',
    async (name, message, by) => {
      const device = await signedIn();
      amplifySays('tokenRefresh_failure', { name, message });
      device.items.clear();
      amplifySays('signedOut');
      amplifySays('signedOut');
      await told({ type: 'signedOut', by });
    },
  );

  test.each([
    { name: 'TooManyRequestsException', message: 'revoked' },
    { name: 'MyUserNotFoundException', message: 'expired' },
    { name: 'MyTokenRevokedException' },
    { message: 'Refresh Token has expired' },
    undefined,
  ])('is the user where a refresh only failed with %o', async (error) => {
    const device = await signedIn();
    amplifySays('tokenRefresh_failure', error);
    device.items.clear();
    amplifySays('signedOut');
    await told({ type: 'signedOut', by: 'user' });
  });

  test('is the user where the refresh worked after all', async () => {
    const device = await signedIn();
    amplifySays('tokenRefresh_failure', { name: 'TokenRevokedException' });
    amplifySays('tokenRefresh');
    device.items.clear();
    amplifySays('signedOut');
    await told({ type: 'signedOut', by: 'user' });
  });

  test('is not what was said a while ago of a session that was still there', async () => {
    const device = await signedIn();
    amplifySays('signedOut', undefined, true);
    await toldNothing(1500);
    device.items.clear();
    page.dispatchEvent(new Event('focus'));
    await told({ type: 'signedOut', by: 'unknown' });
  });

  test('is the user where they signed in after a session that was revoked', async () => {
    await signedIn();
    for (const { originJti } of pool.liveSessions('alice')) pool.revokeSession(originJti);
    await refresh();
    await told({ type: 'signedOut', by: 'revoked' });
    events.length = 0;
    await signedIn();
    await createAmplifyAdapter().signOut({ scope: 'local' });
    await told({ type: 'signedOut', by: 'user' });
  });

  test('is the user’s own sign-out, while it runs, where it is seen before it was said', async () => {
    const device = await signedIn();
    pool.fault('RevokeToken', { delayMs: 300 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
    await pause(100);
    device.items.clear();
    page.dispatchEvent(new Event('focus'));
    await told({ type: 'signedOut', by: 'user' });
    await signingOut;
  });
});

describe('a configuration', () => {
  test('shows who is signed in at the app client that it names', async () => {
    const device = await new Device(pool).signIn(alice.username, alice.password);
    await told({ type: 'signedIn' });
    const nobody = new Device(pool, await pool.createClient({})).use();
    await told({ type: 'signedIn' }, { type: 'signedOut', by: 'unknown' });
    device.use();
    await told({ type: 'signedIn' }, { type: 'signedOut' }, { type: 'signedIn' });
    expect(nobody.items.size).toBe(0);
  });

  test('that is the same again changes nothing', async () => {
    const device = await signedIn();
    device.use();
    await toldNothing();
  });

  test('is nothing after unsubscribing, and nor is anything else on that channel', async () => {
    Hub.dispatch('core', { event: 'other' });
    await toldNothing();
    const device = await signedIn();
    stop();
    device.items.clear();
    Amplify.configure(pool.amplifyConfig());
    await toldNothing();
  });
});
