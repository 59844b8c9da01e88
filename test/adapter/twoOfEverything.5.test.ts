import { decodeJWT, signOut } from 'aws-amplify/auth';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthAdapter, SettledSignOut } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { en } from '../../src/locales/en';
import { createScriptedAdapter, outcome } from '../../src/testing';
import { precede, refuse } from '../storages/moods';
import { connected, disconnectAll, providers, says, together } from './connected';
import type { Device } from './Device';
import { bob, createStage, key, pause, throttled, twoLost } from './setUp';

const stage = createStage();
let page: EventTarget;
beforeEach(() => {
  const tab = new Map<string, string>();
  page = Object.assign(new EventTarget(), {
    sessionStorage: {
      getItem: (name: string) => tab.get(name) ?? null,
      setItem: (name: string, value: string) => void tab.set(name, value),
      removeItem: (name: string) => void tab.delete(name),
    },
  });
  vi.stubGlobal('window', page);
});
afterEach(() => {
  disconnectAll();
  vi.restoreAllMocks();
});

const forbidden = { status: 403, errorName: 'ForbiddenException' };

/** Has this browser tell of what happened to it, as a page does that is come back to. */
async function isComeBackTo() {
  page.dispatchEvent(new Event('focus'));
  await pause(50);
}
const canBeComeBackTo = () =>
  void vi.stubGlobal('document', Object.assign(new EventTarget(), { querySelector: () => null }));

/** A beforeSignOut that asks until the test answers. */
function asking() {
  let answer = (_: boolean) => {};
  let fail = (_: Error) => {};
  const beforeSignOut = () =>
    new Promise<boolean>((resolve, reject) => {
      answer = resolve;
      fail = reject;
    });
  return {
    beforeSignOut,
    answer: (yes: boolean) => answer(yes),
    fail: () => fail(new Error('app')),
  };
}

function leaveMark(device: Device, msAgo: number) {
  const token = `${device.items.get(key(device, 'alice.accessToken'))}`;
  const { sub, origin_jti, auth_time } = decodeJWT(token).payload;
  const mark = { sub, origin_jti, auth_time, scope: 'global', at: Date.now() - msAgo };
  device.items.set(`amplify-signoff.mark.${device.clientId}`, JSON.stringify(mark));
}

describe('a failed outcome is put away, or stays', () => {
  // Told "You've been signed out here." and no more; a live refresh token is stored, which the storage refused to erase.
  test('half a session is not nobody: what failed stays in view', async () => {
    const device = await stage.signedIn();
    canBeComeBackTo();
    precede(device, 'removeItem', (name) => {
      if (/refreshToken$/.test(name)) throw new Error('quota');
    });
    stage.pool.fault('RevokeToken', throttled);
    const [one] = await together(connected());
    expect(await one.flow.signOut()).toMatchObject({ status: 'failed', server: 'notEnded' });
    await isComeBackTo();
    expect(device.tokenKeys).toHaveLength(1);
    expect(says(one)).toBe(en.failed);
  });

  // Told "You're still signed in", then "You've been signed out here."; Cognito has refused to end the session, and nobody says so.
  test('what a slow storage did in the end is told, though the page was come back to meanwhile', async () => {
    const device = await stage.signedIn();
    canBeComeBackTo();
    stage.pool.fault('RevokeToken', forbidden);
    const [one] = await together(connected({}, { deadlineMs: 300 }));
    const removing = precede(device, 'removeItem', (name) =>
      pause(/refresh/.test(name) ? 600 : 300),
    );
    expect(await one.flow.signOut()).toMatchObject({ status: 'failed' });
    await vi.waitFor(() => expect(device.tokenKeys).toHaveLength(1));
    await isComeBackTo();
    await vi.waitFor(() => expect(device.tokenKeys).toHaveLength(0));
    removing.mockRestore();
    await pause(500);
    expect(one.told.at(-1)).toMatchObject({ status: 'partial', server: 'notEnded' });
  });

  // Told "You're still signed in on this device."; the app's own signOut() of Amplify has signed them out.
  test('nobody is told that they are still signed in after a bare signOut() of Amplify', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', forbidden);
    const [one] = await together(connected({}, { onGlobalFailure: 'staySignedIn' }));
    expect(await one.flow.signOut({ global: true })).toMatchObject({ status: 'failed' });
    await signOut();
    await vi.waitFor(() => expect(one.auth.get().status).toBe('unauthenticated'));
    expect(says(one)).not.toBe(en.failed);
  });

  // Told "Your session has ended, but this browser couldn't erase it." here and "You were already signed out." there; nothing is stored.
  test('two providers: that nobody is there unsays that the session is', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    const [one, other] = await providers();
    await one.flow.signOut();
    removing.mockRestore();
    device.items.clear();
    expect(await other.flow.signOut()).toMatchObject({ status: 'complete' });
    await pause(20);
    expect(one.flow.get().status).not.toBe('failed');
  });

  // Told "You're still signed in on this device."; the session ended while the app was asked, and nobody is signed in.
  test('a beforeSignOut that throws once the session is gone tells nobody that they are signed in', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const device = await stage.signedIn();
    const { beforeSignOut, fail } = asking();
    const [one] = await together(connected({ beforeSignOut }));
    const click = one.flow.signOut();
    await signOut();
    await vi.waitFor(() => expect(one.auth.get().status).toBe('unauthenticated'));
    fail();
    await click;
    expect(device.tokenKeys).toEqual([]);
    expect(says(one)).not.toBe(en.failed);
  });
});

