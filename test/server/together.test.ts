import { expect, test, vi } from 'vitest';
import { alice, bob, createRouteStage } from './setUp';

const stage = createRouteStage();

test('people who sign out at the same moment each get their own, refreshes crossing', async () => {
  const clientId = await stage.createClient({ rotation: true });
  const route = stage.route({ config: stage.configOf(clientId) });
  const people = [alice, bob, alice, bob];
  const scopes = ['global', 'local', 'local', 'global'];
  for (let round = 0; round < 5; round++) {
    const browsers = [];
    for (const user of people) browsers.push(await stage.signIn({ user, clientId, isAged: true }));
    stage.pool.fault('GetTokensFromRefreshToken', { delayMs: 40 });
    const names = await Promise.all(browsers.map((browser) => browser.get(route)));
    expect(names.map(({ user }) => user.username)).toEqual(people.map((it) => it.username));
    const answers = await Promise.all(
      browsers.map((browser, index) => browser.post(route, { scope: scopes[index] })),
    );
    stage.pool.clearFaults();
    for (const [index, { outcome }] of answers.entries()) {
      expect(outcome).toMatchObject({ status: 'complete', scope: scopes[index], server: 'ended' });
      expect(browsers[index]?.cookies).toEqual([]);
    }
    expect(stage.pool.liveSessions()).toEqual([]);
  }
});

test('one person’s silence holds nobody else up', async () => {
  const slow = await stage.signIn();
  const quick = await stage.signIn({ user: bob });
  const route = stage.route({ attemptTimeoutMs: 400, deadlineMs: 1200 });
  stage.pool.fault('RevokeToken', { silent: true }, { times: 1 });
  const waiting = slow.post(route, { scope: 'local' });
  await vi.waitFor(() => expect(stage.operations()).toHaveLength(1));
  const since = performance.now();
  const { outcome } = await quick.post(route, { scope: 'local' });
  expect(outcome.status).toBe('complete');
  expect(performance.now() - since).toBeLessThan(300);
  expect((await waiting).outcome).toMatchObject({ server: 'ended' });
});

test('a sign-out keeps nothing for its retry', async () => {
  const browser = await stage.signIn();
  stage.pool.fault('GlobalSignOut', { status: 429, errorName: 'TooManyRequestsException' });
  const waits: number[] = [];
  const { setTimeout: set } = globalThis;
  vi.spyOn(globalThis, 'setTimeout').mockImplementation(((...all: Parameters<typeof set>) => {
    waits.push(Number(all[1]));
    return set(...all);
  }) as typeof set);
  const { retry } = await browser.post(stage.route(), { scope: 'global' });
  expect(retry).toEqual(expect.any(String));
  // The longest is the sign-out's own deadline: none waits for the retry.
  expect(Math.max(...waits)).toBeGreaterThan(9000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(10_000);
});
