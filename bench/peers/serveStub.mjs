import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const types = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Serves the page and, on the same origin, a peer's service; `fault` is what its sign-out answers: '200', another status, or 'silence'. */
export async function serveStub(folder, peer) {
  const stub = { fault: '200', asked: 0, ended: false, origin: '', open, close };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, stub.origin);
    const asked = {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      cookie: request.headers.cookie ?? '',
      operation: request.headers['x-amz-target'],
      ended: stub.ended,
      origin: stub.origin,
    };
    const answer = await answerTo(asked);
    if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
  });

  async function answerTo(asked) {
    if (peer.signsOut(asked)) {
      stub.asked += 1;
      if (stub.fault === 'silence') return null;
      if (stub.fault !== '200') return peer.no(stub.fault, asked);
      stub.ended = true;
      return peer.yes(asked);
    }
    return peer.other?.(asked) ?? (await fileAt(asked.path));
  }

  async function fileAt(path) {
    const file = join(folder, path === '/' ? 'index.html' : path);
    const body = await readFile(file).catch(() => null);
    return {
      status: body ? 200 : 404,
      headers: { 'content-type': types[extname(file)] ?? 'text/plain' },
      body: body ?? '',
    };
  }

  function close() {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  }

  /** The second time, where it was. */
  async function open() {
    const port = stub.origin ? new URL(stub.origin).port : 0;
    await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
    stub.origin = `http://127.0.0.1:${server.address().port}`;
  }

  await open();
  return stub;
}