describe('an outcome, and who is there', () => {
  // Bob is told of alice's sign-out, "You're signed out here, but…", with her retry; he is signed in.
  test('who signed in while Activity hid the provider is not told what became of whoever was there', async () => {
    const bobs = await stage.signedIn({ user: bob });
    const device = await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [one] = await together(connected());
    await one.flow.signOut({ global: true });
    one.disconnect();
    for (const [name, value] of bobs.items) device.items.set(name, value);
    const stops = [one.auth.connect(), one.flow.connect()];
    await vi.waitFor(() => expect(one.auth.get().user?.username).toBe('bob'));
    await pause(20);
    for (const stop of stops) stop();
    expect(says(one)).toBeNull();
  });
});

describe('two providers: one of them shows it', () => {
  // Told nothing of the click that the app asked about: who was clicked first claims it, and has put it away.
  test('a late yes is shown where it was clicked, once the first has put its own away', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const { beforeSignOut, answer } = asking();
    const [one, other] = await together(connected(), connected({ beforeSignOut }));
    const second = other.flow.signOut({ global: true });
    await one.flow.signOut({ global: true });
    one.flow.dismiss();
    answer(true);
    expect(await second).toMatchObject({ status: 'partial' });
    await pause(20);
    expect([one, other].map(says)).toEqual([null, en.partialGlobal]);
  });
});

describe('a late yes after a sign-out of this session alone', () => {
  // Told "Your session had already expired."; it is live at Cognito, which was not asked to end the others.
  test('does not say that the session had expired, whose tokens were dropped', async () => {
    await stage.signedIn();
    stage.pool.fault('RevokeToken', forbidden);
    const { beforeSignOut, answer } = asking();
    const [one, other] = await together(connected(), connected({ beforeSignOut }));
    const second = other.flow.signOut({ global: true });
    await one.flow.signOut();
    answer(true);
    const { status, ...told } = await second;
    expect(stage.operations()).toEqual(['RevokeToken']);
    expect(status).toBe('partial');
    expect(told).not.toMatchObject({ failures: [{ reason: 'sessionExpired' }] });
  });
});

