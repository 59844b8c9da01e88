import pinned from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright';

/** The one whose letters and edges the pictures have; from npm, so that it is the same everywhere. */
const version = '147.0.7727.0';

/** So that the same page comes to the same bytes, whatever the processor is and however busy. */
const args = [
  '--disable-gpu',
  '--disable-lcd-text',
  '--disable-partial-raster', // what is painted again over itself has other edges
  '--disable-skia-runtime-opts', // what the processor can do changes what it rounds
  '--disable-threaded-animation',
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/** Starts the browser that takes the pictures. Rejects with what to do where it can't. */
export async function launchPinned(): Promise<Browser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser that takes the pictures runs only on Linux, x64.');
  }
  const executablePath = await pinned.executablePath();
  const browser = await chromium
    .launch({
      executablePath,
      args,
    })
    .catch((error: Error) => {
      throw new Error(
        `The browser that takes the pictures does not start. What it misses comes with 'npx playwright install-deps chromium'. ${error.message}`,
      );
    });
  if (browser.version() === version) return browser;
  await browser.close();
  throw new Error(
    `${executablePath} is Chromium ${browser.version()}, and the pictures are of ${version}. Delete it and run this again.`,
  );
}
