import type { Plugin, ViteDevServer } from 'vite';
import { startUserPool, type UserPool } from '../test/pool/startUserPool';
import type { DemoSettings, Device } from './DemoSettings';
import { openOrigin } from './openOrigin';

const settingsModule = 'virtual:demo-settings';
const user = { username: 'ana', password: 'Correct-Horse-7', name: 'Ana Example' };

const devices = [
  { id: 'laptop', name: 'Laptop', port: 5181 },
  { id: 'phone', name: 'Phone', port: 5182 },
] as const;

/** A user pool, and an origin for each device, that live as long as the dev server. */
export function demoPool(): Plugin {
  let settings: DemoSettings;
  return {
    name: 'demo-pool',
    async configureServer(server) {
      const pool = await startUserPool({ users: [user] });
      server.httpServer?.once('close', () => void pool.stop());
      settings = { endpoint: pool.endpoint, user, devices: [] };
      for (const { port, ...device } of devices) {
        const origin = await openOrigin(server, port);
        settings.devices.push(await createDevice(pool, { ...device, origin }));
      }
      sayWhatToOpen(server);
    },
    resolveId: (id) => (id === settingsModule ? `\0${id}` : null),
    load: (id) =>
      id === `\0${settingsModule}` ? `export const settings = ${JSON.stringify(settings)}` : null,
  };
}

async function createDevice(
  pool: UserPool,
  device: Pick<Device, 'id' | 'name' | 'origin'>,
): Promise<Device> {
  const clientId = await pool.createClient();
  return { ...device, clientId, amplifyConfig: pool.amplifyConfig(clientId) };
}

function sayWhatToOpen(server: ViteDevServer) {
  const { printUrls } = server;
  server.printUrls = () => {
    printUrls();
    const [url] = server.resolvedUrls?.local ?? [];
    server.config.logger.info(`  ➜  Open ${url} and sign in as ${user.name} (${user.username})`);
  };
}
