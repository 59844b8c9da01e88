import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { CookieStorage, defaultStorage } from 'aws-amplify/utils';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { describeOutcome } from '../../src/components/words/describeOutcome';
import { createSignOutFlow } from '../../src/flow/createSignOutFlow';
import { en } from '../../src/locales/en';
import { PageStorage } from '../storages/PageStorage';
import { Device } from './Device';
import { alice, bob, createStage, hurry } from './setUp';

const stage = createStage();

const signOut = (scope: 'local' | 'global') => createAmplifyAdapter().signOut({ scope });

const key = (clientId: string, name: string) =>
  `CognitoIdentityServiceProvider.${clientId}.${name}`;

const isLive = (username: string) => stage.pool.sessions(username).at(-1)?.live;

let page: PageStorage;

/** A page whose localStorage is what Amplify's default storage keeps. */
beforeEach(() => {
  page = new PageStorage();
  Object.assign(defaultStorage, { storage: page });
  const localStorage = page;
  vi.stubGlobal(
    'window',
    Object.assign(new EventTarget(), { localStorage, sessionStorage: new PageStorage() }),
  );
  vi.stubGlobal('localStorage', localStorage);
});

const tokensLeft = () => Object.keys(page).filter((name) => /Token$/.test(name));

/** Has the page hold what is left of the sessions, with nobody's name. */
async function forgotten(users: { username: string; password: string }[], left = /Token$/) {
  const clientId = await stage.pool.createClient();
  const found: Record<string, string> = {};
  for (const { username, password } of users) {
    const device = await new Device(stage.pool, clientId).signIn(username, password);
    for (const [name, value] of device.items) if (left.test(name)) found[name] = value;
  }
  stage.pool.clearRequests();
  stage.hubEvents.length = 0;
  Object.assign(page, found);
  cognitoUserPoolsTokenProvider.setKeyValueStorage(defaultStorage);
  return clientId;
}

describe('nobody is signed in only where every place was looked at', () => {
  test.each(['local', 'global'] as const)(
    'not where the name is that of someone without tokens: %s',
    async (scope) => {
      const clientId = await forgotten([alice]);
      page[key(clientId, 'LastAuthUser')] = 'bob';
      expect((await signOut(scope)).outcome).toMatchObject({
        status: 'complete',
        scope,
        server: 'ended',
      });
      expect(stage.operations()).toEqual([scope === 'local' ? 'RevokeToken' : 'GlobalSignOut']);
      expect(tokensLeft()).toEqual([]);
      expect(isLive('alice')).toBe(false);
    },
  );

  test('not where only the access token is left of all', async () => {
    await forgotten([alice], /accessToken$/);
    expect((await signOut('global')).outcome).toMatchObject({
      status: 'complete',
      scope: 'global',
    });
    expect(stage.operations()).toEqual(['GlobalSignOut']);
    expect(tokensLeft()).toEqual([]);
  });

  test.each(['accessToken', 'idToken'])('not where only the %s is left', async (name) => {
    await forgotten([alice], new RegExp(`${name}$`));
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'partial',
      failures: [{ step: 'revokeToken', reason: 'notAttempted' }],
    });
    expect(tokensLeft()).toEqual([]);
  });

  test('where the name and everything else is gone', async () => {
    await forgotten([alice], /nothing/);
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'complete',
      scope: 'local',
      server: 'unknown',
    });
    expect(stage.operations()).toEqual([]);
  });
});

