import { Amplify } from 'aws-amplify';
import { decodeJWT } from 'aws-amplify/auth';
import { defaultStorage } from 'aws-amplify/utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutAttempt } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { precede, refuse } from '../storages/moods';
import type { Device } from './Device';
import { bob, configureManagedLogin, createStage, hurry, pause } from './setUp';

const stage = createStage();
const assign = vi.fn();

beforeEach(() => {
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign,
  });
});
afterEach(() => {
  assign.mockReset();
});

const key = (name: string) => `CognitoIdentityServiceProvider.${stage.pool.clientId}.${name}`;

/** Signs in, in an app that has a managed login. */
async function signedIn({
  domain = 'login.example',
  redirectSignOut = ['https://elsewhere.example/', 'https://app.example/bye'],
  marker = 'true,false' as string | null,
} = {}): Promise<Device> {
  const device = await stage.signedIn();
  await configureManagedLogin(device, { domain, redirectSignOut, marker });
  return device;
}

const signOut = (redirectUrl?: string, scope: 'local' | 'global' = 'local') =>
  createAmplifyAdapter().signOut({ scope, ...(redirectUrl !== undefined && { redirectUrl }) });

const logout = (target: string) =>
  `https://login.example/logout?client_id=${stage.pool.clientId}&logout_uri=${encodeURIComponent(target)}`;

describe('after a session of the managed login', () => {
  const others = ['inflightOAuth', 'inflightOAuthDeadline', 'oauthPKCE', 'oauthState'];

  test('the page goes through its /logout to this origin, and no marker is left for Amplify', async () => {
    await signedIn();
    for (const name of others) await defaultStorage.setItem(key(name), 'x');
    expect((await signOut()).outcome).toMatchObject({ status: 'complete', warnings: [] });
    expect(assign).toHaveBeenCalledExactlyOnceWith(logout('https://app.example/bye'));
    for (const name of ['oauthSignIn', ...others]) {
      expect(await defaultStorage.getItem(key(name))).toBeNull();
    }
    expect(stage.hubEvents).toEqual(['signedOut']);
  });

  test.each([
    [true, 0],
    [false, 1],
  ])('that was cut off, it goes there where somebody clicked: quiet %s', async (isQuiet, times) => {
    const device = await signedIn();
    const [accessToken = ''] = device.tokens;
    const { sub, origin_jti } = decodeJWT(accessToken).payload;
    const mark = JSON.stringify({ sub, origin_jti, scope: 'local', at: Date.now() - 60_000 });
    device.items.set(`amplify-signoff.mark.${device.clientId}`, mark);
    const attempt = await createAmplifyAdapter().restore?.();
    expect((await attempt?.retry?.({ isQuiet }))?.outcome.signedOutLocally).toBe(true);
    expect(assign).toHaveBeenCalledTimes(times);
  });

  test('it goes where it was told to go', async () => {
    await signedIn();
    await signOut('https://elsewhere.example/');
    expect(assign).toHaveBeenCalledExactlyOnceWith(logout('https://elsewhere.example/'));
  });

  test('it goes to the first configured URL where none is of this origin', async () => {
    await signedIn({ redirectSignOut: ['https://one.example/', 'http://['] });
    await signOut();
    expect(assign).toHaveBeenCalledExactlyOnceWith(logout('https://one.example/'));
  });

  test('without any URL the managed login’s part stays open', async () => {
    await signedIn({ redirectSignOut: [] });
    expect((await signOut()).outcome).toMatchObject({
      status: 'partial',
      server: 'ended',
      failures: [{ step: 'hostedUi', reason: 'misconfigured', retryable: false }],
      retryUntil: null,
    });
    expect(assign).not.toHaveBeenCalled();
  });

  test('that was not confirmed the page stays, so that somebody can read it', async () => {
    await signedIn();
    stage.pool.fault('GlobalSignOut', { status: 403 });
    expect((await signOut(undefined, 'global')).outcome).toMatchObject({
      status: 'partial',
      failures: [
        { step: 'globalSignOut', reason: 'forbidden' },
        { step: 'hostedUi', reason: 'notAttempted' },
      ],
    });
    expect(assign).not.toHaveBeenCalled();
  });

  test('where there is no page its part stays open', async () => {
    await signedIn();
    vi.stubGlobal('location', undefined);
    expect((await signOut()).outcome).toMatchObject({
      status: 'partial',
      failures: [{ step: 'hostedUi', reason: 'notAttempted' }],
    });
  });

  test.each<[string, (device: Device) => unknown]>([
    ['an old marker', () => defaultStorage.setItem('amplify-signin-with-hostedUI', 'true')],
    [
      'what is kept with its tokens',
      ({ items }) => items.set(key('alice.oauthMetadata'), '{"oauthSignIn":true}'),
    ],
  ])('is known by %s', async (_, mark) => {
    await mark(await signedIn({ marker: null }));
    await signOut();
    expect(assign).toHaveBeenCalledOnce();
    expect(await defaultStorage.getItem('amplify-signin-with-hostedUI')).toBeNull();
  });
});

