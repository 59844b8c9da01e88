import { defaultStorage } from 'aws-amplify/utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AuthAdapter, AuthUser } from '../../src/adapter/AuthAdapter';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { signOutFailure } from '../../src/outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../src/outcome/SignOutOutcome';
import { Device } from './Device';
import { createStage } from './setUp';

const stage = createStage();

const complete = completeSignOut({
  scope: 'global',
  server: 'ended',
  tokensExpireBy: new Date(1e12),
});
const partial = partialSignOut({
  scope: 'global',
  server: 'notEnded',
  tokensExpireBy: null,
  failures: [signOutFailure('globalSignOut', 'throttled', 'TooManyRequestsException')],
  retryUntil: new Date(1e12),
});
const failed = failedSignOut('local', 'ended', signOutFailure('clearLocal', 'storage'));

/** A tab's session storage. */
class Tab extends Map<string, string> {
  getItem = (key: string) => this.get(key) ?? null;
  setItem = (key: string, value: string) => void this.set(key, value);
  removeItem = (key: string) => void this.delete(key);
}

let tab: Tab;

beforeEach(() => {
  tab = new Tab();
  vi.stubGlobal('window', Object.assign(new EventTarget(), { sessionStorage: tab }));
});
afterEach(() => {
  vi.useRealTimers();
});

const key = () => `amplify-signoff.outcome.${stage.pool.clientId}`;

/** What the next page load finds. */
const restored = async (adapter: AuthAdapter = createAmplifyAdapter()) =>
  (await adapter.restore?.())?.outcome ?? null;

const keep = (outcome: SignOutOutcome | null, user?: AuthUser) =>
  createAmplifyAdapter().keep?.(outcome, user);

describe('an outcome that is kept', () => {
  beforeEach(() => void new Device(stage.pool).use());

  test('is told once more after a page load', async () => {
    keep(complete);
    const attempt = await createAmplifyAdapter().restore?.();
    expect(attempt?.outcome).toEqual(complete);
    expect(attempt?.retry).toBeUndefined();
    expect(attempt?.revealToken()).toBeNull();
    expect(await restored()).toBeNull();
  });

  test('is told without a retry', async () => {
    keep(partial);
    expect(await restored()).toEqual({ ...partial, retryUntil: null });
  });

  test('goes from the storage as soon as it is read', () => {
    keep(partial);
    expect([...tab.keys()]).toEqual([key()]);
    void createAmplifyAdapter().restore?.();
    expect(tab.size).toBe(0);
  });

  test('is dropped by null', async () => {
    keep(partial);
    keep(null);
    expect(tab.size).toBe(0);
  });

  test('is told five minutes at most', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1e12 });
    keep(partial);
    vi.setSystemTime(1e12 + 300_000);
    expect(await restored()).toMatchObject({ status: 'partial' });
    keep(partial);
    vi.setSystemTime(1e12 + 600_001);
    expect(await restored()).toBeNull();
    keep(partial);
    vi.setSystemTime(1e12);
    expect(await restored()).toBeNull();
    expect(tab.size).toBe(0);
  });

  test('is nothing to another app client', async () => {
    keep(partial);
    new Device(stage.pool, 'another').use();
    expect(await restored()).toBeNull();
    expect([...tab.keys()]).toEqual([key()]);
  });

  test.each<[string, (kept: string) => string]>([
    ['no JSON', () => '{'],
    ['no object', () => 'null'],
    ['no time', (kept) => kept.replace('"at"', '"when"')],
    ['no outcome', (kept) => kept.replace('"partial"', '"done"')],
  ])('is dropped without a word where it is %s', async (_name, spoil) => {
    keep(partial);
    tab.setItem(key(), spoil(tab.getItem(key()) ?? ''));
    expect(await restored()).toBeNull();
    expect(tab.size).toBe(0);
  });

  test('is dropped where a storage throws', async () => {
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('Refused', 'SecurityError');
      },
    });
    keep(partial);
    expect(await restored()).toBeNull();
  });

  test('is told where nobody can tell whether it is still true', async () => {
    const device = new Device(stage.pool).use();
    device.getItem = async () => {
      throw new Error('Refused');
    };
    keep(partial);
    expect(await restored()).toMatchObject({ status: 'partial' });
  });
});

test('that nobody is signed in is not said of somebody who is by now', async () => {
  await stage.signedIn();
  const user = (await createAmplifyAdapter().getCurrentUser()) ?? undefined;
  keep(complete, user);
  expect(await restored()).toBeNull();
  keep(failed, user);
  expect(await restored()).toEqual(failed);
});

test('that somebody is still signed in is not said where nobody is', async () => {
  new Device(stage.pool).use();
  keep(failed);
  expect(await restored()).toBeNull();
});

test('nothing is said of a sign-out to somebody who is about to sign in', async () => {
  const device = new Device(stage.pool).use();
  const items = new Map([
    [`CognitoIdentityServiceProvider.${device.clientId}.inflightOAuth`, 'true'],
  ]);
  vi.spyOn(defaultStorage, 'getItem').mockImplementation(async (key) => items.get(key) ?? null);
  keep(complete);
  expect(await restored()).toBeNull();
  items.clear();
  keep(complete);
  expect(await restored()).toEqual(complete);
});

test('nothing is kept or found without a user pool', async () => {
  const { Amplify } = await import('aws-amplify');
  Amplify.configure({});
  keep(partial);
  expect(tab.size).toBe(0);
  expect(await restored()).toBeNull();
});
