import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { en } from '../../src/locales';
import { type ManagedLogin, startManagedLogin } from '../pool/managedLogin/startManagedLogin';
import type { Fault } from '../pool/startUserPool';
import { freePort, serveNext } from './serveNext';
import { alice, startVisit, type Visit } from './startVisit';

export interface ManagedVisit {
  visit: Visit;
  login: ManagedLogin;
  /** Where the app is. */
  url: string;
  /** Begins anew, with nobody signed in anywhere: through Amplify's own route and the managed login's form, in a browser without cookies. */
  signIn(): Promise<void>;
}

/** A page beside a user pool with a managed login, and the app whose cookies Amplify's own routes set. */
export async function startManagedVisit(app: string, folder: string): Promise<ManagedVisit> {
  const visit = await startVisit();
  const { page, pool } = visit;
  const port = await freePort();
  const trusted = join(folder, `${port}.pem`);
  let login = {} as ManagedLogin;
  const url = await serveNext(app, async (origin) => {
    const client = {
      callbackUrls: [`${origin}/api/auth/sign-in-callback`],
      logoutUrls: [`${origin}/api/auth/sign-out-callback`],
    };
    // By its address: a name would have to be resolved by the browser and by the server.
    const domain = `127.0.0.1:${port}`;
    login = await startManagedLogin(pool, { clients: { [pool.clientId]: client }, domain, port });
    writeFileSync(trusted, login.certificate.cert);
    return {
      AMPLIFY_APP_ORIGIN: origin,
      AMPLIFY_CONFIG: JSON.stringify(login.amplifyConfig()),
      NODE_EXTRA_CA_CERTS: trusted,
      SIGN_OUT_SECRET: 'as random as a test can be, and long',
    };
  });
  onTestFinished(() => login.stop());
  return {
    visit,
    login,
    url,
    async signIn() {
      pool.clearFaults();
      login.clearFaults();
      for (const { originJti } of pool.liveSessions(alice.username)) pool.revokeSession(originJti);
      await page.context().clearCookies();
      await page.goto(`${url}/api/auth/sign-in`);
      await page.getByLabel('Username').fill(alice.username);
      await page.getByLabel('Password').fill(alice.password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Home' }).waitFor();
    },
  };
}

type Meddle = (managed: ManagedVisit) => unknown;

/** The same for what each of the two asks Cognito. */
const spoilt =
  (fault: Fault): Meddle =>
  ({ visit, login }) => {
    login.fault('POST /oauth2/revoke', fault);
    for (const operation of ['GlobalSignOut', 'RevokeToken']) visit.pool.fault(operation, fault);
  };

function answered(status: number, body = ''): Meddle {
  const length = body && { 'content-length': String(body.length) };
  return spoilt({ status, headers: { 'content-type': 'application/json', ...length }, body });
}

/** What is done to a sign-out, by its name in the guide. */
export const besideAmplify: readonly (readonly [string, Meddle])[] = [
  ['yes', () => {}],
  ['403', answered(403)],
  ['429', answered(429)],
  ['503', answered(503)],
  ['400, with a body', answered(400, '{"error":"invalid_request"}')],
  ['nothing', spoilt({ silent: true })],
  [
    'yes, without the refresh cookie',
    ({ visit }) => visit.page.context().clearCookies({ name: /refreshToken$/ }),
  ],
];

/** What a person sees and keeps after Amplify's own sign-out route; waited for twice as long as the kit takes at most. */
export async function amplifySays(managed: ManagedVisit): Promise<string> {
  const { page } = managed.visit;
  const timeout = 20_000;
  const seen = Promise.any([
    page
      .getByRole('heading', { name: 'Goodbye' })
      .waitFor({ timeout })
      .then(() => '“Goodbye”'),
    page
      .waitForResponse((response) => response.status() >= 400, { timeout })
      .then((response) => `a bare ${response.status()}`),
  ]);
  const going = page.goto(`${managed.url}/api/auth/sign-out`, { timeout }).catch(() => {});
  const says = await seen.catch(() => 'nothing, in 20 seconds');
  await going;
  return `${says}, ${await leftOf(managed)}`;
}

/** The same after a sign-out of all devices by the kit's route. */
export async function kitSays(managed: ManagedVisit): Promise<string> {
  const { page } = managed.visit;
  await page.getByRole('button', { name: en.signOutGlobally }).click();
  const partial = page.locator('[data-part="notice"][data-status="partial"]');
  const goodbye = page.getByRole('heading', { name: 'Goodbye' });
  await partial.or(goodbye).waitFor();
  if (await goodbye.isVisible()) return `“Goodbye”, ${await leftOf(managed)}`;
  const canRetry = await page.getByRole('button', { name: en.tryAgain }).isVisible();
  return `partial${canRetry ? ', “Try again”' : ''}, ${await leftOf(managed)}`;
}

async function leftOf({ visit }: ManagedVisit): Promise<string> {
  const cookies = await tokenCookies(visit.page);
  const session = visit.pool.liveSessions(alice.username).length > 0 ? 'alive' : 'ended';
  return `${cookies.length === 0 ? 'no cookie' : `${cookies.length} cookies`} left, session ${session}`;
}

/** The names of Amplify's cookies that hold a session. */
export async function tokenCookies(page: Visit['page']): Promise<string[]> {
  const cookies = await page.context().cookies();
  return cookies.map(({ name }) => name).filter((name) => name.startsWith('Cognito'));
}
