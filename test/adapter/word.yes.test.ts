import { describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import type { Fault } from '../pool/startUserPool';
import { Device } from './Device';
import { alice, createStage, hurry } from './setUp';

const stage = createStage();

const refresh = 'GetTokensFromRefreshToken';

const signOut = (scope: 'local' | 'global') => createAmplifyAdapter().signOut({ scope });

const { isAsked } = stage;

const notSaid = {
  status: 'partial',
  scope: 'global',
  server: 'unknown',
  retryUntil: null,
};

describe('“Access Token has been revoked” is no yes', () => {
  test.each<[string, Fault]>([
    ['whose connection was reset', { reset: true, after: true }],
    ['whose answer broke off', { closeEarly: true, after: true }],
  ])('to a fresh token, after an attempt %s', async (_, fault) => {
    hurry();
    await stage.signedIn({ isAged: true });
    stage.pool.fault('GlobalSignOut', fault, { times: 1 });
    const { outcome, retry } = await signOut('global');
    expect(outcome).toMatchObject(notSaid);
    expect(outcome.status === 'partial' && outcome.failures[0]).toMatchObject({
      step: 'globalSignOut',
      reason: 'sessionRevoked',
      retryable: false,
    });
    expect(retry).toBeUndefined();
    expect(stage.operations().slice(0, 3)).toEqual([refresh, 'GlobalSignOut', 'GlobalSignOut']);
  });

  test('where another tab revoked this session alone, and the other device lives on', async () => {
    const other = await new Device(stage.pool).signIn(alice.username, alice.password);
    await stage.signedIn({ isAged: true });
    const here = stage.pool.sessions('alice').at(-1)?.originJti ?? '';
    stage.pool.fault('GlobalSignOut', { reset: true }, { times: 1 });
    const signingOut = signOut('global');
    await isAsked(2);
    stage.pool.revokeSession(here);
    const { outcome, retry } = await signingOut;
    expect(await other.refreshes()).toBe(true);
    expect(outcome).toMatchObject(notSaid);
    expect(outcome.status === 'partial' && outcome.failures[0]).toMatchObject({
      step: 'globalSignOut',
      reason: 'sessionRevoked',
    });
    expect(retry).toBeUndefined();
  });

  test('to the retry of an attempt without an answer', async () => {
    hurry();
    await stage.signedIn({ isAged: true });
    stage.pool.fault('GlobalSignOut', { reset: true, after: true }, { times: 1 });
    stage.pool.fault('GlobalSignOut', { status: 429 }, { times: 2 });
    const { retry } = await signOut('global');
    const again = await retry?.();
    expect(again?.outcome).toMatchObject(notSaid);
    expect(again?.retry).toBeUndefined();
  });
});

const scopes = [
  ['GlobalSignOut', 'global'],
  ['RevokeToken', 'local'],
] as const;

describe.each(scopes)('a yes to %s', (operation, scope) => {
  const answer = (body: string, type: string) =>
    stage.pool.fault(operation, { status: 200, body, headers: { 'content-type': type } });

  test.each([
    ['{}', 'application/x-amz-json-1.1'],
    ['{}', 'application/json'],
    ['{}', 'text/html; charset=utf-8'],
    ['', 'application/x-amz-json-1.1'],
    ['', 'application/x-amz-json-1.1; charset=utf-8'],
    ['', 'Application/X-Amz-JSON-1.1;charset=UTF-8'],
  ])('is “%s” as %s', async (body, type) => {
    await stage.signedIn();
    answer(body, type);
    expect((await signOut(scope)).outcome).toMatchObject({
      status: 'complete',
      scope,
      server: 'ended',
    });
  });

  test.each([
    ['', 'text/html'],
    ['', 'application/json'],
    ['', 'application/x-amz-json-1.10'],
    ['{"portal":"Accept"}', 'application/x-amz-json-1.1'],
    ['null', 'application/x-amz-json-1.1'],
    ['[]', 'application/x-amz-json-1.1'],
  ])('is not “%s” as %s', async (body, type) => {
    await stage.signedIn();
    answer(body, type);
    expect((await signOut(scope)).outcome).toMatchObject({
      status: 'partial',
      scope,
      server: 'unknown',
      failures: [{ step: scope === 'global' ? 'globalSignOut' : 'revokeToken', reason: 'unknown' }],
    });
  });
});

test('a retried global one counts until when tokens are accepted from Cognito’s yes', async () => {
  hurry();
  await stage.signedIn({ client: { accessTokenSeconds: 3600 } });
  stage.pool.fault('GlobalSignOut', { status: 429 });
  const { retry } = await signOut('global');
  stage.pool.clearFaults();
  const fiveMinutesOn = Date.now() + 300_000;
  vi.useFakeTimers({ toFake: ['Date'], now: fiveMinutesOn });
  const again = await retry?.().finally(() => vi.useRealTimers());
  const outcome = again?.outcome;
  expect(outcome).toMatchObject({ status: 'complete', scope: 'global' });
  const until = outcome?.status === 'complete' ? Number(outcome.tokensExpireBy) : 0;
  expect(until - fiveMinutesOn).toBeGreaterThan(3_590_000);
  expect(until - fiveMinutesOn).toBeLessThan(3_610_000);
});
