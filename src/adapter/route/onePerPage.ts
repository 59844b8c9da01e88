import type { AuthAdapter } from '../AuthAdapter';

/** Its shape is a protocol: a copy of the package that changes it takes another key. */
const key = Symbol.for('amplify-signoff/route/1');

/** The one adapter of this page for a URL: two for one route would not know of each other's sign-outs. */
export function onePerPage(url: string, create: () => AuthAdapter): AuthAdapter {
  if (typeof window === 'undefined') return create();
  const page = window as { [key]?: Map<string, AuthAdapter> };
  page[key] ??= new Map();
  const adapter = page[key].get(url) ?? create();
  page[key].set(url, adapter);
  return adapter;
}
