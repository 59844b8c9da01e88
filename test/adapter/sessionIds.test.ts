import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { registry } from '../../src/adapter/amplify/page/registry';
import { en } from '../../src/locales/en';
import { refuse } from '../storages/moods';
import { connected, says, together } from './connected';
import { createTab } from './createTab';
import { Device } from './Device';
import { alice, bob, createStage, hubSays, onAnotherPage, pause } from './setUp';

const stage = createStage();
const tab = createTab();

const busy = { status: 500, errorName: 'InternalErrorException' };

/** Another tab has ended the session. */
function endedElsewhere(device: Device) {
  for (const name of [...device.items.keys()])
    if (name.includes('CognitoIdentity')) device.items.delete(name);
  hubSays('signedOut', true);
}

describe('"still signed in" goes with the session, where it was not known who had clicked', () => {
  test('over a reload', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    stage.pool.fault('RevokeToken', busy);
    const [one] = await together(connected());
    await one.flow.signOut();
    tab.hides();
    one.disconnect();
    registry().signOuts.clear();
    onAnotherPage();
    removing.mockRestore();
    stage.pool.clearFaults();
    const [after] = await together(connected());
    await vi.waitFor(() => expect(says(after)).toBe(en.failed));
    endedElsewhere(device);
    await vi.waitFor(() => expect(says(after)).toBeNull());
  });

  test('before the provider knew', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    stage.pool.fault('RevokeToken', busy);
    const one = connected();
    await one.flow.signOut();
    await together(one);
    removing.mockRestore();
    endedElsewhere(device);
    await vi.waitFor(() => expect(says(one)).toBeNull());
    expect(one.flow.get().canRetry).toBe(false);
  });

  test('in a provider that has come since', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    const [one] = await together(connected());
    await one.flow.signOut();
    const later = connected();
    one.disconnect();
    await together(later);
    await vi.waitFor(() => expect(later.flow.get().status).toBe('failed'));
    removing.mockRestore();
    endedElsewhere(device);
    await vi.waitFor(() => expect(says(later)).toBeNull());
  });
});

describe('a refusal of no app client', () => {
  beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));

  test('gives way to what another provider was clicked for, which is not lost with that', async () => {
    await stage.signedIn();
    const [one, other] = await together(connected(), connected());
    await one.flow.signOut({ redirectUrl: 'https://evil.example/' });
    stage.pool.fault('GlobalSignOut', busy);
    await other.flow.signOut({ global: true });
    await pause(100);
    other.disconnect();
    await vi.waitFor(() => expect(says(one)).toBe(en.partialGlobal));
  });

  test('leaves the app to hear of what comes after it', async () => {
    await stage.signedIn();
    const beforeSignOut = () => {
      throw new Error('the app');
    };
    const [one, other] = await together(connected({ beforeSignOut }), connected());
    await one.flow.signOut();
    await other.flow.signOut();
    await vi.waitFor(() =>
      expect(one.told.map(({ status }) => status)).toEqual(['failed', 'complete']),
    );
  });
});

test('whoever signed in over a sign-out, and whose session another tab ends, did not end it', async () => {
  const bobs = await stage.signedIn({ user: bob });
  const device = new Device(stage.pool, bobs.clientId);
  await device.signIn(alice.username, alice.password);
  const [one] = await together(connected());
  stage.pool.fault('RevokeToken', { delayMs: 200 });
  const signingOut = one.flow.signOut();
  await pause(60);
  device.items.clear();
  for (const [name, value] of bobs.items) device.items.set(name, value);
  hubSays('signedIn');
  await signingOut;
  await pause(100);
  endedElsewhere(device);
  await vi.waitFor(() => expect(one.auth.get().status).toBe('unauthenticated'));
  expect(one.auth.get().signedOutBy).toBe('otherTab');
});

// "You were already signed out", with her tokens there.
test('a click for a session of another app client than the one that is configured ends nothing', async () => {
  const device = await stage.signedIn();
  const other = await stage.pool.createClient();
  const [one] = await together(connected());
  Amplify.configure(stage.pool.amplifyConfig(other));
  cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
  expect(await one.flow.signOut({ global: true })).toMatchObject({
    status: 'failed',
    failures: [{ step: 'session', reason: 'notAttempted' }],
  });
  expect(device.tokenKeys).toHaveLength(3);
});

// A backend may have given the page tokens of another app client.
test('what is stored for the app client is its own, whichever it was issued to', async () => {
  const issued = await stage.signedIn();
  const device = new Device(stage.pool, await stage.pool.createClient());
  for (const [name, value] of issued.items)
    device.items.set(name.replace(issued.clientId, device.clientId), value);
  device.use();
  const [one] = await together(connected());
  expect(await one.flow.signOut({ global: true })).toMatchObject({
    status: 'complete',
    server: 'ended',
  });
  expect(device.tokenKeys).toEqual([]);
});
