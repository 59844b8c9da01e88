import { Amplify } from 'aws-amplify';
import { decodeJWT } from 'aws-amplify/auth';
import { defaultStorage } from 'aws-amplify/utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { refuse } from '../storages/moods';
import type { Device } from './Device';
import { bob, configureManagedLogin, createStage, hurry } from './setUp';

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
  redirectSignOut = ['https://elsewhere.example/', 'https://app.example/bye'],
  marker = 'true,false' as string | null,
} = {}): Promise<Device> {
  const device = await stage.signedIn();
  await configureManagedLogin(device, { redirectSignOut, marker });
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
        'amplify-signoff: redirectUrl leads to another origin, where a sign-out could send people to anybody. Use an http(s) URL of this origin.',
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
