// Writes deep/SUMMARY.md from what the deep runs left in reports/.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { part, parts } from './stryker.config.mjs';

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

function mutationTable() {
  const { files } = JSON.parse(readFileSync('reports/mutation.json', 'utf8'));
  const rows = new Map();
  const survivors = [];
  for (const [file, { mutants }] of Object.entries(files)) {
    const folder = file.split('/')[1];
    const row = rows.get(folder) ?? { killed: 0, survived: 0 };
    for (const { status, location, mutatorName, replacement } of mutants) {
      if (status === 'Killed' || status === 'Timeout') row.killed += 1;
      if (status !== 'Survived' && status !== 'NoCoverage') continue;
      row.survived += 1;
      const shown = (replacement ?? '').replaceAll(/\s+/g, ' ').slice(0, 80);
      survivors.push(`- ${file}:${location.start.line} ${mutatorName}: \`${shown}\``);
    }
    rows.set(folder, row);
  }
  const lines = [...rows].map(
    ([folder, { killed, survived }]) =>
      `| src/${folder} | ${killed + survived} | ${killed} | ${percent(killed, killed + survived)} |`,
  );
  return [
    '## Mutation testing',
    '',
    `Stryker breaks every place in one of ${parts} parts of the files (part ${part}), one at a time, and \`test/outcome\`, \`test/flow\` or \`test/adapter\``,
    'must notice.',
    '',
    '| folder | broken | noticed | |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
    '### Not noticed',
    '',
    ...survivors,
    '',
  ];
}

function soakLines() {
  const { seed, rounds, sessions, outcomes, before, after, pageListeners } = JSON.parse(
    readFileSync('reports/soak.json', 'utf8'),
  );
  const told = Object.entries(outcomes).map(([status, times]) => `${times} ${status}`);
  return [
    '## Soak',
    '',
    `${rounds} rounds of signing in and out in one process, with faults of seed ${seed}, made ${sessions} sessions at the`,
    `local pool, and ${told.join(', ')} outcomes. None of them called a session ended that lived on, and the`,
    'storage was empty after each round.',
    '',
    '| kept | after five rounds | at the end |',
    '| --- | --- | --- |',
    `| timers | ${before.timers} | ${after.timers} |`,
    `| handles | ${before.handles} | ${after.handles} |`,
    `| listeners on Hub | ${before.hubListeners} | ${after.hubListeners} |`,
    `| listeners on the page | | ${pageListeners} |`,
    '',
  ];
}

function interleavingLines() {
  const { times, firstSeed, presses } = JSON.parse(
    readFileSync('reports/interleavings.json', 'utf8'),
  );
  const pressed = Object.entries(presses).map(([name, count]) => `“${name}” ${count} times`);
  return [
    '## Two tabs in random orders',
    '',
    `${times} orders, from seed ${firstSeed} on, in Chromium, with ${pressed.join(', ')}: no tab showed a session that its`,
    'storage did not hold, and no token of an ended session was stored without a word.',
    '',
  ];
}

const notes = 'deep/SURVIVORS.md';
writeFileSync(
  'deep/SUMMARY.md',
  [
    '# What the deep runs found',
    '',
    `Measured on ${new Date().toISOString().slice(0, 10)}, as \`npm run deep\` does it.`,
    '',
    ...mutationTable(),
    ...(existsSync(notes) ? [`What was made of them is in [SURVIVORS.md](SURVIVORS.md).`, ''] : []),
    ...(existsSync('reports/soak.json') ? soakLines() : []),
    ...(existsSync('reports/interleavings.json') ? interleavingLines() : []),
  ].join('\n'),
);
