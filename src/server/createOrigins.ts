/** Which origins are the app's own. */
export interface Origins {
  /** Whether a request may change anything: only a page of the app's own may ask for that. */
  admit(request: Request): boolean;
  /** Whether a URL that a request names is the app's own; a relative one is. */
  isOwn(url: string, request: Request): boolean;
}

/** Without a list it is what the environment names, else what the Host header does. Throws a TypeError for what is none. */
export function createOrigins(given: readonly string[] | undefined): Origins {
  const listed = given?.map(originOf);

  const own = () => {
    const { AMPLIFY_APP_ORIGIN } = typeof process === 'undefined' ? {} : process.env;
    return listed ?? (AMPLIFY_APP_ORIGIN ? [originOf(AMPLIFY_APP_ORIGIN)] : null);
  };

  function isOwn(url: string, { headers }: Request): boolean {
    const origins = own();
    const host = headers.get('host');
    const base = origins ? origins[0] : `https://${host}`;
    if (!base || !URL.canParse(url, base)) return false;
    const { origin, protocol } = new URL(url, base);
    if (!/^https?:$/.test(protocol)) return false;
    if (origins) return origins.includes(origin);
    const here = `${protocol}//${host}`;
    return host !== null && URL.canParse(here) && new URL(here).origin === origin;
  }

  return {
    isOwn,
    admit(request) {
      const site = request.headers.get('sec-fetch-site');
      if (site !== null) return site === 'same-origin';
      const origin = request.headers.get('origin');
      return origin !== null && URL.canParse(origin) && isOwn(origin, request);
    },
  };
}

function originOf(url: string): string {
  const origin = URL.canParse(url) ? new URL(url).origin : 'null';
  if (!/^https?:/.test(origin)) {
    throw new TypeError(
      `createSignOutRoute: ${JSON.stringify(url)} is no origin, so it can't be told who may sign people out. Give origins, or AMPLIFY_APP_ORIGIN, as https://app.example.`,
    );
  }
  return origin;
}
