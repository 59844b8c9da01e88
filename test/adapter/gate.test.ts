import { decodeJWT } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { readUndisturbed, storedTokens, storeInTurn } from '../../src/adapter/amplify/page/gate';
import { startStopwatch } from '../startStopwatch';
import { alice, createStage, hurry, pause } from './setUp';

const stage = createStage();
const storage = {};

test('reading waits for what is being stored, and begins again where storing began meanwhile', async () => {
  const log: string[] = [];
  const store = (ms: number) =>
    storeInTurn(() => pause(ms).then(() => void log.push(`stored ${ms}`)), storage);
  const storing = store(20);
  let later: Promise<void> | undefined;
  const read = async () => {
    log.push('read');
    later ??= store(10);
    return log.length;
  };
  expect(await readUndisturbed(read, storage, 1000)).toBe(4);
  expect(log).toEqual(['stored 20', 'read', 'stored 10', 'read']);
  await Promise.all([storing, later]);
});

test('what failed to be stored keeps nobody waiting', async () => {
  const failing = storeInTurn(() => Promise.reject(new Error('quota')), storage);
  await storedTokens(storage, 1000);
  await expect(failing).rejects.toThrow('quota');
});

test('a storage that hangs is waited for once, and another one not at all', async () => {
  void storeInTurn(() => new Promise(() => {}), storage);
  const elapsed = startStopwatch();
  await storedTokens({}, 2000);
  expect(elapsed()).toBeLessThan(1000);
  const waiting = storedTokens(storage, 50);
  expect(await Promise.race([waiting.then(() => 'waited'), pause(10)])).toBeUndefined();
  await waiting;
  await storedTokens(storage, 2000);
  expect(elapsed()).toBeLessThan(1000);
});

test('whoever signs in while a storage is read waits for it, and not for one that hangs', async () => {
  const log: string[] = [];
  const store = (name: string) => storeInTurn(async () => void log.push(name), storage);
  const reading = readUndisturbed(() => pause(30).then(() => log.push('read')), storage, 1000);
  await pause(0);
  await store('stored');
  await reading;
  expect(log.slice(0, 2)).toEqual(['read', 'stored']);
  void readUndisturbed(() => new Promise(() => {}), storage, 1000);
  await pause(0);
  const waits = hurry();
  await store('stored at last');
  expect(waits).toContain(2000);
  expect(log.at(-1)).toBe('stored at last');
});

test('whoever signs in again within the second is not taken for the session that has ended', async () => {
  const device = await stage.signedIn({ client: { revocation: false } });
  const adapter = createAmplifyAdapter();
  const { auth_time } = decodeJWT(device.tokens[0] ?? '').payload;
  expect((await adapter.signOut({ scope: 'local' })).outcome.status).toBe('complete');
  vi.useFakeTimers({ toFake: ['Date'], now: Number(auth_time) * 1000 });
  await device.signIn(alice.username, alice.password).finally(() => vi.useRealTimers());
  expect(decodeJWT(device.tokens[0] ?? '').payload).toMatchObject({ auth_time });
  expect(await adapter.getCurrentUser()).toMatchObject({ username: 'alice' });
  expect(device.tokenKeys).toHaveLength(3);
});

test('of the sessions that have ended, the last fifty are remembered', {
  timeout: 30_000,
}, async () => {
  const ended: { accessToken: string; username: string }[] = [];
  for (let session = 1; session <= 52; session++) {
    const device = await stage.signedIn();
    const [accessToken = ''] = device.tokens;
    ended.push({ accessToken, username: 'alice' });
    await createAmplifyAdapter().signOut({ scope: 'local' });
  }
  const device = await stage.signedIn();
  const store = cognitoUserPoolsTokenProvider.tokenOrchestrator.getTokenStore();
  const stored: number[] = [];
  for (const session of [2, 3, 52, 53]) {
    device.items.clear();
    const { accessToken, username } = ended[session - 1] ?? { accessToken: '', username: '' };
    if (!accessToken) continue;
    await store.storeTokens({ accessToken: decodeJWT(accessToken), clockDrift: 0, username });
    if (device.tokenKeys.length) stored.push(session);
  }
  expect(stored).toEqual([2]);
  const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  await createAmplifyAdapter().getCurrentUser();
  expect(tokenOrchestrator.getTokenStore() === store).toBe(true);
});
