import { reasonOf } from '../../outcome/reasonOf';
import type { SignOutReason } from '../../outcome/SignOutFailure';
import type { ServerSide, SignOutScope } from '../../outcome/SignOutOutcome';
import type { AuthUser } from '../AuthAdapter';
import { createDeadline } from '../createDeadline';
import { isOffline } from '../isOffline';

/** What the route answers; where it does not say what became of it, `reason` and `server` do. */
export interface Answer {
  user?: AuthUser | null;
  canSignOutGlobally?: boolean;
  /** Whose tokens lie in the jar, where it is not the user's alone: a userId, or null where they can't be read. */
  held?: readonly (string | null)[];
  outcome?: unknown;
  retry?: string | undefined;
  leaveTo?: string | undefined;
  reason: SignOutReason;
  /** Whether anything may have been done. */
  server: ServerSide;
}

export interface Body {
  scope: SignOutScope;
  redirectUrl?: string | undefined;
  userId?: string | undefined;
  retry?: string;
}

export type Post = (body: Body, signal?: AbortSignal, ms?: number) => Promise<Answer>;

/** Asks the route: who is signed in, or, with a body, to sign out. Never rejects. */
export async function callRoute(
  url: string,
  ms: number,
  body?: Body,
  signal?: AbortSignal,
): Promise<Answer> {
  const deadline = createDeadline(ms, signal);
  try {
    const post: RequestInit = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      keepalive: true,
    };
    const response = await deadline.within(
      fetch(url, { cache: 'no-store', signal: deadline.signal, ...(body && post) }),
    );
    const { ok, status } = response;
    // A yes that can't be read, cut off say, is none, and no refusal either.
    const server = status >= 400 && status < 500 ? 'notEnded' : 'unknown';
    const answer = ok ? await deadline.within(response.json().catch(() => null)) : null;
    return { ...answer, reason: reasonOf({ status }), server };
  } catch {
    const reason = deadline.signal.reason ?? (isOffline() ? 'offline' : 'network');
    return { reason, server: 'unknown' };
  } finally {
    deadline.stop();
  }
}
