import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { type PreviewServer, preview } from 'vite';

const outDir = 'storybook-static';

export interface Entry {
  id: string;
  type: 'story' | 'docs';
  title: string;
  name: string;
}

/** What the static build lists. */
export function entries(): Entry[] {
  const index = readFileSync(join(outDir, 'index.json'), 'utf8');
  return Object.values((JSON.parse(index) as { entries: Record<string, Entry> }).entries);
}

export interface Book {
  url: string;
  close(): Promise<void>;
}

/** Serves the static build on a loopback port. */
export async function openBook(): Promise<Book> {
  const server: PreviewServer = await preview({
    configFile: false,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const url = server.resolvedUrls?.local[0];
  if (!url) throw new Error('The static build is not served.');
  return { url, close: () => server.close() };
}

export interface BookPage {
  page: Page;
  /** What went wrong since it was last asked: console errors, exceptions, requests to elsewhere. */
  problems(): string[];
  close(): Promise<void>;
}

/** A page that lets no request out of the book and remembers what went wrong. */
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
  await context.route(
    (address) => `${address.origin}/` !== url && !/^(data|blob):$/.test(address.protocol),
    (route) => {
      problems.push(`request to ${route.request().url()}`);
      return route.abort();
    },
  );
  const page = await context.newPage();
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
  entry: Entry,
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
  const phase = await page.waitForFunction(
    (type) => {
      const render = (window as unknown as PreviewWindow).__STORYBOOK_PREVIEW__?.currentRender;
      const docs = document.querySelector('#storybook-docs');
      if (document.body.classList.contains('sb-show-errordisplay')) return 'errored';
      if (type === 'docs') return docs?.querySelector('.sbdocs-content') ? 'finished' : null;
      return render?.phase === 'finished' || render?.phase === 'errored' ? render.phase : null;
    },
    entry.type,
    { timeout: 20_000 },
  );
  // A colour in transition is neither the old one nor the new one.
  await page.addStyleTag({ content: '* { transition: none !important }' });
  if ((await phase.jsonValue()) === 'errored') {
    throw new Error(
      await page.locator('#error-message, #error-stack').allInnerTexts().then(String),
    );
  }
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
