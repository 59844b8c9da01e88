// What an app pays for dist/, minified and gzipped, its peers aside; fails where a part is over its budget. Needs a build.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

/** In kB of 1000 bytes: what each part was last said to weigh. A commit that raises one says what for. */
const budgets = {
  'provider, hooks, flow': 8.78,
  adapter: 18.12,
  'route adapter': 7.1,
  components: 10.19,
  English: 1.35,
  'style sheet': 2.59,
  'provider, hooks, adapter': 25.73,
  'the kit with English': 40.22,
};

const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const peers = Object.keys(peerDependencies);

/**
 * Bundles what an app that writes this line gets, as its production build does.
 * @param {string} code
 * @param {readonly string[]} leftOut what of dist/ is not to be bundled with it
 * @param {{ packages?: readonly string[], folder?: string }} options packages that are not to be bundled with it, and where the line stands
 */
export async function bundle(
  code,
  leftOut = [],
  { packages = peers, folder = process.cwd() } = {},
) {
  const external = [
    new RegExp(`^(${packages.join('|')})(/|$)`),
    ...leftOut.map((path) => new RegExp(`^[./]+/${path}[/.]`)),
  ];
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: 'app', external, preserveEntrySignatures: 'exports-only' },
    },
    plugins: [
      {
        name: 'app',
        resolveId: (id) => (id === 'app' ? `${folder}/app.js` : null),
        load: (id) => (id === `${folder}/app.js` ? code : null),
      },
    ],
  });
  if (!('output' in result)) throw new Error('Expected one bundle.');
  return result.output[0].code;
}

/** @returns {Promise<Record<keyof typeof budgets, string>>} */
async function bundleParts() {
  const kit = './dist/index.js';
  const hooks = 'AuthProvider, useAuth, useSignOut';
  const components =
    'AuthenticatorShell, SignedIn, SignedOut, SignOutButton, SignOutMenu, SignOutMenuItem, SignOutNotice';
  const below = ['outcome', 'adapter', 'flow', 'react', 'locales/en'];
  return {
    'provider, hooks, flow': await bundle(`export { ${hooks} } from '${kit}'`, ['adapter/amplify']),
    adapter: await bundle(`export { createAmplifyAdapter } from '${kit}'`),
    'route adapter': await bundle(`export { createRouteAdapter } from '${kit}'`),
    components: await bundle(`export { ${components} } from '${kit}'`, below),
    English: await bundle(`export { en } from './dist/locales/index.js'`),
    'style sheet': readFileSync('dist/styles.css', 'utf8'),
    'provider, hooks, adapter': await bundle(
      `export { ${hooks}, createAmplifyAdapter } from '${kit}'`,
    ),
    'the kit with English': await bundle(`export * from '${kit}'`),
  };
}

async function holdBudgets() {
  const parts = Object.entries(await bundleParts()).map(([name, code]) => {
    const size = gzipSync(code, { level: 9 }).length / 1000;
    return { name, size, budget: budgets[/** @type {keyof typeof budgets} */ (name)] };
  });
  console.log('kB, minified and gzipped:');
  console.table(
    Object.fromEntries(
      parts.map(({ name, size, budget }) => [name, { measured: Number(size.toFixed(2)), budget }]),
    ),
  );
  for (const { name, size, budget } of parts.filter(({ size, budget }) => size > budget)) {
    console.error(
      `'${name}' is ${(size - budget).toFixed(3)} kB over its budget of ${budget} kB. Make it smaller: the budget, in scripts/size.mjs, is raised only with the commit that says what for.`,
    );
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await holdBudgets();
