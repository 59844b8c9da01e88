import { afterEach, beforeEach, vi } from 'vitest';
import { createRouteAdapter } from '../../src/adapter/route/createRouteAdapter';
import type { RouteAdapterOptions } from '../../src/adapter/route/RouteAdapterOptions';
import type { SignOutRouteOptions } from '../../src/server';
import { Browser } from '../server/Browser';
import { createRouteStage } from '../server/setUp';

const url = '/api/sign-out';
/** As other tabs, and the next page load, know it. */
export const address = `https://app.example.org${url}`;

/** What a managed login grants. */
export const grantedScope = 'openid aws.cognito.signin.user.admin';
const oauth = {
  domain: 'login.example.org',
  scopes: grantedScope.split(' '),
  redirectSignIn: ['https://app.example.org/'],
  redirectSignOut: ['https://app.example.org/bye'],
  responseType: 'code',
};

/** What the network makes of a request to the route: the route's own answer, another, or none. */
export type Meddle = (method: string, proceed: () => Promise<Response>) => Promise<Response>;

/** A page of an app whose sessions lie in cookies, with the route behind it and the pool behind that. */
export function createPageStage() {
  const stage = createRouteStage();
  const left: string[] = [];
  const sent: { method: string; body: string }[] = [];
  let window: EventTarget;
  let meddle: Meddle;

  beforeEach(() => {
    left.length = 0;
    window = new EventTarget();
    meddle = (_, proceed) => proceed();
    vi.stubGlobal('window', window);
    const baseURI = 'https://app.example.org/';
    vi.stubGlobal('document', Object.assign(new EventTarget(), { baseURI }));
    vi.stubGlobal('location', { assign: (to: string) => void left.push(to) });
  });
  afterEach(() => void vi.unstubAllGlobals());

  return {
    ...stage,
    get pool() {
      return stage.pool;
    },
    /** Where the page went. */
    left,
    /** What the page asked the route. */
    sent,
    say: (event: Event) => window.dispatchEvent(event),
    meddle(next: Meddle) {
      meddle = next;
    },
    /** Loses every request to the route of a method. */
    lose(lost: string) {
      meddle = (method, proceed) =>
        method === lost ? Promise.reject(new TypeError('Failed to fetch')) : proceed();
    },
    heal() {
      meddle = (_, proceed) => proceed();
    },
    withManagedLogin: () => ({ config: stage.configOf(undefined, oauth) as never }),
    /** An adapter on a page of its own, with a browser in which nobody is signed in. */
    page(options: Partial<SignOutRouteOptions> = {}, given?: RouteAdapterOptions) {
      const browser = new Browser();
      const route = stage.route(options);
      const network = globalThis.fetch;
      sent.length = 0;
      vi.stubGlobal('fetch', async (to: string, init: RequestInit = {}) => {
        if (!to.endsWith(url)) return network(to, init);
        const { method = 'GET', body = '', signal } = init;
        sent.push({ method, body: String(body) });
        const answering = meddle(method, async () => {
          if (method === 'GET') return route.GET(browser.request('GET'));
          const {
            status,
            setCookies: _,
            headers: __,
            ...answer
          } = await browser.post(route, JSON.parse(String(body)));
          return Response.json(answer, { status });
        });
        return new Promise<Response>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
          answering.then(resolve, reject);
        });
      });
      return { browser, adapter: createRouteAdapter(url, given) };
    },
  };
}
