import type { Page } from 'playwright';
import { describe, expect, test } from 'vitest';
import { fillIn } from './fillIn';
import { alice } from './serveApp';
import { serveManagedLogin } from './serveManagedLogin';

const app = serveManagedLogin();

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const home = (page: Page) => page.getByRole('heading', { name: 'Home of' });
const form = (page: Page) => page.getByRole('heading', { name: 'Sign in to your account' });
const goToLogin = (page: Page) => button(page, 'Go to the managed login').click();

const visited = () => app.login.requests.map(({ operation }) => operation);
const asked = () => app.pool.requests.map(({ operation }) => operation);
const timesLoggedOut = () => visited().filter((operation) => operation === 'GET /logout').length;

const open = 'Someone may still get back in on this device without a password.';
const busy = { status: 400, errorName: 'TooManyRequestsException' };
const partial = (page: Page) => page.locator('[data-part="notice"][data-status="partial"]');

const cookieOf = async (page: Page) =>
  (await page.context().cookies(`https://${app.login.domain}`)).find(
    ({ name }) => name === 'cognito',
  );

/** Everything that Amplify keeps of this app client. */
const stored = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('Cognito')));

/** The page came back from /logout: nothing is left here or in the managed login's cookie. */
async function expectLoggedOut(page: Page, path = 'bye') {
  await page.waitForURL(`${app.url}${path}`);
  await button(page, 'Go to the managed login').waitFor();
  expect(timesLoggedOut()).toBe(1);
  expect(await cookieOf(page)).toBeUndefined();
  expect(app.login.liveSessions()).toEqual([]);
  expect(await stored(page)).toEqual([]);
}

/** Nor is anything at the pool. */
async function expectSignedOut(page: Page, path?: string) {
  await expectLoggedOut(page, path);
  expect(app.pool.liveSessions()).toEqual([]);
}

/** The notice is there to be read, and the managed login was left alone. */
async function expectStays(page: Page) {
  await partial(page).waitFor();
  await partial(page).getByText(open).waitFor();
  // Whoever else would leave the page has had the time.
  await page.waitForTimeout(500);
  expect(page.url()).toBe(app.url);
  expect(timesLoggedOut()).toBe(0);
  expect(app.login.liveSessions('alice')).toHaveLength(1);
  expect(await stored(page)).toEqual([]);
}

async function expectForm(page: Page) {
  app.login.clearRequests();
  await goToLogin(page);
  await form(page).waitFor();
  expect(visited()).toEqual(['GET /oauth2/authorize', 'GET /login']);
}

function forgetApp(page: Page) {
  return page.evaluate(() => localStorage.clear());
}

describe('signInWithRedirect', () => {
  test('leads through the form and back, to a session of the pool’s and a cookie for an hour', async () => {
    const page = await app.signIn();
    expect(page.url()).toBe(app.url);
    expect(visited()).toEqual([
      'GET /oauth2/authorize',
      'GET /login',
      'POST /login',
      'POST /oauth2/token',
    ]);
    expect(app.login.liveSessions('alice')).toHaveLength(1);
    expect(app.pool.liveSessions('alice')).toHaveLength(1);
    const cookie = await cookieOf(page);
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
    expect((cookie?.expires ?? 0) - Date.now() / 1000).toBeCloseTo(3600, -2);
    expect(await stored(page)).toContain(
      `CognitoIdentityServiceProvider.${app.pool.clientId}.oauthSignIn`,
    );
  });

  test('leads straight back while the cookie is there', async () => {
    const page = await app.signIn();
    await forgetApp(page);
    await page.reload();
    app.login.clearRequests();
    await goToLogin(page);
    await home(page).waitFor();
    expect(visited()).toEqual(['GET /oauth2/authorize', 'POST /oauth2/token']);
    expect(app.pool.liveSessions('alice')).toHaveLength(2);
  });

  test('says at the form that the password is wrong', async () => {
    const page = await app.open();
    await goToLogin(page);
    await fillIn(page, { ...alice, password: 'wrong' });
    await page.getByRole('alert').waitFor();
    expect(app.login.sessions()).toEqual([]);
  });
});

describe.each(['SignedIn', 'AuthenticatorShell'] as const)('in %s', (gate) => {
  test.each([
    ['the kit’s sign-out', 'Sign out', ['RevokeToken']],
    ['the kit’s global one', 'Sign out of all devices', ['GlobalSignOut']],
    ['Amplify’s own', 'Leave with Amplify', ['RevokeToken']],
  ])(
    '%s goes through /logout once, and the next sign-in meets the form',
    async (_, name, calls) => {
      const page = await app.signIn({ gate });
      app.pool.clearRequests();
      await button(page, name).click();
      await expectSignedOut(page);
      expect(asked()).toEqual(calls);
      await expectForm(page);
    },
  );
});

test('the other tab is signed out where it is', async () => {
  const page = await app.signIn();
  const other = await page.context().newPage();
  await other.goto(app.url);
  await home(other).waitFor();
  await button(page, 'Sign out').click();
  await button(other, 'Go to the managed login').waitFor();
  await expectSignedOut(page);
  expect(other.url()).toBe(app.url);
});

