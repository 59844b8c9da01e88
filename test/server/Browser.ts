interface Cookie {
  name: string;
  value: string;
  /** Null where only the host that set it gets it. */
  domain: string | null;
}

/** Where the app of these tests is. */
export const host = 'app.example.org';
export const origin = `https://${host}`;
export const routeUrl = `${origin}/api/sign-out`;

interface Route {
  GET(request: Request): Promise<Response>;
  POST(request: Request): Promise<Response>;
}

/** As Amplify and js-cookie write a name. */
export const encodedName = (name: string) =>
  encodeURIComponent(name).replace(/%(2[346B]|5E|60|7C)/g, decodeURIComponent);

/** A browser's cookies of one host, and the requests that a page of the app sends with them. */
export class Browser {
  readonly cookies: Cookie[] = [];
  /** All that was answered, to look for what nobody may see. */
  readonly shown: string[] = [];

  /** Keeps what Amplify stores, as its server does. */
  store(items: Iterable<[string, string]>, domain: string | null = null): this {
    for (const [name, value] of items)
      this.#set({ name: encodedName(name), value: encodeURIComponent(value), domain });
    return this;
  }

  /** What Amplify would find, by its own names. */
  get items(): Map<string, string> {
    return new Map(
      this.cookies.map(({ name, value }) => [decodeURIComponent(name), decodeURIComponent(value)]),
    );
  }

  get header(): string {
    return this.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  request(method: 'GET' | 'POST', body?: unknown, headers: Record<string, string> = {}): Request {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return new Request(routeUrl, {
      method,
      headers: {
        host,
        cookie: this.header,
        ...(method === 'POST' && { origin, 'content-type': 'application/json' }),
        ...headers,
      },
      ...(method === 'POST' && { body: text }),
    });
  }

  async get(route: Route) {
    const response = await route.GET(this.request('GET'));
    return response.json();
  }

  async send(route: Route, request: Request) {
    const response = await route.POST(request);
    const text = await response.text();
    const setCookies = response.headers.getSetCookie();
    this.shown.push(text, ...setCookies);
    for (const line of setCookies) this.#obey(line);
    return { status: response.status, headers: response.headers, setCookies, ...JSON.parse(text) };
  }

  post(route: Route, body: unknown) {
    return this.send(route, this.request('POST', body));
  }

  /** A `Set-Cookie`, as a browser takes it. */
  #obey(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/);
    const at = pair.indexOf('=');
    const attribute = (name: string) =>
      attributes.map((it) => it.split('=')).find(([key]) => key?.toLowerCase() === name)?.[1];
    const domain = attribute('domain') ?? null;
    if (domain !== null && host !== domain && !host.endsWith(`.${domain}`)) return;
    if (attribute('path') !== '/') throw new Error(`The path of ${line}`);
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), domain };
    this.#remove(cookie);
    if (!(Number(attribute('max-age') ?? 1) <= 0)) this.cookies.push(cookie);
  }

  #set(cookie: Cookie): void {
    this.#remove(cookie);
    this.cookies.push(cookie);
  }

  #remove({ name, domain }: Cookie): void {
    const at = this.cookies.findIndex((it) => it.name === name && it.domain === domain);
    if (at >= 0) this.cookies.splice(at, 1);
  }
}
