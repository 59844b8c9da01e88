import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { CookieStorage } from 'aws-amplify/utils';
import { expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { namesIn } from '../../src/adapter/amplify/page/namesIn';
import { createRetention } from '../../src/adapter/amplify/signOut/createRetention';
import type { Job } from '../../src/adapter/amplify/signOut/Job';
import { hang, precede, refuse } from '../storages/moods';
import { createStage, hurry, pause } from './setUp';

const stage = createStage();
const { authTokenStore, tokenOrchestrator } = cognitoUserPoolsTokenProvider;
const { isAsked } = stage;

test('what nobody foresaw is logged, and nothing is claimed', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  await stage.signedIn();
  vi.spyOn(authTokenStore, 'getKeyValueStorage').mockImplementation(() => {
    throw new Error('none');
  });
  expect((await createAmplifyAdapter().signOut({ scope: 'global' })).outcome).toEqual({
    status: 'failed',
    scope: 'global',
    signedOutLocally: false,
    server: 'unknown',
    failures: [{ step: 'session', reason: 'unknown', retryable: false }],
  });
  expect(error.mock.calls[0]?.[0]).toContain('is not known');
});

test('an Amplify that has lost its configuration meanwhile still hears of the end', async () => {
  await stage.signedIn();
  stage.pool.fault('RevokeToken', { delayMs: 30 });
  const assign = vi.fn();
  vi.stubGlobal('location', { href: 'https://a.example/', origin: 'https://a.example', assign });
  const signingOut = createAmplifyAdapter().signOut({ scope: 'local', redirectUrl: '/bye' });
  await isAsked();
  Amplify.configure({});
  expect((await signingOut).outcome.status).toBe('complete');
  expect(stage.hubEvents).toEqual(['signedOut']);
  expect(assign).toHaveBeenCalledExactlyOnceWith('/bye');
});

test('a token store that an app puts before the guard is left where it is', async () => {
  await stage.signedIn();
  const adapter = createAmplifyAdapter();
  await adapter.getCurrentUser();
  const guard = tokenOrchestrator.getTokenStore();
  const apps = Object.create(guard) as typeof guard;
  tokenOrchestrator.setAuthTokenStore(apps);
  await adapter.getCurrentUser();
  expect(tokenOrchestrator.getTokenStore() === apps).toBe(true);
  tokenOrchestrator.setAuthTokenStore(authTokenStore);
  await adapter.getCurrentUser();
  expect(Object.getPrototypeOf(tokenOrchestrator.getTokenStore()) === authTokenStore).toBe(true);
});

test('newer tokens that a storage never deletes are said to be there', async () => {
  const device = await stage.signedIn();
  const stored = new Map(device.items);
  const adapter = createAmplifyAdapter({ deadlineMs: 100 });
  const { correction, outcome } = await adapter.signOut({ scope: 'local' });
  expect(outcome.status).toBe('complete');
  for (const [name, value] of stored) device.items.set(name, value);
  hang(device, 'removeItem');
  expect(await adapter.getCurrentUser()).toMatchObject({ username: 'alice' });
  expect((await correction)?.outcome.status).toBe('failed');
});

test('a cookie of somebody else’s whose name is no name at all is in nobody’s way', () => {
  vi.stubGlobal('document', { cookie: '%E0%A4%A=1; a%20b=2' });
  expect(namesIn(new CookieStorage({ secure: false }))).toEqual(['%E0%A4%A', 'a b']);
});

test('another sign-out that outlasts this one’s deadline is not known to have ended', async () => {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', { delayMs: 200 });
  const first = createAmplifyAdapter().signOut({ scope: 'global' });
  await isAsked();
  const hasty = createAmplifyAdapter({ deadlineMs: 60 });
  expect((await hasty.signOut({ scope: 'global' })).outcome).toMatchObject({
    status: 'failed',
    server: 'unknown',
    failures: [{ step: 'session', reason: 'timeout' }],
  });
  expect((await first).outcome.status).toBe('complete');
});

test('a retry of what was forgotten finds the session gone, and asks for nothing', async () => {
  hurry();
  const device = await stage.signedIn();
  refuse(device);
  stage.pool.fault('GlobalSignOut', { status: 429, errorName: 'TooManyRequestsException' });
  const { retry, forget } = await createAmplifyAdapter().signOut({ scope: 'global' });
  forget();
  device.items.clear();
  stage.pool.clearRequests();
  expect((await retry?.())?.outcome).toMatchObject({
    status: 'partial',
    failures: [{ step: 'globalSignOut', reason: 'throttled' }],
    retryUntil: null,
  });
  expect(stage.operations()).toEqual([]);
});

test('a storage that hangs through two tries takes nothing from the second one', async () => {
  const device = await stage.signedIn();
  const owed: (() => void)[] = [];
  const wait = () => new Promise<void>((resolve) => owed.push(resolve));
  const removing = precede(device, 'removeItem', wait);
  stage.pool.fault('GlobalSignOut', { silent: true });
  const adapter = createAmplifyAdapter({ deadlineMs: 150 });
  const first = await adapter.signOut({ scope: 'global' });
  expect(first.outcome.status).toBe('failed');
  first.forget();
  const second = await first.retry?.();
  expect(second?.outcome.status).toBe('failed');
  removing.mockRestore();
  stage.pool.clearFaults();
  for (const answer of owed) answer();
  await pause(60);
  expect(device.tokenKeys).toEqual([]);
  expect((await second?.late)?.outcome).toMatchObject({ status: 'partial' });
});

test('tokens that were put away, and are taken up again at once, are kept', async () => {
  const tokens = { accessToken: 'a', idToken: 'i', refreshToken: 'r' };
  const session = { ...tokens, known: new Set(['a']) };
  const job = {
    session,
    progress: { isForgotten: false, isCleared: false },
    still: async () => {},
    advance(change: object) {
      Object.assign(job.progress, change);
    },
  };
  const { forget } = createRetention(job as unknown as Job);
  forget();
  job.progress.isForgotten = false;
  await pause(5);
  expect(session).toMatchObject(tokens);
  forget();
  await pause(5);
  expect(session).toMatchObject({ accessToken: null, refreshToken: null });
});
