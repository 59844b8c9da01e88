import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { en } from '../../src/locales/en';
import type { SignOutOutcome } from '../../src/outcome/SignOutOutcome';
import { connected, disconnectAll, onDisconnect, providers, says, together } from './connected';
import { createStage, hubSays, pause, throttled } from './setUp';

const stage = createStage();
beforeEach(() => void vi.stubGlobal('window', new EventTarget()));
afterEach(disconnectAll);

type Connected = ReturnType<typeof connected>;
const titles = (...all: Connected[]) => all.map(says);

function isBack({ auth, flow }: Connected) {
  const stops = [auth.connect(), flow.connect()];
  onDisconnect(() => {
    for (const stop of stops) stop();
  });
}

/** The answer to a global sign-out takes a while. */
const slowly = { ...throttled, delayMs: 150 };

/** One that Cognito was too busy for, in the first of two providers. */
async function partial(): Promise<[Connected, Connected]> {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  const [one, other] = await providers();
  await one.flow.signOut({ global: true });
  await pause(20);
  expect(titles(one, other)).toEqual([en.partialGlobal, null]);
  stage.pool.clearFaults();
  stage.pool.clearRequests();
  return [one, other];
}

describe('the same person signs in again while it runs', () => {
  // Told "You're signed out here, but…" above the app, in which they are.
  test('and is not told that they are signed out', async () => {
    const anew = await stage.signedIn();
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', slowly);
    const [one, other] = await providers();
    const click = one.flow.signOut({ global: true });
    await stage.isAsked();
    for (const [name, value] of anew.items) device.items.set(name, value);
    hubSays('signedIn', true);
    expect(await click).toMatchObject({ status: 'partial' });
    await pause(20);
    for (const { auth, flow } of [one, other]) {
      expect(auth.get().status).toBe('authenticated');
      expect(flow.get()).toMatchObject({ status: 'idle', outcome: null });
    }
    expect(one.told).toHaveLength(1);
  });
});

describe('the provider that was clicked is hidden, or gone', () => {
  // Told twice: the other one shows it, and so does the one that was hidden, once it is back.
  test('while it runs: the other one shows it, and it alone', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', slowly);
    const [one, other] = await providers();
    const click = one.flow.signOut({ global: true });
    await stage.isAsked();
    one.disconnect();
    await click;
    await pause(20);
    isBack(one);
    await pause(20);
    expect(titles(one, other)).toEqual([null, en.partialGlobal]);
  });

  test('while it runs, with nobody else there: it shows it once it is back', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', slowly);
    const [one] = await together(connected());
    const click = one.flow.signOut({ global: true });
    await stage.isAsked();
    one.disconnect();
    await click;
    isBack(one);
    await pause(20);
    expect(titles(one)).toEqual([en.partialGlobal]);
  });

  // Told nowhere, by a part of the page that is taken away because it was signed out.
  test('once it has settled: the other one shows it, and it alone', async () => {
    const [one, other] = await partial();
    one.disconnect();
    expect(says(other)).toBe(en.partialGlobal);
    isBack(one);
    await pause(20);
    expect(titles(one, other)).toEqual([null, en.partialGlobal]);
  });

  test('once it was put away: nobody shows it', async () => {
    const [one, other] = await partial();
    one.flow.dismiss();
    one.disconnect();
    expect(says(other)).toBeNull();
  });

  test('where the other one has put it away: it shows it still', async () => {
    const [one, other] = await partial();
    other.flow.dismiss();
    one.disconnect();
    isBack(one);
    expect(titles(one, other)).toEqual([en.partialGlobal, null]);
  });

  test('and then the other one, too: a third one shows it', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const all = await together(connected(), connected(), connected());
    const [one, other, third] = all;
    await one.flow.signOut({ global: true });
    await pause(20);
    one.disconnect();
    expect(titles(...all).filter(Boolean)).toHaveLength(1);
    other.disconnect();
    expect(titles(one, other, third)).toEqual([null, null, en.partialGlobal]);
  });
});

describe('a click where the other one was clicked before', () => {
  // Told nowhere: the first one has put it away, and the click takes it for shown there.
  test('and has put it away: it is shown where it was clicked now', async () => {
    const [one, other] = await partial();
    stage.pool.fault('GlobalSignOut', throttled);
    one.flow.dismiss();
    expect(await other.flow.signOut({ global: true })).toMatchObject({ status: 'partial' });
    await pause(20);
    expect(stage.operations()).toContain('GlobalSignOut');
    expect(titles(one, other)).toEqual([null, en.partialGlobal]);
  });

  test('and shows it: it stays there', async () => {
    const [one, other] = await partial();
    expect(await other.flow.signOut({ global: true })).toMatchObject({ status: 'complete' });
    await pause(20);
    expect(titles(one, other)).toEqual([en.completeGlobal, null]);
  });

  // Waited until the other one's retry was over, whatever the signal said.
  test('and tries again: a signal ends the wait for it, and nothing else', async () => {
    const [one, other] = await partial();
    stage.pool.fault('GlobalSignOut', { delayMs: 300 });
    const retrying = one.flow.retry();
    await stage.isAsked();
    const controller = new AbortController();
    let given: SignOutOutcome | undefined;
    void other.flow.signOut({ global: true, signal: controller.signal }).then((outcome) => {
      given = outcome;
    });
    controller.abort();
    await pause(50);
    expect(given).toMatchObject({ status: 'partial' });
    expect(await retrying).toMatchObject({ status: 'complete' });
    await pause(20);
    expect(other.flow.get().outcome).toMatchObject({ status: 'complete' });
  });
});

describe('a provider that is back', () => {
  // Nobody showed it: whoever had claimed it first was never asked again.
  test('shows it once the other one is gone, too', async () => {
    const [one, other] = await partial();
    one.disconnect();
    isBack(one);
    await pause(20);
    expect(titles(one, other)).toEqual([null, en.partialGlobal]);
    other.disconnect();
    expect(titles(one)).toEqual([en.partialGlobal]);
  });

  // Nobody showed it: it was still taken for shown elsewhere.
  test('shows it where nobody else is there any more', async () => {
    const [one, other] = await partial();
    other.disconnect();
    one.disconnect();
    isBack(other);
    expect(titles(other)).toEqual([en.partialGlobal]);
  });

  // Both showed it.
  test('leaves it to the one that was back first', async () => {
    const [one, other] = await partial();
    other.disconnect();
    one.disconnect();
    isBack(other);
    await other.flow.retry();
    isBack(one);
    await pause(20);
    expect(titles(one, other)).toEqual([null, en.completeGlobal]);
  });

  test('shows nothing that was put away meanwhile', async () => {
    const [one, other] = await partial();
    other.disconnect();
    one.flow.dismiss();
    isBack(other);
    expect(titles(one, other)).toEqual([null, null]);
  });
});

// It worked, and nobody was told.
test('a retry in one while the other one puts it away is shown where it was clicked', async () => {
  const [one, other] = await partial();
  stage.pool.fault('GlobalSignOut', { delayMs: 200 });
  const retrying = other.flow.retry();
  await stage.isAsked();
  one.flow.dismiss();
  expect(await retrying).toMatchObject({ status: 'complete' });
  await pause(20);
  expect(titles(one, other)).toEqual([null, en.completeGlobal]);
});
