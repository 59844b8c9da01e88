// Runs the tests of the adapter and of the components with the lowest peers that package.json allows, in a copy of its own.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const lowest = Object.entries(peerDependencies)
  .filter(([, range]) => range !== '*')
  .map(([name, range]) => `${name}@${/\d+\.\d+\.\d+/.exec(range)?.[0]}`);

const folder = mkdtempSync(join(tmpdir(), 'peers-'));
/** @param {string} command @param {string[]} args */
const run = (command, ...args) => execFileSync(command, args, { cwd: folder, stdio: 'inherit' });
try {
  const files = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0');
  for (const file of files.filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(file, join(folder, file));
  }
  run('npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  // What the tests' own tools ask of their peers is not what the kit does.
  run('npm', 'install', '--no-save', '--legacy-peer-deps', '--ignore-scripts', ...lowest);
  console.info(`With ${lowest.join(', ')}:`);
  run('npx', 'vitest', 'run', '--project', 'node', '--project', 'pairs', 'test/adapter');
  run('npx', 'vitest', 'run', '--project', 'dom');
} finally {
  rmSync(folder, { recursive: true });
}
