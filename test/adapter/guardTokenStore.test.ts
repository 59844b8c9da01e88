import { expect, test } from 'vitest';
import {
  readUndisturbed,
  storedTokens,
  trackStore,
} from '../../src/adapter/amplify/guardTokenStore';
import { pause } from './setUp';

test('reading waits for what is being stored, and begins again where storing began meanwhile', async () => {
  const log: string[] = [];
  const store = (ms: number) => trackStore(pause(ms).then(() => void log.push(`stored ${ms}`)));
  const storing = store(20);
  let later: Promise<void> | undefined;
  const reading = readUndisturbed(async () => {
    log.push('read');
    later ??= store(10);
    return log.length;
  });
  expect(await reading).toBe(4);
  expect(log).toEqual(['stored 20', 'read', 'stored 10', 'read']);
  await Promise.all([storing, later]);
});

test('what failed to be stored keeps nobody waiting', async () => {
  const failing = trackStore(Promise.reject(new Error('quota')));
  await storedTokens();
  await expect(failing).rejects.toThrow('quota');
});
