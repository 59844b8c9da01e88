import { fetchAuthSession } from 'aws-amplify/auth';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAmplifyAdapter } from '../../src/adapter/amplify/createAmplifyAdapter';
import { en } from '../../src/locales/en';
import { PageStorage } from '../storages/PageStorage';
import { connected, disconnectAll, says, together } from './connected';
import { Device } from './Device';
import { createStage, hubSays, onAnotherPage, pause, throttled } from './setUp';

const stage = createStage();
beforeEach(() => void vi.stubGlobal('window', new EventTarget()));
afterEach(disconnectAll);

type Connected = ReturnType<typeof connected>;

/** Two providers with a notice each, of one copy of the package or of two. */
async function twoNotices(other = connected): Promise<[Connected, Connected]> {
  const both = await together(connected(), other());
  for (const { auth } of both) auth.ending.mayShow(true);
  return both;
}

const shown = (all: Connected[]) => all.map(({ auth }) => auth.ending.get()?.by ?? null);

async function endElsewhere() {
  const device = await stage.signedIn();
  return () => {
    device.items.clear();
    hubSays('signedOut', true);
  };
}

async function refuseRefresh(message: string) {
  await stage.signedIn();
  return async () => {
    const refused = { status: 400, errorName: 'NotAuthorizedException', message };
    stage.pool.fault('GetTokensFromRefreshToken', refused);
    await fetchAuthSession({ forceRefresh: true }).catch(() => {});
  };
}

// Each provider showed and spoke it.
test.each([
  ['otherTab', endElsewhere],
  ['expired', () => refuseRefresh('Refresh Token has expired')],
  ['revoked', () => refuseRefresh('Refresh Token has been revoked')],
])('a session has ended, %s: one provider of two says so', async (by, prepare) => {
  const end = await prepare();
  const both = await twoNotices();
  await end();
  for (const { auth } of both)
    await vi.waitFor(() => expect(auth.get().signedOutBy).toBe(by), 4000);
  expect(shown(both).filter(Boolean)).toEqual([by]);
  expect(shown(both)[0]).toBe(by);
  both[1].auth.putEndingAway();
  expect(shown(both)).toEqual([null, null]);
});

test('nor do the providers of two copies of the package say it twice', async () => {
  const end = await endElsewhere();
  vi.resetModules();
  const copy = await import('./connected');
  const both = await twoNotices(copy.connected);
  end();
  await pause(300);
  expect(shown(both).filter(Boolean)).toEqual(['otherTab']);
  copy.disconnectAll();
});

test('the provider that says it is gone: the other one does, and it alone once that is back', async () => {
  const end = await endElsewhere();
  const [one, other] = await twoNotices();
  end();
  await pause(300);
  one.disconnect();
  expect(shown([one, other])).toEqual([null, 'otherTab']);
  const stop = one.auth.connect();
  await pause(20);
  expect(shown([one, other])).toEqual([null, 'otherTab']);
  stop();
});

test('alone, and hidden for a while, it still says it', async () => {
  const end = await endElsewhere();
  const [one] = await together(connected());
  one.auth.ending.mayShow(true);
  end();
  await pause(300);
  one.disconnect();
  const stop = one.auth.connect();
  await pause(20);
  expect(shown([one])).toEqual(['otherTab']);
  stop();
});

// It was kept as the other client's, whose next page load told it.
test.each([
  ['partial', (): void => stage.pool.fault('GlobalSignOut', throttled)],
  ['complete', () => {}],
])('what a sign-out of an app client came to, %s, is told to no other one', async (status, set) => {
  const page = Object.assign(new EventTarget(), { sessionStorage: new PageStorage() });
  vi.stubGlobal('window', page);
  const device = await stage.signedIn();
  set();
  const both = await together(connected(), connected());
  await both[0].flow.signOut({ global: true });
  await pause(20);
  new Device(stage.pool, await stage.pool.createClient()).use();
  page.dispatchEvent(new Event('pagehide'));
  expect(await createAmplifyAdapter().restore?.()).toBeNull();
  device.use();
  expect((await createAmplifyAdapter().restore?.())?.outcome).toMatchObject({ status });
});

test('what is kept for an app client is dropped for it where the page is come back to', async () => {
  const page = Object.assign(new EventTarget(), { sessionStorage: new PageStorage() });
  vi.stubGlobal('window', page);
  const device = await stage.signedIn();
  const [one] = await together(connected());
  await one.flow.signOut();
  new Device(stage.pool, await stage.pool.createClient()).use();
  page.dispatchEvent(new Event('pagehide'));
  page.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  device.use();
  expect(await createAmplifyAdapter().restore?.()).toBeNull();
});

// Only one of them learnt it, and once that one was gone nobody showed it.
test('what the page load before has left is told by each provider, and shown by one of those that are there', async () => {
  const page = Object.assign(new EventTarget(), { sessionStorage: new PageStorage() });
  vi.stubGlobal('window', page);
  await stage.signedIn();
  stage.pool.fault('GlobalSignOut', throttled);
  const [before] = await together(connected());
  await before.flow.signOut({ global: true });
  page.dispatchEvent(new Event('pagehide'));
  before.disconnect();
  onAnotherPage();
  const both: [Connected, Connected] = [connected(), connected()];
  await pause(300);
  expect(both.map(says)).toEqual([en.partialGlobal, null]);
  expect(both[1].flow.get()).toMatchObject({ status: 'partial', canRetry: false });
  both[0].disconnect();
  expect(both.map(says)).toEqual([null, en.partialGlobal]);
  expect(both.map(({ told }) => told)).toEqual([[], []]);
  page.dispatchEvent(new Event('pagehide'));
  expect(page.sessionStorage).toHaveLength(0);
});
