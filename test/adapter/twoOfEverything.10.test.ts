import { decodeJWT } from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { registry } from '../../src/adapter/amplify/page/registry';
import { keepOutcome } from '../../src/adapter/keptOutcome';
import { en } from '../../src/locales/en';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { failedSignOut } from '../../src/outcome/SignOutOutcome';
import { PageStorage } from '../storages/PageStorage';
import { comeBack, connected, disconnectAll, says, together } from './connected';
import type { Device } from './Device';
import { alice, bob, createStage, key, pause, throttled } from './setUp';

const stage = createStage();
beforeEach(() => {
  const tab = Object.assign(new EventTarget(), { sessionStorage: new PageStorage() });
  vi.stubGlobal('window', tab);
});
afterEach(disconnectAll);

type Connected = ReturnType<typeof connected>;

const live = () => stage.pool.liveSessions('alice').length;
const settled = ({ flow }: Connected) =>
  vi.waitFor(() => expect(flow.get().status).not.toBe('idle'));

function claimsOf(device: Device) {
  const { sub, origin_jti, auth_time } = decodeJWT(
    `${device.items.get(key(device, 'alice.accessToken'))}`,
  ).payload;
  return { sub, origin_jti, auth_time };
}

/** A page load before has ended what it could not erase, some time ago. */
function keepFailed(device: Device, msAgo: number) {
  const { sub } = claimsOf(device);
  const outcome = failedSignOut('local', 'ended', signOutFailure('clearLocal', 'storage'));
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() - msAgo);
  keepOutcome(device.clientId, outcome, { userId: `${sub}` });
  now.mockRestore();
}

describe('"ended, but not erased", over a page load', () => {
  test.each([
    ['is told where the session is there', -1000, en.failedEndedLocal],
    ['is nothing to a session that the same person has begun since', 5000, null],
  ])('%s', async (_, msAgo, said) => {
    const device = await stage.signedIn();
    keepFailed(device, Math.max(0, msAgo));
    if (msAgo < 0) await pause(-msAgo / 10);
    const [one] = await together(connected());
    await pause(150);
    expect(says(one)).toBe(said);
  });

  test('is told once, where a mark is left of it too', async () => {
    const device = await stage.signedIn();
    keepFailed(device, 0);
    const mark = { ...claimsOf(device), scope: 'global', at: Date.now() - 20_000 };
    const name = `amplify-signoff.mark.${device.clientId}`;
    device.items.set(name, JSON.stringify(mark));
    const both: [Connected, Connected] = [connected(), connected()];
    await together(...both);
    await pause(150);
    expect(both.map(says).filter(Boolean)).toEqual([en.failedEndedLocal]);
    expect(device.items.has(name)).toBe(false);
    // What was cut off Cognito may have heard.
    expect(registry().cutOffs.get(device.clientId)).toMatchObject({ scope: 'global', at: mark.at });
  });
});

describe('the mark that this page has left', () => {
  test('is not told as cut off where the storage keeps it', async () => {
    const device = await stage.signedIn();
    vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    const [one] = await together(connected());
    expect((await one.flow.signOut({ global: true })).status).toBe('failed');
    expect(device.items.has(`amplify-signoff.mark.${device.clientId}`)).toBe(true);
    const [late] = await together(connected());
    await pause(150);
    expect([says(one), says(late)]).toEqual([en.failedEndedGlobal, null]);
  });

  test('is left there while it runs', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { delayMs: 150 });
    const [one] = await together(connected());
    const signingOut = one.flow.signOut({ global: true });
    await stage.isAsked();
    connected();
    await pause(50);
    expect(device.items.has(`amplify-signoff.mark.${device.clientId}`)).toBe(true);
    expect((await signingOut).status).toBe('complete');
  });
});

