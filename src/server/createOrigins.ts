/** Which origins are the app's own. */
export interface Origins {
  /** Whether a request may change anything: only a page of the app's own may ask for that. */
  admit(request: Request): boolean;
  /** Whether a URL that a request names is the app's own; a relative one is. */
  isOwn(url: string, request: Request): boolean;
}

/** Without a list it is what the environment names, else what the Host header does. Throws a TypeError for what is none. */
export function createOrigins(given: readonly string[] | undefined): Origins {
  const { AMPLIFY_APP_ORIGIN } = typeof process === 'undefined' ? {} : process.env;
  const origins = (given ?? (AMPLIFY_APP_ORIGIN ? [AMPLIFY_APP_ORIGIN] : null))?.map(originOf);

  /** Whether it is listed, or, without a list, what the Host header names. */
  function isNamed(url: URL, headers: Headers): boolean {
    if (origins) return origins.includes(url.origin);
    const named = `${url.protocol}//${headers.get('host') ?? ''}`;
    return URL.canParse(named) && new URL(named).origin === url.origin;
  }

  return {
    isOwn(url, { headers }) {
      const page = pageOf(headers);
      const base = page ?? origins?.[0] ?? `https://${headers.get('host')}`;
      if (!URL.canParse(url, base)) return false;
      const to = new URL(url, base);
      // A blob: URL has its maker's origin.
      if (!/^https?:$/.test(to.protocol)) return false;
      // The page that was let in is the app's own, whatever a proxy makes of the host.
      if (to.origin === page) return true;
      return Boolean(origins || !page) && isNamed(to, headers);
    },
    admit({ headers }) {
      const site = headers.get('sec-fetch-site');
      if (site !== null) return site === 'same-origin';
      const page = pageOf(headers);
      return page !== null && isNamed(new URL(page), headers);
    },
  };
}

/** Where the page that asks is from; null where that is nowhere, as a sandboxed frame is. */
function pageOf(headers: Headers): string | null {
  const origin = headers.get('origin') ?? '';
  return /^https?:/.test(origin) && URL.canParse(origin) ? origin : null;
}

function originOf(url: string): string {
  const origin = URL.canParse(url) ? new URL(url).origin : 'null';
  // A browser never sends a pattern, or a list.
  if (!/^https?:[^*,]+$/.test(origin)) {
    throw new TypeError(
      `createSignOutRoute: ${JSON.stringify(url)} is no origin, so it can't be told who may sign people out. Give origins, or AMPLIFY_APP_ORIGIN, as https://app.example.`,
    );
  }
  return origin;
}
