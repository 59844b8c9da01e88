import { errorNameOf } from '../../outcome/errorNameOf';
import { isUserGone, reasonOf } from '../../outcome/reasonOf';
import { isPassing, type SignOutReason } from '../../outcome/SignOutFailure';
import type { ServerSide } from '../../outcome/SignOutOutcome';
import { isOffline } from './isOffline';
import type { SignOutContext } from './SignOutContext';
import { sleep } from './sleep';

/** What the user pool made of a request. */
export type Answer =
  | { server: 'ended' }
  | {
      server: Exclude<ServerSide, 'ended'>;
      reason: SignOutReason;
      errorName?: string | undefined;
      retryAfterMs?: number | undefined;
    };

interface Call {
  operation: 'GlobalSignOut' | 'RevokeToken';
  input: Record<string, string>;
  /** Aborted with a SignOutReason. */
  signal: AbortSignal;
}

/** Sends one request to the user pool and reports what became of it; never rejects. */
async function callOnce(context: SignOutContext, call: Call): Promise<Answer> {
  const { configuration, options } = context;
  const controller = new AbortController();
  const abort = () => controller.abort(call.signal.reason);
  const timer = setTimeout(() => controller.abort('timeout'), options.attemptTimeoutMs);
  call.signal.addEventListener('abort', abort);
  if (call.signal.aborted) abort();
  const wasOffline = isOffline();
  const aborted = new Promise<never>((_, reject) => {
    controller.signal.addEventListener('abort', () => reject(controller.signal.reason));
  });
  aborted.catch(() => {});
  let sent = false;
  const send = async (): Promise<Answer> => {
    const headers = await configuration.headers();
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
      signal: controller.signal,
    });
    return readAnswer(response);
  };
  try {
    return await Promise.race([send(), aborted]);
  } catch {
    const server = sent && !wasOffline ? 'unknown' : 'notEnded';
    if (controller.signal.aborted) {
      return { server, reason: controller.signal.reason as SignOutReason };
    }
    if (!sent) return { server, reason: 'misconfigured' };
    return { server, reason: isOffline() ? 'offline' : 'network' };
  } finally {
    clearTimeout(timer);
    call.signal.removeEventListener('abort', abort);
  }
}

async function readAnswer(response: Response): Promise<Answer> {
  const body = parseObject(await response.text());
  // Only an object is Cognito's own yes: a proxy or a captive portal says 200 too.
  if (response.ok) return body ? { server: 'ended' } : { server: 'unknown', reason: 'unknown' };
  const error = {
    status: response.type === 'opaqueredirect' ? 302 : response.status,
    name: errorNameOf(response.headers.get('x-amzn-errortype') ?? String(body?.__type ?? '')),
    message: String(body?.message ?? body?.Message ?? ''),
  };
  if (isUserGone(error)) return { server: 'ended' };
  const retryAfter = Number.parseFloat(response.headers.get('retry-after') ?? '');
  return {
    // A gateway that gave up waiting may have passed the request on.
    server: error.status === 502 || error.status === 504 ? 'unknown' : 'notEnded',
    reason: reasonOf(error),
    errorName: error.name,
    retryAfterMs: Number.isNaN(retryAfter) ? undefined : retryAfter * 1000,
  };
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
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
  for (let attempt = 1; ; attempt++) {
    const answer = await callOnce(context, call);
    if (answer.server === 'ended') return answer;
    mayHaveHeard ||= answer.server === 'unknown';
    const delayMs = answer.retryAfterMs ?? 100 * 2 ** attempt + 100 * Math.random();
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
        ...(mayHaveHeard && { server: 'unknown' }),
        ...(isCancelled && { reason: 'cancelled' }),
      };
    }
  }
}