const refusal = { status: 403 };
const busy = { status: 400, errorName: 'TooManyRequestsException' };
const throttled = { step: 'revokeToken', reason: 'throttled' };
const leftOpen = { step: 'hostedUi', reason: 'notAttempted' };
const refused = { step: 'revokeToken', reason: 'forbidden' };

describe('a managed login whose part is left open', () => {
  /** A local sign-out that Cognito did not confirm. */
  async function unconfirmed(changes?: Parameters<typeof signedIn>[0], redirectUrl?: string) {
    const device = await signedIn(changes);
    stage.pool.fault('RevokeToken', refusal);
    const attempt = await signOut(redirectUrl);
    expect(attempt.outcome).toMatchObject({ status: 'partial', failures: [refused, leftOpen] });
    expect(assign).not.toHaveBeenCalled();
    return { attempt, device };
  }

  test('can be finished without a retry: the page goes through /logout, once', async () => {
    const { attempt } = await unconfirmed();
    const finished = await Promise.all([attempt.finish?.(), attempt.finish?.()]);
    expect(assign).toHaveBeenCalledExactlyOnceWith(logout('https://app.example/bye'));
    for (const it of finished) {
      expect(it?.outcome).toMatchObject({ status: 'partial', failures: [refused] });
      expect(it?.outcome.status === 'partial' && it.outcome.failures).toHaveLength(1);
      expect(it).not.toHaveProperty('finish');
    }
  });

  test('is finished where the click asked to go', async () => {
    const { attempt } = await unconfirmed({}, 'https://elsewhere.example/');
    await attempt.finish?.();
    expect(assign).toHaveBeenCalledExactlyOnceWith(logout('https://elsewhere.example/'));
  });

  test('has the page go through /logout with the retry that works', async () => {
    await signedIn();
    stage.pool.fault('RevokeToken', busy);
    const { retry } = await signOut();
    expect(assign).not.toHaveBeenCalled();
    stage.pool.clearFaults();
    expect((await retry?.())?.outcome).toMatchObject({ status: 'complete', server: 'ended' });
    expect(assign).toHaveBeenCalledExactlyOnceWith(logout('https://app.example/bye'));
  });

  test('stays open where the retry came by itself, and is all that is left to finish', async () => {
    await signedIn();
    stage.pool.fault('RevokeToken', busy);
    const { retry } = await signOut();
    stage.pool.clearFaults();
    const quiet = await retry?.({ isQuiet: true });
    expect(quiet?.outcome).toMatchObject({ status: 'partial', server: 'ended', retryUntil: null });
    expect(quiet?.outcome.status === 'partial' && quiet.outcome.failures).toMatchObject([leftOpen]);
    expect(quiet).not.toHaveProperty('retry');
    expect(assign).not.toHaveBeenCalled();
    expect((await quiet?.finish?.())?.outcome).toMatchObject({
      status: 'complete',
      server: 'ended',
    });
    expect(assign).toHaveBeenCalledExactlyOnceWith(logout('https://app.example/bye'));
  });

  test('has the page leave after a quiet retry that somebody clicked on meanwhile', async () => {
    await signedIn();
    stage.pool.fault('RevokeToken', busy);
    const { retry } = await signOut();
    stage.pool.clearFaults();
    const options = { isQuiet: true };
    const retrying = retry?.(options);
    options.isQuiet = false;
    expect((await retrying)?.outcome.status).toBe('complete');
    expect(assign).toHaveBeenCalledOnce();
  });

  test('stays open where the storage answered late: nobody waits for it any more', async () => {
    const device = await signedIn();
    precede(device, 'removeItem', () => pause(400));
    const attempt = await createAmplifyAdapter({ deadlineMs: 300 }).signOut({ scope: 'local' });
    expect(attempt.outcome.status).toBe('failed');
    const late = await attempt.late;
    expect(late?.outcome).toMatchObject({ status: 'partial', failures: [leftOpen] });
    expect(assign).not.toHaveBeenCalled();
    await late?.finish?.();
    expect(assign).toHaveBeenCalledOnce();
  });

  test('keeps what a retry needs until the page is gone', async () => {
    vi.stubGlobal('window', new EventTarget());
    await signedIn();
    stage.pool.fault('GlobalSignOut', busy);
    const { finish } = await signOut(undefined, 'global');
    const finished = await finish?.();
    expect(assign).toHaveBeenCalledOnce();
    expect(finished?.revealToken()).not.toBeNull();
    window.dispatchEvent(new Event('pagehide'));
    expect(finished?.revealToken()).toBeNull();
    await vi.waitFor(() => expect(stage.operations().at(-1)).toBe('RevokeToken'));
  });

  test('is not open again after a retry by itself that was under way', async () => {
    await signedIn();
    stage.pool.fault('RevokeToken', busy);
    const { retry, finish } = await signOut();
    const retrying = retry?.({ isQuiet: true });
    await finish?.();
    const again = await retrying;
    expect(again?.outcome.status === 'partial' && again.outcome.failures).toEqual([
      { ...throttled, retryable: true, errorName: busy.errorName },
    ]);
    expect(again).not.toHaveProperty('finish');
    expect(assign).toHaveBeenCalledOnce();
  });

  test('is led to once, though somebody finishes what another has tried again', async () => {
    await signedIn();
    stage.pool.fault('RevokeToken', busy);
    const adapter = createAmplifyAdapter();
    let other: SignOutAttempt | undefined;
    adapter.onSettled?.(({ take }) => {
      other ??= take();
    });
    const { retry } = await adapter.signOut({ scope: 'local' });
    stage.pool.clearFaults();
    await retry?.();
    expect((await other?.finish?.())?.outcome.status).toBe('complete');
    expect(assign).toHaveBeenCalledOnce();
  });

  test('stays open for someone who has signed in meanwhile', async () => {
    const { attempt, device } = await unconfirmed();
    const other = await stage.signedIn({ user: bob });
    for (const [name, value] of other.items) device.items.set(name, value);
    device.use();
    const finished = await attempt.finish?.();
    expect(finished?.outcome).toMatchObject({ failures: [refused, leftOpen] });
    expect(finished).toHaveProperty('finish');
    expect(assign).not.toHaveBeenCalled();
  });

  test.each([
    ['a domain that is none', { domain: 'http://[' }],
    ['a domain with a path', { domain: 'login.example/path' }],
    ['no domain', { domain: '' }],
    ['no domain at all', { domain: null as unknown as string }],
    ['nowhere to go afterwards', { redirectSignOut: [] }],
  ])('can’t be finished with %s, and says so', async (_, changes) => {
    const { attempt } = await unconfirmed(changes);
    const finished = await attempt.finish?.();
    const problem = { step: 'hostedUi', reason: 'misconfigured', retryable: false };
    expect(finished?.outcome).toMatchObject({ status: 'partial', failures: [refused, problem] });
    expect(finished).not.toHaveProperty('finish');
    expect(assign).not.toHaveBeenCalled();
  });

  test('can’t be finished where the browser refuses to go there, and says so', async () => {
    assign.mockImplementation(() => {
      throw new DOMException('No.', 'SecurityError');
    });
    const { attempt } = await unconfirmed().finally(() => assign.mockClear());
    expect((await attempt.finish?.())?.outcome).toMatchObject({
      status: 'partial',
      failures: [refused, { step: 'hostedUi', reason: 'unknown' }],
    });
  });

  test('is not offered where it is not open', async () => {
    await signedIn();
    expect(await signOut()).not.toHaveProperty('finish');
    await signedIn({ redirectSignOut: [] });
    expect(await signOut()).not.toHaveProperty('finish');
    await signedIn({ marker: null });
    stage.pool.fault('RevokeToken', refusal);
    expect(await signOut()).not.toHaveProperty('finish');
  });
});

