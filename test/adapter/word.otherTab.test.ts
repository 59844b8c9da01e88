import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Hub } from 'aws-amplify/utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { AuthEvent, SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { refuse } from '../storages/moods';
import { bob, createStage, key, pause, refreshElsewhere } from './setUp';

const stage = createStage();

let unsubscribe = () => {};
afterEach(() => unsubscribe());

/** What a Hub that listens across tabs says of another tab. */
function otherTabSays(event: string) {
  const dispatch = Hub.dispatch as (...told: unknown[]) => void;
  dispatch.call(Hub, 'auth', { event }, 'Auth', AMPLIFY_SYMBOL, true);
}

type Corrected = SignOutAttempt & { correction?: Promise<SignOutAttempt> };

/** A sign-out that Cognito said yes to for a token that another tab has rotated out, and which is yet to store its own. */
async function overtaken() {
  const device = await stage.signedIn({ client: { rotation: true } });
  const adapter = createAmplifyAdapter();
  const events: AuthEvent[] = [];
  unsubscribe = adapter.subscribe((event) => void events.push(event));
  const store = await refreshElsewhere(device);
  const attempt: Corrected = await adapter.signOut({ scope: 'local' });
  expect(attempt.outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(device.tokenKeys).toEqual([]);
  expect(own()?.live).toBe(true);
  stage.pool.clearRequests();
  events.length = 0;
  return { device, adapter, attempt, events, store };
}

/** Undefined where none comes. */
const correctionOf = ({ correction }: Corrected) =>
  Promise.race([correction, pause(1000).then(() => undefined)]);

const own = () => stage.pool.sessions('alice').at(-1);

const hints: [string, (adapter: Awaited<ReturnType<typeof overtaken>>['adapter']) => unknown][] = [
  ['the other tab is heard of', () => otherTabSays('signedIn')],
  ['the adapter is asked who is there', (adapter) => adapter.getCurrentUser()],
];

describe.each(hints)('what another tab stores too late, when %s', (_, hint) => {
  test('is erased and revoked, and nobody is signed in by it', async () => {
    const { adapter, device, events, store } = await overtaken();
    store();
    expect((await hint(adapter)) ?? null).toBeNull();
    await vi.waitFor(() => expect(device.tokenKeys).toEqual([]));
    await vi.waitFor(() => expect(own()?.live).toBe(false));
    expect(own()?.endedBy).toBe('RevokeToken');
    expect(await adapter.getCurrentUser()).toBeNull();
    await pause(30);
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(events.filter(({ type }) => type === 'signedIn')).toEqual([]);
  });

  test('and Cognito won’t revoke corrects the outcome', async () => {
    const { adapter, attempt, device, store } = await overtaken();
    stage.pool.fault('RevokeToken', { status: 403 });
    store();
    hint(adapter);
    await vi.waitFor(() => expect(device.tokenKeys).toEqual([]));
    const corrected = await correctionOf(attempt);
    expect(corrected?.outcome).toMatchObject({
      status: 'partial',
      scope: 'local',
      failures: [{ step: 'revokeToken', reason: 'forbidden' }],
    });
  });

  test('and the storage keeps corrects the outcome', async () => {
    const { adapter, attempt, device, store } = await overtaken();
    refuse(device);
    store();
    hint(adapter);
    const corrected = await correctionOf(attempt);
    expect(corrected?.outcome).toMatchObject({
      status: 'failed',
      failures: expect.arrayContaining([
        expect.objectContaining({ step: 'clearLocal', reason: 'storage' }),
      ]),
    });
  });
});

test('a correction is pending as long as nothing was found', async () => {
  const { adapter, attempt } = await overtaken();
  otherTabSays('signedIn');
  expect(await adapter.getCurrentUser()).toBeNull();
  expect(attempt.correction).toBeInstanceOf(Promise);
  const first = await Promise.race([attempt.correction, pause(100).then(() => 'pending')]);
  expect(first).toBe('pending');
});

test('what another tab stores while the app is told is erased before the outcome is', async () => {
  const device = await stage.signedIn({ client: { rotation: true } });
  const store = await refreshElsewhere(device);
  let isStored = false;
  unsubscribe = Hub.listen('auth', ({ payload: { event } }) => {
    if (event === 'signedOut' && !isStored) store();
    isStored = true;
  });
  const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
  expect(device.tokenKeys).toEqual([]);
  expect(isStored).toBe(true);
  expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(own()?.endedBy).toBe('RevokeToken');
  expect(stage.operations()).toEqual(['GetTokensFromRefreshToken', 'RevokeToken', 'RevokeToken']);
});

test('someone who signs in anew is no late token of the session that ended', async () => {
  const { adapter, device, events } = await overtaken();
  await device.signIn('alice', 'Correct-horse-1');
  await vi.waitFor(() => expect(events).toMatchObject([{ type: 'signedIn' }]));
  expect(await adapter.getCurrentUser()).toMatchObject({ username: 'alice' });
  expect(device.tokenKeys).toHaveLength(3);
});

// Nobody would have looked at them again: the storage names bob.
test('what another tab stores while somebody else signs in is erased and revoked', async () => {
  const { device, store } = await overtaken();
  stage.pool.fault('InitiateAuth', { delayMs: 60 });
  const signingIn = device.signIn(bob.username, bob.password);
  await pause(30);
  store();
  await signingIn;
  await vi.waitFor(() => expect(own()?.live).toBe(false));
  await vi.waitFor(() => expect(device.tokenKeys).toHaveLength(3));
  for (const name of device.tokenKeys) expect(name).toContain('.bob.');
  expect(device.items.get(key(device, 'LastAuthUser'))).toBe('bob');
});
