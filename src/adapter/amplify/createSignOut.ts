import { type SignOutFailure, signOutFailure } from '../../outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  partialSignOut,
  type ServerSide,
  type SignOutOutcome,
  type SignOutScope,
} from '../../outcome/SignOutOutcome';
import type { SignOutAttempt } from '../AuthAdapter';
import { announceSignedOut } from './announceSignedOut';
import { createDeadline, type Deadline } from './createDeadline';
import { endEverySession } from './endEverySession';
import { endThisSession } from './endThisSession';
import { holdSession, type LateTokens, readUndisturbed } from './guardTokenStore';
import { leavePage } from './managedLogin';
import { sharedRefresh } from './refreshSession';
import {
  adopt,
  clearSession,
  dropTokens,
  expiryOf,
  holdsSession,
  isOf,
  type Session,
} from './Session';
import type { SignOutContext } from './SignOutContext';
import { sleep } from './sleep';

const coolDownMs = 250;

/** One sign-out of one captured session. */
export interface SignOut {
  /** Asks Cognito, clears this browser and settles; run again, it goes on from what was confirmed. Never rejects. */
  run(cancel?: AbortSignal, elapsedMs?: number): Promise<SignOutAttempt>;
}

interface UnderWay {
  session: Session;
  scope: SignOutScope;
  attempt: Promise<SignOutAttempt>;
}

const underWay = new Set<UnderWay>();

/** The sign-out of the same session that is under way, whichever adapter it was asked of. */
export function signOutUnderWay(session: Session): UnderWay | undefined {
  return [...underWay].find((other) => isOf(other.session, session));
}

