import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const { resolve } = createRequire(import.meta.url);

/** The version that is installed of a package, or of the one that a module belongs to. */
export function versionOf(specifier) {
  const [name] = /^(@[^/]+\/)?[^/]+/.exec(specifier);
  const folders =
    name === 'amplify-signoff' ? [root] : resolve.paths(name).map((folder) => join(folder, name));
  for (const folder of folders) {
    try {
      const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return `${specifier} ${version}`;
    } catch {
      // Further up, perhaps.
    }
  }
  throw new Error(
    `${name} is not installed. Run npm ci, and npm ci --prefix bench, then this again.`,
  );
}
