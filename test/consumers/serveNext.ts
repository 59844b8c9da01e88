import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { listenOnLoopback } from '../pool/listenOnLoopback';

/** Starts a Next.js app that is built, for one test; resolves to its URL, which its environment may name. */
export async function serveNext(
  app: string,
  envAt: (url: string) => Record<string, string> | Promise<Record<string, string>>,
  command = 'start',
): Promise<string> {
  const url = `http://localhost:${await freePort()}`;
  const env = await envAt(url);
  const server = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', command, '-p', new URL(url).port],
    {
      cwd: app,
      env: {
        ...process.env,
        NODE_ENV: command === 'dev' ? 'development' : 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        ...env,
      },
      stdio: 'inherit',
    },
  );
  onTestFinished(async () => {
    server.kill();
    await once(server, 'exit');
  });
  const isUp = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  await expect.poll(isUp, { timeout: 120_000 }).toBe(true);
  return url;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listenOnLoopback(server));
  await new Promise((resolve) => server.close(resolve));
  return Number(port);
}
