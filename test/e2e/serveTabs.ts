import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { type ServedPage, servePage } from '../servePage';
import { alice } from './serveApp';
import { watchProblems } from './watchProblems';

export const bob = { username: 'bob', password: 'Correct-horse-2', name: 'Bob Example' };

interface TabsWindow {
  signIn(username: string, password: string): Promise<boolean>;
  amplifySignOut(): Promise<boolean>;
  refresh(): Promise<boolean>;
  nextScreen(): Promise<void>;
}

interface TabSettings {
  storage?: 'cookies';
  providers?: number;
  endpoint?: string;
}

/** Calls what the page offers a test. */
export const call = (page: Page, name: keyof TabsWindow, ...args: string[]) =>
  page.evaluate(
    ([method, given]) =>
      (window as unknown as Record<string, (...all: string[]) => Promise<boolean>>)[method]?.(
        ...given,
      ),
    [name, args] as const,
  );

/** Serves a small app to the tabs of one browser; each test has a pool and a browser context of its own. */
export function serveTabs() {
  let app: ServedPage;
  let browser: Browser;
  let pool: UserPool;
  let context: BrowserContext;
  let problems: string[] = [];

  beforeAll(async () => {
    app = await servePage(join(import.meta.dirname, 'app', 'tabs'));
    browser = await chromium.launch(launchOptions());
  });
  afterAll(async () => {
    await browser?.close();
    await app?.close();
  });

  beforeEach(() => begin());
  afterEach(() => end());

  async function begin() {
    problems = [];
    pool = await startUserPool({ users: [alice, bob] });
    context = await browser.newContext({ locale: 'en-US' });
  }

  function configOf(userPoolEndpoint = pool.endpoint) {
    const { userPoolId, clientId: userPoolClientId } = pool;
    return { Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } } };
  }

  async function end() {
    await context.close();
    await pool.stop();
    expect(problems).toEqual([]);
  }

  return {
    /** Opens the app in another tab; `endpoint` is another way to the pool, `record` runs in the page before all else. */
    async open(
      { endpoint, ...settings }: TabSettings = {},
      record: () => void = () => {},
    ): Promise<Page> {
      const page = await context.newPage();
      watchProblems(page, problems);
      await page.addInitScript((given) => Object.assign(window, { settings: given }), {
        config: configOf(endpoint),
        ...settings,
      });
      await page.addInitScript(record);
      await page.goto(app.url);
      return page;
    },
    /** A new pool and a new context, in the middle of a test. */
    async anew() {
      await end();
      await begin();
    },
    get pool() {
      return pool;
    },
  };
}
