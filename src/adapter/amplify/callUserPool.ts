import { errorNameOf } from '../../outcome/errorNameOf';
import { isUserGone, reasonOf } from '../../outcome/reasonOf';
import { isPassing, type SignOutReason } from '../../outcome/SignOutFailure';
import type { ServerSide } from '../../outcome/SignOutOutcome';
import { createDeadline } from './createDeadline';
import { isOffline } from './isOffline';
import type { SignOutContext } from './SignOutContext';
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
      /** Whether it may have heard a request that got no answer. */
      isUnanswered: boolean;
    };

type Body = Record<string, unknown>;

interface Call {
  operation: 'GlobalSignOut' | 'RevokeToken' | 'GetTokensFromRefreshToken';
  input: Body;
  /** Whether the body of a 200 is Cognito's own yes: a proxy or a captive portal says 200 too. @default `{}` */
  isYes?(body: Body): boolean;
  /** Aborted with a SignOutReason. */
  signal: AbortSignal;
}

/** Sends one request to the user pool and reports what became of it; never rejects. */
async function callOnce(context: SignOutContext, call: Call): Promise<Answer> {
  const { configuration, options } = context;
  const deadline = createDeadline(options.attemptTimeoutMs, call.signal);
  const wasOffline = isOffline();
  let sent = false;
  const send = async (): Promise<Answer> => {
    const headers = await configuration.headers();
    deadline.signal.throwIfAborted();
    sent = true;
    context.hasAsked = true;
    const response = await fetch(configuration.endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
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
    return readAnswer(response, call.isYes ?? isEmpty);
  };
  try {
    return await deadline.within(send());
  } catch {
    const isUnanswered = sent && !wasOffline;
    const server = isUnanswered ? 'unknown' : 'notEnded';
    const { aborted, reason } = deadline.signal;
    if (aborted) return { server, reason, isUnanswered };
    if (!sent) return { server, reason: 'misconfigured', isUnanswered };
    return { server, reason: isOffline() ? 'offline' : 'network', isUnanswered };
  } finally {
    deadline.stop();
  }
}

const isEmpty = (body: Body) => Object.keys(body).length === 0;

async function readAnswer(response: Response, isYes: (body: Body) => boolean): Promise<Answer> {
  const body = parseObject(await response.text());
  if (response.ok && body && isYes(body)) return { server: 'ended', body };
  const error = {
    status: response.status,
    name: errorNameOf(response.headers.get('x-amzn-errortype') ?? String(body?.__type ?? '')),
    message: String(
      body?.message ?? body?.Message ?? response.headers.get('x-amzn-errormessage') ?? '',
    ),
  };
  if (isUserGone(error)) return { server: 'ended' };
  return {
    // Whatever failed may have failed after the work was done.
    server: response.ok || error.status >= 500 ? 'unknown' : 'notEnded',
    reason: reasonOf(error),
    errorName: error.name,
    isUnanswered: false,
    retryAfterMs: msUntil(response.headers.get('retry-after')),
  };
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
export async function callUserPool(context: SignOutContext, call: Call): Promise<Answer> {
  let mayHaveHeard = false;
  let isUnanswered = false;
  for (let attempt = 1; ; attempt++) {
    const answer = await callOnce(context, call);
    if (answer.server === 'ended') return answer;
    mayHaveHeard ||= answer.server === 'unknown';
    isUnanswered ||= answer.isUnanswered;
    const backOffMs = 100 * 2 ** attempt + 100 * Math.random();
    const delayMs = Math.max(backOffMs, answer.retryAfterMs ?? 0);
    const isLast =
      attempt === maxAttempts ||
      call.signal.aborted ||
      answer.reason === 'offline' ||
      !isPassing(answer.reason) ||
      delayMs > context.options.attemptTimeoutMs;
    if (!isLast) await sleep(delayMs, call.signal);
    if (isLast || call.signal.aborted) {
      const isCancelled = call.signal.reason === 'cancelled';
      return {
        ...answer,
        isUnanswered,
        ...(mayHaveHeard && { server: 'unknown' }),
        ...(isCancelled && { reason: 'cancelled' }),
      };
    }
  }
}
