import { decodeJWT } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { expect, test } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { readUndisturbed, storedTokens, trackStore } from '../../src/adapter/amplify/page/gate';
import { startStopwatch } from '../startStopwatch';
import { createStage, pause } from './setUp';

const stage = createStage();
const storage = {};

test('reading waits for what is being stored, and begins again where storing began meanwhile', async () => {
  const log: string[] = [];
  const store = (ms: number) =>
    trackStore(
      pause(ms).then(() => void log.push(`stored ${ms}`)),
      storage,
    );
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
  const failing = trackStore(Promise.reject(new Error('quota')), storage);
  await storedTokens(storage, 1000);
  await expect(failing).rejects.toThrow('quota');
});

test('a storage that hangs is waited for once, and another one not at all', async () => {
  void trackStore(new Promise(() => {}), storage);
  const elapsed = startStopwatch();
  await storedTokens({}, 2000);
  expect(elapsed()).toBeLessThan(1000);
  const waiting = storedTokens(storage, 50);
  expect(await Promise.race([waiting.then(() => 'waited'), pause(10)])).toBeUndefined();
  await waiting;
  await storedTokens(storage, 2000);
  expect(elapsed()).toBeLessThan(1000);
});

test('of the sessions that have ended, the last fifty are remembered', async () => {
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