describe('a provider that comes when the one that told it has gone', () => {
  test('shows it', async () => {
    await stage.signedIn();
    const [one] = await together(connected());
    await one.flow.signOut({ global: true });
    one.disconnect();
    const late = connected();
    await settled(late);
    expect(says(late)).toBe(en.completeGlobal);
    expect(late.told).toEqual([]);
  });

  test('leaves it to the next page load', async () => {
    const { clientId } = await stage.signedIn();
    const [one] = await together(connected());
    await one.flow.signOut();
    one.disconnect();
    const late = connected();
    await settled(late);
    window.dispatchEvent(new Event('pagehide'));
    expect(Object.keys(window.sessionStorage)).toEqual([`amplify-signoff.outcome.${clientId}`]);
  });

  test('shows it where it was told to a hidden one', async () => {
    await stage.signedIn();
    const [one] = await together(connected());
    const signingOut = one.flow.signOut();
    one.disconnect();
    await signingOut;
    const late = connected();
    await settled(late);
    expect(says(late)).toBe(en.completeLocal);
    comeBack(one);
    await pause(50);
    expect([says(one), says(late)]).toEqual([null, en.completeLocal]);
  });

  test('can try again what was partial, and by itself', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [one] = await together(connected());
    await one.flow.signOut({ global: true });
    one.disconnect();
    const late = connected();
    await settled(late);
    expect(late.flow.get()).toMatchObject({ status: 'partial', canRetry: true });
    stage.pool.clearFaults();
    expect((await late.flow.retry()).status).toBe('complete');
    expect([live(), says(late)]).toEqual([0, en.completeGlobal]);
  });

  test('offers the retry no longer than its time', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [one] = await together(connected({}, { retainMs: 1500 }));
    await one.flow.signOut({ global: true });
    one.disconnect();
    const late = connected();
    await settled(late);
    expect(late.flow.get().canRetry).toBe(true);
    await vi.waitFor(() => expect(late.flow.get().canRetry).toBe(false), { timeout: 3000 });
  });

  test('is one of two', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [one] = await together(connected());
    await one.flow.signOut({ global: true });
    stage.pool.clearFaults();
    one.disconnect();
    const late: [Connected, Connected] = [connected(), connected()];
    await Promise.all(late.map(settled));
    expect(late.map(says).filter(Boolean)).toHaveLength(1);
    late[0].flow.dismiss();
    expect((await late[1].flow.retry()).status).toBe('complete');
  });

  test('tells it beside the one that shows it, and shows it after that one', async () => {
    await stage.signedIn();
    const [one] = await together(connected());
    await one.flow.signOut({ global: true });
    const late = connected();
    await settled(late);
    expect([says(one), says(late)]).toEqual([en.completeGlobal, null]);
    one.disconnect();
    expect(says(late)).toBe(en.completeGlobal);
  });

  test('is told what failed too, as often as they change', async () => {
    const device = await stage.signedIn();
    vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    let [one] = await together(connected());
    expect((await one.flow.signOut()).status).toBe('failed');
    for (const _ of [1, 2]) {
      one.disconnect();
      [one] = await together(connected());
      await settled(one);
      expect(says(one)).toBe(en.failedEndedLocal);
    }
  });

  test('and another one say nothing of it to who has put it away', async () => {
    await stage.signedIn();
    const [one, other] = await together(connected(), connected());
    await one.flow.signOut();
    await settled(other);
    other.flow.dismiss();
    one.disconnect();
    const late = connected();
    await settled(late);
    await pause(50);
    expect([says(other), says(late)]).toEqual([null, en.completeLocal]);
  });

  test.each(['put away', 'followed by a sign-in', 'old'])(
    'shows nothing where it was %s',
    async (how) => {
      const device = await stage.signedIn();
      const [one] = await together(connected());
      await one.flow.signOut();
      if (how === 'put away') one.flow.dismiss();
      one.disconnect();
      if (how === 'followed by a sign-in') {
        await device.signIn(bob.username, bob.password);
        device.items.clear();
      }
      const now = vi.spyOn(Date, 'now');
      if (how === 'old') now.mockReturnValue(Date.now() + 300_001);
      const late = connected();
      await pause(100);
      now.mockRestore();
      expect(late.flow.get().status).toBe('idle');
    },
  );

  test('shows nothing to whoever is there', async () => {
    const device = await stage.signedIn();
    const [one] = await together(connected());
    await one.flow.signOut();
    one.disconnect();
    const other = await stage.signedIn({ user: bob });
    for (const [name, value] of other.items)
      device.items.set(name.replace(other.clientId, device.clientId), value);
    device.use();
    const [late] = await together(connected());
    await pause(100);
    expect(late.flow.get().status).toBe('idle');
  });

  test('shows nothing of another app client', async () => {
    await stage.signedIn();
    const [one] = await together(connected());
    await one.flow.signOut();
    one.disconnect();
    const { use } = await stage.signedIn({ user: alice, client: {} });
    void use;
    const late = connected();
    await pause(100);
    expect(late.flow.get().status).toBe('idle');
  });
});

// It ended the session that she had begun since.
test('who has gone tries nothing again by itself', async () => {
  const device = await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  const [one] = await together(connected());
  await one.flow.signOut({ global: true });
  stage.pool.clearFaults();
  one.disconnect();
  await device.signIn(alice.username, alice.password);
  await together(connected());
  const before = live();
  window.dispatchEvent(new Event('online'));
  await pause(200);
  expect(live()).toBe(before);
});

test('who shows it since the first has gone tries it again by itself', async () => {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  const [one, other] = await together(connected(), connected());
  await one.flow.signOut({ global: true });
  await settled(other);
  stage.pool.clearFaults();
  one.disconnect();
  window.dispatchEvent(new Event('online'));
  await vi.waitFor(() => expect(says(other)).toBe(en.completeGlobal));
});

// Alice's, with a retry, once bob had come and gone.
test.each([true, false])(
  'what somebody came after is nothing, seen by who showed it: %s',
  async (isSeen) => {
    const device = await stage.signedIn();
    const [one] = await together(connected());
    await one.flow.signOut();
    await device.signIn(bob.username, bob.password);
    if (isSeen) await pause(50);
    one.disconnect();
    device.items.clear();
    const late = connected();
    await pause(100);
    expect(late.flow.get().status).toBe('idle');
  },
);

// Alice's outcome, over bob's own.
test('who was hidden while somebody else came and went shows nothing of what was before', async () => {
  const device = await stage.signedIn();
  const [one] = await together(connected());
  await one.flow.signOut();
  expect(says(one)).toBe(en.completeLocal);
  one.disconnect();
  await device.signIn(bob.username, bob.password);
  device.items.clear();
  comeBack(one);
  await pause(100);
  expect(says(one)).toBeNull();
});

// Nobody showed it any more.
test('who is hidden leaves it to the other where it is tried again there', async () => {
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  let isSeen = true;
  const [one, other] = await together(
    connected(),
    connected({}, {}, () => isSeen),
  );
  await one.flow.signOut({ global: true });
  await settled(other);
  stage.pool.clearFaults();
  one.disconnect();
  isSeen = false;
  await other.flow.retry();
  comeBack(one);
  await pause(50);
  expect([says(one), says(other)].filter(Boolean)).toHaveLength(1);
});
