// Adds up Vitest's JSON reports, names what failed and the slowest files, and ends with one line: 'N passed, N failed'.
// A file that a report before has run counts once, but for what fails. A report that was not written, or a file that could
// not run, counts as a failure.
import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

let passed = 0;
let failed = 0;
/** @type {{ file: string, seconds: number }[]} */
const files = [];
/** @type {string[]} */
const failures = [];

for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.log(`${file} was not written: something before the tests failed.`);
    failed += 1;
    continue;
  }
  /** @type {import('vitest/node').JsonTestResults} */
  const report = JSON.parse(readFileSync(file, 'utf8'));
  failed += report.numFailedTests;
  const before = new Set(files.map((it) => it.file));
  for (const { name, status, assertionResults, startTime, endTime } of report.testResults) {
    const file = relative(process.cwd(), name);
    if (!before.has(file))
      passed += assertionResults.filter(({ status: came }) => came === 'passed').length;
    const seconds = Math.round((endTime - startTime) / 1000);
    files.push({ file, seconds });
    for (const { status, fullName, failureMessages } of assertionResults)
      if (status === 'failed')
        failures.push(`${file}: ${fullName}\n${(failureMessages ?? []).join('\n')}`);
    if (status !== 'failed' || assertionResults.length > 0) continue;
    console.log(`${name} could not run.`);
    failed += 1;
  }
}

console.table(files.sort((one, other) => other.seconds - one.seconds).slice(0, 12));
for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
