import type { SignOutFailure } from '../../../outcome/SignOutFailure';
import type { ServerSide, SignOutScope } from '../../../outcome/SignOutOutcome';
import type { AmplifyAdapterOptions } from '../AmplifyAdapterOptions';
import { expiryOf, type Session, tokensLifetimeMs } from '../session/Session';
import type { ServerResult } from './Surroundings';

/** What is known of a sign-out so far: a value without a token in it, replaced after each step. Times are in milliseconds. */
export interface Progress {
  readonly scope: SignOutScope;
  /** Whether Cognito was sent anything, after which a sign-out can no longer be called off. */
  readonly hasAsked: boolean;
  readonly isCalledOff: boolean;
  readonly server: ServerSide;
  /** When Cognito said yes. */
  readonly endedAt: number | null;
  /** What became of all sessions, whatever was asked for since. */
  readonly all: ServerSide;
  /** Whether nothing of Cognito's part is open. */
  readonly isConfirmed: boolean;
  /** Whether this session alone was ended, as far as it can be, since the others could not be. */
  readonly isOwnSessionEnded: boolean;
  /** Whether newer tokens turned up than those that were ended. */
  readonly hasNewTokens: boolean;
  readonly isCleared: boolean;
  /** Whether the app was told that nobody is signed in, or need not be. */
  readonly isAnnounced: boolean;
  /** Whether nothing is retained any more. */
  readonly isForgotten: boolean;
  /** Whether the person was told that they are still signed in, after which nothing is ended behind their back. */
  readonly isToldFailed: boolean;
  readonly isFederated: boolean;
  /** What failed at Cognito. */
  readonly failures: readonly SignOutFailure[];
  readonly warnings: readonly SignOutFailure[];
  /** How many times in a row Cognito was too busy. */
  readonly throttles: number;
  readonly accessTokenExpiresAt: number | null;
  readonly tokensExpireAt: number | null;
  readonly longestLifetimeMs: number;
}

/** What a sign-out was asked for with. Times are in milliseconds. */
export interface Terms {
  readonly clickedAt: number;
  readonly options: Required<AmplifyAdapterOptions>;
}

const nothing: Progress = Object.freeze({
  scope: 'local',
  hasAsked: false,
  isCalledOff: false,
  server: 'notEnded',
  endedAt: null,
  all: 'notEnded',
  isConfirmed: false,
  isOwnSessionEnded: false,
  hasNewTokens: false,
  isCleared: false,
  isAnnounced: false,
  isForgotten: false,
  isToldFailed: false,
  isFederated: false,
  failures: [],
  warnings: [],
  throttles: 0,
  accessTokenExpiresAt: null,
  tokensExpireAt: null,
  longestLifetimeMs: 0,
});

/** Where a sign-out begins. */
export function begun(session: Session, longestLifetimeMs: number): Progress {
  const { isFederated } = session;
  return { ...nothing, isFederated, ...timesOf(session, longestLifetimeMs) };
}

/** What the scope makes of what is known, once it is settled: a yes to all of them is one to this session. */
export function scoped(progress: Progress, scope: SignOutScope): Progress {
  if (progress.scope === scope) return progress;
  const { all, isConfirmed } = progress;
  const isEnded = scope === 'local' || all === 'ended';
  if (isEnded && isConfirmed && progress.server === 'ended') return { ...progress, scope };
  // All of them may have been ended, this one too.
  const server = all === 'unknown' ? 'unknown' : 'notEnded';
  return { ...progress, scope, server, endedAt: null, isConfirmed: false, warnings: [] };
}

/** What is known after Cognito's part. What may have been heard once is not unsaid by a later refusal. */
export function asked(
  progress: Progress,
  { server, failure, warning }: ServerResult,
  session: Session,
  now: number,
): Progress {
  const wasHeard = progress.server !== 'notEnded' && server === 'notEnded';
  const known = wasHeard ? 'unknown' : server;
  return {
    ...progress,
    server: known,
    endedAt: server === 'ended' ? now : null,
    all: progress.scope === 'global' && progress.all !== 'ended' ? known : progress.all,
    isConfirmed: !failure,
    // That this session alone could not be ended is true until it is.
    failures: failure ? [failure, ...progress.failures.filter(isOwnEnd)] : [],
    warnings: warning ? [warning] : [],
    throttles: failure?.reason === 'throttled' ? progress.throttles + 1 : 0,
    ...timesOf(session, progress.longestLifetimeMs),
  };
}

