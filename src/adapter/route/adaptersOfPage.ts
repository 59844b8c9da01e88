import type { AuthAdapter } from '../AuthAdapter';

/** Its shape is a protocol: a copy of the package that changes it takes another key. */
const key = Symbol.for('amplify-signoff/route/1');

/** The adapters of this page by URL: two for one route would not know of each other's sign-outs. */
export function adaptersOfPage(): Map<string, AuthAdapter> {
  if (typeof window === 'undefined') return new Map();
  const page = window as { [key]?: Map<string, AuthAdapter> };
  page[key] ??= new Map();
  return page[key];
}
