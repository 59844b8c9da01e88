import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, runnerImport } from 'vite';

const pathTo = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export default defineConfig(async () => {
  // Imported, the pool would become part of the config, and Vite would warn about each of its files.
  const { module } = await runnerImport<typeof import('./demoPool')>(pathTo('./demoPool.ts'));
  return {
    root: pathTo('.'),
    server: { host: '127.0.0.1', port: 5180 },
    plugins: [react(), module.demoPool()],
  };
});
