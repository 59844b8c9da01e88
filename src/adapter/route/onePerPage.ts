import type { AuthAdapter } from '../AuthAdapter';

/** Its shape is a protocol: a copy of the package that changes it takes another key. */
const key = Symbol.for('amplify-signoff/route/1');

/**
 * The one adapter of this page for a URL: two for one route would not know of each other's sign-outs. `create` is told its
 * address, however the URL is spelt.
 */
export function onePerPage(url: string, create: (address: string) => AuthAdapter): AuthAdapter {
  if (typeof window === 'undefined') return create(url);
  const page = window as { [key]?: Map<string, AuthAdapter> };
  page[key] ??= new Map();
  const address = addressOf(url);
  const adapter = page[key].get(address) ?? create(address);
  page[key].set(address, adapter);
  return adapter;
}

function addressOf(url: string): string {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
}
