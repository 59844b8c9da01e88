import { Amplify } from 'aws-amplify';
import { decodeJWT } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { describe, expect, test, vi } from 'vitest';
import { en } from '../../src/locales/en';
import { refuse } from '../storages/moods';
import { comeBack, connected, providers, says, together } from './connected';
import { createTab } from './createTab';
import { Device } from './Device';
import { alice, bob, createStage, onAnotherPage, pause, throttled } from './setUp';

const stage = createStage();
const tab = createTab();

/** Alice, signed in to two app clients in one storage; Amplify is configured for the first. */
async function twoClients() {
  const device = await stage.signedIn();
  const other = new Device(stage.pool, await stage.pool.createClient());
  await other.signIn(alice.username, alice.password);
  for (const [name, value] of other.items) device.items.set(name, value);
  const [a, b] = [device.clientId, other.clientId];
  const configure = (clientId: string) => {
    Amplify.configure(stage.pool.amplifyConfig(clientId));
    cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
  };
  const tokenOf = (clientId: string) =>
    `${device.items.get(`CognitoIdentityServiceProvider.${clientId}.alice.accessToken`)}`;
  configure(a);
  stage.pool.clearRequests();
  return {
    device,
    a,
    b,
    tokenOf,
    toA: () => configure(a),
    toB: () => configure(b),
    tokensAt: (clientId: string) =>
      device.tokenKeys.filter((name) => name.includes(clientId)).length,
    /** What a page load finds of a sign-out that was cut off. */
    cutOff(clientId: string, scope: string) {
      const { sub, origin_jti, auth_time } = decodeJWT(tokenOf(clientId)).payload;
      const mark = { sub, origin_jti, auth_time, scope, at: Date.now() - 20_000 };
      device.items.set(`amplify-signoff.mark.${clientId}`, JSON.stringify(mark));
    },
  };
}

function slowly(device: Device, ms: number) {
  const getItem = device.getItem.bind(device);
  return vi.spyOn(device, 'getItem').mockImplementation(async (name) => {
    const value = await getItem(name);
    await pause(ms);
    return value;
  });
}

describe('a retry at one app client ends nothing at the other', () => {
  async function cutOffAtOne() {
    const clients = await twoClients();
    clients.cutOff(clients.a, 'local');
    const [one] = await together(connected());
    await vi.waitFor(() => expect(one.flow.get().status).toBe('failed'));
    return { ...clients, one };
  }

  test('that was configured while the provider was hidden', async () => {
    const { one, a, b, tokensAt, toB } = await cutOffAtOne();
    one.disconnect();
    toB();
    comeBack(one);
    await pause(150);
    await one.flow.retry();
    expect(says(one)).toBeNull();
    expect([tokensAt(a), tokensAt(b)]).toEqual([3, 3]);
  });

  test('while it is being read', async () => {
    const { one, device, a, b, tokensAt, toB } = await cutOffAtOne();
    slowly(device, 50);
    toB();
    await pause(20);
    await one.flow.retry();
    expect([tokensAt(a), tokensAt(b)]).toEqual([3, 3]);
  });

  test('while somebody is looked for who has signed in anew', async () => {
    const { device, b, toA, toB, tokensAt } = await twoClients();
    const anew = [...(await stage.signedIn()).items];
    toA();
    const removing = refuse(device);
    const [one] = await together(connected());
    await one.flow.signOut();
    removing.mockRestore();
    for (const [name, value] of anew) device.items.set(name, value);
    slowly(device, 50);
    const retrying = one.flow.retry();
    await pause(10);
    toB();
    await retrying;
    expect(tokensAt(b)).toBe(3);
    expect(says(one)).toBeNull();
  });

  test('nor does a click that the app has said yes to in that moment', async () => {
    const { device, a, b, toB, tokensAt } = await twoClients();
    const beforeSignOut = async () => {
      slowly(device, 50);
      toB();
      await pause(20);
      return true;
    };
    const [one] = await together(connected({ beforeSignOut }));
    await one.flow.signOut();
    expect([tokensAt(a), tokensAt(b)]).toEqual([3, 3]);
  });
});

