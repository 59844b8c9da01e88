import { describe, expect, test, vi } from 'vitest';
import type { AuthEvent } from '../../src/adapter/AuthAdapter';
import { createAuthStore } from '../../src/flow/createAuthStore';
import { alice, bob, createFakeAdapter, flushPromises } from './createFakeAdapter';
import { busy, deferred, global } from './setUp';

function setUp(user: typeof alice | null = alice) {
  const adapter = createFakeAdapter(user);
  const onEvent = vi.fn();
  const auth = createAuthStore(adapter, onEvent);
  return { adapter, auth, onEvent };
}

describe('who is signed in', () => {
  test('is being configured until the storage was read', async () => {
    const { auth } = setUp();
    expect(auth.get()).toEqual({
      status: 'configuring',
      user: null,
      signedOutBy: null,
      canSignOutGlobally: true,
    });
    auth.connect();
    expect(auth.get().status).toBe('configuring');
    await flushPromises();
    expect(auth.get()).toEqual({
      status: 'authenticated',
      user: alice,
      signedOutBy: null,
      canSignOutGlobally: true,
    });
  });

  test('is nobody where nobody is, and nothing ended their session', async () => {
    const { auth } = setUp(null);
    auth.connect();
    await flushPromises();
    expect(auth.get()).toMatchObject({ status: 'unauthenticated', user: null, signedOutBy: null });
  });

  test('is nobody where it cannot be read', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { adapter, auth } = setUp();
    adapter.getCurrentUser = () => Promise.reject(new Error('storage'));
    auth.connect();
    await flushPromises();
    expect(auth.get().status).toBe('unauthenticated');
    expect(log).toHaveBeenCalledOnce();
  });

  test('touches nothing before it is connected', () => {
    const { adapter } = setUp();
    expect(adapter.listeners).toBe(0);
  });

  test('follows sign-ins and sign-outs, and passes them on', async () => {
    const { adapter, auth, onEvent } = setUp(null);
    auth.connect();
    await flushPromises();
    adapter.emit({ type: 'signedIn', user: bob });
    await flushPromises();
    expect(auth.get()).toMatchObject({ status: 'authenticated', user: bob });
    adapter.emit({ type: 'signedOut', by: 'user' });
    expect(auth.get()).toMatchObject({
      status: 'unauthenticated',
      user: null,
      signedOutBy: 'user',
    });
    expect(onEvent.mock.calls.map(([event]) => event.type)).toEqual(['signedIn', 'signedOut']);
  });

  test('is not followed any more once it is disconnected', async () => {
    const { adapter, auth } = setUp();
    const disconnect = auth.connect();
    await flushPromises();
    const before = auth.get();
    disconnect();
    adapter.emit({ type: 'signedOut', by: 'user' });
    expect(adapter.listeners).toBe(0);
    expect(auth.get()).toBe(before);
  });

  test('notifies once for each change, and gives the same snapshot between', async () => {
    const { adapter, auth } = setUp();
    const listener = vi.fn();
    auth.subscribe(listener);
    auth.connect();
    await flushPromises();
    expect(listener).toHaveBeenCalledOnce();
    expect(auth.get()).toBe(auth.get());
    adapter.emit({ type: 'signedOut', by: 'otherTab' });
    expect(listener).toHaveBeenCalledTimes(2);
  });

  test('is told to nobody any more who has unsubscribed', async () => {
    const { auth } = setUp();
    const listener = vi.fn();
    auth.subscribe(listener)();
    auth.connect();
    await flushPromises();
    expect(auth.get().status).toBe('authenticated');
    expect(listener).not.toHaveBeenCalled();
  });
});

