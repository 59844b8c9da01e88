import { build } from 'vite';
import { expect, test } from 'vitest';

/** Bundles the provider the way an app's own build does, its peers aside. */
async function providerIn(nodeEnv: 'development' | 'production'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    mode: nodeEnv,
    define: { 'process.env.NODE_ENV': JSON.stringify(nodeEnv) },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: {
        input: `${process.cwd()}/src/react/AuthProvider.tsx`,
        external: /^(react|@?aws-amplify)(\/|$)/,
        preserveEntrySignatures: 'exports-only',
      },
    },
  });
  const [bundle] = [built].flat();
  if (!bundle || !('output' in bundle)) throw new Error('Nothing was built.');
  return bundle.output[0].code;
}

const warnings = [
  'nothing shows it',
  'another adapter after its first render',
  'inside another <AuthProvider>',
  'style sheet is missing',
  'the adapter of <AuthProvider> lacks',
];

test('an app built for development can warn of what goes wrong in its own code', async () => {
  const code = await providerIn('development');
  expect(warnings.filter((it) => !code.includes(it))).toEqual([]);
});

test('an app built for production does not carry the warnings', async () => {
  const code = await providerIn('production');
  expect(warnings.filter((it) => code.includes(it))).toEqual([]);
});
