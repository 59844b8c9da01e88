import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connect, disconnectAll, says, together } from '../adapter/connected';
import { pause } from '../adapter/setUp';
import { bob, throttled } from '../server/setUp';
import { createPageStage, grantedScope as scope } from './setUp';

const stage = createPageStage();
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(disconnectAll);
const live = (user = 'alice') => stage.pool.liveSessions(user).length;

describe('who has signed in again while the tasks of a sign-out run', () => {
  async function signInAgain(tasksMs: number, user?: typeof bob) {
    const page = stage.page();
    await stage.signIn({ scope }, page.browser);
    const tasks = [() => pause(tasksMs)];
    const [one, other] = await together(
      connect(page.adapter, { afterSignOut: tasks }),
      connect(page.adapter),
    );
    const first = one.flow.signOut({ global: true, redirectUrl: 'https://app.example.org/bye' });
    await vi.waitFor(() => expect(other.auth.get().status).toBe('unauthenticated'));
    await pause(50);
    await stage.signIn({ scope, ...(user && { user }) }, page.browser);
    return { page, one, other, first };
  }

  test('and clicks is signed out, also where the look at who is there is lost', async () => {
    const { one, other, first } = await signInAgain(1500);
    stage.say(new Event('focus'));
    await vi.waitFor(() => expect(other.auth.get().status).toBe('authenticated'));
    stage.lose('GET');
    const clicked = other.flow.signOut({ global: true });
    await pause(300);
    stage.heal();
    await clicked;
    await first;
    one.disconnect();
    expect(live()).toBe(0);
  });

  test.each([undefined, bob])('is told nothing by another provider (%o)', async (user) => {
    const { one, other, first } = await signInAgain(300, user);
    await first;
    await vi.waitFor(() => expect(other.auth.get().status).toBe('authenticated'));
    expect(other.flow.get().status).toBe('idle');
    one.disconnect();
    await pause(50);
    expect(says(other)).toBeNull();
  });
});

test('what became of nobody’s click is looked for, and ends nobody who has come since', async () => {
  const page = stage.page();
  stage.lose('GET');
  await stage.signIn({ scope }, page.browser);
  const one = connect(page.adapter);
  await vi.waitFor(() => expect(one.auth.get().status).toBe('unauthenticated'));
  stage.heal();
  stage.pool.fault('RevokeToken', throttled);
  await one.flow.signOut();
  stage.pool.clearFaults();
  await stage.signIn({ user: bob, scope }, page.browser);
  stage.lose('GET');
  expect(await one.flow.retry()).toMatchObject({ status: 'failed', server: 'unknown' });
  stage.heal();
  const before = live(bob.username);
  const cookies = page.browser.cookies.length;
  await one.flow.retry();
  expect(live(bob.username)).toBe(before);
  expect(page.browser.cookies).toHaveLength(cookies);
});

test('a sign-out that comes to the route after the page has given up says nothing of a session that is gone', async () => {
  const page = stage.page({}, { deadlineMs: 500 });
  await stage.signIn({ scope }, page.browser);
  const [one] = await together(connect(page.adapter));
  stage.meddle(async (method, proceed) => {
    if (method === 'POST') await pause(800);
    return proceed();
  });
  expect(await one.flow.signOut()).toMatchObject({ status: 'failed', server: 'unknown' });
  await vi.waitFor(() => expect(page.browser.cookies).toHaveLength(0));
  stage.say(new Event('focus'));
  await vi.waitFor(() => expect(one.auth.get().status).toBe('unauthenticated'));
  expect(one.auth.get().signedOutBy).toBe('user');
  expect(says(one)).toBeNull();
});