describe('what ended the last session', () => {
  test.each(['user', 'otherTab', 'expired', 'revoked', 'unknown'] as const)(
    'is told: %s',
    async (by) => {
      const { adapter, auth } = setUp();
      auth.connect();
      await flushPromises();
      adapter.emit({ type: 'signedOut', by });
      expect(auth.get().signedOutBy).toBe(by);
    },
  );

  test('is what came first: a second event of the same end says nothing new', async () => {
    const { adapter, auth } = setUp();
    auth.connect();
    await flushPromises();
    adapter.emit({ type: 'signedOut', by: 'expired' });
    adapter.emit({ type: 'signedOut', by: 'user' });
    expect(auth.get().signedOutBy).toBe('expired');
  });

  test('is forgotten when someone signs in', async () => {
    const { adapter, auth } = setUp();
    auth.connect();
    await flushPromises();
    adapter.emit({ type: 'signedOut', by: 'expired' });
    adapter.emit({ type: 'signedIn', user: alice });
    await flushPromises();
    expect(auth.get()).toMatchObject({ status: 'authenticated', signedOutBy: null });
  });

  test('survives a reconnection, as StrictMode and Activity cause one', async () => {
    const { adapter, auth } = setUp();
    const disconnect = auth.connect();
    await flushPromises();
    adapter.user = null;
    adapter.emit({ type: 'signedOut', by: 'revoked' });
    disconnect();
    auth.connect();
    await flushPromises();
    expect(auth.get()).toMatchObject({ status: 'unauthenticated', signedOutBy: 'revoked' });
  });
});

describe('what is to be said of the end of a session', () => {
  const said = { by: 'otherTab', outcome: busy(null) } as const;
  const later = { by: 'otherTab', outcome: global } as const;

  async function setUpEnded(...events: Omit<Extract<AuthEvent, { type: 'signedOut' }>, 'type'>[]) {
    const all = setUp();
    all.auth.connect();
    await flushPromises();
    for (const event of events) all.adapter.emit({ type: 'signedOut', ...event });
    return all;
  }

  test.each(['otherTab', 'expired', 'revoked', 'unknown'] as const)('is why: %s', async (by) => {
    const { auth } = await setUpEnded({ by });
    expect(auth.ending.get()).toEqual({ by, outcome: null });
    expect(auth.ending.get()).toBe(auth.ending.get());
  });

  test('is nothing where somebody on this page asked for it', async () => {
    const { auth } = await setUpEnded({ by: 'user' }, later);
    expect(auth.ending.get()).toBeNull();
  });

  test('is nothing where nobody was signed in', async () => {
    const { adapter, auth } = setUp(null);
    auth.connect();
    await flushPromises();
    adapter.emit({ type: 'signedOut', ...later });
    expect(auth.ending.get()).toBeNull();
  });

  test('is why also where it ended before anybody was read', async () => {
    const { adapter, auth } = setUp();
    auth.connect();
    adapter.emit({ type: 'signedOut', by: 'expired' });
    await flushPromises();
    expect(auth.ending.get()).toEqual({ by: 'expired', outcome: null });
  });

  test('is what another tab said of it, and what it says later', async () => {
    const { adapter, auth } = await setUpEnded(said);
    const listener = vi.fn();
    auth.ending.subscribe(listener);
    expect(auth.ending.get()).toEqual(said);
    adapter.emit({ type: 'signedOut', ...later });
    expect(auth.ending.get()).toEqual(later);
    adapter.emit({ type: 'signedOut', by: 'otherTab' });
    adapter.emit({ type: 'signedOut', by: 'user', outcome: global });
    expect(auth.ending.get()).toEqual(later);
    expect(listener).toHaveBeenCalledOnce();
  });

  test('is what another tab says after this one had found nobody by itself', async () => {
    const { auth } = await setUpEnded({ by: 'unknown' }, later);
    expect(auth.ending.get()).toEqual(later);
    expect(auth.get().signedOutBy).toBe('unknown');
  });

  test('is what another tab knows better', async () => {
    const { auth } = await setUpEnded({ by: 'otherTab' }, { by: 'expired' });
    expect(auth.ending.get()).toEqual({ by: 'expired', outcome: null });
    const { auth: told } = await setUpEnded(said, { by: 'expired' });
    expect(told.ending.get()).toEqual(said);
  });

  test('is nothing any more once it was put away, whatever is said later', async () => {
    const { adapter, auth } = await setUpEnded(said);
    auth.putEndingAway();
    expect(auth.ending.get()).toBeNull();
    expect(auth.get().signedOutBy).toBe('otherTab');
    adapter.emit({ type: 'signedOut', ...later });
    expect(auth.ending.get()).toBeNull();
  });

  test('is nothing any more once someone signs in', async () => {
    const { adapter, auth } = await setUpEnded(said);
    adapter.emit({ type: 'signedIn', user: bob });
    await flushPromises();
    expect(auth.ending.get()).toBeNull();
  });

  test('survives a reconnection', async () => {
    const { adapter, auth } = setUp();
    const disconnect = auth.connect();
    await flushPromises();
    adapter.user = null;
    adapter.emit({ type: 'signedOut', ...said });
    disconnect();
    auth.connect();
    await flushPromises();
    expect(auth.ending.get()).toEqual(said);
  });
});

