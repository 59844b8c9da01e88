import { Amplify } from 'aws-amplify';
import { decodeJWT, signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { defaultStorage } from 'aws-amplify/utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { registry } from '../../src/adapter/amplify/page/registry';
import { keepOutcome } from '../../src/adapter/keptOutcome';
import { en } from '../../src/locales/en';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import { completeSignOut, failedSignOut } from '../../src/outcome/SignOutOutcome';
import { comeBack, connected, providers, says, together } from './connected';
import { createTab } from './createTab';
import { Device } from './Device';
import { alice, bob, createStage, hubSays, key, onAnotherPage, pause, throttled } from './setUp';

const stage = createStage();
const tab = createTab();
afterEach(() => {
  cognitoUserPoolsTokenProvider.tokenOrchestrator.setClientMetadataProvider(undefined as never);
});

const live = () => stage.pool.liveSessions('alice').length;

/** A sign-in in another tab, of which nothing is heard. Returns what stores it. */
async function elsewhere(user: typeof bob = alice) {
  const theirs = await stage.signedIn({ user });
  const items = [...theirs.items];
  return (device: Device) => {
    device.items.clear();
    for (const [name, value] of items)
      device.items.set(name.replace(theirs.clientId, device.clientId), value);
  };
}

const everywhere = completeSignOut({
  scope: 'global',
  server: 'ended',
  tokensExpireBy: null,
  warnings: [],
});

describe('a partial one of which nothing was sent', () => {
  const never = () => new Promise(() => {});

  /** The app hangs before the first request. */
  async function stuck(what: 'headers' | 'refresh') {
    const device = await stage.signedIn({ isAged: what === 'refresh' });
    if (what === 'headers') {
      const config = stage.pool.amplifyConfig(device.clientId);
      Amplify.configure(config, { Auth: { headers: never } as never });
    } else {
      const { tokenOrchestrator } = cognitoUserPoolsTokenProvider;
      tokenOrchestrator.setClientMetadataProvider(never as never);
    }
    cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
    const both = await providers({ attemptTimeoutMs: 100, deadlineMs: 1000 });
    expect((await both[0].flow.signOut({ global: true })).status).toBe('partial');
    expect(stage.operations()).toEqual([]);
    return { device, both };
  }

  test.each(['headers', 'refresh'] as const)(
    'stays so where a retry is called off, and the next click ends (%s)',
    async (what) => {
      const { device, both } = await stuck(what);
      const [one, other] = both;
      const again = await one.flow.signOut({ global: true, signal: AbortSignal.timeout(30) });
      expect(again).toMatchObject({ status: 'partial', signedOutLocally: true });
      const getItem = device.getItem.bind(device);
      let reads = 0;
      vi.spyOn(device, 'getItem').mockImplementation((name) => {
        reads += 1;
        if (reads > 1000) throw new Error('It never ends.');
        return getItem(name);
      });
      expect((await other.flow.signOut()).signedOutLocally).toBe(true);
      expect(reads).toBeLessThan(100);
    },
  );
});

describe('after a failed one, the same person in anew, of which nothing was heard', () => {
  async function failedThenAnew(isHidden: boolean) {
    const again = await elsewhere();
    const device = await stage.signedIn();
    const removing = vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    const [one] = await together(connected());
    expect((await one.flow.signOut()).status).toBe('failed');
    if (isHidden) one.disconnect();
    removing.mockRestore();
    again(device);
    if (isHidden) comeBack(one);
    await pause(isHidden ? 150 : 0);
    stage.pool.clearRequests();
    return { device, one };
  }

  test.each([
    ['click', 'hidden meanwhile', 'signOut', true],
    ['click', 'there all the while', 'signOut', false],
    ['retry', 'there all the while', 'retry', false],
  ] as const)('a %s of who was %s ends the session that is there', async (_, __, how, isHidden) => {
    const { device, one } = await failedThenAnew(isHidden);
    const { signal } = new AbortController();
    expect((await one.flow[how]({ signal })).status).toBe('complete');
    expect(device.tokenKeys).toEqual([]);
    expect(stage.operations()).toEqual(['RevokeToken']);
  });

  // "You're still signed in" is nothing of a session that has begun since.
  test('who was hidden meanwhile is told nothing of the one before', async () => {
    const { device, one } = await failedThenAnew(true);
    expect(one.flow.get().status).toBe('idle');
    await one.flow.retry();
    expect(device.tokenKeys).toHaveLength(3);
    expect(stage.operations()).toEqual([]);
  });

  test('what the one before retained is dropped', async () => {
    const again = await elsewhere();
    const device = await stage.signedIn();
    const old = device.items.get(key(device, 'alice.refreshToken'));
    const removing = vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    stage.pool.fault('RevokeToken', throttled);
    const [one] = await together(connected());
    await one.flow.signOut();
    const times = stage.operations().length;
    stage.pool.clearFaults();
    stage.pool.fault('RevokeToken', throttled, { times });
    removing.mockRestore();
    again(device);
    await one.flow.retry();
    one.flow.dismiss();
    const retained = [...registry().signOuts].map((it) => JSON.stringify(it));
    expect(old).toBeDefined();
    expect(retained.filter((it) => it.includes(`${old}`))).toEqual([]);
  });

  test('what calls off the first click is nothing to its retry', async () => {
    const again = await elsewhere();
    const device = await stage.signedIn();
    const removing = vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    const [one] = await together(connected());
    const controller = new AbortController();
    await one.flow.signOut({ signal: controller.signal });
    removing.mockRestore();
    again(device);
    controller.abort();
    expect((await one.flow.retry()).status).toBe('complete');
    expect(device.tokenKeys).toEqual([]);
  });

  test.each(['in one of two', 'in both at once'])(
    'a retry %s is shown once, and told once by each',
    async (where) => {
      const again = await elsewhere();
      const device = await stage.signedIn();
      const removing = vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
      const both = await providers();
      const [one, other] = both;
      await one.flow.signOut();
      await vi.waitFor(() => expect(other.flow.get().status).toBe('failed'));
      removing.mockRestore();
      again(device);
      const retrying = where === 'in both at once' ? both : [other];
      await Promise.all(retrying.map(({ flow }) => flow.retry()));
      await vi.waitFor(() => expect(one.flow.get().status).toBe('complete'));
      await pause(50);
      expect(both.map(says).filter(Boolean)).toEqual([en.completeLocal]);
      for (const { told } of both)
        expect(told.map(({ status }) => status)).toEqual(['failed', 'complete']);
    },
  );

  test('the app’s tasks hear of the end of what is there', async () => {
    const again = await elsewhere();
    const device = await stage.signedIn();
    const removing = vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    const left: number[] = [];
    const task = () => void left.push(device.tokenKeys.length);
    const [one] = await together(connected({ afterSignOut: [task] }));
    await one.flow.signOut();
    removing.mockRestore();
    again(device);
    await one.flow.retry();
    expect(left).toEqual([0]);
  });
});

describe('an outcome that the page load before has kept', () => {
  test.each([1, 2, 3, 4])(
    'is nothing to who is there, where the %ith read of them hung',
    async (hanging) => {
      const bobSignsIn = await elsewhere(bob);
      const device = new Device(stage.pool).use();
      keepOutcome(device.clientId, everywhere, { userId: 'x' });
      bobSignsIn(device);
      const getItem = device.getItem.bind(device);
      let reads = 0;
      vi.spyOn(device, 'getItem').mockImplementation((name) => {
        if (name.endsWith('LastAuthUser')) reads += 1;
        return reads === hanging ? new Promise(() => {}) : getItem(name);
      });
      const one = connected({}, { deadlineMs: 500 });
      await pause(400);
      expect(says(one)).toBeNull();
    },
  );

  // Effects of an app run after those of what it renders.
  test('is shown once where Amplify is configured after the providers are mounted', async () => {
    const device = new Device(stage.pool).use();
    keepOutcome(device.clientId, everywhere, { userId: 'x' });
    Amplify.configure({});
    const [one, other] = [connected(), connected()];
    await pause(20);
    device.use();
    await vi.waitFor(() =>
      expect([says(one), says(other)].filter(Boolean)).toEqual([en.completeGlobal]),
    );
    await pause(50);
    expect([says(one), says(other)].filter(Boolean)).toHaveLength(1);
  });

  test.each(['after what else there is', 'once the provider has gone'])(
    'is shown where Amplify is configured late, and %s',
    async (when) => {
      const device = new Device(stage.pool).use();
      keepOutcome(device.clientId, everywhere, { userId: 'x' });
      Amplify.configure({});
      const one = connected();
      await pause(20);
      const isGone = when === 'once the provider has gone';
      if (isGone) one.disconnect();
      else Amplify.configure({ Storage: { S3: { bucket: 'b', region: 'r' } } });
      await pause(20);
      device.use();
      await pause(100);
      const shows = isGone ? connected() : one;
      await vi.waitFor(() => expect(says(shows)).toBe(en.completeGlobal));
    },
  );

  test('is waited for no longer than the deadline', async () => {
    const device = new Device(stage.pool).use();
    keepOutcome(device.clientId, everywhere, { userId: 'x' });
    Amplify.configure({});
    const one = connected({}, { deadlineMs: 50 });
    await pause(100);
    device.use();
    await pause(50);
    expect(says(one)).toBeNull();
  });

  test('of an older sign-out says nothing over a newer one', async () => {
    const device = await stage.signedIn();
    keepOutcome(device.clientId, everywhere, { userId: 'x' });
    new Device(stage.pool, await stage.pool.createClient()).use();
    const one = connected();
    await pause(50);
    device.use();
    await vi.waitFor(() => expect(one.auth.get().status).toBe('authenticated'));
    stage.pool.fault('GlobalSignOut', throttled);
    await one.flow.signOut({ global: true });
    one.flow.dismiss();
    const late = connected();
    await pause(150);
    expect([says(one), says(late)]).toEqual([null, null]);
  });

  test('of one that failed says nothing over one that was cut off since', async () => {
    const device = await stage.signedIn();
    const { sub, origin_jti, auth_time } = decodeJWT(
      `${device.items.get(key(device, 'alice.accessToken'))}`,
    ).payload;
    const failed = failedSignOut(
      'global',
      'notEnded',
      signOutFailure('globalSignOut', 'throttled'),
    );
    keepOutcome(device.clientId, failed, { userId: `${sub}` });
    const mark = { sub, origin_jti, auth_time, scope: 'global', at: Date.now() - 20_000 };
    device.items.set(`amplify-signoff.mark.${device.clientId}`, JSON.stringify(mark));
    const [one] = await together(connected());
    await vi.waitFor(() => expect(one.flow.get().outcome?.server).toBe('unknown'));
    expect(one.flow.get().canRetry).toBe(true);
    expect(one.told).toHaveLength(1);
  });

  test('of another app client’s is told there, whatever was told here since', async () => {
    const clientId = await stage.pool.createClient();
    const device = await stage.signedIn();
    const [one] = await together(connected());
    keepOutcome(clientId, everywhere, { userId: 'x' });
    await pause(5);
    await one.flow.signOut();
    one.flow.dismiss();
    one.disconnect();
    expect(device.tokenKeys).toEqual([]);
    new Device(stage.pool, clientId).use();
    const after = connected();
    await vi.waitFor(() => expect(says(after)).toBe(en.completeGlobal));
  });

  test('of one that failed is told as it was, where the storage kept its mark', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('RevokeToken', throttled);
    vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    const [one] = await together(connected());
    const outcome = await one.flow.signOut();
    expect(outcome).toMatchObject({ status: 'failed', server: 'notEnded' });
    tab.hides();
    one.disconnect();
    onAnotherPage();
    registry().signOuts.clear();
    expect([...device.items.keys()].some((name) => name.includes('mark'))).toBe(true);
    const after = connected({}, { deadlineMs: 300 });
    await vi.waitFor(() => expect(after.flow.get().status).toBe('failed'));
    expect(after.flow.get().outcome).toMatchObject({ server: 'notEnded' });
    expect(after.told).toEqual([]);
  });

  test('is handed on where the provider that showed it has gone', async () => {
    const device = await stage.signedIn();
    const { sub } = decodeJWT(`${device.items.get(key(device, 'alice.accessToken'))}`).payload;
    const failed = failedSignOut('local', 'ended', signOutFailure('clearLocal', 'storage'));
    keepOutcome(device.clientId, failed, { userId: `${sub}` });
    await pause(1);
    for (const _ of [1, 2, 3]) {
      const one = connected();
      await vi.waitFor(() => expect(says(one)).toBe(en.failedEndedLocal));
      one.disconnect();
    }
  });
});

