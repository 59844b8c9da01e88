import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { defaultStorage, sessionStorage } from 'aws-amplify/utils';
import { describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { startStopwatch } from '../startStopwatch';
import { hang, precede, refuse } from '../storages/moods';
import { Device } from './Device';
import { bob, createStage, pause, refreshElsewhere } from './setUp';

const stage = createStage();

const signOut = (scope: 'local' | 'global', options = {}) =>
  createAmplifyAdapter(options).signOut({ scope });

const key = (clientId: string, name: string) =>
  `CognitoIdentityServiceProvider.${clientId}.${name}`;

const { isAsked } = stage;

describe('another tab that refreshes while Cognito is asked', () => {
  test.each([
    [{ rotation: true }, 'local'],
    [{ rotation: true }, 'global'],
    [{ rotation: false }, 'local'],
    [{ rotation: true, revocation: false }, 'global'],
    [{ rotation: false, revocation: false }, 'global'],
  ] as const)('leaves nothing behind: %o, %s', async (client, scope) => {
    const device = await stage.signedIn({ client });
    stage.pool.fault('*', { delayMs: 150 }, { times: 1 });
    const signingOut = signOut(scope);
    await isAsked();
    (await refreshElsewhere(device))();
    expect((await signingOut).outcome).toMatchObject({ status: 'complete', scope });
    expect(device.tokenKeys).toEqual([]);
    expect(stage.pool.sessions('alice').at(-1)?.live).toBe(false);
  });
});

test('a session of which only the access token is left is known again when that was refreshed', async () => {
  const device = await stage.signedIn();
  const accessToken = key(device.clientId, 'alice.accessToken');
  const first = device.items.get(accessToken) ?? '';
  (await refreshElsewhere(device))();
  const second = device.items.get(accessToken) ?? '';
  expect(second).not.toBe(first);
  for (const name of device.tokenKeys) device.items.delete(name);
  device.items.set(accessToken, first);
  stage.pool.clearRequests();
  stage.pool.fault('GlobalSignOut', { delayMs: 40 });
  const signingOut = signOut('global');
  await isAsked();
  device.items.set(accessToken, second);
  expect((await signingOut).outcome.status).toBe('complete');
  expect(device.tokenKeys).toEqual([]);
});

describe('a storage of the browser’s own that has lost the user’s name', () => {
  /** A page’s storage, as far as it can be searched. */
  const page = (storages: object) =>
    vi.stubGlobal('window', Object.assign(new EventTarget(), storages));
  const names = (device: Device) => Object.fromEntries(device.items);

  async function lose(storage: typeof defaultStorage) {
    const device = await stage.signedIn({ client: {} });
    await storage.clear();
    for (const [name, value] of device.items) {
      if (!name.endsWith('.LastAuthUser')) await storage.setItem(name, value);
    }
    cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
    return device;
  }

  test.each([
    ['localStorage', defaultStorage],
    ['sessionStorage', sessionStorage],
  ])('still gives the session away: %s', async (name, storage) => {
    const device = await lose(storage);
    page({ localStorage: {}, sessionStorage: {}, [name]: names(device) });
    expect((await signOut('local')).outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(await storage.getItem(key(device.clientId, 'alice.refreshToken'))).toBeNull();
  });

  test.each([
    ['another app’s', 'CognitoIdentityServiceProvider.another.alice.refreshToken'],
    ['no token', 'clockDrift'],
  ])('says nobody where all there is is %s', async (_, name) => {
    const device = await lose(defaultStorage);
    const full = name === 'clockDrift' ? key(device.clientId, 'alice.clockDrift') : name;
    page({ localStorage: { [full]: 'x' } });
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'complete',
      server: 'unknown',
    });
    expect(stage.operations()).toEqual([]);
  });

  test('says nobody where it may not be looked at', async () => {
    await lose(defaultStorage);
    const get = () => {
      throw new Error('SecurityError');
    };
    page({});
    Object.defineProperty(window, 'localStorage', { get });
    expect((await signOut('local')).outcome.server).toBe('unknown');
  });

  test('is not searched for a storage of the app’s own', async () => {
    const device = await lose(defaultStorage);
    page({ localStorage: names(device), sessionStorage: names(device) });
    cognitoUserPoolsTokenProvider.setKeyValueStorage(new Device(stage.pool));
    expect((await signOut('local')).outcome.server).toBe('unknown');
  });
});

