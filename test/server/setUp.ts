import { createHash } from 'node:crypto';
import type { ResourcesConfig } from 'aws-amplify';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { createSignOutRoute, type SignOutRouteOptions } from '../../src/server';
import type { ClientOptions } from '../pool/ClientOptions';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { Browser } from './Browser';

export const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };
export const bob = { username: 'bob@example.org', password: 'Correct-horse-2' };
export const throttled = { status: 429, errorName: 'TooManyRequestsException' };
/** Random in an app, and the same in each run here. */
export const secret = createHash('sha256').update('a test').digest('base64');

interface SignedIn {
  user?: { username: string; password: string };
  clientId?: string;
  /** What the managed login granted; absent for a password. */
  scope?: string;
  isAged?: boolean;
  domain?: string;
}

const twoHours = 7_200_000;

/** A user pool for the tests of a file. */
export function createRouteStage() {
  let pool: UserPool;
  beforeAll(async () => {
    pool = await startUserPool({ users: [alice, bob] });
  });
  afterAll(() => pool.stop());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllEnvs();
    pool.clearFaults();
  });

  const configOf = (clientId = pool.clientId, oauth?: object): ResourcesConfig => {
    const { endpoint, userPoolId } = pool;
    const cognito = { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint };
    const loginWith = oauth && { oauth };
    return {
      Auth: { Cognito: { ...cognito, ...(loginWith && { loginWith }) } },
    } as ResourcesConfig;
  };

  return {
    get pool() {
      return pool;
    },
    operations: () => pool.requests.map(({ operation }) => operation),
    createClient: (options: ClientOptions) => pool.createClient(options),
    configOf,
    route: (options: Partial<SignOutRouteOptions> = {}) =>
      createSignOutRoute({
        config: configOf() as SignOutRouteOptions['config'],
        secret,
        ...options,
      }),
    /** Signs someone in where they are signed in already, or in a browser of their own. */
    async signIn(given: SignedIn = {}, browser = new Browser()): Promise<Browser> {
      const { user = alice, clientId = pool.clientId, scope, isAged, domain } = given;
      if (isAged) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - twoHours });
      const tokens = await (scope
        ? pool.issueTokens(user.username, clientId, scope)
        : withPassword(pool, clientId, user)
      ).finally(() => vi.useRealTimers());
      if (!tokens) throw new Error(`${user.username} may not sign in.`);
      const key = (name: string) => `CognitoIdentityServiceProvider.${clientId}.${name}`;
      const items = new Map([
        [key(`${user.username}.accessToken`), tokens.AccessToken],
        [key(`${user.username}.idToken`), tokens.IdToken],
        [key(`${user.username}.refreshToken`), tokens.RefreshToken ?? ''],
        [key('LastAuthUser'), user.username],
      ]);
      pool.clearRequests();
      return browser.store(items, domain);
    },
  };
}

async function withPassword(
  { endpoint }: UserPool,
  ClientId: string,
  { username: USERNAME, password: PASSWORD }: { username: string; password: string },
) {
  const AuthFlow = 'USER_PASSWORD_AUTH';
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
    body: JSON.stringify({ AuthFlow, ClientId, AuthParameters: { USERNAME, PASSWORD } }),
  });
  const { AuthenticationResult } = (await response.json()) as {
    AuthenticationResult: { AccessToken: string; IdToken: string; RefreshToken: string };
  };
  return AuthenticationResult;
}
