import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchOptions } from '../../scripts/chromium.mjs';
import { startUserPool } from '../pool/startUserPool';
import { servePage } from '../servePage';

const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };

let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consumers-'));
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit' });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8' }));
  tarball = join(folder, filename);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes an app in a folder of its own, with the package as npm would give it. */
function make(template: string, name: string, packages: readonly string[] = []): string {
  const app = join(folder, name);
  cpSync(join(import.meta.dirname, template), app, { recursive: true });
  const flags = ['--no-audit', '--no-fund', '--save-exact', '--loglevel=error'];
  execFileSync('npm', ['install', ...flags, tarball, ...packages], { cwd: app, stdio: 'inherit' });
  return app;
}

describe.each([
  [
    'React 19',
    ['react@19.3.1', 'react-dom@19.3.1', '@types/react@19.3.0', '@types/react-dom@19.3.0'],
  ],
  [
    'React 18',
    ['react@18.3.1', 'react-dom@18.3.1', '@types/react@18.3.32', '@types/react-dom@18.3.7'],
  ],
])('an app with Vite and %s', (name, packages) => {
  let app: string;
  beforeAll(() => {
    app = make('vite', name.replace(' ', '-'), packages);
  });

  test('finds no error in the types, its own or those of the package', () => {
    const { stdout } = spawnSync('npx', ['tsc', '--pretty', 'false'], {
      cwd: app,
      encoding: 'utf8',
    });
    const errors = stdout.split('\n').filter((line) => /error TS/.test(line));
    expect(errors.filter((line) => /amplify-signoff|^src/.test(line))).toEqual([]);
  });

  test('signs in, signs out partially, and completely with the retry', async () => {
    const react = JSON.parse(readFileSync(join(app, 'node_modules/react/package.json'), 'utf8'));
    expect(`React ${react.version}`).toContain(name);
    const pool = await startUserPool({ users: [alice] });
    const served = await servePage(app);
    const browser = await chromium.launch(launchOptions());
    const page = await browser.newPage({ locale: 'en-US' });
    const problems: string[] = [];
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') problems.push(said.text());
    });
    page.on('pageerror', ({ message }) => problems.push(message));
    await page.addInitScript(
      (config) => Object.assign(window, { amplifyConfig: config }),
      pool.amplifyConfig(),
    );
    await page.goto(served.url);
    await page.getByLabel('Username').fill(alice.username);
    await page.getByLabel('Password', { exact: true }).fill(alice.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Home of Alice Example' }).waitFor();

    pool.fault('GlobalSignOut', { status: 500, errorName: 'InternalErrorException' });
    await page.getByRole('button', { name: 'Sign out of all devices' }).click();
    await page.locator('[data-part="notice"][data-status="partial"]').waitFor();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(pool.liveSessions('alice')).toHaveLength(1);

    pool.clearFaults();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('[data-part="notice"][data-status="complete"]').waitFor();
    expect(pool.liveSessions('alice')).toEqual([]);
    // The pool's 500 is the browser's to report, and its address Amplify's.
    const own = problems.filter((it) => !/status of 500|custom Amazon/.test(it));
    expect(own).toEqual([]);

    await browser.close();
    await served.close();
    await pool.stop();
  });
});

test('a project with Jest, in CommonJS, tests its own page', () => {
  const app = make('jest', 'jest-commonjs');
  const { status, stderr } = spawnSync('npx', ['jest', '--ci'], { cwd: app, encoding: 'utf8' });
  expect(stderr).toContain('Tests:       2 passed, 2 total');
  expect(status).toBe(0);
});
