import type { AddressInfo, Server } from 'node:net';

// Below the ports that systems hand out by themselves.
const [first, count] = [15_000, 17_000];
let next = Math.floor(Math.random() * count);

/** Listens on the port, or on one that this process has not used: what still calls an earlier server must not reach this one. */
export async function listenOnLoopback(server: Server, port?: number): Promise<string> {
  const isListening = await new Promise<boolean>((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      if (port === undefined && error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    };
    server.once('error', onError).listen(port ?? first + (next++ % count), '127.0.0.1', () => {
      server.off('error', onError);
      resolve(true);
    });
  });
  if (!isListening) return listenOnLoopback(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
