import type { AppClient } from '../adapter/amplify/session/AppClient';
import type { CookieAttributes } from './SignOutRouteOptions';

export interface CookieJar extends Pick<AppClient, 'storage' | 'names'> {
  /** What other cookies of that name hold: the host, and each of its domains, may have one. */
  hidden(name: string): readonly string[];
  /** A `Set-Cookie` for each cookie that was removed: for the host, and for the domain where there is one. */
  removals(attributes: CookieAttributes): string[];
}

/** The cookies of one request, as the storage that Amplify keeps its tokens in. */
export function createCookieJar(header: string | null): CookieJar {
  const values = new Map<string, string>();
  const hidden = new Map<string, string[]>();
  /** As they were sent: a name may have been encoded in more than one way. */
  const sent: { cookie: string; name: string }[] = [];
  for (const pair of header?.split(';') ?? []) {
    const at = pair.indexOf('=');
    const cookie = pair.slice(0, Math.max(at, 0)).trim();
    const value = pair.slice(at + 1).trim();
    if (!cookie) continue;
    const name = decoded(cookie);
    sent.push({ cookie, name });
    const before = values.get(name);
    // Of two with one name, Next.js reads the last one; an empty one hides no token.
    if (!value && before !== undefined) continue;
    const others = hidden.get(name) ?? [];
    if (before) others.push(before);
    hidden.set(name, others);
    values.set(name, decoded(value));
  }
  return {
    hidden: (name) => hidden.get(name) ?? [],
    names: () => [...values.keys()],
    storage: {
      getItem: async (name) => values.get(name) ?? null,
      setItem: async (name, value) => void values.set(name, value),
      removeItem: async (name) => void values.delete(name),
    },
    removals({ domain, sameSite }) {
      const removed = new Set(sent.filter(({ name }) => !values.has(name)).map((it) => it.cookie));
      const places = ['', ...(domain ? [`; Domain=${domain}`] : [])];
      // In a frame of another site a browser takes no other.
      const site = sameSite === 'none' ? '; SameSite=None; Secure' : '';
      return [...removed].flatMap((cookie) =>
        places.map((place) => `${cookie}=; Path=/; Max-Age=0${place}${site}`),
      );
    },
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Somebody else's, or as it was meant.
    return text;
  }
}
