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

const warning = 'nothing shows it';

test('an app built for development can warn of an outcome that nobody shows', async () => {
  expect(await providerIn('development')).toContain(warning);
});

test('an app built for production does not carry the warning', async () => {
  expect(await providerIn('production')).not.toContain(warning);
});
