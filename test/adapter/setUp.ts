import { AMPLIFY_SYMBOL } from '@aws-amplify/core/internals/utils';
import { Amplify } from 'aws-amplify';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { defaultStorage, Hub } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { registry } from '../../src/adapter/amplify/page/registry';
import type { ClientOptions } from '../pool/ClientOptions';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { PageStorage } from '../storages/PageStorage';
import { Device } from './Device';

export const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };
export const bob = { username: 'bob', password: 'Correct-horse-2' };

/** What Cognito answers when it is too busy. */
export const throttled = { status: 429, errorName: 'TooManyRequestsException' };

/** What Amplify calls something that a device stores. */
export const key = ({ clientId }: Device, name: string) =>
  `CognitoIdentityServiceProvider.${clientId}.${name}`;

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

interface SignedIn {
  user?: { username: string; password: string };
  client?: ClientOptions;
  /** Signed in so long ago that the access token has expired. */
  isAged?: boolean;
}

export interface Stage {
  readonly pool: UserPool;
  /** What Hub said since the last sign-in. */
  readonly hubEvents: string[];
  /** What the pool was asked for since the last sign-in. */
  operations(): string[];
  /** Resolves once the pool was asked so often, since the last sign-in. */
  isAsked(times?: number): Promise<void>;
  signedIn(options?: SignedIn): Promise<Device>;
}

/** A user pool for the tests of a file, in which nobody is signed in as yet. */
export function createStage(): Stage {
  let pool: UserPool;
  let stopListening: () => void;
  const hubEvents: string[] = [];

  beforeAll(async () => {
    pool = await startUserPool({ users: [alice, bob] });
  });
  afterAll(() => pool.stop());
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    stopListening = Hub.listen('auth', ({ payload }) => void hubEvents.push(payload.event));
  });
  afterEach(() => {
    stopListening();
    pool.clearFaults();
    vi.unstubAllGlobals();
  });

  return {
    get pool() {
      return pool;
    },
    hubEvents,
    operations: () => pool.requests.map(({ operation }) => operation),
    isAsked: (times = 1) =>
      vi.waitFor(() => expect(pool.requests).toHaveLength(times), { interval: 2 }),
    async signedIn({ user = alice, client, isAged = false } = {}) {
      const device = new Device(pool, client && (await pool.createClient(client)));
      const twoHours = 7_200_000;
      if (isAged) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - twoHours });
      await device.signIn(user.username, user.password).finally(() => vi.useRealTimers());
      pool.clearRequests();
      hubEvents.length = 0;
      return device;
    },
  };
}

/** What another tab gets for alice's refresh token; this browser holds the old ones until the tab stores them. */
export async function refreshElsewhere(device: Device): Promise<() => void> {
  const { pool, clientId, items } = device;
  const response = await fetch(pool.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.GetTokensFromRefreshToken' },
    body: JSON.stringify({
      ClientId: clientId,
      RefreshToken: items.get(key(device, 'alice.refreshToken')),
    }),
  });
  const { AuthenticationResult: tokens } = (await response.json()) as {
    AuthenticationResult: { AccessToken: string; IdToken: string; RefreshToken?: string };
  };
  return () => {
    items.set(key(device, 'alice.accessToken'), tokens.AccessToken);
    items.set(key(device, 'alice.idToken'), tokens.IdToken);
    if (tokens.RefreshToken) items.set(key(device, 'alice.refreshToken'), tokens.RefreshToken);
    items.set(key(device, 'LastAuthUser'), 'alice');
  };
}

/** Has the app of a device that is signed in have a managed login, with or without the mark that it was used. */
export async function configureManagedLogin(
  device: Device,
  {
    domain = 'login.example',
    redirectSignOut = ['https://app.example/bye'],
    marker = 'true,false' as string | null,
  } = {},
): Promise<void> {
  const { endpoint, userPoolId } = device.pool;
  const oauth = {
    domain,
    scopes: ['openid'],
    redirectSignIn: ['https://app.example/'],
    redirectSignOut,
    responseType: 'code' as const,
  };
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId: device.clientId,
        userPoolEndpoint: endpoint,
        loginWith: { oauth },
      },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(device);
  await defaultStorage.clear();
  if (marker) await defaultStorage.setItem(key(device, 'oauthSignIn'), marker);
}

/** Lets timers run twenty times as fast, and returns what they were set to. */
export function hurry(): number[] {
  const waits: number[] = [];
  const slow = globalThis.setTimeout;
  const quick = (call: () => void, ms = 0, ...rest: []) => {
    waits.push(ms);
    return slow(call, ms / 20, ...rest);
  };
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(quick as typeof setTimeout);
  return waits;
}

/** What Amplify says on its channel, here or as it passes on from another tab. */
export function hubSays(event: string, isOtherTab = false): void {
  const dispatch = Hub.dispatch as (...told: unknown[]) => void;
  dispatch.call(Hub, 'auth', { event }, 'Auth', AMPLIFY_SYMBOL, isOtherTab);
}

/** Another page, or the next one, knows nothing of what this one has told or left. */
export function onAnotherPage() {
  const page = registry();
  delete page.latest;
  page.marks.clear();
}

/** A page that holds alice's and bob's sessions, and nobody's name. */
export async function twoLost(stage: Stage) {
  const clientId = await stage.pool.createClient();
  const page = new PageStorage();
  for (const { username, password } of [alice, bob]) {
    const device = await new Device(stage.pool, clientId).signIn(username, password);
    for (const [name, value] of device.items) if (/Token$/.test(name)) page[name] = value;
  }
  Object.assign(defaultStorage, { storage: page });
  vi.stubGlobal('window', Object.assign(new EventTarget(), { localStorage: page }));
  cognitoUserPoolsTokenProvider.setKeyValueStorage(defaultStorage);
  registry().lastUsernames.clear();
  stage.pool.clearRequests();
  stage.hubEvents.length = 0;
  return { tokens: () => Object.keys(page).filter((name) => /Token$/.test(name)), page };
}
