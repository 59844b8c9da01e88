import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { de, en } from '../../src/locales';
import {
  amplifySays,
  besideAmplify,
  kitSays,
  startManagedVisit,
  tokenCookies,
} from './managedVisit';
import { serveNext } from './serveNext';
import { alice, signOutAndRetry, startVisit } from './startVisit';

/** As where an app is built for its users. */
const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };

let folder: string;
let tarball: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'consumers-'));
  execFileSync('npm', ['run', 'build'], { env, stdio: 'inherit' });
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(execFileSync('npm', pack, { encoding: 'utf8' }));
  tarball = join(folder, filename);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Makes an app of these templates in a folder of its own, with the package as npm would give it. */
function make(...templates: [string, ...string[]]): string {
  const app = join(folder, templates.join('-'));
  for (const it of templates) cpSync(join(import.meta.dirname, it), app, { recursive: true });
  const npm = (...args: string[]) =>
    execFileSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: app,
      stdio: 'inherit',
    });
  npm('ci');
  npm('install', '--no-save', tarball); // a lock file can't know it: it is packed anew
  return app;
}

describe.each([
  ['React 19', 'vite-react-19'],
  ['React 18', 'vite-react-18'],
])('an app with Vite and %s', (name, packages) => {
  let app: string;
  beforeAll(() => {
    app = make('vite', packages);
  });

  test('finds no error in the types, its own or those of the package', () => {
    const { stdout } = spawnSync('npx', ['tsc', '--pretty', 'false', '--listFiles'], {
      cwd: app,
      encoding: 'utf8',
    });
    expect(stdout).toContain('/node_modules/amplify-signoff/dist/index.d.ts');
    expect(stdout).toContain('/src/main.tsx');
    const errors = stdout.split('\n').filter((line) => /error TS/.test(line));
    expect(errors.filter((line) => /amplify-signoff|^src/.test(line))).toEqual([]);
  });

  test('signs in, signs out partially, and completely with the retry', async () => {
    const react = JSON.parse(readFileSync(join(app, 'node_modules/react/package.json'), 'utf8'));
    expect(`React ${react.version}`).toContain(name);
    execFileSync('npx', ['vite', 'build'], { cwd: app, env, stdio: 'inherit' });
    const served = await preview({
      root: app,
      configFile: false,
      preview: { host: '127.0.0.1', port: 0 },
    });
    onTestFinished(() => served.close());
    const visit = await startVisit();
    const { page, pool } = visit;
    await page.addInitScript(
      (config) => Object.assign(window, { amplifyConfig: config }),
      pool.amplifyConfig(),
    );
    await page.goto(served.resolvedUrls?.local[0] ?? '');
    await page.getByLabel('Username').fill(alice.username);
    await page.getByLabel('Password', { exact: true }).fill(alice.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Home of Alice Example' }).waitFor();
    await signOutAndRetry(visit, en);
  });
});

describe('an app with Next.js', () => {
  let app: string;
  beforeAll(() => {
    app = make('next');
    execFileSync('npx', ['next', 'build'], { cwd: app, env, stdio: 'inherit' });
  });

  test.each([
    ['English', 'start', '', en],
    ['German', 'start', '?language=de', de],
    ['English', 'dev', '', en],
    ['German', 'dev', '?language=de', de],
  ])(
    'hydrates in %s under next %s, signs out partially, and completely with the retry',
    async (_, command, query, words) => {
      const visit = await startVisit();
      const { page, pool } = visit;
      const configured = { AMPLIFY_CONFIG: JSON.stringify(pool.amplifyConfig()) };
      const url = await serveNext(app, () => configured, command);
      const sent = await fetch(url + query).then((response) => response.text());
      expect(sent).toContain(words.signOutGlobally);
      await page.goto(url + query);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      await signOutAndRetry(visit, words);
    },
  );

  test.each([
    ['HttpOnly', true, { httpOnly: true, secure: false, sameSite: 'Strict' }],
    ['Secure', false, { httpOnly: false, secure: true, sameSite: 'Lax' }],
  ])(
    'removes Amplify’s own cookies, which are %s, over a route, partially, and completely with the retry',
    async (_, isNamed, attributes) => {
      const visit = await startVisit();
      const { page, pool } = visit;
      const url = await serveNext(app, (origin) => ({
        ...(isNamed && { AMPLIFY_APP_ORIGIN: origin }),
        AMPLIFY_CONFIG: JSON.stringify(pool.amplifyConfig()),
        SIGN_OUT_SECRET: 'as random as a test can be, and long',
      }));
      await page.goto(`${url}/server`);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      const cookies = await page.context().cookies();
      const names = cookies.map(({ name }) => name.split('.').at(-1));
      expect(names.sort()).toEqual(expect.arrayContaining(['LastAuthUser', 'refreshToken']));
      for (const cookie of cookies) expect(cookie).toMatchObject(attributes);
      await signOutAndRetry(visit, en);
      expect(await page.context().cookies()).toEqual([]);
    },
  );

  test('follows a session of the managed login to the last page, through Amplify’s own callback', async () => {
    const { visit, signIn, login, url } = await startManagedVisit(app, folder);
    const { page, pool } = visit;
    await signIn();
    expect(login.liveSessions('alice')).toHaveLength(1);
    await page.getByRole('button', { name: en.signOutGlobally }).click();
    await page.getByRole('heading', { name: 'Goodbye' }).waitFor();
    expect(pool.liveSessions('alice')).toEqual([]);
    expect(login.liveSessions('alice')).toEqual([]);
    expect(await tokenCookies(page)).toEqual([]);
    await page.goto(`${url}/server`);
    await page.getByText(en.completeGlobal).first().waitFor();
  });

  test('the guide says what comes of each answer of Cognito, by Amplify’s own route and by the kit’s', async () => {
    const guide = readFileSync('docs/guides/nextjs-server.md', 'utf8');
    const managed = await startManagedVisit(app, folder);
    const rows: string[] = [];
    for (const [name, meddle] of besideAmplify) {
      await managed.signIn();
      await meddle(managed);
      const amplify = await amplifySays(managed);
      await managed.signIn();
      await meddle(managed);
      rows.push(`| ${name} | ${amplify} | ${await kitSays(managed)} |`);
    }
    const told = guide.split('\n').filter((line) => rows.includes(line));
    expect(told).toEqual(rows);
  });
});

test('a project with Jest, in CommonJS, tests its own page', () => {
  const app = make('jest');
  const { status, stderr } = spawnSync('npx', ['jest', '--ci'], { cwd: app, encoding: 'utf8' });
  expect(stderr).toContain('Tests:       19 passed, 19 total');
  expect(status).toBe(0);
});