describe('a reading that comes late', () => {
  test('does not win over a sign-in', async () => {
    const { adapter, auth } = setUp();
    const slow = deferred<typeof alice | null>();
    adapter.getCurrentUser = () => slow.promise;
    auth.connect();
    adapter.emit({ type: 'signedIn', user: bob });
    await flushPromises();
    slow.resolve(null);
    await flushPromises();
    expect(auth.get()).toMatchObject({ status: 'authenticated', user: bob });
  });

  test('does not win over a sign-out', async () => {
    const { adapter, auth } = setUp();
    const slow = deferred<typeof alice | null>();
    adapter.getCurrentUser = () => slow.promise;
    auth.connect();
    adapter.emit({ type: 'signedOut', by: 'otherTab' });
    slow.resolve(alice);
    await flushPromises();
    expect(auth.get()).toMatchObject({ status: 'unauthenticated', signedOutBy: 'otherTab' });
  });

  test('does not win over a sign-out that follows a sign-in at once', async () => {
    const { adapter, auth } = setUp(null);
    auth.connect();
    await flushPromises();
    adapter.emit({ type: 'signedIn', user: alice });
    adapter.emit({ type: 'signedOut', by: 'user' });
    await flushPromises();
    expect(auth.get().status).toBe('unauthenticated');
  });

  test('does not win over a sign-in that follows a sign-out', async () => {
    const { adapter, auth } = setUp();
    const slow = deferred<typeof alice | null>();
    adapter.getCurrentUser = () => slow.promise;
    auth.connect();
    adapter.emit({ type: 'signedOut', by: 'otherTab' });
    adapter.emit({ type: 'signedIn', user: bob });
    await flushPromises();
    slow.resolve(alice);
    await flushPromises();
    expect(auth.get()).toMatchObject({ status: 'authenticated', user: bob });
  });

  test('does not win after a disconnection', async () => {
    const { adapter, auth } = setUp();
    const slow = deferred<typeof alice | null>();
    adapter.getCurrentUser = () => slow.promise;
    auth.connect()();
    slow.resolve(alice);
    await flushPromises();
    expect(auth.get().status).toBe('configuring');
  });

  test('of the first connection does not win over the second', async () => {
    const { adapter, auth } = setUp();
    const slow = deferred<typeof alice | null>();
    adapter.getCurrentUser = () => slow.promise;
    auth.connect()();
    adapter.getCurrentUser = async () => bob;
    auth.connect();
    await flushPromises();
    slow.resolve(alice);
    await flushPromises();
    expect(auth.get().user).toEqual(bob);
  });
});