test('a session without openid, and so without an ID token, goes the same way', async () => {
  const scopes = ['email', 'aws.cognito.signin.user.admin'];
  const config = app.login.amplifyConfig(app.pool.clientId, { scopes });
  const page = await app.open({ config });
  await goToLogin(page);
  await fillIn(page, alice);
  await page.getByRole('heading', { name: 'Home of alice' }).waitFor();
  expect((await stored(page)).filter((key) => key.endsWith('idToken'))).toEqual([]);
  await button(page, 'Sign out of all devices').click();
  await expectSignedOut(page);
});

test('an address that Cognito does not know ends on its error page, signed out', async () => {
  const redirectSignOut = [`${app.url}elsewhere`];
  const config = app.login.amplifyConfig(app.pool.clientId, { redirectSignOut });
  const page = await app.signIn({ config });
  await button(page, 'Sign out').click();
  await page.getByRole('heading', { name: 'An error was encountered' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/logout');
  expect(app.login.requests.at(-1)).toMatchObject({ operation: 'GET /logout', status: 400 });
  expect(await cookieOf(page)).toBeUndefined();
  expect(app.pool.liveSessions()).toEqual([]);
});

test('a sign-out that Cognito did not confirm leaves the page and the managed login alone', async () => {
  const page = await app.signIn();
  app.pool.fault('RevokeToken', { status: 403, errorName: 'ForbiddenException' });
  await button(page, 'Sign out').click();
  await partial(page).waitFor();
  expect(page.url()).toBe(app.url);
  expect(timesLoggedOut()).toBe(0);
  expect(app.login.liveSessions('alice')).toHaveLength(1);
  expect(await stored(page)).toEqual([]);
  app.login.clearRequests();
  await goToLogin(page);
  await home(page).waitFor();
  expect(visited()).toEqual(['GET /oauth2/authorize', 'POST /oauth2/token']);
});

describe.each(['SignedIn', 'AuthenticatorShell'] as const)(
  'a sign-out that Cognito did not confirm, in %s,',
  (gate) => {
    test('stays, and goes through /logout with the retry that comes good', async () => {
      const page = await app.signIn({ gate });
      app.pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
      await button(page, 'Sign out of all devices').click();
      await expectStays(page);
      app.pool.clearFaults();
      await button(page, 'Try again').click();
      await expectSignedOut(page);
    });

    test('stays, and goes through /logout without the retry', async () => {
      const page = await app.signIn({ gate });
      app.pool.fault('RevokeToken', busy);
      await button(page, 'Sign out').click();
      await expectStays(page);
      await button(page, 'Finish signing out here').dblclick();
      await expectLoggedOut(page);
      await expectForm(page);
      expect(app.pool.liveSessions('alice')).toHaveLength(1);
    });

    test('stays where a retry by itself comes good, and goes through /logout with a click', async () => {
      const page = await app.signIn({ gate });
      await page.context().setOffline(true);
      await button(page, 'Sign out').click();
      await expectStays(page);
      await page.context().setOffline(false);
      await partial(page).getByText('the page where you sign in may still remember you').waitFor();
      await expectStays(page);
      expect(app.pool.liveSessions()).toEqual([]);
      expect(await button(page, 'Try again').count()).toBe(0);
      await button(page, 'Finish signing out here').click();
      await expectSignedOut(page);
    });
  },
);

test('a global one that is finished without its retry ends this session as the page leaves', async () => {
  const page = await app.signIn();
  app.pool.fault('GlobalSignOut', busy);
  await button(page, 'Sign out of all devices').click();
  await expectStays(page);
  expect(app.pool.liveSessions('alice')).toHaveLength(1);
  await button(page, 'Finish signing out here').click();
  await expectSignedOut(page);
  expect(asked().at(-1)).toBe('RevokeToken');
});

test.each(['Try again', 'Finish signing out here'])(
  '%s leads where the click did',
  async (name) => {
    const page = await app.signIn({ redirectUrl: `${app.url}later` });
    app.pool.fault('RevokeToken', busy);
    await button(page, 'Sign out').click();
    await expectStays(page);
    app.pool.clearFaults();
    await button(page, name).click();
    await expectLoggedOut(page, 'later');
  },
);

test('someone who has signed in meanwhile, in another tab, keeps this page', async () => {
  const page = await app.signIn();
  app.pool.fault('RevokeToken', busy);
  await button(page, 'Sign out').click();
  await expectStays(page);
  const other = await page.context().newPage();
  await other.goto(app.url);
  await goToLogin(other);
  await home(other).waitFor();
  await home(page).waitFor();
  expect(await partial(page).count()).toBe(0);
  expect(timesLoggedOut()).toBe(0);
});

test('Amplify’s own leaves the page although Cognito did not confirm', async () => {
  const page = await app.signIn();
  app.pool.fault('RevokeToken', { status: 403, errorName: 'ForbiddenException' });
  await button(page, 'Leave with Amplify').click();
  await page.waitForURL(`${app.url}bye`);
  expect(timesLoggedOut()).toBe(1);
  expect(app.pool.liveSessions('alice')).toHaveLength(1);
});
