import { join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type LaunchOptions,
  type Page,
} from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { Device } from '../adapter/Device';
import type { ClientOptions } from '../pool/ClientOptions';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { type ServedPage, servePage } from '../servePage';
import { recordAnnouncements } from './recordAnnouncements';
import { recordViolations } from './recordViolations';
import { watchProblems } from './watchProblems';

export const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };
export const bob = { username: 'bob', password: 'Correct-horse-2', name: 'Bob Example' };

interface AppOptions {
  context?: BrowserContextOptions;
  /** How Chromium is started, besides. */
  launch?: () => LaunchOptions;
  /** What the server sends with the page, given the pool's origin. */
  headers?: (endpoint: string) => Record<string, string>;
}

/** Serves `app` to a browser for every test of a file; each test has a user pool of its own. */
export function serveApp({ context: contextOptions, launch, headers }: AppOptions = {}) {
  let pool: UserPool;
  let browser: Browser;
  let app: ServedPage;
  let pages: Page[] = [];
  let problems: string[] = [];

  beforeAll(async () => {
    app = await servePage(join(import.meta.dirname, 'app'), () => headers?.(pool.endpoint) ?? {});
    browser = await chromium.launch({ ...launchOptions(), ...launch?.() });
  });

  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  beforeEach(async () => {
    pool = await startUserPool({ users: [alice, bob] });
    problems = [];
  });

  afterEach(async () => {
    await Promise.all(pages.map((page) => page.context().close()));
    pages = [];
    await pool.stop();
    expect(problems).toEqual([]);
  });

  /** Opens the app in a browser context of its own. */
  async function open(
    query: Record<string, string> = {},
    storage: Record<string, string> = {},
  ): Promise<Page> {
    const origin = new URL(app.url).origin;
    const localStorage = Object.entries(storage).map(([name, value]) => ({ name, value }));
    const context = await browser.newContext({
      locale: 'en-US',
      storageState: { cookies: [], origins: [{ origin, localStorage }] },
      ...contextOptions,
    });
    const config = JSON.stringify(pool.amplifyConfig());
    return openPage(context, `${app.url}?${new URLSearchParams({ config, ...query })}`);
  }

  async function openPage(context: BrowserContext, url: string): Promise<Page> {
    const page = await context.newPage();
    pages.push(page);
    watchProblems(page, problems);
    await page.addInitScript(recordAnnouncements);
    await page.addInitScript(recordViolations);
    await page.goto(url);
    return page;
  }

  /** Opens the app again beside a page of it, in another tab of that browser. */
  const openTab = (page: Page) => openPage(page.context(), page.url());

  /** Opens the app and signs in. */
  async function signIn(query?: Record<string, string>): Promise<Page> {
    const page = await open(query);
    await signInOn(page);
    return page;
  }

  /** Opens the app where a session is there already. */
  async function openSignedIn(
    query: Record<string, string> = {},
    client: ClientOptions = {},
  ): Promise<Page> {
    const device = new Device(pool, await pool.createClient(client));
    await device.signIn(alice.username, alice.password);
    const config = JSON.stringify(pool.amplifyConfig(device.clientId));
    const page = await open({ config, ...query }, Object.fromEntries(device.items));
    await page.getByRole('heading', { name: 'Home' }).waitFor();
    return page;
  }

  return {
    open,
    openTab,
    openSignedIn,
    signIn,
    get pool() {
      return pool;
    },
    get problems() {
      return problems;
    },
  };
}

/** Signs in through the Authenticator, with SRP. */
export async function signInOn(page: Page, { username, password } = alice): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Home' }).waitFor();
}
