import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { build, type Plugin, type PreviewServer, preview } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { Device } from '../adapter/Device';
import type { ClientOptions } from '../pool/ClientOptions';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import { recordAnnouncements } from './recordAnnouncements';
import { recordViolations } from './recordViolations';

export const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };

interface AppOptions {
  context?: BrowserContextOptions;
  /** What the server sends with the page, given the pool's origin. */
  headers?: (endpoint: string) => Record<string, string>;
}

/** Serves `app` to a browser for every test of a file; each test has a user pool of its own. */
export function serveApp({ context: contextOptions, headers }: AppOptions = {}) {
  let pool: UserPool;
  let browser: Browser;
  let server: PreviewServer;
  let outDir: string;
  let pages: Page[] = [];
  let problems: string[] = [];

  beforeAll(async () => {
    outDir = await mkdtemp(join(tmpdir(), 'signoff-e2e-'));
    const shared = {
      root: join(import.meta.dirname, 'app'),
      configFile: false,
      logLevel: 'error',
    } as const;
    await build({ ...shared, build: { outDir, emptyOutDir: true, minify: false } });
    const host = '127.0.0.1';
    const withHeaders: Plugin = {
      name: 'headers',
      configurePreviewServer({ middlewares }) {
        middlewares.use((_request, response, next) => {
          const all = Object.entries(headers?.(pool.endpoint) ?? {});
          for (const [name, value] of all) response.setHeader(name, value);
          next();
        });
      },
    };
    const plugins = [withHeaders];
    server = await preview({ ...shared, plugins, build: { outDir }, preview: { host, port: 0 } });
    browser = await chromium.launch(launchOptions());
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    if (outDir) await rm(outDir, { recursive: true });
  });

  beforeEach(async () => {
    pool = await startUserPool({ users: [alice] });
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
    const origin = new URL(server.resolvedUrls?.local[0] ?? '').origin;
    const localStorage = Object.entries(storage).map(([name, value]) => ({ name, value }));
    const context = await browser.newContext({
      locale: 'en-US',
      storageState: { cookies: [], origins: [{ origin, localStorage }] },
      ...contextOptions,
    });
    const page = await context.newPage();
    pages.push(page);
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      // Chromium itself logs each answer that is no success.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
        problems.push(message.text());
      }
    });
    await page.addInitScript(recordAnnouncements);
    await page.addInitScript(recordViolations);
    const config = JSON.stringify(pool.amplifyConfig());
    await page.goto(
      `${server.resolvedUrls?.local[0]}?${new URLSearchParams({ config, ...query })}`,
    );
    return page;
  }

  /** Opens the app and signs in through the Authenticator, with SRP. */
  async function signIn(query?: Record<string, string>): Promise<Page> {
    const page = await open(query);
    await page.getByLabel('Username').fill(alice.username);
    await page.getByLabel('Password', { exact: true }).fill(alice.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
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
