import { errorNameOf } from '../../../outcome/errorNameOf';
import { isUserGone, reasonOf } from '../../../outcome/reasonOf';
import { isPassing, type SignOutReason } from '../../../outcome/SignOutFailure';
import type { ServerSide } from '../../../outcome/SignOutOutcome';
import { createDeadline } from '../../createDeadline';
import { isOffline } from '../../isOffline';
import type { Surroundings } from './Surroundings';
import { sleep } from './sleep';

/** What the user pool made of a request. */
export type Answer =
  /** It did what it was asked, or the user no longer exists. */
  | { server: 'ended'; body?: Body }
  | {
      server: Exclude<ServerSide, 'ended'>;
      reason: SignOutReason;
      errorName?: string | undefined;
      retryAfterMs?: number;
    };

type Body = Record<string, unknown>;

interface Call {
  operation: 'GlobalSignOut' | 'RevokeToken' | 'GetTokensFromRefreshToken';
  input: Body;
  /** Whether the body of a 200 is Cognito's own yes, where that isn't an empty one. */
  isYes?(body: Body): boolean;
  /** Aborted with a SignOutReason. */
  signal: AbortSignal;
}

/** Sends one request to the user pool and reports what became of it; never rejects. */
async function callOnce(around: Surroundings, call: Call): Promise<Answer> {
  const { client, options } = around;
  const deadline = createDeadline(options.attemptTimeoutMs, undefined, call.signal);
  const wasOffline = isOffline();
  let sent = false;
  const send = async (): Promise<Answer> => {
    const headers = await client.headers();
    deadline.signal.throwIfAborted();
    sent = true;
    const response = await around.fetch(client.endpoint, {
      method: 'POST',
      headers: {
        'content-type': amazonJson,
        'x-amz-target': `AWSCognitoIdentityProviderService.${call.operation}`,
        ...headers,
      },
      body: JSON.stringify(call.input),
      cache: 'no-store',
      credentials: 'omit',
      keepalive: true,
      // A redirect would carry the token somewhere else.
      redirect: 'manual',
      signal: deadline.signal,
    });
    return readAnswer(response, call);
  };
  try {
    return await deadline.within(send());
  } catch {
    const server = sent && !wasOffline ? 'unknown' : 'notEnded';
    const { aborted, reason } = deadline.signal;
    if (aborted) return { server, reason };
    if (!sent) return { server, reason: 'misconfigured' };
    return { server, reason: isOffline() ? 'offline' : 'network' };
  } finally {
    deadline.stop();
  }
}

async function readAnswer(response: Response, call: Call): Promise<Answer> {
  const { headers, status } = response;
  const text = await response.text();
  const body = parseObject(text);
  const isYes = call.isYes ? body && call.isYes(body) : isPlainYes(text, headers);
  if (status === 200 && isYes) return { server: 'ended', body: body ?? {} };
  const error = {
    status,
    name: errorNameOf(headers.get('x-amzn-errortype') ?? String(body?.__type ?? '')),
    message: String(body?.message ?? body?.Message ?? headers.get('x-amzn-errormessage') ?? ''),
  };
  if (isUserGone(error)) return { server: 'ended' };
  return {
    // Whatever failed may have failed after the work was done.
    server: response.ok || status >= 500 ? 'unknown' : 'notEnded',
    reason: reasonOf(error),
    errorName: error.name,
    retryAfterMs: msUntil(headers.get('retry-after')),
  };
}

const amazonJson = 'application/x-amz-json-1.1';

/**
 * Whether a 200 is Cognito's own yes: AWS documents an empty body, and the service sends `{}`. A proxy or a captive
 * portal says 200 too; a proxy may also rewrite the content type.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GlobalSignOut.html#API_GlobalSignOut_ResponseElements
 */
function isPlainYes(text: string, headers: Headers): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  return text === '{}' || (text === '' && type === amazonJson);
}

/** Reads `Retry-After`, which is a number of seconds or a date; 0 where it is neither. */
function msUntil(retryAfter: string | null): number {
  const ms = Number(retryAfter) * 1000;
  return (Number.isNaN(ms) ? Date.parse(String(retryAfter)) - Date.now() : ms) || 0;
}

function parseObject(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Body)
      : null;
  } catch {
    return null;
  }
}

const maxAttempts = 3;

/**
 * Sends a request until the user pool gives a definite answer, at most three times and not past the signal, with
 * exponential back-off and jitter, or after `Retry-After` where it can be read.
 */
export async function callUserPool(around: Surroundings, call: Call): Promise<Answer> {
  let mayHaveHeard = false;
  for (let attempt = 1; ; attempt++) {
    const answer = await callOnce(around, call);
    if (answer.server === 'ended') return answer;
    mayHaveHeard ||= answer.server === 'unknown';
    const backOffMs = 100 * 2 ** attempt + 100 * Math.random();
    const delayMs = Math.max(backOffMs, answer.retryAfterMs ?? 0);
    const isLast =
      attempt === maxAttempts ||
      call.signal.aborted ||
      answer.reason === 'offline' ||
      !isPassing(answer.reason) ||
      delayMs > around.options.attemptTimeoutMs;
    if (!isLast) await sleep(delayMs, call.signal);
    if (isLast || call.signal.aborted) {
      const isCancelled = call.signal.reason === 'cancelled';
      return {
        ...answer,
        ...(mayHaveHeard && { server: 'unknown' }),
        ...(isCancelled && { reason: 'cancelled' }),
      };
    }
  }
}
