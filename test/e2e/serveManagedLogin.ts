import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { type ManagedLogin, startManagedLogin } from '../pool/managedLogin/startManagedLogin';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { type ServedPage, servePage } from '../servePage';
import type { PageSettings } from './app/managedLogin/PageSettings';
import { fillIn } from './fillIn';
import { alice } from './serveApp';
import { watchProblems } from './watchProblems';

/** Serves an app that signs in at a managed login; each test has a pool, a managed login and a browser of its own. */
export function serveManagedLogin() {
  let app: ServedPage;
  let pool: UserPool;
  let login: ManagedLogin;
  let browser: Browser;
  let problems: string[] = [];

  beforeAll(async () => {
    app = await servePage(join(import.meta.dirname, 'app', 'managedLogin'));
  });
  afterAll(() => app?.close());

  beforeEach(async () => {
    problems = [];
    pool = await startUserPool({ users: [alice] });
    const client = { callbackUrls: [app.url], logoutUrls: [`${app.url}bye`, `${app.url}later`] };
    login = await startManagedLogin(pool, { clients: { [pool.clientId]: client } });
    const { args, ...options } = launchOptions();
    browser = await chromium.launch({ ...options, args: [...args, ...login.chromiumArgs] });
  });
  afterEach(async () => {
    await browser.close();
    await login.stop();
    await pool.stop();
    expect(problems).toEqual([]);
  });

  /** Opens the app in a browser context of its own. */
  async function open(changes: Partial<PageSettings> = {}): Promise<Page> {
    const settings: PageSettings = { config: login.amplifyConfig(), gate: 'SignedIn', ...changes };
    const context = await browser.newContext({ locale: 'en-US' });
    await context.addInitScript((given) => Object.assign(window, { settings: given }), settings);
    const page = await context.newPage();
    watchProblems(page, problems);
    await page.goto(app.url);
    return page;
  }

  /** Opens the app and signs in through the managed login's form. */
  async function signIn(changes?: Partial<PageSettings>): Promise<Page> {
    const page = await open(changes);
    await page.getByRole('button', { name: 'Go to the managed login' }).click();
    await fillIn(page, alice);
    await page.getByRole('heading', { name: `Home of ${alice.name}` }).waitFor();
    return page;
  }

  return {
    open,
    signIn,
    get url() {
      return app.url;
    },
    get pool() {
      return pool;
    },
    get login() {
      return login;
    },
  };
}