test.each([
  ['a domain that is none', { domain: 'http://[' }],
  ['no domain at all', { domain: null as unknown as string }],
])('%s is an outcome, not an exception', async (_, changes) => {
  await signedIn(changes);
  expect((await signOut()).outcome).toMatchObject({
    status: 'partial',
    server: 'ended',
    failures: [{ step: 'hostedUi', reason: 'misconfigured' }],
  });
});

describe('after any other session', () => {
  test.each<[string, string | null, string]>([
    ['no marker', null, 'false'],
    ['markers that say no', 'false,true', 'false'],
  ])('the page stays: %s', async (_, marker, legacy) => {
    const device = await signedIn({ marker });
    device.items.set(key('alice.oauthMetadata'), '{"oauthSignIn":false}');
    await defaultStorage.setItem('amplify-signin-with-hostedUI', legacy);
    expect((await signOut()).outcome.status).toBe('complete');
    expect(assign).not.toHaveBeenCalled();
  });

  test('the page goes where it was told to', async () => {
    await signedIn({ marker: null });
    expect((await signOut('https://app.example/bye')).outcome.status).toBe('complete');
    expect(assign).toHaveBeenCalledExactlyOnceWith('https://app.example/bye');
  });

  test('without OAuth a marker means nothing', async () => {
    await stage.signedIn();
    await defaultStorage.setItem(key('oauthSignIn'), 'true');
    expect((await signOut()).outcome.status).toBe('complete');
    expect(assign).not.toHaveBeenCalled();
  });

  test.each(['https://app.example/bye', '/bye'])(
    'and without OAuth, to this origin: %s',
    async (url) => {
      await stage.signedIn();
      expect((await signOut(url)).outcome.status).toBe('complete');
      expect(assign).toHaveBeenCalledExactlyOnceWith(url);
    },
  );

  test('the page stays where its tokens do', async () => {
    const device = await signedIn();
    refuse(device);
    expect((await signOut('https://app.example/bye')).outcome.status).toBe('failed');
    expect(assign).not.toHaveBeenCalled();
  });

  test('an origin without TLS is one too', async () => {
    vi.stubGlobal('location', { href: 'http://localhost/', origin: 'http://localhost', assign });
    await stage.signedIn();
    await signOut('/bye');
    expect(assign).toHaveBeenCalledExactlyOnceWith('/bye');
  });

  test('nobody is taken there too', async () => {
    await stage.signedIn();
    await signOut();
    const cleanup = vi.fn(async () => {});
    const adapter = createAmplifyAdapter();
    const { outcome } = await adapter.signOut({ scope: 'local', redirectUrl: '/bye', cleanup });
    expect(outcome).toMatchObject({ status: 'complete', server: 'unknown' });
    expect(cleanup).toHaveBeenCalledExactlyOnceWith(outcome);
    expect(assign).toHaveBeenCalledExactlyOnceWith('/bye');
  });
});

