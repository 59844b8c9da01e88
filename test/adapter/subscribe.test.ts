import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Amplify } from 'aws-amplify';
import { fetchAuthSession, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { registry } from '../../src/adapter/amplify/page/registry';
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
  Channel.open.clear();
  Channel.posted = [];
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

interface Posted {
  clientId: string;
  userId: string;
  by: string;
  outcome?: object;
  page?: string;
}

/** The channel between the tabs, of which this is one end. */
class Channel {
  static open = new Set<Channel>();
  static posted: Posted[] = [];
  onmessage: ((event: { data: Posted }) => void) | undefined;

  constructor() {
    Channel.open.add(this);
  }

  postMessage(data: Posted) {
    Channel.posted.push(data);
  }

  close() {
    Channel.open.delete(this);
  }
}

/** Amplify itself must not take this for a browser. */
function inPage<T>(call: () => T): T {
  vi.stubGlobal('window', page);
  vi.stubGlobal('document', page);
  vi.stubGlobal('BroadcastChannel', Channel);
  try {
    return call();
  } finally {
    vi.unstubAllGlobals();
  }
}

function subscribe() {
  events = [];
  stop = inPage(() => createAmplifyAdapter().subscribe((event) => events.push(event)));
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

test.each([
  ['signedOut', [{ type: 'signedOut', by: 'user' }]],
  ['signedIn', []],
])(
  '%s while the storage is read for the first time, and nobody is there',
  async (event, expected) => {
    stop();
    subscribe();
    amplifySays(event);
    await pause(30);
    expect(events).toEqual(expected);
  },
);

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

  test('a session that another tab stores key by key is told once all of it is there', async () => {
    const other = await new Device(pool).signIn(alice.username, alice.password);
    const device = new Device(pool, other.clientId);
    device.use();
    page.dispatchEvent(new Event('focus'));
    await pause(20);
    events.length = 0;
    for (const [key, value] of other.items) {
      device.items.set(key, value);
      page.dispatchEvent(Object.assign(new Event('storage'), { key }));
      await pause(1);
    }
    await told({ type: 'signedIn', user: { displayName: 'Alice Example' } });
  });

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

  test('without a user pool shows nobody, and nobody else’s words count', async () => {
    await signedIn();
    const { userId = '' } = (await createAmplifyAdapter().getCurrentUser()) ?? {};
    pool.fault('RevokeToken', { delayMs: 60 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
    await pause(20);
    Amplify.configure({});
    await told({ type: 'signedOut', by: 'unknown' });
    for (const channel of Channel.open) {
      channel.onmessage?.({ data: { clientId: pool.clientId, userId, by: 'otherTab' } });
    }
    await signingOut;
    await told({ type: 'signedOut', by: 'unknown' });
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

describe('what another tab tells of a sign-out', () => {
  const outcome = { status: 'complete', scope: 'global' };

  async function alicesWord(device: Device, more: Partial<Posted> = {}): Promise<Posted> {
    const { userId = '' } = (await createAmplifyAdapter().getCurrentUser()) ?? {};
    return { clientId: device.clientId, userId, by: 'otherTab', outcome, ...more };
  }

  const hear = (data: Posted) => {
    for (const channel of Channel.open) channel.onmessage?.({ data });
  };

  const storageChanges = () =>
    page.dispatchEvent(Object.assign(new Event('storage'), { key: null }));

  test('comes with it, where it is heard a moment later', async () => {
    const device = await signedIn();
    const word = await alicesWord(device);
    device.items.clear();
    storageChanges();
    await pause(30);
    hear(word);
    await pause(150);
    expect(events).toEqual([{ type: 'signedOut', by: 'otherTab', outcome }]);
  });

  test('comes with it, where it is heard before the storage is seen to change', async () => {
    const device = await signedIn();
    hear(await alicesWord(device));
    await toldNothing();
    device.items.clear();
    storageChanges();
    await told({ type: 'signedOut', by: 'otherTab', outcome });
  });

  test('comes with what a look finds, in a storage that tells nothing', async () => {
    const device = await signedIn();
    const word = await alicesWord(device);
    device.items.clear();
    hear(word);
    await told({ type: 'signedOut', by: 'otherTab', outcome });
  });

  test('is told again where a retry there has changed it', async () => {
    const device = await signedIn();
    const partial = { status: 'partial', scope: 'global' };
    const word = await alicesWord(device, { outcome: partial });
    device.items.clear();
    hear(word);
    await told({ type: 'signedOut', by: 'otherTab', outcome: partial });
    hear({ ...word, outcome });
    await told({ type: 'signedOut', outcome: partial }, { type: 'signedOut', outcome });
  });

  test('is nothing to a tab whose own storage holds the session', async () => {
    const device = await signedIn();
    hear(await alicesWord(device));
    await toldNothing(1500);
    device.items.clear();
    page.dispatchEvent(new Event('focus'));
    await told({ type: 'signedOut', by: 'unknown' });
  });

  test.each([{ clientId: 'another' }, { userId: 'somebody else' }, { page: 'own' }])(
    'is nothing where it is of %o',
    async (more) => {
      const device = await signedIn();
      const own = 'page' in more ? { page: registry().id } : more;
      const word = await alicesWord(device, own);
      device.items.clear();
      hear(word);
      await toldNothing(150);
    },
  );

  test('is nothing to the tab that has signed out by itself', async () => {
    const device = await signedIn();
    const word = await alicesWord(device);
    await signOut();
    await told({ type: 'signedOut', by: 'user' });
    hear(word);
    await told({ type: 'signedOut', by: 'user' });
  });

  test('is nothing once someone else is there', async () => {
    const device = await signedIn();
    const word = await alicesWord(device);
    device.items.clear();
    storageChanges();
    await vi.waitFor(() => expect(events).toHaveLength(1));
    await new Device(pool).signIn(bob.username, bob.password);
    await told({ type: 'signedOut' }, { type: 'signedIn' });
    hear(word);
    await told({ type: 'signedOut' }, { type: 'signedIn' });
  });

  test('is not heard by a page that is hidden, and is once it is come back to', async () => {
    await signedIn();
    expect(Channel.open.size).toBe(1);
    page.dispatchEvent(new Event('pagehide'));
    expect(Channel.open.size).toBe(0);
    vi.stubGlobal('BroadcastChannel', Channel);
    page.dispatchEvent(new Event('pageshow'));
    page.dispatchEvent(new Event('pageshow'));
    vi.unstubAllGlobals();
    expect(Channel.open.size).toBe(1);
    stop();
    expect(Channel.open.size).toBe(0);
  });

  test('is what came of it, once, and again after a retry: without a token', async () => {
    const device = await signedIn();
    const word = await alicesWord(device);
    const { tokens } = device;
    pool.fault('GlobalSignOut', { status: 500 }, { times: 3 });
    vi.stubGlobal('document', page);
    vi.stubGlobal('BroadcastChannel', Channel);
    const { retry } = await createAmplifyAdapter().signOut({ scope: 'global' });
    await retry?.();
    vi.unstubAllGlobals();
    const expected = { ...word, outcome: expect.anything(), page: registry().id };
    expect(Channel.posted).toEqual([expected, expected]);
    expect(Channel.posted).toMatchObject([
      { outcome: { status: 'partial' } },
      { outcome: { status: 'complete' } },
    ]);
    for (const token of tokens) expect(JSON.stringify(Channel.posted)).not.toContain(token);
    expect(Channel.open.size).toBe(1);
  });

  test('is why, where Cognito refused the refresh', async () => {
    const device = await signedIn();
    const { outcome: _, ...word } = await alicesWord(device);
    for (const { originJti } of pool.liveSessions('alice')) pool.revokeSession(originJti);
    vi.stubGlobal('document', page);
    vi.stubGlobal('BroadcastChannel', Channel);
    await refresh();
    await told({ type: 'signedOut', by: 'revoked' });
    vi.unstubAllGlobals();
    expect(Channel.posted).toEqual([{ ...word, by: 'revoked', page: registry().id }]);
  });
});
