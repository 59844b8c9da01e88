import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { launchOptions } from '../../scripts/chromium.mjs';
import { slowLink } from '../../test/pool/slowLink';
import { type Fault, startUserPool, type UserPool } from '../../test/pool/startUserPool';
import { type ServedPage, servePage } from '../../test/servePage';
import { alice, type Kind, measure, type Sample } from './measure';

const samples = Number(process.env.BENCH_SAMPLES ?? 21);
const kinds = ['kit', 'amplify'] as const;

let pool: UserPool;
let browser: Browser;
let page: ServedPage;
const report: string[] = [];

beforeAll(async () => {
  pool = await startUserPool({ users: [alice] });
  page = await servePage(join(import.meta.dirname, 'page'));
  browser = await chromium.launch(launchOptions());
});

afterAll(async () => {
  const { 'aws-amplify': amplify, '@aws-amplify/ui-react': ui } = packageJson.devDependencies;
  const about = `${new Date().toISOString().slice(0, 10)}, Chromium ${browser.version().split('.')[0]}, aws-amplify ${amplify}, @aws-amplify/ui-react ${ui}.`;
  writeFileSync(
    join(import.meta.dirname, 'RESULTS.md'),
    ['# How long a sign-out takes', '', about, '', ...report].join('\n'),
  );
  console.info(report.join('\n'));
  await browser.close();
  await page.close();
  await pool.stop();
});

const sorted = (values: number[]) => values.toSorted((one, other) => one - other);
const quantile = (values: number[], part: number) =>
  sorted(values)[Math.round(part * (values.length - 1))] ?? Number.NaN;
const spread = (values: number[]) =>
  `${quantile(values, 0.5).toFixed(1)} (${quantile(values, 0.25).toFixed(1)}–${quantile(values, 0.75).toFixed(1)})`;

/** The two in turn, so that whatever else the machine does meets both. */
async function inTurn(
  times: number,
  circumstances: Omit<Parameters<typeof measure>[1], 'browser' | 'pool' | 'url'>,
) {
  const found: Record<Kind, Sample[]> = { kit: [], amplify: [] };
  for (let time = -1; time < times; time++) {
    for (const kind of kinds) {
      const sample = await measure(kind, { browser, pool, url: page.url, ...circumstances });
      // The first of each warms up.
      if (time >= 0) found[kind].push(sample);
    }
  }
  return found;
}

const settledOf = (of: Sample[]) => of.map(({ settledMs }) => settledMs ?? Number.NaN);
const treeOf = (of: Sample[]) => of.map(({ treeMs }) => treeMs ?? Number.NaN);

