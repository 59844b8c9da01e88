import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ViteDevServer } from 'vite';

const host = '127.0.0.1';

/** Serves the same pages on a port of their own: another origin, so a browser storage of its own. */
export async function openOrigin(server: ViteDevServer, preferredPort: number): Promise<string> {
  const listener = createServer(server.middlewares);
  listener.on('upgrade', (...upgrade) => server.httpServer?.emit('upgrade', ...upgrade));
  await listen(listener, preferredPort).catch(() => listen(listener, 0));
  server.httpServer?.once('close', () => {
    listener.close();
    listener.closeAllConnections();
  });
  return `http://${host}:${(listener.address() as AddressInfo).port}`;
}

function listen(listener: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject).listen(port, host, () => {
      listener.off('error', reject);
      resolve();
    });
  });
}
