import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { expect, test } from 'vitest';
import {
  holdSession,
  readUndisturbed,
  storedTokens,
  trackStore,
} from '../../src/adapter/amplify/guardTokenStore';
import type { Session } from '../../src/adapter/amplify/Session';
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

test('of the sessions that have ended, the last fifty are remembered', async () => {
  const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  const stored: string[] = [];
  Amplify.configure({ Auth: { Cognito: { userPoolId: 'local_a', userPoolClientId: 'client' } } });
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    getItem: async () => null,
    setItem: async (_, value) => void stored.push(value),
    removeItem: async () => {},
    clear: async () => {},
  });
  const claimsOf = (session: number) => ({ sub: '1', origin_jti: `${session}` });
  holdSession({ claims: null } as Session, () => {})(false);
  const store = tokenOrchestrator.getTokenStore();
  holdSession({ claims: null } as Session, () => {})(false);
  expect(tokenOrchestrator.getTokenStore()).toBe(store);
  const late: number[] = [];
  for (let session = 1; session <= 52; session++) {
    const ended = { claims: claimsOf(session) } as Session;
    holdSession(ended, () => late.push(session))(true);
  }
  for (const session of [1, 2, 3, 52]) {
    const accessToken = { payload: claimsOf(session), toString: () => `token of ${session}` };
    const tokens = { accessToken, clockDrift: 0, username: 'alice' };
    await tokenOrchestrator.getTokenStore().storeTokens(tokens);
  }
  expect(late).toEqual([3, 52]);
  expect(stored.filter((value) => value.startsWith('token'))).toEqual(['token of 1', 'token of 2']);
});