describe('what Amplify keeps with the tokens', () => {
  test('goes with them', async () => {
    const device = await stage.signedIn();
    device.items.set(key(device.clientId, 'alice.oauthMetadata'), '{}');
    await signOut('local');
    expect([...device.items.keys()]).toEqual([]);
  });

  test('stays with the device keys, and where someone else’s token is under a key of theirs', async () => {
    const other = await stage.signedIn();
    const device = await stage.signedIn();
    stage.pool.fault('RevokeToken', { delayMs: 40 });
    const signingOut = signOut('local');
    await isAsked();
    const name = key(device.clientId, 'alice.idToken');
    device.items.set(name, other.items.get(name) ?? '');
    device.items.set(key(device.clientId, 'alice.deviceKey'), 'd');
    expect((await signingOut).outcome.status).toBe('complete');
    expect([...device.items.keys()].map((it) => it.split('.').at(-1)).sort()).toEqual([
      'clockDrift',
      'deviceKey',
      'idToken',
      'signInDetails',
    ]);
  });

  test('may be kept by the storage, and so may the user’s name', async () => {
    const device = await stage.signedIn();
    precede(device, 'removeItem', async (name) => {
      if (!/Token$/.test(name)) throw new Error('blocked');
    });
    expect((await signOut('local')).outcome.status).toBe('complete');
    expect(device.tokenKeys).toEqual([]);
  });

  test('may be corrupt', async () => {
    const device = await stage.signedIn();
    device.items.set(key(device.clientId, 'alice.signInDetails'), '{');
    device.items.set(key(device.clientId, 'alice.clockDrift'), 'x');
    const { outcome } = await signOut('local');
    expect(outcome.status === 'complete' && outcome.tokensExpireBy).toBeInstanceOf(Date);
    expect(Number(outcome.status === 'complete' && outcome.tokensExpireBy)).toBeGreaterThan(
      Date.now(),
    );
  });

  test('says what was typed to sign in', async () => {
    const device = await stage.signedIn({ user: bob });
    device.items.set(key(device.clientId, 'bob.signInDetails'), '{"loginId":"bob@example.com"}');
    expect((await createAmplifyAdapter().getCurrentUser())?.displayName).toBe('bob@example.com');
  });
});

test('the user’s name goes last, and only where it is theirs', async () => {
  const device = await stage.signedIn();
  const name = key(device.clientId, 'LastAuthUser');
  stage.pool.fault('RevokeToken', { delayMs: 30 });
  const signingOut = signOut('local');
  await isAsked();
  device.items.set(name, 'bob');
  await signingOut;
  expect(device.items.get(name)).toBe('bob');
});

test('the user’s name stays with what is left of another session of theirs', async () => {
  const other = await stage.signedIn();
  const device = await stage.signedIn();
  stage.pool.fault('RevokeToken', { delayMs: 30 });
  const signingOut = signOut('local');
  await isAsked();
  const accessToken = key(device.clientId, 'alice.accessToken');
  device.items.set(accessToken, other.items.get(accessToken) ?? '');
  await signingOut;
  expect(device.tokenKeys).toEqual([accessToken]);
  expect(device.items.get(key(device.clientId, 'LastAuthUser'))).toBe('alice');
});

