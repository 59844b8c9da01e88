/** Answers with JSON that no cache keeps. */
export function answer(body: object, status = 200, more: Headers = new Headers()): Response {
  const headers = new Headers(more);
  headers.set('cache-control', 'no-store');
  headers.set('content-type', 'application/json');
  headers.set('x-content-type-options', 'nosniff');
  return new Response(JSON.stringify(body), { status, headers });
}
