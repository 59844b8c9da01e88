import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { connected, disconnectAll, together } from './connected';
import { createStage, pause, throttled } from './setUp';

const stage = createStage();
beforeEach(() => void vi.stubGlobal('window', new EventTarget()));
afterEach(() => {
  disconnectAll();
  vi.restoreAllMocks();
});

/** A beforeSignOut that asks until the test answers. */
function asking() {
  let answer = (_: boolean) => {};
  const beforeSignOut = vi.fn(
    () =>
      new Promise<boolean>((resolve) => {
        answer = resolve;
      }),
  );
  return { beforeSignOut, answer: (yes: boolean) => answer(yes) };
}

describe('the clicked provider is gone when its sign-out settles', () => {
  test('of those who are left, one that can show it does', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { ...throttled, delayMs: 60 });
    const all = [connected(), connected({}, {}, () => false), connected()] as const;
    const [one, silent, other] = await together(...all);
    const first = one.flow.signOut({ global: true });
    await stage.isAsked();
    one.disconnect();
    await first;
    await pause(20);
    expect(silent.flow.get().isElsewhere).toBe(true);
    expect(other.flow.get()).not.toHaveProperty('isElsewhere');
  });

  test.each([false, true])(
    'one that is left shows it, whoever was clicked too (%s)',
    async (isJoined) => {
      await stage.signedIn();
      stage.pool.fault('GlobalSignOut', { ...throttled, delayMs: 60 });
      const all = await together(connected(), connected(), connected());
      const [one, other, third] = all;
      const first = one.flow.signOut({ global: true });
      await stage.isAsked();
      const second = isJoined ? third.flow.signOut({ global: true }) : null;
      one.disconnect();
      await Promise.all([first, second]);
      await pause(20);
      for (const { flow, told } of [other, third]) {
        expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true });
        expect(told).toHaveLength(1);
      }
      const [shown, hidden] = isJoined ? [third, other] : [other, third];
      expect(shown.flow.get().isElsewhere).toBeUndefined();
      expect(hidden.flow.get().isElsewhere).toBe(true);
      stage.pool.clearFaults();
      await shown.flow.retry();
      await pause(20);
      for (const { flow } of [other, third])
        expect(flow.get()).toMatchObject({ status: 'complete', outcome: { server: 'ended' } });
    },
  );
});

test('a click where nobody is signed in takes no retry from the other provider', async () => {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  const [one, other] = await together(connected(), connected());
  await one.flow.signOut({ global: true });
  other.flow.dismiss();
  expect(await other.flow.signOut({ global: true })).toMatchObject({ status: 'partial' });
  await pause(20);
  for (const { flow } of [one, other])
    expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true });
});

test('the page is not left while the tasks of another that was clicked run', async () => {
  await stage.signedIn();
  const went: string[] = [];
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign: (url: string) => void went.push(url),
  });
  const log: number[] = [];
  const slowly = async () => {
    await pause(80);
    log.push(went.length);
  };
  const [one, other] = await together(connected(), connected({ afterSignOut: [slowly] }));
  const redirectUrl = 'https://app.example/bye';
  await Promise.all([one.flow.signOut({ redirectUrl }), other.flow.signOut({ redirectUrl })]);
  await pause(20);
  expect(log).toEqual([0]);
  expect(went.length).toBeGreaterThan(0);
});

describe('two clicks, and the other provider’s app still asks when the first has settled', () => {
  async function both(hooks: SignOutHooks = {}) {
    const { beforeSignOut, answer } = asking();
    const [one, other] = await together(connected(), connected({ beforeSignOut, ...hooks }));
    return { one, other, answer };
  }

  test('its yes takes no retry away', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const { one, other, answer } = await both();
    const second = other.flow.signOut({ global: true });
    await one.flow.signOut({ global: true });
    answer(true);
    expect(await second).toMatchObject({ status: 'partial', scope: 'global' });
    await pause(20);
    for (const { flow } of [one, other])
      expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true });
    stage.pool.clearFaults();
    expect((await one.flow.retry()).status).toBe('complete');
    expect(stage.pool.liveSessions('alice')).toEqual([]);
    await pause(20);
    for (const { flow } of [one, other])
      expect(flow.get()).toMatchObject({ status: 'complete', outcome: { server: 'ended' } });
  });

  test('its yes unsays no yes of Cognito, and its tasks run', async () => {
    await stage.signedIn();
    const task = vi.fn();
    const { one, other, answer } = await both({ afterSignOut: [task] });
    const second = other.flow.signOut({ global: true });
    const first = await one.flow.signOut({ global: true });
    answer(true);
    expect(await second).toEqual(first);
    await pause(20);
    for (const { flow } of [one, other])
      expect(flow.get()).toMatchObject({ status: 'complete', outcome: { server: 'ended' } });
    expect([one, other].map(({ flow }) => Boolean(flow.get().isElsewhere))).toEqual([false, true]);
    expect(task).toHaveBeenCalledOnce();
    for (const { told } of [one, other]) expect(told).toHaveLength(1);
    expect(stage.operations()).toEqual(['GlobalSignOut']);
  });

  test('its yes to all devices comes too late for one that was ended here only', async () => {
    await stage.signedIn();
    await stage.signedIn();
    const { one, other, answer } = await both();
    const second = other.flow.signOut({ global: true });
    await one.flow.signOut();
    answer(true);
    expect(await second).toMatchObject({ status: 'partial', scope: 'global', server: 'notEnded' });
    await pause(20);
    for (const { flow } of [one, other])
      expect(flow.get()).toMatchObject({ status: 'partial', outcome: { scope: 'global' } });
    expect([one, other].filter(({ flow }) => !flow.get().isElsewhere)).toHaveLength(1);
  });

  test('its yes to all devices ends them where Cognito has not ended this one either', async () => {
    await stage.signedIn();
    await stage.signedIn();
    stage.pool.fault('RevokeToken', throttled);
    const { one, other, answer } = await both();
    const second = other.flow.signOut({ global: true });
    await one.flow.signOut();
    answer(true);
    expect(await second).toMatchObject({ status: 'complete', scope: 'global', server: 'ended' });
    expect(stage.pool.liveSessions('alice')).toEqual([]);
    await pause(20);
    for (const { flow } of [one, other])
      expect(flow.get()).toMatchObject({ status: 'complete', outcome: { scope: 'global' } });
  });

  test('a third whose app still asks is told the same', async () => {
    await stage.signedIn();
    await stage.signedIn();
    const third = asking();
    const { one, other, answer } = await both();
    const last = connected({ beforeSignOut: third.beforeSignOut });
    await together(last);
    const thirds = last.flow.signOut({ global: true });
    const seconds = other.flow.signOut({ global: true });
    await one.flow.signOut();
    answer(true);
    await seconds;
    third.answer(true);
    expect(await thirds).toMatchObject({ status: 'partial', scope: 'global', server: 'notEnded' });
    await pause(20);
    const all = [one, other, last];
    for (const { flow } of all)
      expect(flow.get()).toMatchObject({ status: 'partial', outcome: { scope: 'global' } });
    expect(all.filter(({ flow }) => !flow.get().isElsewhere)).toHaveLength(1);
  });

  test('its no leaves what was told', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const { one, other, answer } = await both();
    const second = other.flow.signOut({ global: true });
    await one.flow.signOut({ global: true });
    answer(false);
    expect(await second).toMatchObject({ status: 'failed' });
    await pause(20);
    for (const { flow } of [one, other])
      expect(flow.get()).toMatchObject({ status: 'partial', canRetry: true });
  });
});
