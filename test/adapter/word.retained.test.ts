import { signOut as amplifySignOut } from 'aws-amplify/auth';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutAttempt } from '../../src/adapter/AuthAdapter';
import type { AmplifyAdapterOptions } from '../../src/adapter/amplify/AmplifyAdapterOptions';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import type { Device } from './Device';
import { createStage, hurry, pause } from './setUp';

const stage = createStage();

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget());
});

const tokenOf = (device: Device, name: string) =>
  device.tokens[device.tokenKeys.findIndex((key) => key.endsWith(`.${name}`))];

const ways = {
  'a global one that the storage refused': { scope: 'global', isStaying: false },
  'a global one that was to stay': { scope: 'global', isStaying: true },
  'a local one that the storage refused': { scope: 'local', isStaying: false },
} as const;

/** A sign-out that Cognito was too busy for, and after which this browser still holds the tokens. */
async function failed(way: keyof typeof ways, more: AmplifyAdapterOptions = {}) {
  hurry();
  const { scope, isStaying } = ways[way];
  const device = await stage.signedIn();
  const token = tokenOf(device, scope === 'global' ? 'accessToken' : 'refreshToken');
  const removing = vi.spyOn(device, 'removeItem');
  if (!isStaying) removing.mockRejectedValue(new Error('quota'));
  stage.pool.fault('*', { status: 429, errorName: 'TooManyRequestsException' });
  const onGlobalFailure = isStaying ? 'staySignedIn' : 'signOutLocally';
  const adapter = createAmplifyAdapter({ ...more, onGlobalFailure });
  adapter.subscribe(() => {});
  const attempt = await adapter.signOut({ scope });
  expect(attempt.outcome.status).toBe('failed');
  expect(attempt.revealToken()).toBe(token);
  removing.mockRestore();
  stage.pool.clearFaults();
  stage.pool.clearRequests();
  return { device, adapter, attempt };
}

const isDropped = ({ revealToken }: SignOutAttempt) =>
  vi.waitFor(() => expect(revealToken()).toBeNull(), { timeout: 1500 });

/** Long enough for a request, although timers hurry. */
const aMoment = () => pause(1000);

describe.each(Object.keys(ways) as (keyof typeof ways)[])('what was retained after %s', (way) => {
  test('is dropped when its time is up', async () => {
    const { attempt } = await failed(way, { retainMs: 8000 });
    await aMoment();
    expect(attempt.revealToken()).not.toBeNull();
    await isDropped(attempt);
    await aMoment();
    expect(stage.operations()).toEqual([]);
  });

  test('is dropped when Amplify itself signs the session out', async () => {
    const { attempt, device } = await failed(way);
    await amplifySignOut();
    await vi.waitFor(() => expect(device.tokenKeys).toEqual([]));
    await isDropped(attempt);
    await aMoment();
    // Amplify's own.
    expect(stage.operations()).toEqual(['RevokeToken']);
  });

  test('is dropped when the storage turns out to be empty', async () => {
    const { adapter, attempt, device } = await failed(way);
    device.items.clear();
    expect(await adapter.getCurrentUser()).toBeNull();
    await isDropped(attempt);
    await aMoment();
    expect(stage.operations()).toEqual([]);
  });
});
