import type { SignOutRequest } from '../adapter/AuthAdapter';

export interface Body extends Pick<SignOutRequest, 'scope' | 'redirectUrl' | 'userId'> {
  /** What an answer before has sealed. */
  readonly retry?: string;
}

/** More than the longest tokens that a browser would send as cookies. */
const mostCharacters = 65_536;

/** Reads what a POST asks for; a sentence where it is nothing that can be asked for. */
export async function readBody(request: Request): Promise<Body | string> {
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get('content-type') ?? ''))
    return 'The content type must be application/json.';
  const text = await request.text().catch(() => '');
  if (text.length > mostCharacters) return 'The body is too long.';
  const body = parse(text);
  if (body === null) return 'The body must be a JSON object.';
  if (body.scope !== 'local' && body.scope !== 'global')
    return 'The scope must be "local" or "global".';
  const names = (['redirectUrl', 'userId', 'retry'] as const).filter(
    (it) => body[it] !== undefined,
  );
  const wrong = names.find((name) => typeof body[name] !== 'string');
  if (wrong) return `The ${wrong} must be a string.`;
  return { scope: body.scope, ...Object.fromEntries(names.map((name) => [name, body[name]])) };
}

function parse(text: string): { [name in keyof Body]?: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
