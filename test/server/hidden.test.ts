import { expect, test } from 'vitest';
import { bob, createRouteStage, throttled } from './setUp';
import { signInTwice } from './signInTwice';

const stage = createRouteStage();
const live = () => stage.pool.liveSessions('alice').length;
const domain = 'example.org';
const route = () => stage.route({ cookies: { domain } });

test('of two sessions whose cookies have the same names, both are ended', async () => {
  const before = live();
  const browser = await signInTwice(stage, domain);
  expect(live()).toBe(before + 2);
  const { outcome } = await browser.post(route(), { scope: 'local' });
  expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(browser.cookies).toEqual([]);
  expect(live()).toBe(before);
});

test('of one of them a refresh token alone is left: it is ended too', async () => {
  const before = live();
  const browser = await signInTwice(stage, domain);
  const isRest = (it: (typeof browser.cookies)[number]) =>
    it.domain === null && !it.name.endsWith('refreshToken');
  const others = browser.cookies.filter((it) => !isRest(it));
  browser.cookies.splice(0, Number.POSITIVE_INFINITY, ...others);
  expect(browser.cookies).toHaveLength(5);
  await browser.post(route(), { scope: 'local' });
  expect(live()).toBe(before);
});

test('one that could not be ended is said, and ended by the retry', async () => {
  const before = live();
  const browser = await signInTwice(stage, domain);
  stage.pool.fault('RevokeToken', throttled);
  const { outcome, retry } = await browser.post(route(), { scope: 'local' });
  stage.pool.clearFaults();
  expect(outcome).toMatchObject({ status: 'partial', server: 'notEnded' });
  expect(browser.cookies).toEqual([]);
  const again = await browser.post(route(), { scope: 'local', retry });
  expect(again.outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(live()).toBe(before);
});

test('a sign-out everywhere ends both with one request', async () => {
  const browser = await signInTwice(stage, domain);
  const { outcome } = await browser.post(route(), { scope: 'global' });
  expect(outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(stage.operations()).toEqual(['GlobalSignOut']);
  expect(live()).toBe(0);
});

test('one session that lies there twice is ended once', async () => {
  const browser = await stage.signIn();
  browser.store([...browser.items], domain);
  expect(browser.cookies).toHaveLength(8);
  const { outcome } = await browser.post(route(), { scope: 'local' });
  expect(outcome.status).toBe('complete');
  expect(stage.operations()).toEqual(['RevokeToken']);
});

test('of somebody else’s, none is ended', async () => {
  const before = stage.pool.liveSessions(bob.username).length;
  const browser = await stage.signIn({ user: bob });
  await stage.signIn({ user: bob, domain }, browser);
  await stage.signIn({}, browser);
  await stage.signIn({ domain }, browser);
  await browser.post(route(), { scope: 'local' });
  expect(stage.pool.liveSessions(bob.username)).toHaveLength(before + 2);
  expect(browser.cookies.filter(({ name }) => name.endsWith('Token'))).toHaveLength(6);
});
