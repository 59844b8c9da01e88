import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { refuse } from '../storages/moods';
import { Device } from './Device';
import { configureManagedLogin, createStage, hurry } from './setUp';

const stage = createStage();
const assign = vi.fn();

beforeEach(() => {
  assign.mockReset();
  vi.stubGlobal('location', {
    href: 'https://app.example/account',
    origin: 'https://app.example',
    assign,
  });
});

const cleanupFailure = { step: 'cleanup', reason: 'unknown' };

const breaking: [string, () => Promise<void>][] = [
  [
    'throws',
    () => {
      throw new Error('the app');
    },
  ],
  ['rejects', () => Promise.reject(new Error('the app'))],
];

describe.each(breaking)('a cleanup that %s', (_, cleanup) => {
  let logged: unknown[];
  beforeEach(() => {
    logged = [];
    vi.spyOn(console, 'error').mockImplementation((...args) => void logged.push(args));
  });
  afterEach(() => {
    const told = [expect.stringContaining('the cleanup of a sign-out threw'), new Error('the app')];
    expect(new Set(logged)).toEqual(new Set([told]));
  });

  test('is a warning of a complete one', async () => {
    await stage.signedIn();
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local', cleanup });
    expect(outcome).toMatchObject({
      status: 'complete',
      server: 'ended',
      warnings: [cleanupFailure],
    });
    expect(stage.hubEvents).toEqual(['signedOut']);
  });

  test('is one more failure of a partial one', async () => {
    await stage.signedIn();
    stage.pool.fault('RevokeToken', { status: 403 });
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local', cleanup });
    expect(outcome).toMatchObject({
      status: 'partial',
      failures: [{ step: 'revokeToken', reason: 'forbidden' }, cleanupFailure],
    });
  });

  test('is a warning where nobody was signed in', async () => {
    new Device(stage.pool, await stage.pool.createClient()).use();
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local', cleanup });
    expect(outcome).toMatchObject({
      status: 'complete',
      scope: 'local',
      server: 'unknown',
      warnings: [cleanupFailure],
    });
  });

  test('does not make the retry of a failed one reject', async () => {
    const device = await stage.signedIn();
    const removing = refuse(device);
    const { outcome, retry } = await createAmplifyAdapter().signOut({ scope: 'local', cleanup });
    expect(outcome.status).toBe('failed');
    removing.mockRestore();
    expect((await retry?.())?.outcome).toMatchObject({
      status: 'complete',
      warnings: [cleanupFailure],
    });
  });

  test('does not make the retry of a partial one reject', async () => {
    hurry();
    await stage.signedIn();
    stage.pool.fault('GlobalSignOut', { status: 429 });
    const { retry } = await createAmplifyAdapter().signOut({ scope: 'global', cleanup });
    stage.pool.clearFaults();
    expect((await retry?.())?.outcome.status).toBe('complete');
  });
});

/** Signs in, in an app that has a managed login. */
async function signedInByOAuth(domain: string) {
  const device = await stage.signedIn();
  await configureManagedLogin(device, { domain });
  return device;
}

const hostedUiOpen = { status: 'partial', server: 'ended', failures: [{ step: 'hostedUi' }] };

describe('a page that cannot leave', () => {
  test.each(['https://x y', 'x y', ''])(
    'as its managed login’s domain is none is partial: “%s”',
    async (domain) => {
      const device = await signedInByOAuth(domain);
      const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
      expect(outcome).toMatchObject(hostedUiOpen);
      expect(assign).not.toHaveBeenCalled();
      expect(device.tokenKeys).toEqual([]);
    },
  );

  test('as the browser refuses to is partial after a managed login', async () => {
    const device = await signedInByOAuth('login.example');
    assign.mockImplementation(() => {
      throw new Error('SecurityError');
    });
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local' });
    expect(outcome).toMatchObject(hostedUiOpen);
    expect(device.tokenKeys).toEqual([]);
  });

  test.each(['local', 'global'] as const)(
    'as the browser refuses to is warned of after any other: %s',
    async (scope) => {
      await stage.signedIn();
      assign.mockImplementation(() => {
        throw new Error('SecurityError');
      });
      const redirectUrl = 'https://app.example/bye';
      const { outcome } = await createAmplifyAdapter().signOut({ scope, redirectUrl });
      expect(outcome).toMatchObject({
        status: 'complete',
        scope,
        server: 'ended',
        warnings: [{ step: 'hostedUi' }],
      });
    },
  );

  test('as the browser refuses to is warned of where nobody was signed in', async () => {
    new Device(stage.pool, await stage.pool.createClient()).use();
    assign.mockImplementation(() => {
      throw new Error('SecurityError');
    });
    const redirectUrl = 'https://app.example/bye';
    const { outcome } = await createAmplifyAdapter().signOut({ scope: 'local', redirectUrl });
    expect(outcome).toMatchObject({ status: 'complete', warnings: [{ step: 'hostedUi' }] });
  });
});