describe('where the app gives Amplify another storage', () => {
  test('a retry ends what failed, and not what is there', async () => {
    const other = await stage.signedIn();
    const device = await stage.signedIn();
    const removing = refuse(device);
    const [one] = await together(connected());
    await one.flow.signOut();
    removing.mockRestore();
    cognitoUserPoolsTokenProvider.setKeyValueStorage(other);
    await one.flow.retry();
    expect(device.tokenKeys).toEqual([]);
    expect(other.tokenKeys).toHaveLength(3);
  });

  async function swappedFor(prepare: (device: Device) => Promise<Device> | Device) {
    const device = await stage.signedIn();
    const [one] = await together(connected());
    stage.pool.fault('RevokeToken', { delayMs: 200 });
    const signingOut = one.flow.signOut();
    await stage.isAsked();
    const next = await prepare(device);
    cognitoUserPoolsTokenProvider.setKeyValueStorage(next);
    await signingOut;
    return { one, next };
  }

  test('to which the session was copied meanwhile, it is erased there too', async () => {
    const { one, next } = await swappedFor(async (device) => {
      const copy = new Device(stage.pool, device.clientId);
      for (const [name, value] of device.items) copy.items.set(name, value);
      return copy;
    });
    await vi.waitFor(() => expect(next.tokenKeys).toEqual([]));
    await vi.waitFor(() => expect(one.auth.get().status).toBe('unauthenticated'));
  });

  test('in which somebody else is signed in, they are who is there', async () => {
    const bobs = await stage.signedIn({ user: bob });
    const { one } = await swappedFor(() => bobs);
    await vi.waitFor(() => expect(one.auth.get().user?.username).toBe('bob'));
    expect(says(one)).toBeNull();
    expect(bobs.tokenKeys).toHaveLength(3);
  });
});

test('what another provider ends at one app client takes no retry from the other', async () => {
  const { device, a, toB, tokensAt } = await twoClients();
  const [one, other] = await providers();
  const removeItem = device.removeItem.bind(device);
  vi.spyOn(device, 'removeItem').mockImplementation(async (name) => {
    if (name.includes(a)) throw new Error('Refused');
    return removeItem(name);
  });
  stage.pool.fault('RevokeToken', { ...throttled, delayMs: 100 });
  const signingOut = one.flow.signOut();
  await stage.isAsked();
  toB();
  await signingOut;
  await pause(100);
  stage.pool.clearFaults();
  await other.flow.signOut();
  await pause(100);
  expect(says(other)).toBe(en.completeLocal);
  expect(says(one)).toBe(en.failed);
  expect(one.flow.get().canRetry).toBe(true);
  expect(tokensAt(a)).toBe(3);
});

test('an outcome is kept for the app client that it is of', async () => {
  const { device, a, b, toB } = await twoClients();
  for (const name of device.items.keys()) if (name.includes(b)) device.items.delete(name);
  let isRunning = false;
  const task = async () => {
    isRunning = true;
    await pause(300);
  };
  const [one] = await together(connected({ afterSignOut: [task] }));
  const signingOut = one.flow.signOut({ global: true });
  await vi.waitFor(() => expect(isRunning).toBe(true));
  toB();
  tab.hides();
  expect(Object.keys(tab.sessionStorage)).toEqual([`amplify-signoff.outcome.${a}`]);
  await signingOut;
});

test('what Cognito may have heard at one app client is not forgotten over the other', async () => {
  const { a, b, tokenOf, cutOff, toA, toB } = await twoClients();
  const AccessToken = tokenOf(a);
  cutOff(a, 'global');
  cutOff(b, 'global');
  const one = connected();
  await vi.waitFor(() => expect(one.flow.get().status).toBe('failed'));
  toB();
  await pause(50);
  connected();
  await pause(150);
  toA();
  await pause(50);
  // It had been heard.
  await fetch(stage.pool.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GlobalSignOut' },
    body: JSON.stringify({ AccessToken }),
  });
  expect((await one.flow.signOut({ global: true })).server).toBe('unknown');
});

test('a sign-out that was cut off is told, whichever app client is configured while it is looked for', async () => {
  const { device, a, cutOff, toA, toB } = await twoClients();
  cutOff(a, 'global');
  const slow = slowly(device, 30);
  const before = connected({}, { deadlineMs: 2000 });
  await pause(10);
  toB();
  await pause(600);
  slow.mockRestore();
  before.disconnect();
  onAnotherPage();
  toA();
  const after = connected();
  await pause(300);
  expect([says(before), says(after)].filter(Boolean)).toHaveLength(1);
});

// "You're signed out on this device", over her new session.
test('who has signed in anew while the provider was hidden is told nothing of what was before', async () => {
  const anew = [...(await stage.signedIn()).items];
  const device = await stage.signedIn();
  const [one] = await together(connected());
  stage.pool.fault('RevokeToken', { delayMs: 200 });
  const signingOut = one.flow.signOut();
  await stage.isAsked();
  one.disconnect();
  await signingOut;
  for (const [name, value] of anew) device.items.set(name, value);
  comeBack(one);
  await vi.waitFor(() => expect(one.flow.get().status).toBe('idle'));
  expect(one.auth.get().status).toBe('authenticated');
});
