import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawsAlike } from './drawsAlike';
import { launchPinned } from './launchPinned';
import { type Book, type BookPage, openBook, openPage } from './openBook';
import { shots } from './shots';
import { takePicture } from './takePicture';

const references = join(import.meta.dirname, 'pictures');
const reports = 'reports/pictures';
const isUpdate = process.env.UPDATE_PICTURES !== undefined;

let browser: Browser;
let book: Book;
let opened: BookPage;
let impossible: Error | null = null;
let unlike: string | null = null;

beforeAll(async () => {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  if (isUpdate) {
    rmSync(references, { recursive: true, force: true });
    mkdirSync(references);
  }
  try {
    browser = await launchPinned();
  } catch (error) {
    impossible = error as Error;
    return;
  }
  if (!(await drawsAlike(browser, isUpdate))) {
    unlike = 'This machine draws the same page otherwise than the one that the pictures are of.';
  }
  book = await openBook();
  opened = await openPage(browser, book);
  await opened.page.clock.setFixedTime(new Date('2030-01-15T12:00:00Z'));
});

afterAll(async () => {
  await browser?.close();
  await book?.close();
  const images = shots.map(({ name }) => `<img title="${name}" src="../../${references}/${name}">`);
  if (isUpdate) writeFileSync(join(reports, 'index.html'), images.join('\n'));
});

test.for(shots.map((shot) => [shot.name, shot] as const))('%s', async ([, shot], { skip }) => {
  if (impossible && process.env.CI) throw impossible;
  if (impossible) return skip(impossible.message);
  if (unlike) return skip(unlike);
  const path = join(references, shot.name);
  const taken = await takePicture(opened.page, book, shot);
  if (isUpdate) return writeFileSync(path, taken);
  if (existsSync(path) && readFileSync(path).equals(taken)) return;
  writeFileSync(join(reports, shot.name), taken);
  expect.fail(
    `${reports}/${shot.name} differs from test/book/pictures/${shot.name}. If it should: npm run pictures, and look at ${reports}/index.html.`,
  );
});

test('there is a picture for each pair, and no other', () => {
  expect(shots.length).toBeLessThanOrEqual(180);
  expect(readdirSync(references).sort()).toEqual(shots.map(({ name }) => name).sort());
});