describe('the page stays', () => {
  const afterClearing = (device: Device, then: () => unknown) => {
    const remove = device.removeItem.bind(device);
    vi.spyOn(device, 'removeItem').mockImplementation(async (name) => {
      await remove(name);
      if (name.endsWith('.LastAuthUser')) await then();
    });
  };

  test('where nobody was signed in, whoever came from the managed login before', async () => {
    await signedIn();
    await signOut();
    assign.mockReset();
    expect((await signOut()).outcome).toMatchObject({ status: 'complete', server: 'unknown' });
    expect(assign).not.toHaveBeenCalled();
  });

  test('for someone who has signed in meanwhile', async () => {
    const other = await stage.signedIn({ user: bob });
    const device = await signedIn();
    afterClearing(device, () => {
      for (const [name, value] of other.items) device.items.set(name, value);
    });
    expect((await signOut()).outcome.status).toBe('complete');
    expect(assign).not.toHaveBeenCalled();
    expect(stage.hubEvents).toEqual([]);
  });

  test('where the storage does not say who is signed in by then', async () => {
    const device = await signedIn();
    afterClearing(device, () => {
      refuse(device, 'getItem');
    });
    expect((await signOut()).outcome.status).toBe('complete');
    expect(assign).not.toHaveBeenCalled();
    expect(stage.hubEvents).toEqual([]);
  });
});

