import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { CognitoError } from 'cognito-local/lib/errors.js';
import { failure, send, sendPreflight, success } from './answer';
import { answerRecorded, openRecord } from './answerRecorded';
import type { Fault, FaultOptions, Faults } from './Faults';
import type { Operation, OperationInput } from './operations';
import type { RequestRecord } from './RequestRecord';
import type { Sessions } from './Sessions';
import { publicKeys, type Tokens } from './Tokens';
import { textOf } from './textOf';

interface PoolRequestsInput {
  operation: (name: string) => Operation;
  faults: Faults;
  sessions: Sessions;
  tokens: Tokens;
  requests: RequestRecord[];
}

/** The body of `POST /control/fault`. */
type FaultRequest = Partial<{ operation: string; fault: Fault }> & FaultOptions;

/** Everything the pool's server listens to: Cognito's operations, managed login, and the controls. */
export function poolRequests(pool: PoolRequestsInput): RequestListener {
  const { operation, faults, sessions, tokens, requests } = pool;

  async function call(name: string, request: IncomingMessage, response: ServerResponse) {
    const record = openRecord(requests, name, response);
    const input: OperationInput = JSON.parse((await textOf(request)) || '{}');
    const originJti = originJtiOf(input);
    if (originJti) record.originJti = originJti;
    await answerRecorded(response, record, faults.take(name), async () =>
      success(await operation(name)(input)),
    );
  }

  function originJtiOf(input: OperationInput): string | undefined {
    const refreshToken =
      input.RefreshToken ?? input.Token ?? input.AuthParameters?.REFRESH_TOKEN ?? '';
    return input.AccessToken === undefined
      ? sessions.byRefreshToken(refreshToken)?.originJti
      : tokens.accessClaims(input.AccessToken)?.event_id;
  }

  function signOutOfManagedLogin(query: URLSearchParams, response: ServerResponse) {
    const location = query.get('logout_uri');
    const status = location && query.has('client_id') ? 302 : 400;
    Object.assign(openRecord(requests, 'logout', response), {
      ended: 'answered',
      status,
      performed: status === 302,
    });
    response.writeHead(status, location ? { location } : {}).end();
  }

  async function control(url: URL, request: IncomingMessage): Promise<unknown> {
    switch (`${request.method} ${url.pathname}`) {
      case 'POST /control/fault': {
        const { operation, fault, ...options } = JSON.parse(await textOf(request)) as FaultRequest;
        if (typeof operation !== 'string' || typeof fault !== 'object') {
          throw invalid('A fault is { operation, fault, times? }');
        }
        faults.add(operation, fault, options);
        return {};
      }
      case 'POST /control/clear':
        faults.clear();
        return {};
      case 'GET /control/sessions':
        return sessions.list(url.searchParams.get('username') ?? undefined);
      case 'GET /control/requests':
        return requests;
      default:
        throw invalid(`There is no ${request.method} ${url.pathname}`);
    }
  }

  async function listen(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const target = request.headers['x-amz-target'];
    if (request.method === 'OPTIONS') {
      sendPreflight(response, request.headers['access-control-request-headers']);
    } else if (url.pathname.startsWith('/control/')) {
      send(response, await control(url, request).then(success, failure));
    } else if (url.pathname === '/logout') {
      signOutOfManagedLogin(url.searchParams, response);
    } else if (url.pathname.endsWith('/.well-known/jwks.json')) {
      send(response, success(publicKeys()));
    } else if (request.method === 'POST' && typeof target === 'string') {
      await call(target.split('.').at(-1) ?? '', request, response);
    } else {
      response.writeHead(404).end();
    }
  }

  return (request, response) => {
    listen(request, response).catch((error) => {
      if (response.headersSent) response.destroy();
      else send(response, failure(error));
    });
  };
}

function invalid(message: string): CognitoError {
  return new CognitoError('InvalidParameterException', message);
}