describe('the page goes', () => {
  const stays = { onGlobalFailure: 'staySignedIn', deadlineMs: 1500 } as const;

  test('while a retry in another provider is at Cognito: the next one doesn’t say that it was not done', async () => {
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [one, other] = await providers(stays);
    await one.flow.signOut({ global: true });
    await vi.waitFor(() => expect(other.flow.get().status).toBe('failed'));
    stage.pool.clearFaults();
    stage.pool.fault('GlobalSignOut', { delayMs: 300 });
    stage.pool.clearRequests();
    const retrying = other.flow.retry();
    await stage.isAsked();
    tab.hides();
    for (const it of [one, other]) it.disconnect();
    const items = [...device.items];
    const kept = { ...tab.sessionStorage };
    await retrying;
    device.items.clear();
    for (const [name, value] of items) device.items.set(name, value);
    Object.assign(tab.sessionStorage, kept);
    onAnotherPage();
    registry().signOuts.clear();
    const [after] = await together(connected({}, stays));
    await vi.waitFor(() => expect(after.flow.get().outcome?.server).toBe('unknown'), {
      timeout: 3000,
    });
  });

  test('while the app’s tasks run: the next one tells what had come of it', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    let isRunning = false;
    const task = async () => {
      isRunning = true;
      await pause(300);
    };
    const [one] = await together(connected({ afterSignOut: [task] }));
    const signingOut = one.flow.signOut({ global: true });
    await vi.waitFor(() => expect(isRunning).toBe(true), { timeout: 5000 });
    tab.hides();
    one.disconnect();
    const kept = { ...tab.sessionStorage };
    await signingOut;
    Object.assign(tab.sessionStorage, kept);
    onAnotherPage();
    registry().signOuts.clear();
    const after = connected();
    await vi.waitFor(() => expect(after.flow.get().status).toBe('partial'));
  });

  test('while the app’s tasks run, and bob has come: nothing is kept', async () => {
    const bobSignsIn = await elsewhere(bob);
    const device = await stage.signedIn();
    let isRunning = false;
    const task = async () => {
      isRunning = true;
      await pause(300);
    };
    const [one] = await together(connected({ afterSignOut: [task] }));
    const signingOut = one.flow.signOut();
    await vi.waitFor(() => expect(isRunning).toBe(true), { timeout: 5000 });
    bobSignsIn(device);
    hubSays('signedIn');
    await vi.waitFor(() => expect(one.auth.get().user?.username).toBe('bob'));
    tab.hides();
    expect({ ...tab.sessionStorage }).toEqual({});
    await signingOut;
  });
});