describe('a redirect that leads astray', () => {
  test.each([
    'https://elsewhere.example/',
    'javascript:alert(1)',
    'blob:https://app.example/1',
    'http://[',
  ])('is refused: %s', async (url) => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    await stage.signedIn();
    const { outcome, revealToken } = await signOut(url);
    expect(outcome).toMatchObject({ status: 'failed', failures: [{ reason: 'misconfigured' }] });
    expect(revealToken()).toBeNull();
    expect(error.mock.calls).toEqual([
      [
        'amplify-signoff: redirectUrl is no http(s) URL of this origin, so it could send people to anybody. Use one, such as /bye.',
      ],
    ]);
    expect(stage.operations()).toEqual([]);
  });

  test('is refused where Cognito would not know it', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    await signedIn();
    expect((await signOut('https://app.example/')).outcome.status).toBe('failed');
    expect(error.mock.calls[0]?.[0]).toBe(
      'amplify-signoff: redirectUrl is none of the configured redirectSignOut URLs, and Cognito sends people to no other. Use one of: https://elsewhere.example/, https://app.example/bye.',
    );
  });

  test('is refused where there is no origin', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    vi.stubGlobal('location', undefined);
    await stage.signedIn();
    expect((await signOut('/bye')).outcome.status).toBe('failed');
  });
});

describe('Hub hears of it', () => {
  test('whatever becomes of what Amplify keeps beside the tokens', async () => {
    await signedIn();
    refuse(defaultStorage, 'getItem');
    vi.spyOn(Amplify, 'clearCredentials').mockRejectedValue(new Error('the app'));
    expect((await signOut()).outcome.status).toBe('complete');
    expect(stage.hubEvents).toEqual(['signedOut']);
    expect(assign).not.toHaveBeenCalled();
  });

  test('after a short wait where that takes its time', async () => {
    await signedIn();
    const waits = hurry();
    vi.spyOn(Amplify, 'clearCredentials').mockReturnValue(new Promise(() => {}));
    expect((await signOut()).outcome.status).toBe('complete');
    expect(waits).toContain(500);
    expect(stage.hubEvents).toEqual(['signedOut']);
  });

  test('not where someone signs in just then', async () => {
    const device = await signedIn();
    const clear = Amplify.clearCredentials.bind(Amplify);
    const isGone: boolean[] = [];
    vi.spyOn(Amplify, 'clearCredentials').mockImplementation(async () => {
      isGone.push(device.tokenKeys.length === 0);
      await clear();
      const { items } = await stage.signedIn({ user: bob });
      for (const [name, value] of items) device.items.set(name, value);
      device.use();
    });
    // Whoever has signed in keeps the page, so that the managed login's part stays open.
    expect((await signOut()).outcome).toMatchObject({
      status: 'partial',
      server: 'ended',
      failures: [{ step: 'hostedUi', reason: 'notAttempted' }],
    });
    expect(assign).not.toHaveBeenCalled();
    expect(isGone).toEqual([true]);
    expect(stage.hubEvents).not.toContain('signedOut');
  });
});
