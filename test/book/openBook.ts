import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright';
import { launchOptions } from '../../scripts/chromium.mjs';
import { listenOnLoopback } from '../pool/listenOnLoopback';

const outDir = 'storybook-static';

export interface Entry {
  id: string;
  type: 'story' | 'docs';
  title: string;
  name: string;
}

/** What the static build lists. */
export function entries(): Entry[] {
  if (!existsSync(outDir)) throw new Error(`There is no ${outDir}. Run npm run build-storybook.`);
  const index = readFileSync(join(outDir, 'index.json'), 'utf8');
  return Object.values((JSON.parse(index) as { entries: Record<string, Entry> }).entries);
}

export interface Book {
  url: string;
  close(): Promise<void>;
}

const typeOf: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Serves the static build on a loopback port, to be cached: the same scripts belong to every story. */
export async function openBook(): Promise<Book> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const path = join(outDir, pathname === '/' ? 'index.html' : decodeURI(pathname));
    try {
      const body = await readFile(path);
      response.setHeader('content-type', typeOf[extname(path)] ?? 'application/octet-stream');
      response.setHeader('cache-control', 'max-age=3600').end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  return {
    url: `${await listenOnLoopback(server)}/`,
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Starts a browser that reaches nothing but this machine. */
export function launchBrowser(): Promise<Browser> {
  const { args, ...options } = launchOptions();
  return chromium.launch({
    ...options,
    args: [...args, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'],
  });
}

export interface BookPage {
  page: Page;
  /** What went wrong since it was last asked: console errors, exceptions, requests to elsewhere. */
  problems(): string[];
  close(): Promise<void>;
}

/** A page that remembers what went wrong. */
export async function openPage(
  browser: Browser,
  { url }: Book,
  options: BrowserContextOptions = {},
): Promise<BookPage> {
  const context = await browser.newContext({
    locale: 'en-US',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
    ...options,
  });
  let problems: string[] = [];
  const page = await context.newPage();
  // No context.route() here: it would switch the cache off.
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && `${origin}/` !== url) {
      problems.push(`request to ${request.url()}`);
    }
  });
  page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  return {
    page,
    problems() {
      const found = problems;
      problems = [];
      return found;
    },
    close: () => context.close(),
  };
}

export interface Look {
  theme: string;
  colorMode: string;
  direction: string;
}

/** Opens one entry and waits until it has rendered and its play function is over; rejects where that failed. */
export async function openEntry(
  page: Page,
  { url }: Book,
  entry: Pick<Entry, 'id' | 'type'>,
  globals: Record<string, string> = {},
) {
  const query = new URLSearchParams({
    id: entry.id,
    viewMode: entry.type,
    globals: ['a11y.manual:!true', ...Object.entries(globals).map((pair) => pair.join(':'))].join(
      ';',
    ),
  });
  await page.goto(`${url}iframe.html?${query}`, { waitUntil: 'domcontentloaded' });
  // What a docs page shows in windows of their own loads when it comes into view, and is opened as a story besides.
  await (entry.type === 'story' ? settled(page) : page.locator('.sbdocs-content').waitFor());
}

/** Waits until the story is finished; rejects where it failed. */
async function settled(page: Page) {
  const isFine = await page.waitForFunction(
    () => {
      if (document.body.classList.contains('sb-show-errordisplay')) return 'no';
      const render = (window as unknown as PreviewWindow).__STORYBOOK_PREVIEW__?.currentRender;
      if (render?.phase === 'errored') return 'no';
      return render?.phase === 'finished' && 'yes';
    },
    undefined,
    { timeout: 20_000 },
  );
  if ((await isFine.jsonValue()) === 'no') {
    throw new Error(String(await page.locator('#error-message, #error-stack').allInnerTexts()));
  }
  // A colour in transition is neither the old one nor the new one.
  await page.addStyleTag({ content: '* { transition: none !important }' });
}

interface PreviewWindow {
  __STORYBOOK_PREVIEW__?: {
    currentRender?: { phase?: string };
    onUpdateGlobals(update: { globals: Look }): void;
  };
}

/** Changes the look of the story that is open, which renders again without being mounted anew. */
export async function switchLook(page: Page, look: Look) {
  await page.evaluate((globals) => {
    (window as unknown as Required<PreviewWindow>).__STORYBOOK_PREVIEW__.onUpdateGlobals({
      globals,
    });
  }, look);
  await page
    .locator(`[data-look="${look.theme} ${look.colorMode} ${look.direction}"]`)
    .waitFor({ state: 'attached' });
}
