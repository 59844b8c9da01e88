// Emits the declarations beside the modules: .d.ts for import, .d.cts for require.
// Node's resolution wants whole file names in relative specifiers, so each gets its own.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

execFileSync('npx', ['tsc', '-p', 'tsconfig.build.json'], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});

const relativeSpecifier = /(from |import |import\()(["'])(\.{1,2}(?:\/[^"']*)?)\2/g;

for (const name of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.d.ts')) continue;
  const file = join('dist', name);
  const declarations = readFileSync(file, 'utf8');

  /** @param {'js' | 'cjs'} extension */
  const naming = (extension) =>
    declarations.replace(relativeSpecifier, (_, keyword, quote, specifier) => {
      const path = specifier.replace(/\.[jt]sx?$/, '');
      const isFile = existsSync(join(dirname(file), `${path}.d.ts`));
      return `${keyword}${quote}${path}${isFile ? '' : '/index'}.${extension}${quote}`;
    });
  writeFileSync(file, naming('js'));
  writeFileSync(file.replace(/\.d\.ts$/, '.d.cts'), naming('cjs'));
}

writeFileSync('dist/styles.css.d.ts', 'export {};\n');
