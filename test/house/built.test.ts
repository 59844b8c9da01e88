import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bundle } from '../../scripts/size.mjs';

const filesOf = (folder: string, ending: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .map((name) => join(folder, name));

describe("'use client'", () => {
  const clientSources = filesOf('src', /\.tsx?$/).filter((file) =>
    /^['"]use client['"]/.test(readFileSync(file, 'utf8')),
  );

  test('marks sources at all', () => expect(clientSources).not.toHaveLength(0));

  test.each(['js', 'cjs'])('stays the first line of every built .%s', (extension) => {
    const unmarked = clientSources
      .map((file) => file.replace(/^src/, 'dist').replace(/\.tsx?$/, `.${extension}`))
      .filter((file) => !/^['"]use client['"]/.test(readFileSync(file, 'utf8')));
    expect(unmarked).toEqual([]);
  });
});

test('no built file asks for React’s development runtime', () => {
  const asking = filesOf('dist', /\.c?js$/).filter((file) =>
    readFileSync(file, 'utf8').includes('jsx-dev-runtime'),
  );
  expect(asking).toEqual([]);
});

describe('in plain Node, which has no browser API', { timeout: 30_000 }, () => {
  const entries = ['', '/testing', '/locales', '/server'].map((path) => `amplify-signoff${path}`);
  const runNode = (type: string, code: string) =>
    execFileSync(process.execPath, [`--input-type=${type}`, '-e', code], { encoding: 'utf8' });

  test.each(entries)('%s can be imported', (entry) => {
    const code = `import * as entry from '${entry}'; console.log(Object.keys(entry).length)`;
    expect(Number(runNode('module', code))).toBeGreaterThan(0);
  });

  test.each(entries)('%s can be required', (entry) => {
    const code = `console.log(Object.keys(require('${entry}')).length)`;
    expect(Number(runNode('commonjs', code))).toBeGreaterThan(0);
  });
});

describe('the hooks alone', () => {
  test.each(['js', 'cjs'])('no built .%s of theirs reaches Amplify UI', (extension) => {
    const hooks = filesOf('dist/react', new RegExp(`\\.${extension}$`));
    expect(hooks).not.toHaveLength(0);
    expect(packagesReachedFrom(hooks)).not.toContain('@aws-amplify/ui-react');
  });

  test('an app that imports them from the index leaves Amplify UI out', async () => {
    const hooks = await bundle(
      `export { AuthProvider, useAuth, useSignOut } from './dist/index.js'`,
    );
    const kit = await bundle(`export { SignOutButton } from './dist/index.js'`);
    expect(hooks).not.toContain('@aws-amplify/ui-react');
    expect(kit).toContain('@aws-amplify/ui-react');
  });
});

describe('the server’s half', () => {
  test.each(['js', 'cjs'])('reaches nothing of a page’s, as .%s', (extension) => {
    const packages = packagesReachedFrom([`dist/server/index.${extension}`]);
    expect(packages).toContain('jose');
    expect(packages.filter((name) => !/^(jose|aws-amplify)(\/|$)/.test(name))).toEqual([]);
  });

  test('reaches no page', async () => {
    const page = await bundle(`export * from './dist/index.js'`);
    const server = await bundle(`export * from './dist/server/index.js'`);
    expect(server).toContain('A256GCM');
    expect(page).not.toMatch(/A256GCM|server_auth/);
  });
});

function packagesReachedFrom(files: readonly string[]): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const walk = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const specifiers = readFileSync(file, 'utf8').matchAll(
      /(?:from|import|require)\s*\(?\s*["']([^"']+)["']/g,
    );
    for (const [, specifier = ''] of specifiers) {
      if (specifier.startsWith('.')) walk(join(dirname(file), specifier));
      else packages.add(specifier);
    }
  };
  files.forEach(walk);
  return [...packages];
}