describe('two sessions that are both forgotten', () => {
  test.each([
    ['local', 'RevokeToken'],
    ['global', 'GlobalSignOut'],
  ] as const)('are both ended by one click, and told once: %s', async (scope, operation) => {
    await forgotten([alice, bob]);
    const { outcome } = await signOut(scope);
    expect(outcome).toMatchObject({ status: 'complete', scope, server: 'ended' });
    expect(stage.operations()).toEqual([operation, operation]);
    expect(tokensLeft()).toEqual([]);
    expect([isLive('alice'), isLive('bob')]).toEqual([false, false]);
    expect(stage.hubEvents.filter((event) => event === 'signedOut')).toHaveLength(1);
  });

  test.each([
    ['first', 0],
    ['second', 1],
  ])('come to the worse of the two: the %s', async (_, before) => {
    await forgotten([alice, bob]);
    if (before) stage.pool.fault('RevokeToken', { delayMs: 1 }, { times: before });
    stage.pool.fault('RevokeToken', { status: 403 }, { times: 1 });
    expect((await signOut('local')).outcome).toMatchObject({
      status: 'partial',
      failures: [{ step: 'revokeToken', reason: 'forbidden' }],
    });
    expect(stage.operations()).toEqual(['RevokeToken', 'RevokeToken']);
    expect(tokensLeft()).toEqual([]);
    expect(stage.hubEvents.filter((event) => event === 'signedOut')).toHaveLength(1);
  });
});

test.each(['alice', 'alice@example.com'])('cookies are searched too: %s', async (username) => {
  const jar = new Map<string, string>();
  const cookies = {
    get cookie() {
      return [...jar].map((pair) => pair.join('=')).join('; ');
    },
    set cookie(text: string) {
      const [pair = '', ...attributes] = text.split(';');
      const [name = '', ...value] = pair.split('=');
      const expires = attributes.find((attribute) => /^\s*expires=/i.test(attribute));
      const isOver = expires && Date.parse(expires.replace(/^.*?=/, '')) <= Date.now();
      if (isOver) jar.delete(name);
      else jar.set(name, value.join('='));
    },
  };
  const person = { username, password: alice.password };
  if (username !== alice.username) await stage.pool.createUser(person);
  const client = {};
  const device = await stage.signedIn({ user: person, client });
  vi.stubGlobal('document', cookies);
  const storage = new CookieStorage();
  for (const [name, value] of device.items) {
    if (!name.endsWith('.LastAuthUser')) await storage.setItem(name, value);
  }
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
  expect((await signOut('local')).outcome).toMatchObject({ status: 'complete', server: 'ended' });
  expect(stage.operations()).toEqual(['RevokeToken']);
  expect([...jar.keys()].filter((name) => /Token$/.test(name))).toEqual([]);
  expect(isLive(username)).toBe(false);
});

describe('a refusal after a maybe is not nobody', () => {
  const fault = (first: 'after a 500' | 'without an answer') => {
    const lost =
      first === 'after a 500'
        ? { status: 500, after: true }
        : { reset: true as const, after: true };
    stage.pool.fault('RevokeToken', lost, { times: 1 });
    const errorName = 'UnsupportedOperationException';
    stage.pool.fault('RevokeToken', { status: 400, errorName, delayMs: 40 });
  };

  test.each(['after a 500', 'without an answer'] as const)('in words, %s', async (first) => {
    hurry();
    await stage.signedIn();
    fault(first);
    const { outcome } = await signOut('local');
    expect(stage.operations()).toHaveLength(2);
    expect(outcome.signedOutLocally).toBe(true);
    expect(describeOutcome(outcome, en, { canRetry: false }).title).not.toBe(en.completeNobody);
  });

  test.each(['after a 500', 'without an answer'] as const)(
    'to a global one that came too late, %s',
    async (first) => {
      hurry();
      await stage.signedIn();
      fault(first);
      const flow = createSignOutFlow(
        createAmplifyAdapter(),
        () => ({}),
        () => null,
      );
      const local = flow.signOut();
      await vi.waitFor(() => expect(stage.operations()).toHaveLength(2), { interval: 1 });
      const global = flow.signOut({ global: true });
      expect(await global).toMatchObject({
        status: 'partial',
        scope: 'global',
        failures: expect.arrayContaining([
          expect.objectContaining({ step: 'globalSignOut', reason: 'notAttempted' }),
        ]),
      });
      await local;
    },
  );
});