export function createSignOut(context: SignOutContext): SignOut {
  const { configuration, session, scope, request, options, clickedAt } = context;
  let server: ServerSide = 'notEnded';
  let isConfirmed = false;
  let isCleared = false;
  let isFederated = session.isFederated;
  let hasCleanedUp = false;
  let isOwnSessionEnded = false;
  let isForgotten = false;
  /** Whether a refresh got newer tokens than those that were ended. */
  let hasLateTokens = false;
  let tokensExpireBy = context.expireBy();
  let serverFailures: SignOutFailure[] = [];
  let leaveFailures: SignOutFailure[] = [];
  let warnings: SignOutFailure[] = [];
  let running: Promise<SignOutAttempt> | null = null;
  /** How many times in a row Cognito was too busy for it. */
  let throttles = 0;
  let forgetTimer: ReturnType<typeof setTimeout> | undefined;

  async function endAtServer(deadline: Deadline) {
    // Cognito says yes to a token that was rotated out, and does nothing.
    if (scope === 'local') adopt(session, (await sharedRefresh(context, deadline.signal)) ?? {});
    const result =
      scope === 'global'
        ? await endEverySession(context, deadline)
        : await endThisSession(context, deadline.signal);
    // What may have been heard once is not unsaid by a later refusal.
    server = server === 'unknown' && result.server === 'notEnded' ? 'unknown' : result.server;
    isConfirmed = !result.failure;
    serverFailures = result.failure ? [result.failure] : [];
    tokensExpireBy = context.expireBy();
    throttles = result.failure?.reason === 'throttled' ? throttles + 1 : 0;
    warnings = result.warning ? [result.warning] : [];
  }

  /** Ends this session where the other ones could not be ended and no retry needs its access token. */
  async function endOwnSession(signal: AbortSignal, hasNewTokens = false) {
    isOwnSessionEnded = true;
    // From here on "revoked" may be this sign-out's own doing.
    session.isFresh = false;
    const [failure] = serverFailures;
    const isRefused = failure?.step === 'session' && failure.reason === 'sessionExpired';
    if (!hasNewTokens && (isRefused || failure?.reason === 'sessionRevoked')) return;
    const ended = await endThisSession(context, signal);
    if (ended.failure && !isForgotten) serverFailures.push(ended.failure);
  }

  /** Works on a copy: a storage may take so long that what was retained is forgotten meanwhile. */
  async function eraseSession(): Promise<boolean> {
    const erased = { ...session, known: new Set(session.known) };
    const clear = () => clearSession(configuration, erased);
    const isGone = await readUndisturbed(clear).catch(() => false);
    if (!isForgotten && erased.refreshToken) onLateTokens(erased);
    return isGone;
  }

  async function clearHere() {
    isCleared = await eraseSession();
    if (!isCleared) return;
    isFederated = (await announceSignedOut(configuration).catch(() => false)) || isFederated;
  }

  /** A refresh got tokens for a session that has ended here: they are never stored, and must not live on. */
  function onLateTokens({ accessToken, refreshToken }: LateTokens) {
    if (refreshToken && session.known.has(refreshToken)) return;
    adopt(session, { accessToken, refreshToken });
    hasLateTokens = true;
    if (isForgotten) endWhatIsLeft();
  }

  /** Ends what no retry will end, without waiting for it, and drops the tokens. */
  function endWhatIsLeft() {
    const isLeft =
      scope === 'local' ? hasLateTokens : !isConfirmed && (hasLateTokens || !isOwnSessionEnded);
    if (isLeft && (isCleared || !staysSignedIn())) {
      void endOwnSession(new AbortController().signal, hasLateTokens);
    }
    hasLateTokens = false;
    dropTokens(session);
  }

  /** What a refresh got while the session was being ended must be ended too. */
  async function endLateTokens(deadline: Deadline) {
    if (!hasLateTokens) return;
    hasLateTokens = false;
    if (scope === 'local') {
      isConfirmed = false;
      await endAtServer(deadline);
    } else if (!isConfirmed && !canRetry()) {
      await endOwnSession(deadline.signal, true);
    }
  }

  /** How long what was retained can be of use: the access token's life, and no longer than the app allows. */
  function usableUntil(): number {
    const longest = clickedAt + options.retainMs;
    const needsAccessToken = serverFailures[0]?.step === 'globalSignOut';
    return Math.min(
      longest,
      (needsAccessToken && expiryOf(session, session.accessToken)) || longest,
    );
  }

  const canRetry = () =>
    !isForgotten && serverFailures.some(({ retryable }) => retryable) && Date.now() < usableUntil();
  const staysSignedIn = () =>
    scope === 'global' && !isConfirmed && options.onGlobalFailure === 'staySignedIn';

  function outcomeNow(): SignOutOutcome {
    const [failure, ...more] = [...serverFailures, ...leaveFailures];
    if (!isCleared) {
      const refused = signOutFailure('clearLocal', 'storage');
      if (!failure) return failedSignOut(scope, server, refused);
      return failedSignOut(scope, server, failure, ...more, ...(staysSignedIn() ? [] : [refused]));
    }
    const settled = { scope, server, tokensExpireBy };
    if (!failure) return completeSignOut({ ...settled, warnings });
    const retryUntil = canRetry() ? new Date(usableUntil()) : null;
    return partialSignOut({ ...settled, failures: [failure, ...more], retryUntil });
  }

  async function settle(): Promise<SignOutAttempt> {
    if (isCleared && !hasCleanedUp) {
      hasCleanedUp = true;
      await request.cleanup?.(outcomeNow());
    }
    if (isCleared) {
      const failure = leavePage(configuration, request.redirectUrl, isFederated, isConfirmed);
      leaveFailures = failure ? [failure] : [];
    }
    const outcome = outcomeNow();
    if (isCleared && canRetry()) retain();
    else if (isCleared) forget();
    const hasRetry = isCleared ? canRetry() : !staysSignedIn();
    return { outcome, ...(hasRetry && { retry }), revealToken, forget };
  }

  function retain() {
    clearTimeout(forgetTimer);
    // Whatever becomes of the clock.
    forgetTimer = setTimeout(forget, Math.min(options.retainMs, usableUntil() - Date.now()));
    (forgetTimer as { unref?: () => void }).unref?.();
    if (typeof window !== 'undefined') window.addEventListener('pagehide', forget);
  }

  function forget() {
    if (isForgotten) return;
    if (running) {
      void running.then(forget);
      return;
    }
    isForgotten = true;
    clearTimeout(forgetTimer);
    if (typeof window !== 'undefined') window.removeEventListener('pagehide', forget);
    endWhatIsLeft();
  }

  function revealToken(): string | null {
    const [failure] = serverFailures;
    if (failure?.step === 'globalSignOut') return session.accessToken;
    return failure?.step === 'revokeToken' ? session.refreshToken : null;
  }

  async function runOnce(
    cancel: AbortSignal | undefined,
    elapsedMs: number,
  ): Promise<SignOutAttempt> {
    const leftMs = Math.max(0, options.deadlineMs - elapsedMs);
    const whole = createDeadline(leftMs);
    // Leaves time to clear a slow storage.
    const asking = createDeadline(leftMs * 0.8, cancel);
    const release = isCleared ? () => {} : holdSession(session, onLateTokens);
    let clearing: Promise<void> | null = null;
    // The requests outlive the page, and the tokens must not.
    const onPageHide = () => void (isCleared || staysSignedIn() || eraseSession());
    if (typeof window !== 'undefined') window.addEventListener('pagehide', onPageHide);
    const before = { server, serverFailures };
    try {
      if (throttles > 0) await sleep(coolDownMs * 2 ** Math.min(throttles, 4), asking.signal);
      if (!isConfirmed) await endAtServer(asking);
      const isCancelled = asking.signal.reason === 'cancelled';
      if (isCancelled && !context.hasAsked) {
        const outcome = failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'cancelled'));
        return { outcome, revealToken: () => null, forget() {} };
      }
      // A retry that is called off leaves what was retained for the next one.
      if (isCancelled && isCleared && !isConfirmed) ({ server, serverFailures } = before);
      if (scope === 'global' && !isConfirmed && !canRetry() && !staysSignedIn()) {
        if (asking.signal.aborted) void endOwnSession(new AbortController().signal);
        else await endOwnSession(asking.signal);
      }
      if (!isCleared && staysSignedIn()) {
        const holding = whole.within(holdsSession(configuration, session));
        isCleared = !(await holding.catch(() => true));
      }
      if (isCleared || staysSignedIn()) return await settle();
      await endLateTokens(asking);
      clearing = clearHere().finally(() => release(true));
      const isInTime = await whole.within(clearing).then(
        () => true,
        () => false,
      );
      await endLateTokens(asking);
      const attempt = await settle();
      return isInTime ? attempt : { ...attempt, late: clearing.then(settle) };
    } finally {
      if (!clearing) release(isCleared);
      if (typeof window !== 'undefined') window.removeEventListener('pagehide', onPageHide);
      whole.stop();
      asking.stop();
    }
  }

  function run(cancel?: AbortSignal, elapsedMs = 0): Promise<SignOutAttempt> {
    if (running) return running;
    running = runOnce(cancel, elapsedMs).finally(() => {
      running = null;
      underWay.delete(entry);
    });
    const entry = { session, scope, attempt: running };
    underWay.add(entry);
    return running;
  }

  const retry = ({ signal }: { signal?: AbortSignal } = {}) =>
    isForgotten ? settle() : run(signal);

  return { run };
}
