import { decodeJWT } from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { keepOutcome } from '../../src/adapter/keptOutcome';
import { en } from '../../src/locales/en';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { partialSignOut } from '../../src/outcome/SignOutOutcome';
import { PageStorage } from '../storages/PageStorage';
import { comeBack, connected, disconnectAll, says, together } from './connected';
import { Device } from './Device';
import { bob, createStage, hubSays, key, pause } from './setUp';

const stage = createStage();
let page: EventTarget & { sessionStorage: PageStorage };
beforeEach(() => {
  page = Object.assign(new EventTarget(), { sessionStorage: new PageStorage() });
  vi.stubGlobal('window', page);
});
afterEach(disconnectAll);

type Connected = ReturnType<typeof connected>;

/** A page load before has ended partial. */
async function keepPartial() {
  const device = new Device(stage.pool).use();
  const failures = [signOutFailure('globalSignOut', 'throttled')] as const;
  const told = { scope: 'global', server: 'notEnded', tokensExpireBy: null } as const;
  keepOutcome(device.clientId, partialSignOut({ ...told, failures, retryUntil: null }));
  return device;
}

/** A page load before was killed in the middle. */
async function cutOff() {
  const device = await stage.signedIn();
  const token = `${device.items.get(key(device, 'alice.accessToken'))}`;
  const { sub, origin_jti, auth_time } = decodeJWT(token).payload;
  const mark = { sub, origin_jti, auth_time, scope: 'global', at: Date.now() - 20_000 };
  device.items.set(`amplify-signoff.mark.${device.clientId}`, JSON.stringify(mark));
  return device;
}

/** An app that asks before it signs out. */
function asking() {
  let answer = (_: boolean) => {};
  const beforeSignOut = () =>
    new Promise<boolean>((resolve) => {
      answer = resolve;
    });
  return { beforeSignOut, answer: (isYes: boolean) => answer(isYes) };
}

/** Bob signs in in another tab of the same storage. */
async function prepareBob() {
  const theirs = await stage.signedIn({ user: bob });
  const items = [...theirs.items];
  return (device: Device) => {
    device.items.clear();
    for (const [name, value] of items)
      device.items.set(name.replace(theirs.clientId, device.clientId), value);
    hubSays('signedIn', true);
  };
}

const bobIsThere = ({ auth }: Connected) =>
  vi.waitFor(() => expect(auth.get().user?.username).toBe('bob'));

const leftBehind = [
  ['is kept', keepPartial],
  ['was cut off', cutOff],
] as const;

// Nobody showed it, or both did.
test.each(leftBehind)(
  'what %s is shown by one of two providers, where one is hidden while it is read',
  async (_, leave) => {
    await leave();
    const both: [Connected, Connected] = [connected(), connected()];
    both[0].disconnect();
    await pause(200);
    comeBack(both[0]);
    await pause(50);
    expect(both.map(says).filter(Boolean)).toHaveLength(1);
  },
);

describe('somebody who signs in elsewhere while the app thinks about a click', () => {
  // Bob was shown alice's outcome, with a retry that would have ended his sessions.
  test.each(leftBehind)('is not told what %s', async (_, leave) => {
    const bobSignsIn = await prepareBob();
    const device = await leave();
    const { beforeSignOut, answer } = asking();
    const one = connected({ beforeSignOut });
    const click = one.flow.signOut({ global: true });
    await pause(200);
    bobSignsIn(device);
    await bobIsThere(one);
    answer(true);
    await click;
    await pause(50);
    expect([says(one), one.told]).toEqual([null, []]);
    expect(device.tokenKeys).toHaveLength(3);
  });

  test('is not told it by the other provider either', async () => {
    const bobSignsIn = await prepareBob();
    const device = await cutOff();
    const { beforeSignOut, answer } = asking();
    const both: [Connected, Connected] = [connected(), connected({ beforeSignOut })];
    await together(...both);
    const click = both[1].flow.signOut();
    await pause(200);
    expect(both.map(says)).toEqual([en.failed, null]);
    bobSignsIn(device);
    await bobIsThere(both[1]);
    answer(true);
    await click;
    await pause(50);
    expect(both.map(says)).toEqual([null, null]);
    expect(both[1].flow.get().status).toBe('idle');
  });
});

// "You're still signed in on this device", over nobody.
test('who is hidden while the session ends elsewhere says nothing of it any more', async () => {
  const device = await cutOff();
  const [one] = await together(connected());
  await pause(200);
  expect(says(one)).toBe(en.failed);
  one.disconnect();
  device.items.clear();
  comeBack(one);
  await pause(300);
  expect([says(one), one.auth.get().status]).toEqual([null, 'unauthenticated']);
});

// Bob was told of a session that this browser couldn't erase.
test('a sign-out that failed for nobody known is not told to whoever is there after the page load', async () => {
  const bobSignsIn = await prepareBob();
  const device = await stage.signedIn();
  const removing = vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
  const before = connected();
  expect((await before.flow.signOut()).status).toBe('failed');
  page.dispatchEvent(new Event('pagehide'));
  before.disconnect();
  removing.mockRestore();
  bobSignsIn(device);
  const after = connected();
  await bobIsThere(after);
  await pause(300);
  expect(says(after)).toBeNull();
});
