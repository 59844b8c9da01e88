import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin, preview } from 'vite';

export interface ServedPage {
  url: string;
  close(): Promise<void>;
}

/** Builds the page in `root` and serves it on a loopback port, with the headers asked for at each request. */
export async function servePage(
  root: string,
  headers: () => Record<string, string> = () => ({}),
): Promise<ServedPage> {
  const outDir = await mkdtemp(join(tmpdir(), 'signoff-page-'));
  const shared = { root, configFile: false, logLevel: 'error' } as const;
  await build({ ...shared, build: { outDir, emptyOutDir: true, minify: false } });
  const withHeaders: Plugin = {
    name: 'headers',
    configurePreviewServer({ middlewares }) {
      middlewares.use((_request, response, next) => {
        for (const [name, value] of Object.entries(headers())) response.setHeader(name, value);
        next();
      });
    },
  };
  const server = await preview({
    ...shared,
    plugins: [withHeaders],
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  return {
    url: server.resolvedUrls?.local[0] ?? '',
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
