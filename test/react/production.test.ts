import { runInNewContext } from 'node:vm';
import { build } from 'vite';
import { expect, test, vi } from 'vitest';

/** Bundles the warning for a browser the way an app's own build does, and runs it where there is no `process`. */
async function warningsIn(nodeEnv: 'development' | 'production'): Promise<unknown[]> {
  const src = `${process.cwd()}/src`;
  const entry = `
    import { createSignOutFlow } from '${src}/flow/createSignOutFlow.ts';
    import { createPresentation } from '${src}/react/createPresentation.ts';
    import { warnUnshown } from '${src}/react/warnUnshown.ts';
    const outcome = { status: 'complete', scope: 'local', signedOutLocally: true, server: 'ended' };
    const adapter = { signOut: async () => ({ outcome, forget() {} }) };
    const flow = createSignOutFlow(adapter, () => ({}), () => null);
    warnUnshown(flow, createPresentation(), { isObserved: false }, () => ({}));
    flow.signOut().then(() => setTimeout(finish, 5));
  `;
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    mode: nodeEnv,
    define: { 'process.env.NODE_ENV': JSON.stringify(nodeEnv) },
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: 'virtual:entry', output: { format: 'iife' } },
    },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'virtual:entry' ? id : undefined),
        load: (id) => (id === 'virtual:entry' ? entry : undefined),
      },
    ],
  });
  const [bundle] = [built].flat();
  if (!bundle || !('output' in bundle)) throw new Error('Nothing was built.');
  const [{ code }] = bundle.output;
  const warn = vi.fn();
  await new Promise((finish) =>
    runInNewContext(code, { console: { warn }, setTimeout, clearTimeout, finish }),
  );
  return warn.mock.calls;
}

test('an app built for development warns of an outcome that nobody shows', async () => {
  expect(await warningsIn('development')).toHaveLength(1);
});

test('an app built for production does not', async () => {
  expect(await warningsIn('production')).toHaveLength(0);
});
