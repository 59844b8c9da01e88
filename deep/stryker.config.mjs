import { readdirSync } from 'node:fs';

export const parts = 16;
export const part = Number(process.env.MUTATION_PART ?? 0);
const sources = ['src/outcome', 'src/adapter', 'src/flow'].flatMap((folder) =>
  readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('route/'))
    .map((name) => `${folder}/${name}`)
    .sort(),
);

/** Every sixteenth file takes half an hour. `MUTATION_PART`, 0 to 15, says from which one on. */
export default {
  mutate: sources.filter((_, place) => place % parts === part),
  testRunner: 'vitest',
  vitest: { configFile: 'deep/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  timeoutMS: 15_000,
  dryRunTimeoutMinutes: 15,
  reporters: ['clear-text', 'json', 'progress-append-only'],
  jsonReporter: { fileName: 'reports/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
  tempDirName: 'reports/stryker',
  disableTypeChecks: true,
};
