// Signs out with every peer while its service answers, refuses, is gone or is silent; prints a table and writes RESULTS.md. Needs `npm run build` and `npm ci --prefix bench`.
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build } from 'vite';
import { launchOptions } from '../../scripts/chromium.mjs';
import { measure } from './measure.mjs';
import { peers } from './peers.mjs';
import { faults, reportOf } from './report.mjs';
import { wordFor } from './verdict.mjs';
import { versionOf } from './versionOf.mjs';

const here = import.meta.dirname;
const rows = peers.flatMap((peer) =>
  peer.calls.map((call) => ({
    peer,
    call,
    versions: [peer.package, ...(peer.also ?? [])].map(versionOf),
    seen: {},
  })),
);

const folder = await mkdtemp(join(tmpdir(), 'peers-'));
const browser = await chromium.launch(launchOptions());
try {
  await build({
    root: join(here, 'page'),
    configFile: false,
    logLevel: 'error',
    resolve: { dedupe: ['react', 'react-dom'] },
    build: { outDir: folder, emptyOutDir: true, target: 'es2022' },
  });
  const signOut = async ({ peer, call, seen }, fault) => {
    seen[fault] = await measure({ browser, folder, peer, call, fault });
    console.error(`${peer.package} ${call.name}, ${fault}: ${wordFor(call, seen[fault], fault)}`);
  };
  for (const fault of faults.filter((fault) => fault !== 'silence')) {
    for (const row of rows) await signOut(row, fault);
  }
  await Promise.all(rows.map((row) => signOut(row, 'silence'))); // they only wait
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}

const report = reportOf(rows, browser.version());
console.log(report);
writeFileSync(join(here, 'RESULTS.md'), report);
const broken = rows.filter(({ call, seen }) => wordFor(call, seen['200'], '200') !== 'done');
for (const { peer, call } of broken) {
  console.error(`${peer.package} ${call.name}: not even the healthy sign-out was done.`);
  process.exitCode = 1;
}