describe('what was said of alice', () => {
  test.each(['was hidden', 'comes then'])(
    'is nothing after bob was there in another tab, to a provider that %s',
    async (how) => {
      const bobSignsIn = await elsewhere(bob);
      const device = await stage.signedIn();
      stage.pool.fault('GlobalSignOut', throttled);
      const [one] = await together(connected());
      await one.flow.signOut({ global: true });
      one.disconnect();
      bobSignsIn(device);
      hubSays('signedIn', true);
      await pause(100);
      device.items.clear();
      hubSays('signedOut', true);
      await pause(100);
      const it = how === 'was hidden' ? one : connected();
      if (how === 'was hidden') comeBack(one);
      await pause(150);
      expect(says(it)).toBeNull();
    },
  );

  test('but what failed is still shown where the sign-in was to another storage', async () => {
    const device = await stage.signedIn();
    vi.spyOn(device, 'removeItem').mockRejectedValue(new Error('Refused'));
    const [one, other] = await providers();
    await one.flow.signOut();
    await vi.waitFor(() => expect(other.flow.get().status).toBe('failed'));
    hubSays('signedIn', true);
    await pause(100);
    one.disconnect();
    expect(says(other)).toBe(en.failedEndedLocal);
  });

  test.each(['a sign-in that fails', 'a sign-in that is under way as a third one comes'])(
    'is still shown once after %s',
    async (what) => {
      const device = await stage.signedIn();
      stage.pool.fault('GlobalSignOut', throttled);
      const [one, other] = await providers();
      await one.flow.signOut({ global: true });
      await vi.waitFor(() => expect(other.flow.get().status).toBe('partial'));
      if (what === 'a sign-in that fails') {
        const setting = vi.spyOn(device, 'setItem').mockRejectedValue(new Error('Refused'));
        const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const;
        await signIn({ ...bob, options }).catch(() => {});
        setting.mockRestore();
      } else {
        await defaultStorage.setItem(key(device, 'inflightOAuth'), 'true');
        connected();
        await pause(100);
        await defaultStorage.removeItem(key(device, 'inflightOAuth'));
      }
      await other.flow.retry();
      await pause(50);
      expect([says(one), says(other)].filter(Boolean)).toHaveLength(1);
      expect(live()).toBeGreaterThan(0);
    },
  );
});
