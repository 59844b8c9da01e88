import { expect, test } from 'vitest';
import { bob, createRouteStage, throttled } from './setUp';
import { signInTwice } from './signInTwice';

const stage = createRouteStage();
const domain = 'example.org';
const route = () => stage.route({ cookies: { domain } });
const refused = { status: 403, errorName: 'ForbiddenException' };
const live = (user = 'alice') => stage.pool.liveSessions(user).length;

test('a retry does not speak for the session that Cognito has refused to end for good', async () => {
  const before = live();
  const browser = await signInTwice(stage, domain);
  stage.pool.fault('RevokeToken', throttled, { times: 3 });
  stage.pool.fault('RevokeToken', refused, { times: 1 });
  const { outcome, retry } = await browser.post(route(), { scope: 'local' });
  expect(outcome.failures.map((it: { reason: string }) => it.reason).sort()).toEqual([
    'forbidden',
    'throttled',
  ]);
  stage.pool.clearFaults();
  stage.pool.clearRequests();
  const again = await browser.post(route(), { scope: 'local', retry });
  expect(live()).toBe(before + 1);
  expect(again.outcome).toMatchObject({
    status: 'partial',
    server: 'notEnded',
    failures: [{ step: 'revokeToken', reason: 'forbidden' }],
  });
  expect(again.retry).toBeUndefined();
  expect(stage.pool.requests).toHaveLength(1);
});

test('nor for the other person whose tokens lie in the cookies', async () => {
  const browser = await stage.signIn();
  await stage.signIn({ user: bob }, browser);
  const named = browser.cookies.filter(({ name }) => !name.endsWith('LastAuthUser'));
  browser.cookies.splice(0, browser.cookies.length, ...named);
  stage.pool.fault('GlobalSignOut', throttled, { times: 3 });
  stage.pool.fault('GlobalSignOut', refused, { times: 1 });
  stage.pool.fault('RevokeToken', refused, { times: 1 });
  const { retry } = await browser.post(route(), { scope: 'global' });
  stage.pool.clearFaults();
  const again = await browser.post(route(), { scope: 'global', retry });
  expect(live(bob.username)).toBe(1);
  expect(again.outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
});

test('and says again what was to be known of a session that was ended', async () => {
  const browser = await signInTwice(stage, domain);
  const disabled = { status: 400, errorName: 'UnsupportedOperationException' };
  stage.pool.fault('RevokeToken', disabled, { times: 1 });
  stage.pool.fault('RevokeToken', throttled, { times: 3 });
  const { retry } = await browser.post(route(), { scope: 'local' });
  stage.pool.clearFaults();
  const again = await browser.post(route(), { scope: 'local', retry });
  expect(JSON.stringify(again.outcome)).toContain('revocationDisabled');
});
