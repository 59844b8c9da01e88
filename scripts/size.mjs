// What an app pays for dist/, minified and gzipped, its peers aside. Needs a build.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const peers = new RegExp(`^(${Object.keys(peerDependencies).join('|')})(/|$)`);

/**
 * Bundles what an app that writes this line gets, as its production build does.
 * @param {string} code
 */
export async function bundle(code) {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: 'app', external: peers, preserveEntrySignatures: 'exports-only' },
    },
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === 'app' ? `${process.cwd()}/app.js` : null),
        load: (id) => (id === `${process.cwd()}/app.js` ? code : null),
      },
    ],
  });
  if (!('output' in result)) throw new Error('Expected one bundle.');
  return result.output[0].code;
}

async function printSizes() {
  const hooks = 'AuthProvider, createAmplifyAdapter, useAuth, useSignOut';
  const sizes = {
    'hooks, provider, adapter': [await bundle(`export { ${hooks} } from './dist/index.js'`), 4],
    'the kit with English': [await bundle(`export * from './dist/index.js'`), 8],
    'the style sheet': [readFileSync('dist/styles.css', 'utf8'), 3],
  };
  const kilobytes = (/** @type {string} */ code) => gzipSync(code, { level: 9 }).length / 1000;
  console.table(
    Object.fromEntries(
      Object.entries(sizes).map(([name, [code, aim]]) => [
        name,
        { 'kB min+gzip': Number(kilobytes(`${code}`).toFixed(2)), aim },
      ]),
    ),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await printSizes();
