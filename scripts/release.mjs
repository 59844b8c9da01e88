// Publishes the package with the address of its repository, which is made up nowhere: npm run release -- --repository
// https://github.com/OWNER/NAME [--dry-run]. Without the address nothing is published.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '..');
const relativeLink = /(\]\(|\b(?:src|href)=")(?!#|[a-z][a-z+.-]*:)(?:\.\/)?([^)"\s]+)/g;
const isPicture = /\.(png|svg|gif|jpe?g|webp)$/;

/** @param {string | undefined} repository */
function checkAddress(repository) {
  if (/^https:\/\/[^/\s]+\/[^/\s]+\/[^/\s]+$/.test(repository ?? ''))
    return repository?.replace(/\.git$/, '');
  throw new Error(
    `${repository === undefined ? 'The address of the repository is missing' : `"${repository}" is no address of a repository`}, so nothing was published: the links of the README would lead nowhere. Run: npm run release -- --repository https://github.com/OWNER/NAME`,
  );
}

/**
 * @param {string} changelog
 * @param {string} version
 */
export function checkChangelog(changelog, version) {
  if (changelog.split('\n').includes(`## ${version}`)) return;
  throw new Error(
    `CHANGELOG.md has no section "## ${version}", so nothing was published: nobody would know what changes. Write it, or set the version with npm version.`,
  );
}

/**
 * Packs the package into `folder` and completes the copy there: where it comes from, and the README's links as npm's page
 * needs them. Returns the copy's folder.
 *
 * @param {string | undefined} repository
 * @param {string} folder
 */
export function prepareRelease(repository, folder) {
  const address = checkAddress(repository);
  const options = { cwd: root, encoding: /** @type {const} */ ('utf8') };
  const packed = execFileSync(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    options,
  );
  const [{ filename, version }] = JSON.parse(packed);
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
  const copy = join(folder, 'package');
  checkChangelog(readFileSync(join(copy, 'CHANGELOG.md'), 'utf8'), version);
  const manifest = JSON.parse(readFileSync(join(copy, 'package.json'), 'utf8'));
  // They build from sources, which the copy doesn't have.
  const { scripts: _, devDependencies: __, ...kept } = manifest;
  const complete = {
    ...kept,
    repository: { type: 'git', url: `git+${address}.git` },
    homepage: `${address}#readme`,
    bugs: { url: `${address}/issues` },
  };
  writeFileSync(join(copy, 'package.json'), `${JSON.stringify(complete, null, 2)}\n`);
  const readme = join(copy, 'README.md');
  const withLinks = readFileSync(readme, 'utf8').replace(
    relativeLink,
    (_, before, path) =>
      `${before}${address}/${isPicture.test(path) ? 'raw' : 'blob'}/v${version}/${path}`,
  );
  writeFileSync(readme, withLinks);
  return copy;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { repository: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    checkAddress(values.repository);
    execFileSync('npm', ['run', 'build'], { cwd: root, stdio: 'inherit' });
    const copy = prepareRelease(values.repository, folder);
    const more = values['dry-run'] ? ['--dry-run'] : [];
    execFileSync('npm', ['publish', ...more], { cwd: copy, stdio: 'inherit' });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
