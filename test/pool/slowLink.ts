import { connect, createServer, type Socket } from 'node:net';
import { listenOnLoopback } from './listenOnLoopback';

/** A way to a server on which everything takes its time, in each direction. */
export async function slowLink(endpoint: string, delayMs: number) {
  const { hostname, port } = new URL(endpoint);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      from.on('data', (data) => setTimeout(() => to.writable && to.write(data), delayMs));
      from.on('close', () => {
        open.delete(from);
        setTimeout(() => to.end(), delayMs);
      });
      from.on('error', () => to.destroy());
    }
  });
  return {
    endpoint: await listenOnLoopback(server),
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