const isOwnEnd = ({ step }: SignOutFailure, place: number) => place > 0 && step === 'revokeToken';

/** What is known after this session alone was to be ended. */
export function ownEnded(progress: Progress, { failure }: ServerResult): Progress {
  const others = progress.failures.filter((it, place) => !isOwnEnd(it, place));
  return {
    ...progress,
    isOwnSessionEnded: !failure?.retryable,
    failures: failure ? [...others, failure] : others,
  };
}

export function timesOf(session: Session, longestLifetimeMs: number) {
  const { accessToken, idToken } = session;
  return {
    accessTokenExpiresAt: expiryOf(session, accessToken),
    tokensExpireAt: expiryOf(session, accessToken, idToken),
    longestLifetimeMs: Math.max(longestLifetimeMs, tokensLifetimeMs(session)),
  };
}

/** Until when what is retained can be of use: the access token's life, and no longer than the app allows. */
export function usableUntil(progress: Progress, { clickedAt, options }: Terms): number {
  const longest = clickedAt + options.retainMs;
  const needsAccessToken = progress.failures.some(
    ({ step, retryable }) => step === 'globalSignOut' && retryable,
  );
  return Math.min(longest, (needsAccessToken && progress.accessTokenExpiresAt) || longest);
}

/** Whether trying again can help, and can be done. */
export function canRetry(progress: Progress, terms: Terms, now: number): boolean {
  const { isForgotten, failures } = progress;
  const isRetryable = failures.some(({ retryable }) => retryable);
  return !isForgotten && isRetryable && now < usableUntil(progress, terms);
}

/** Whether the app wants to keep a session whose global sign-out was not confirmed. */
export function staysSignedIn({ scope, isConfirmed }: Progress, terms: Terms): boolean {
  const stays = terms.options.onGlobalFailure === 'staySignedIn';
  return scope === 'global' && !isConfirmed && stays;
}

/** Whether what was ended were older tokens than those that this browser holds: it is as it was. */
export const isEndOutdated = ({ scope, hasNewTokens, server }: Progress): boolean =>
  scope === 'local' && hasNewTokens && server === 'ended';

/** Whether Cognito still has to be asked for what the scope names. */
export function isAskDue({ scope, isConfirmed, hasNewTokens }: Progress): boolean {
  // GlobalSignOut ended what came of the session before, whoever was given it.
  return !isConfirmed || (scope === 'local' && hasNewTokens);
}

/** Whether this session alone is to be ended: the others could not be, and no retry needs its access token. */
export function isOwnEndDue(progress: Progress, terms: Terms, now: number): boolean {
  const { scope, isConfirmed, isCleared, isOwnSessionEnded, isToldFailed, hasNewTokens, failures } =
    progress;
  const mayEnd = isCleared || !staysSignedIn(progress, terms);
  const isOpen = scope === 'global' && !isConfirmed && mayEnd && !isToldFailed;
  const others = failures.filter((it, place) => !isOwnEnd(it, place));
  if (!isOpen || canRetry({ ...progress, failures: others }, terms, now)) return false;
  const isSaidDead = failures.some(
    ({ step, reason }) =>
      reason === 'sessionRevoked' || (step === 'session' && reason === 'sessionExpired'),
  );
  return hasNewTokens || (!isOwnSessionEnded && !isSaidDead);
}

/** Which token a failed step could not end. */
export function openToken({ failures, isForgotten }: Progress) {
  const step = isForgotten ? undefined : failures[0]?.step;
  if (step === 'globalSignOut') return 'accessToken';
  return step === 'revokeToken' ? 'refreshToken' : null;
}
