import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { ResourcesConfig } from 'aws-amplify';
import { failure, send, sendPreflight } from '../answer';
import { answerRecorded, openRecord } from '../answerRecorded';
import { type Fault, type FaultOptions, Faults } from '../Faults';
import { listenOnLoopback } from '../listenOnLoopback';
import type { RequestRecord } from '../RequestRecord';
import type { UserPool } from '../startUserPool';
import { textOf } from '../textOf';
import { AuthorizationCodes } from './AuthorizationCodes';
import { type BrowserSessionRecord, BrowserSessions } from './BrowserSessions';
import { type Certificate, createCertificate } from './createCertificate';
import { type ManagedLoginClient, ownScopes } from './ManagedLoginClient';
import { managedLoginEndpoints } from './managedLoginEndpoints';

/** Starts a pool's managed login on the loopback interface, with TLS; everything in it is gone after `stop()`. */
export async function startManagedLogin(
  pool: UserPool,
  { clients, domain = 'auth.example.test', port }: ManagedLoginOptions,
): Promise<ManagedLogin> {
  const certificate = createCertificate(new URL(`https://${domain}`).hostname);
  const browsers = new BrowserSessions();
  const codes = new AuthorizationCodes();
  const faults = new Faults();
  const requests: RequestRecord[] = [];
  const endpoints = managedLoginEndpoints({ pool, clients, browsers, codes });

  async function listen(request: IncomingMessage, response: ServerResponse) {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', `https://${domain}`);
    const name = `${request.method} ${pathname}`;
    const endpoint = endpoints[name];
    if (name === 'OPTIONS /oauth2/token') {
      sendPreflight(response, request.headers['access-control-request-headers']);
    } else if (endpoint) {
      const record = openRecord(requests, name, response);
      const form = new URLSearchParams(await textOf(request));
      const cookie = /(?:^|;\s*)cognito=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
      const perform = () => endpoint({ query, form, cookie });
      await answerRecorded(response, record, faults.take(name), perform);
    } else {
      response.writeHead(404).end();
    }
  }

  const server = createServer(certificate, (request, response) => {
    listen(request, response).catch((error) => {
      if (response.headersSent) response.destroy();
      else send(response, failure(error));
    });
  });
  const listening = Number(new URL(await listenOnLoopback(server, port)).port);

  return {
    domain,
    port: listening,
    certificate,
    chromiumArgs: [
      `--host-resolver-rules=MAP ${domain} 127.0.0.1:${listening}`,
      `--ignore-certificate-errors-spki-list=${certificate.spki}`,
    ],
    amplifyConfig(clientId = pool.clientId, changes = {}) {
      const { Auth } = pool.amplifyConfig(clientId);
      const { callbackUrls = [], logoutUrls = [], scopes = ownScopes } = clients[clientId] ?? {};
      const oauth = {
        domain,
        scopes: [...scopes],
        redirectSignIn: [...callbackUrls],
        redirectSignOut: [...logoutUrls],
        responseType: 'code' as const,
        ...changes,
      };
      return { Auth: { Cognito: { ...Auth?.Cognito, loginWith: { oauth } } } } as ResourcesConfig;
    },
    requests,
    clearRequests() {
      requests.length = 0;
    },
    fault: (name, fault, faultOptions) => faults.add(name, fault, faultOptions),
    clearFaults: () => faults.clear(),
    sessions: (username) => browsers.list(username),
    liveSessions: (username) => browsers.list(username).filter((session) => session.live),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface ManagedLoginOptions {
  /** The app clients that may use it, by their ids. */
  clients: Readonly<Record<string, ManagedLoginClient>>;
  /** The host that apps are configured with, perhaps with a port, and that the certificate names. @default 'auth.example.test' */
  domain?: string;
  /** @default a free port */
  port?: number;
}

/** What an app says of its managed login. */
export interface OAuthSettings {
  domain: string;
  scopes: string[];
  redirectSignIn: string[];
  redirectSignOut: string[];
}

export interface ManagedLogin {
  readonly domain: string;
  /** Where it listens on 127.0.0.1, with TLS. */
  readonly port: number;
  readonly certificate: Certificate;
  /** Lets a Chromium reach it as `https://DOMAIN`, and trust this certificate. */
  readonly chromiumArgs: string[];
  /** The pool's configuration with this managed login in it: what the client may use, but for the changes. */
  amplifyConfig(clientId?: string, changes?: Partial<OAuthSettings>): ResourcesConfig;
  /**
   * Every request since the last `clearRequests()`, in order of arrival. The operation is the method and the path:
   * 'GET /oauth2/authorize', 'GET /login', 'POST /login', 'POST /oauth2/token',
   * 'POST /oauth2/revoke', 'GET /logout'.
   */
  readonly requests: readonly RequestRecord[];
  clearRequests(): void;
  /** Spoils the next requests of an operation; `'*'` means any. */
  fault(operation: string, fault: Fault, options?: FaultOptions): void;
  clearFaults(): void;
  /** The browsers that it has given its cookie to, oldest first, of everyone if nobody is named. */
  sessions(username?: string): BrowserSessionRecord[];
  liveSessions(username?: string): BrowserSessionRecord[];
  stop(): Promise<void>;
}