describe('the user', () => {
  test('keeps its identity as long as the session lives', async () => {
    const { adapter, auth } = setUp();
    const disconnect = auth.connect();
    await flushPromises();
    const { user } = auth.get();
    disconnect();
    adapter.getCurrentUser = async () => ({ ...alice });
    auth.connect();
    await flushPromises();
    expect(auth.get().user).toBe(user);
  });

  test('is another one in another session, of the same person too', async () => {
    const { adapter, auth } = setUp();
    auth.connect();
    await flushPromises();
    const { user } = auth.get();
    adapter.emit({ type: 'signedIn', user: { ...alice } });
    await flushPromises();
    expect(auth.get().user).toEqual(user);
    expect(auth.get().user).not.toBe(user);
  });

  test.each([
    ['an account of the same name that was made anew', { ...alice, userId: '3' }],
    ['another name of the same account', { ...alice, username: 'alice.b' }],
  ])('is another one where a reconnection finds %s', async (_, other) => {
    const { adapter, auth } = setUp();
    const disconnect = auth.connect();
    await flushPromises();
    disconnect();
    adapter.user = other;
    auth.connect();
    await flushPromises();
    expect(auth.get().user).toBe(other);
  });
});

describe('whether one can sign out of all devices', () => {
  test('is what the adapter says about the session', async () => {
    const { adapter, auth } = setUp();
    Object.assign(adapter, { canSignOutGlobally: async () => false });
    auth.connect();
    await flushPromises();
    expect(auth.get().canSignOutGlobally).toBe(false);
    adapter.emit({ type: 'signedOut', by: 'user' });
    expect(auth.get().canSignOutGlobally).toBe(true);
  });

  test('does not keep anyone from being signed in where it cannot be told', async () => {
    const { adapter, auth } = setUp();
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    Object.assign(adapter, { canSignOutGlobally: () => Promise.reject(new Error('broken')) });
    auth.connect();
    await new Promise((resolve) => setTimeout(resolve));
    process.off('unhandledRejection', unhandled);
    expect(auth.get()).toMatchObject({
      status: 'authenticated',
      user: alice,
      canSignOutGlobally: true,
    });
    expect(unhandled).not.toHaveBeenCalled();
  });
});

test('an adapter whose subscribe() throws is told of, and who is there is known all the same', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const adapter = Object.assign(createFakeAdapter(), {
    subscribe() {
      throw new Error('theirs');
    },
  });
  const auth = createAuthStore(adapter, () => {});
  const disconnect = auth.connect();
  await vi.waitFor(() => expect(auth.get().status).toBe('authenticated'));
  expect(log.mock.calls).toEqual([
    [expect.stringContaining('subscribe() threw'), new Error('theirs')],
  ]);
  disconnect();
});

test('an adapter that can’t tell who is signed in is told of once', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const adapter = Object.assign(createFakeAdapter(), {
    getCurrentUser: () => Promise.reject(new Error('theirs')),
  });
  const auth = createAuthStore(adapter, () => {});
  await auth.lookAgain();
  await auth.lookAgain();
  expect(auth.get().status).toBe('unauthenticated');
  expect(log.mock.calls).toEqual([
    [expect.stringContaining('getCurrentUser() rejected'), new Error('theirs')],
  ]);
});

test.each<[string, object, object]>([
  ['a name', { userId: '1', username: 'alice' }, { username: 'alice', displayName: 'alice' }],
  [
    'both names',
    { userId: '1', sessionId: 'a' },
    { username: '1', displayName: '1', sessionId: 'a' },
  ],
  ['anything', {}, { username: '', displayName: '' }],
])('a user without %s is shown by what there is, and told of once', async (_, user, shown) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const auth = createAuthStore(createFakeAdapter(user as typeof alice), () => {});
  await auth.lookAgain();
  await auth.lookAgain();
  expect(auth.get().user).toMatchObject(shown);
  expect(log.mock.calls).toEqual([[expect.stringContaining("the adapter's user lacks ")]]);
});
