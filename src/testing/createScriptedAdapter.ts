import type {
  AuthAdapter,
  AuthEvent,
  AuthUser,
  SettledSignOut,
  SignedOutBy,
  SignOutAttempt,
  SignOutRequest,
} from '../adapter/AuthAdapter';
import { isManagedLoginOpen } from '../outcome/isManagedLoginOpen';
import { isSomeoneElses } from '../outcome/isSomeoneElses';
import { signOutFailure } from '../outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  type SignOutOutcome,
  type SignOutScope,
} from '../outcome/SignOutOutcome';
import { tooLate } from '../outcome/tooLate';
import { outcome as build } from './outcome';

export interface ScriptedAdapterOptions {
  /** Who is signed in at first; null for nobody. @default a user named Ana */
  user?: AuthUser | null;
  /** What each sign-out, each retry and each `finish` comes to, in order; the last one repeats. @default complete sign-outs */
  outcomes?: readonly SignOutOutcome[];
  /** How long each takes, in milliseconds. @default 0 */
  latencyMs?: number;
  /** Whether the session's token may sign out of all devices. @default true */
  canSignOutGlobally?: boolean;
}

export interface ScriptedAdapter extends AuthAdapter {
  /** Signs someone in from outside. */
  signIn(user: AuthUser): void;
  /** Ends the session from outside; `outcome` is what another tab says of it, and may be said again later. */
  endSession(by: SignedOutBy, outcome?: SignOutOutcome): void;
}

const ana: AuthUser = { userId: 'ana', username: 'ana', displayName: 'Ana' };

/** An adapter that plays outcomes without a network, for an app's own tests and for stories. */
export function createScriptedAdapter(options: ScriptedAdapterOptions = {}): ScriptedAdapter {
  const { outcomes = [], latencyMs = 0, canSignOutGlobally = true } = options;
  const listeners = new Set<(event: AuthEvent) => void>();
  const settledListeners = new Set<(settled: SettledSignOut) => void>();
  const corrections = new Set<(attempt: SignOutAttempt) => void>();
  let user = options.user === undefined ? ana : options.user;
  let hadUser = user !== null;
  let played = 0;

  const tell = (event: AuthEvent) => {
    for (const listener of [...listeners]) listener(event);
  };

  async function play(scope: SignOutScope, signal?: AbortSignal): Promise<SignOutOutcome> {
    const calledOff = failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'cancelled'));
    if (signal?.aborted) return calledOff;
    const outcome = outcomes[Math.min(played++, outcomes.length - 1)] ?? build.complete({ scope });
    await wait(latencyMs, signal);
    if (signal?.aborted) return calledOff;
    if (outcome.signedOutLocally && user) {
      user = null;
      tell({ type: 'signedOut', by: 'user' });
    }
    return outcome;
  }

  /** One that somebody holds on to, who is told of what comes of somebody else's retry. */
  function attemptOf(outcome: SignOutOutcome): SignOutAttempt {
    const { scope } = outcome;
    const again = async (signal?: AbortSignal) => {
      const next = await play(scope, signal);
      const told = [...corrections];
      corrections.clear();
      for (const correct of told) correct(attemptOf(next));
      return attemptOf(next);
    };
    const canRetry =
      outcome.status === 'failed'
        ? outcome.failures[0].step !== 'prepare' && !isSomeoneElses(outcome)
        : outcome.status === 'partial' && outcome.failures.some(({ retryable }) => retryable);
    return {
      outcome,
      revealToken: () => null,
      forget() {},
      ...(canRetry && { retry: (options) => again(options?.signal) }),
      ...(isManagedLoginOpen(outcome) && { finish: () => again() }),
      correction: new Promise((resolve) => corrections.add(resolve)),
    };
  }

  return {
    getCurrentUser: async () => user,
    canSignOutGlobally: async () => canSignOutGlobally,
    async signOut(request) {
      const outcome = user
        ? await play(request.scope, request.signal)
        : completeSignOut({ scope: 'local', server: 'unknown', tokensExpireBy: null });
      for (const listener of request.signal?.aborted ? [] : [...settledListeners]) {
        const join = async ({ scope }: SignOutRequest) =>
          attemptOf((scope === 'global' && tooLate(outcome)) || outcome);
        listener({ requests: [request], take: () => attemptOf(outcome), join });
      }
      return attemptOf(outcome);
    },
    onSettled(listener) {
      settledListeners.add(listener);
      return () => settledListeners.delete(listener);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    signIn(someone) {
      user = someone;
      hadUser = true;
      tell({ type: 'signedIn', user });
    },
    endSession(by, outcome) {
      if (!hadUser) return;
      user = null;
      tell({ type: 'signedOut', by, ...(outcome && { outcome }) });
    },
  };
}

function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