test('where all goes well', { timeout: 900_000 }, async () => {
  report.push(
    `Milliseconds from the click, median and quartiles of ${samples} clicks each, in turn; the ratio is of the medians.`,
    '',
    '| round trip | scope | until | this kit | aws-amplify | ratio | requests |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  );
  for (const roundTripMs of [0, 50, 200]) {
    const link = await slowLink(pool.endpoint, roundTripMs / 2);
    const endpoint = roundTripMs ? link.endpoint : pool.endpoint;
    for (const scope of ['local', 'global'] as const) {
      const { kit, amplify } = await inTurn(samples, { endpoint, scope });
      const sent = [kit, amplify].map(([first]) => first?.requests.length).join(' / ');
      for (const [until, of] of [
        ['settled', settledOf],
        ['signed-out tree', treeOf],
      ] as const) {
        const ratio = quantile(of(kit), 0.5) / quantile(of(amplify), 0.5);
        report.push(
          `| ${roundTripMs} ms | ${scope} | ${until} | ${spread(of(kit))} | ${spread(of(amplify))} | ${ratio.toFixed(2)} | ${sent} |`,
        );
      }
      for (const { requests } of kit)
        expect(requests.filter((it) => it !== 'preflight')).toHaveLength(1);
    }
    await link.close();
  }
  report.push('');
});

const faults: Record<string, Fault> = {
  'throttled (429)': { status: 429, errorName: 'TooManyRequestsException' },
  'broken (500)': { status: 500, errorName: 'InternalErrorException' },
  'refused (403)': { status: 403, errorName: 'ForbiddenException' },
  'connection reset': { reset: true },
  'no answer': { silent: true },
};

test('where it does not', { timeout: 900_000 }, async () => {
  report.push(
    'A global sign-out that the pool does not do: seconds until it has settled, and whether the person is told. Each is',
    'waited for 30 seconds at most.',
    '',
    '| GlobalSignOut | this kit | aws-amplify |',
    '| --- | --- | --- |',
  );
  const said = ({ settledMs, isTold }: Sample) =>
    `${settledMs === null ? 'pending' : (settledMs / 1000).toFixed(1)}, ${isTold ? 'told' : 'not told'}`;
  for (const [name, fault] of Object.entries(faults)) {
    const cells = [];
    for (const kind of kinds) {
      const sample = await measure(kind, {
        browser,
        pool,
        url: page.url,
        endpoint: pool.endpoint,
        scope: 'global',
        longestMs: 30_000,
        beforeClick: () => pool.fault('GlobalSignOut', fault),
      });
      expect(sample.isTold).toBe(kind === 'kit');
      cells.push(said(sample));
    }
    report.push(`| ${name} | ${cells.join(' | ')} |`);
  }
  report.push('');
});

test('where the access token has expired', { timeout: 120_000 }, async () => {
  report.push(
    'The requests of a global sign-out in a tab that was open for longer than its access token lasts:',
    '',
  );
  const clientId = await pool.createClient({ accessTokenSeconds: 8 });
  for (const kind of kinds) {
    const { requests, isTold } = await measure(kind, {
      browser,
      pool,
      url: page.url,
      endpoint: pool.endpoint,
      scope: 'global',
      clientId,
      openMs: 9000,
    });
    expect(isTold).toBe(kind === 'kit');
    report.push(`- ${kind === 'kit' ? 'this kit' : 'aws-amplify'}: ${requests.join(', ')}`);
  }
  report.push('');
});

test('what React has to do', { timeout: 300_000 }, async () => {
  const rendered = await servePage(join(import.meta.dirname, 'render'));
  const tab = await browser.newPage();
  await tab.goto(rendered.url);
  const inTab = (source: string) => tab.evaluate<number>(source);
  const ms: Record<'provider' | 'authenticator', number[]> = { provider: [], authenticator: [] };
  for (let time = -3; time < samples; time++) {
    for (const kind of ['provider', 'authenticator'] as const) {
      const took = await inTab(`firstRender.${kind}()`);
      if (time >= 0) ms[kind].push(took);
    }
  }
  const share = (100 * quantile(ms.provider, 0.5)) / quantile(ms.authenticator, 0.5);
  report.push(
    `Until the first render stands, in milliseconds: \`<AuthProvider>\` ${spread(ms.provider)}, the sign-in form of Amplify UI's \`<Authenticator>\` ${spread(ms.authenticator)}: ${share.toFixed(1)} %.`,
    '',
    'A sign-out that is answered at once, in a page where so many components read the user and the status:',
    '',
    '| components | milliseconds | for each 1,000 more |',
    '| --- | --- | --- |',
  );
  let before: { readers: number; ms: number } | undefined;
  for (const readers of [1, 1000, 2000, 4000]) {
    const took = [];
    for (let time = 0; time < samples; time++) took.push(await inTab(`signOutAmong(${readers})`));
    const now = { readers, ms: quantile(took, 0.5) };
    const slope = before && (1000 * (now.ms - before.ms)) / (readers - before.readers);
    report.push(`| ${readers} | ${spread(took)} | ${slope?.toFixed(1) ?? ''} |`);
    before = now;
  }
  report.push('');
  await tab.close();
  await rendered.close();
});
