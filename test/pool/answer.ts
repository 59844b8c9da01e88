import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import { CognitoError, UnsupportedError } from 'cognito-local/lib/errors.js';
import { Refused } from '../cognito/refusals';
import type { AnswerFault, Fault } from './Faults';
import type { RequestRecord } from './RequestRecord';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
};

export function success(output: unknown): Answer {
  return { status: 200, headers: headersFor(), body: JSON.stringify(output, datesInSeconds) };
}

/** The answer to an operation that threw. */
export function failure(error: unknown): Answer {
  if (error instanceof Refused) return errorAnswer(error.refusal);
  if (error instanceof CognitoError) {
    return errorAnswer({ status: 400, errorName: error.code, message: error.message });
  }
  if (error instanceof UnsupportedError) {
    return errorAnswer({ status: 400, errorName: 'UnknownOperationException' });
  }
  return errorAnswer({ status: 500, errorName: 'InternalErrorException', message: String(error) });
}

export function errorAnswer(fault: AnswerFault): Answer {
  const { status, errorName, message, errorIn = 'both', withoutCors = false } = fault;
  const told = errorName && errorIn !== 'body' ? { 'x-amzn-errortype': `${errorName}:` } : {};
  const reason = message && isHeaderSafe(message) ? { 'x-amzn-errormessage': message } : {};
  const type = errorName && errorIn !== 'header' ? { __type: errorName } : {};
  return {
    status,
    headers: { ...headersFor(!withoutCors), ...told, ...reason, ...fault.headers },
    body: fault.body ?? JSON.stringify({ ...type, ...(message ? { message } : {}) }),
  };
}

/** Sends the answer, or what the fault leaves of it, and says which. */
export function send(
  response: ServerResponse,
  answer: Answer,
  fault?: Fault,
): Pick<RequestRecord, 'ended' | 'status'> {
  if (fault && 'reset' in fault) {
    // A TLS socket has no way to send a reset itself, and is cut off.
    if (response.socket instanceof TLSSocket) response.socket.destroy();
    else response.socket?.resetAndDestroy();
    return { ended: 'reset' };
  }
  if (fault && 'silent' in fault) {
    if (fault.silent === 'afterHeaders') {
      response.writeHead(200, headersFor()).flushHeaders();
    }
    return { ended: 'silent' };
  }
  if (fault && 'closeEarly' in fault) {
    response.writeHead(200, { ...headersFor(), 'content-length': '512' });
    response.write('{"', () => response.destroy());
    return { ended: 'closedEarly' };
  }
  const { status, headers, body } = fault && 'status' in fault ? errorAnswer(fault) : answer;
  response.writeHead(status, headers).end(body);
  return { ended: 'answered', status };
}

export function sendPreflight(response: ServerResponse, requestedHeaders = '*'): void {
  response.writeHead(200, {
    ...CORS,
    'access-control-allow-headers': requestedHeaders,
    'access-control-allow-methods': 'GET,POST,OPTIONS',
  });
  response.end();
}

function headersFor(cors = true): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.1',
    'x-amzn-requestid': randomUUID(),
    ...(cors ? CORS : {}),
  };
}

function isHeaderSafe(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** JSON turns a Date to text before a replacer sees it: look at the holder. */
function datesInSeconds(this: Record<string, unknown>, name: string, value: unknown): unknown {
  const held = this[name];
  return held instanceof Date ? Math.floor(held.getTime() / 1000) : value;
}
