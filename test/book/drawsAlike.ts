import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser } from 'playwright';

const reference = join(import.meta.dirname, 'probe.png');
const fontFile = createRequire(import.meta.url).resolve(
  '@fontsource/inter/files/inter-latin-400-normal.woff2',
);

/** What the pictures are made of, with nothing of the kit in it. */
const probe = `
  <style>
    @font-face {
      font-family: Probe;
      src: url(data:font/woff2;base64,${readFileSync(fontFile, 'base64')});
    }
    div { background: #fdf1e8; border: 1px solid #603000; border-radius: 7px; box-shadow: 0 4px 12px rgb(0 0 0 / 30%);
      color: #603000; font: 16px/1.5 Probe; inline-size: 200px; margin: 20px; opacity: 0.97; padding: 9px; }
  </style>
  <div>Sphinx of black quartz, <b>judge my vow</b> <i>0123456789</i>
    <svg width="24" height="24"><path d="M1 21h22L12 2 1 21z" fill="currentColor" /></svg></div>`;

/** Whether this machine draws to the bit as the one that the pictures are of; writes its own drawing where told to. */
export async function drawsAlike(browser: Browser, isUpdate: boolean): Promise<boolean> {
  const page = await browser.newPage({ viewport: { width: 300, height: 200 } });
  await page.setContent(probe);
  await page.evaluate(() => document.fonts.load('16px Probe'));
  const drawn = await page.screenshot();
  await page.close();
  if (isUpdate) writeFileSync(reference, drawn);
  return existsSync(reference) && readFileSync(reference).equals(drawn);
}