describe('two page loads', () => {
  // Told "You were already signed out." after the reload; the notice before it said that other devices may be signed in.
  test('of two outcomes that are shown, “nobody” does not take the place of the other one', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [one, other] = await providers();
    await one.flow.signOut({ global: true });
    other.flow.dismiss();
    await other.flow.signOut({ global: true });
    await pause(20);
    page.dispatchEvent(new Event('pagehide'));
    const restored = await createAmplifyAdapter().restore?.();
    expect(restored?.outcome).toMatchObject({ status: 'partial' });
  });

  // Told after the load that Cognito has ended nothing; the other provider's retry was under way, and has ended all.
  test('a retry of the other provider that the page leaves in the middle may have been heard', async () => {
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', throttled);
    const [one, other] = await providers();
    await one.flow.signOut({ global: true });
    await pause(20);
    stage.pool.clearFaults();
    stage.pool.clearRequests();
    stage.pool.fault('GlobalSignOut', { delayMs: 150 });
    const retrying = other.flow.retry();
    await stage.isAsked();
    page.dispatchEvent(new Event('pagehide'));
    const restored = await createAmplifyAdapter().restore?.();
    expect((await retrying).server).toBe('ended');
    expect(restored?.outcome).toMatchObject({ status: 'partial', server: 'unknown' });
  });

  // Told that Cognito has ended nothing; the sign-out that the page load before was killed in may have been heard.
  test('what was cut off may have been heard, whichever adapter has told of it', async () => {
    const device = await stage.signedIn();
    leaveMark(device, 20_000);
    const all = await providers();
    await vi.waitFor(() =>
      expect(all.map(({ flow }) => flow.get().status)).toEqual(['failed', 'failed']),
    );
    const silent = all.find(({ flow }) => flow.get().isElsewhere);
    const revoked = { status: 400, errorName: 'NotAuthorizedException' };
    stage.pool.fault('GlobalSignOut', { ...revoked, message: 'Access Token has been revoked' });
    const told = await silent?.flow.signOut({ global: true });
    expect(told).toMatchObject({ status: 'partial', server: 'unknown' });
  });

  // Told by one alone, and by nobody once that one was gone.
  test('what was cut off is shown by one, by the other once that is gone, and can be tried again there', async () => {
    const device = await stage.signedIn();
    leaveMark(device, 20_000);
    const all = await providers();
    const states = () => all.map(({ flow }) => flow.get());
    await vi.waitFor(() => expect(states().map((it) => it.status)).toEqual(['failed', 'failed']));
    await pause(50);
    expect(states().filter((it) => !it.isElsewhere)).toHaveLength(1);
    expect(all.flatMap(({ told }) => told)).toHaveLength(1);
    const [first, second] = all[0].flow.get().isElsewhere ? [all[1], all[0]] : all;
    first.disconnect();
    expect(second.flow.get().isElsewhere).toBeFalsy();
    expect(second.flow.get()).toMatchObject({ canRetry: true });
    stage.pool.clearRequests();
    expect(await second.flow.retry()).toMatchObject({ status: 'complete', scope: 'global' });
    expect(stage.operations()).toEqual(['GlobalSignOut']);
  });

  // Told nothing of a sign-out that was killed: it was found while the app asked about another, which it then declined.
  test('what was cut off is told after a click that the app says no to', async () => {
    const device = await stage.signedIn();
    leaveMark(device, 9700);
    const { beforeSignOut, answer } = asking();
    const [one] = await together(connected({ beforeSignOut }));
    const click = one.flow.signOut();
    await pause(450);
    answer(false);
    await click;
    await pause(50);
    expect(one.flow.get()).toMatchObject({ status: 'failed', outcome: { server: 'unknown' } });
  });

  // Told nothing; bob's tokens, which the click was to end next, are left in this browser without a mark.
  test('of two sessions that a click ends, the page that is left keeps neither', async () => {
    const { tokens } = await twoLost(stage);
    stage.pool.fault('RevokeToken', { delayMs: 200 });
    const signingOut = createAmplifyAdapter().signOut({ scope: 'local' });
    await stage.isAsked();
    globalThis.window.dispatchEvent(new Event('pagehide'));
    await pause(50);
    const left = tokens();
    await signingOut;
    expect(left).toEqual([]);
  });
});

describe('an adapter that is not Amplify’s', () => {
  const flowOf = (adapter: AuthAdapter, hooks: SignOutHooks = {}) => {
    const ana = { userId: 'ana', username: 'ana', displayName: 'Ana' };
    const flow = createSignOutFlow(
      adapter,
      () => hooks,
      () => ana,
    );
    flow.connect();
    return flow;
  };

  // Told nothing in the other provider, and nothing is logged: an unhandled rejection takes the place of both.
  test.each(['claim', 'take'])('whose onSettled breaks its word is logged (%s)', async (method) => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const unhandled: unknown[] = [];
    const onUnhandled = (error: unknown) => void unhandled.push(error);
    process.on('unhandledRejection', onUnhandled);
    const scripted = createScriptedAdapter();
    const broken = () => {
      throw new Error('broken');
    };
    const adapter: AuthAdapter = {
      ...scripted,
      onSettled: (listener) =>
        scripted.onSettled?.((settled: SettledSignOut) =>
          listener({ ...settled, [method]: broken }),
        ) ?? broken,
    };
    const [one] = [flowOf(adapter), flowOf(adapter)];
    await one.signOut();
    await pause(20);
    process.off('unhandledRejection', onUnhandled);
    expect(unhandled).toEqual([]);
    expect(logged).toHaveBeenCalled();
  });

  // Told "You were already signed out." for a click on all devices, which the other provider was told are not signed out.
  test('that is scripted lets a late yes join, as Amplify’s does', async () => {
    const adapter = createScriptedAdapter({ outcomes: [outcome.partial({ scope: 'global' })] });
    const { beforeSignOut, answer } = asking();
    const [one, other] = [flowOf(adapter), flowOf(adapter, { beforeSignOut })];
    const second = other.signOut({ global: true });
    await one.signOut({ global: true });
    answer(true);
    expect(await second).toMatchObject({ status: 'partial', scope: 'global' });
  });
});
