import type {
  AuthEvent,
  AuthUser,
  RetryOptions,
  SettledSignOut,
  SignOutAttempt,
  SignOutRequest,
} from '../adapter/AuthAdapter';
import { isManagedLoginOpen } from '../outcome/isManagedLoginOpen';
import { isSomeoneElses } from '../outcome/isSomeoneElses';
import { type SignOutFailure, signOutFailure } from '../outcome/SignOutFailure';
import {
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
  type SignOutScope,
} from '../outcome/SignOutOutcome';
import { tooLate } from '../outcome/tooLate';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import { worstOf } from '../outcome/worstOf';
import { after } from './after';
import { checkOutcome, checkScript, checkSignedOutBy, checkUser } from './checkScript';
import { createPlayer } from './createPlayer';
import type { ScriptedAdapter, ScriptedAdapterOptions } from './ScriptedAdapter';

interface Session {
  readonly user: AuthUser;
}

/** One `signOut()`, with the session that it is to end. */
interface Click {
  readonly request: SignOutRequest;
  readonly whose: Session | null;
  tasks?: Promise<SignOutFailure[]>;
}

type Playing = Promise<SignOutOutcome | null>;

const ana: AuthUser = { userId: 'ana', username: 'ana', displayName: 'Ana' };

/**
 * An adapter that plays outcomes without a network, for an app's own tests and for stories. Throws a TypeError for a script
 * that can't be played.
 */
export function createScriptedAdapter(options: ScriptedAdapterOptions = {}): ScriptedAdapter {
  const { user = ana, canSignOutGlobally = true } = checkScript(options);
  const next = createPlayer(options);
  const listeners = new Set<(event: AuthEvent) => void>();
  const settledListeners = new Set<(settled: SettledSignOut) => void>();
  const corrections = new Set<(attempt: SignOutAttempt) => void>();
  let session: Session | null = user && { user };
  let hadSession = session !== null;
  /** Whose partial sign-out a click goes on with, where nobody is there. */
  let leftOpen = (): Session | null => null;
  let running: (Pick<Click, 'whose'> & { scope: SignOutScope; playing: Playing }) | null = null;

  const tell = (event: AuthEvent) => {
    for (const listener of [...listeners]) listener(event);
  };

  /** Plays the next outcome, of this session; null where it is called off. */
  async function play(request: SignOutRequest, whose: Session): Playing {
    const outcome = await next(request);
    // Whoever has signed in meanwhile stays.
    if (outcome?.signedOutLocally && session === whose) {
      session = null;
      tell({ type: 'signedOut', by: 'user' });
    }
    return outcome;
  }

  /** Whoever asks for what is being played is told the same, unless it is called off. */
  async function playOrJoin(request: SignOutRequest, whose: Session): Playing {
    const { scope, signal } = request;
    if (running?.whose === whose && running.scope === scope && !signal?.aborted) {
      const joined = await after(0, running.playing, signal);
      if (joined || signal?.aborted) return joined;
    }
    const own = { whose, scope, playing: play(request, whose) };
    running = own;
    return own.playing.finally(() => {
      if (running === own) running = null;
    });
  }

  /** Holds on to a sign-out for one who asked for it, who is told of what comes of somebody else's retry. */
  function attemptOf(outcome: SignOutOutcome, click: Click): SignOutAttempt {
    let isForgotten = false;

    async function playAgain(signal?: AbortSignal): Promise<SignOutAttempt> {
      const { whose, request } = click;
      const { signal: _, ...asked } = request;
      const retried = { ...asked, scope: outcome.scope, ...(signal && { signal }) };
      const again = whose && (await play(retried, whose));
      if (!again) return attemptOf(outcome, click);
      const told = [...corrections];
      corrections.clear();
      for (const correct of told) correct(attemptOf(again, click));
      return attemptOf(await cleanedUp(again, click), click);
    }

    async function retry({ signal }: RetryOptions = {}): Promise<SignOutAttempt> {
      const isSpent = isForgotten && outcome.status === 'partial';
      return isSpent
        ? attemptOf(partialSignOut({ ...outcome, retryUntil: null }), click)
        : playAgain(signal);
    }

    const canRetry =
      outcome.status === 'failed'
        ? outcome.failures[0].step !== 'prepare' && !isSomeoneElses(outcome)
        : outcome.status === 'partial' && outcome.retryUntil !== null;
    const isOpen = canRetry && outcome.status === 'partial';
    leftOpen = () => (isOpen && !isForgotten ? click.whose : null);
    return {
      outcome,
      revealToken: () => null,
      forget() {
        isForgotten = true;
      },
      ...(canRetry && { retry }),
      ...(isManagedLoginOpen(outcome) && { finish: () => playAgain() }),
      correction: new Promise((resolve) => corrections.add(resolve)),
    };
  }

  async function outcomeFor({ request, whose }: Click): Promise<SignOutOutcome> {
    const { scope, userId } = request;
    const notEnded = (...[step, reason]: Parameters<typeof signOutFailure>) =>
      failedSignOut(scope, 'notEnded', signOutFailure(step, reason));
    if (!whose) return worstOf([]);
    if (userId !== undefined && userId !== whose.user.userId)
      return session ? notEnded('session', 'notAttempted') : worstOf([]);
    return (await playOrJoin(request, whose)) ?? notEnded('prepare', 'cancelled');
  }

  return {
    getCurrentUser: async () => session?.user ?? null,
    canSignOutGlobally: async () => canSignOutGlobally,
    async signOut(request) {
      const click: Click = { request, whose: session ?? leftOpen() };
      const outcome = await outcomeFor(click);
      for (const listener of request.signal?.aborted ? [] : [...settledListeners]) {
        const join = async (other: SignOutRequest) =>
          attemptOf((other.scope === 'global' && tooLate(outcome)) || outcome, click);
        listener({ requests: [request], take: () => attemptOf(outcome, click), join });
      }
      return attemptOf(await cleanedUp(outcome, click), click);
    },
    onSettled(listener) {
      settledListeners.add(listener);
      return () => settledListeners.delete(listener);
    },
    endings: new Map(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn(someone) {
      checkUser('the user of signIn()', someone);
      session = { user: someone };
      hadSession = true;
      tell({ type: 'signedIn', user: someone });
    },
    endSession(by, outcome) {
      checkSignedOutBy(by);
      if (outcome !== undefined) checkOutcome('the outcome of endSession()', outcome);
      if (!hadSession) return;
      session = null;
      tell({ type: 'signedOut', by, ...(outcome && { outcome }) });
    },
  };
}

/** Runs the app's tasks, once, where nothing is left of the session here. */
async function cleanedUp(outcome: SignOutOutcome, click: Click): Promise<SignOutOutcome> {
  if (!outcome.signedOutLocally) return outcome;
  click.tasks ??= (async () => click.request.cleanup?.(outcome))().then(
    () => [],
    () => [signOutFailure('cleanup', 'unknown')],
  );
  return withCleanupFailures(outcome, await click.tasks);
}