test('where nobody’s name is stored, Amplify’s own stand-in is tried', async () => {
  const signedIn = await stage.signedIn({ client: {} });
  const device = new Device(stage.pool, signedIn.clientId);
  for (const [name, value] of signedIn.items) {
    if (!name.endsWith('LastAuthUser'))
      device.items.set(name.replace('.alice.', '.username.'), value);
  }
  device.use();
  expect((await signOut('local')).outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(device.tokenKeys).toEqual([]);
});

describe('a storage that fails', () => {
  test('to read is failed before anything is sent, without a retry', async () => {
    const device = await stage.signedIn();
    refuse(device, 'getItem');
    const { outcome, retry } = await signOut('global');
    expect(outcome).toMatchObject({
      status: 'failed',
      scope: 'global',
      server: 'notEnded',
      failures: [{ step: 'session', reason: 'storage' }],
    });
    expect(retry).toBeUndefined();
    expect(stage.operations()).toEqual([]);
    expect(await createAmplifyAdapter().getCurrentUser()).toBeNull();
    expect(await createAmplifyAdapter().canSignOutGlobally?.()).toBe(true);
  });

  test('to answer a read is failed by the deadline', async () => {
    const device = await stage.signedIn();
    hang(device, 'getItem');
    const elapsed = startStopwatch();
    expect((await signOut('global', { deadlineMs: 60 })).outcome).toMatchObject({
      status: 'failed',
      failures: [{ step: 'session', reason: 'storage' }],
    });
    expect(elapsed()).toBeLessThan(400);
  });

  test('leaves what Cognito said in front of what the storage did', async () => {
    const device = await stage.signedIn();
    refuse(device);
    stage.pool.fault('GlobalSignOut', { status: 403 });
    const attempt = await signOut('global');
    expect(attempt.outcome).toMatchObject({
      status: 'failed',
      server: 'notEnded',
      failures: [
        { step: 'globalSignOut', reason: 'forbidden' },
        { step: 'clearLocal', reason: 'storage' },
      ],
    });
    expect(attempt.outcome.status === 'failed' && attempt.outcome.failures).toHaveLength(2);
    expect(attempt.retry).toBeDefined();
  });

  test('to tell whether the tokens are gone is taken to hold them', async () => {
    const device = await stage.signedIn();
    precede(device, 'getItem', () => {
      if (stage.operations().length) throw new Error('blocked');
    });
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'failed',
      server: 'ended',
      failures: [{ step: 'clearLocal', reason: 'storage' }],
    });
    expect(stage.hubEvents).toEqual([]);
  });

  test('to tell what it still holds is taken to hold it', async () => {
    const device = await stage.signedIn();
    precede(device, 'getItem', () => {
      if (stage.operations().length) throw new Error('blocked');
    });
    stage.pool.fault('GlobalSignOut', { status: 403 });
    const stays = { onGlobalFailure: 'staySignedIn' } as const;
    expect((await signOut('global', stays)).outcome).toMatchObject({
      status: 'failed',
      failures: [{ step: 'globalSignOut' }],
    });
  });
});

test('a session that is to stay, and is gone by then, is partial', async () => {
  const device = await stage.signedIn();
  stage.pool.fault('GlobalSignOut', { status: 403, delayMs: 40 });
  const signingOut = signOut('global', { onGlobalFailure: 'staySignedIn' });
  await pause(20);
  device.items.clear();
  expect((await signingOut).outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
});

test('rotated tokens are stored only over those that they came from', async () => {
  const device = await stage.signedIn({ isAged: true, client: { rotation: true } });
  const other = await new Device(stage.pool, device.clientId).signIn('alice', 'Correct-horse-1');
  device.use();
  stage.pool.clearRequests();
  stage.pool.fault('GetTokensFromRefreshToken', { delayMs: 40, after: true });
  const signingOut = signOut('global', { onGlobalFailure: 'staySignedIn' });
  stage.pool.fault('GlobalSignOut', { status: 403 });
  await isAsked();
  device.items.clear();
  for (const [name, value] of other.items) device.items.set(name, value);
  await signingOut;
  expect(device.items).toEqual(other.items);
});

test('a rotated refresh token is stored where nothing else was', async () => {
  const device = await stage.signedIn({ isAged: true, client: { rotation: true } });
  for (const name of ['accessToken', 'idToken'])
    device.items.delete(key(device.clientId, `alice.${name}`));
  stage.pool.fault('GlobalSignOut', { status: 403 });
  await signOut('global', { onGlobalFailure: 'staySignedIn' });
  expect(device.tokenKeys).toHaveLength(3);
  expect(await device.refreshes()).toBe(true);
});
