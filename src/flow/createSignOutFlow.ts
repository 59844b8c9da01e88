import type { AuthAdapter, AuthUser, SignOutAttempt, SignOutRequest } from '../adapter/AuthAdapter';
import { type SignOutFailure, signOutFailure } from '../outcome/SignOutFailure';
import {
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
  type SignOutScope,
} from '../outcome/SignOutOutcome';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import { createStore, type Store } from './createStore';
import { type CleanupTask, runCleanup } from './runCleanup';

export interface SignOutOptions {
  /** Sign out of all devices instead of this one. @default false */
  global?: boolean;
  /** Where to go afterwards; checked before anything is sent or cleared. */
  redirectUrl?: string;
  /** Calls the sign-out off before the first request, and cuts it short after it. */
  signal?: AbortSignal;
}

// biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing says yes
type MayGoOn = boolean | void | Promise<boolean | void>;

/** The app's part in a sign-out. */
export interface SignOutHooks {
  /** Called first; false calls the sign-out off. */
  beforeSignOut?: ((request: { scope: SignOutScope }) => MayGoOn) | undefined;
  /** Called in order once this browser holds nothing of the session, each at most five seconds. */
  afterSignOut?: readonly CleanupTask[] | undefined;
  onOutcome?: ((outcome: SignOutOutcome) => void) | undefined;
}

export interface SignOutState {
  status: 'idle' | 'pending' | SignOutOutcome['status'];
  /** The last one; stays while a retry runs. */
  outcome: SignOutOutcome | null;
  canRetry: boolean;
}

export interface SignOutFlow extends Pick<Store<SignOutState>, 'get' | 'subscribe'> {
  signOut(options?: SignOutOptions): Promise<SignOutOutcome>;
  retry(): Promise<SignOutOutcome>;
  dismiss(): void;
}

/** A sign-out from the click to its outcome, and on through its retries. */
interface Run {
  readonly options: SignOutOptions;
  readonly user: AuthUser | null;
  scope: SignOutScope;
  isRetry: boolean;
  promise: Promise<SignOutOutcome>;
  /** What the app's tasks failed at; null before they ran. */
  cleanup: Promise<readonly SignOutFailure[]> | null;
}

/** What a provider shows before the first sign-out, and on the server. */
export const idleSignOut: SignOutState = Object.freeze({
  status: 'idle',
  outcome: null,
  canRetry: false,
});

const scopeOf = ({ global }: SignOutOptions): SignOutScope => (global ? 'global' : 'local');

const cancelled = (scope: SignOutScope) =>
  failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'cancelled'));

/** Runs one sign-out at a time: a second click joins the first. */
export function createSignOutFlow(
  adapter: AuthAdapter,
  hooks: () => SignOutHooks,
  getUser: () => AuthUser | null,
): SignOutFlow {
  const store = createStore(idleSignOut);
  let pending: Run | null = null;
  let last: { run: Run; attempt: SignOutAttempt | null } | null = null;
  let expiry: ReturnType<typeof setTimeout> | undefined;

  function cleanUp(run: Run, outcome: SignOutOutcome) {
    run.cleanup ??= runCleanup(hooks().afterSignOut ?? [], outcome);
    return run.cleanup;
  }

  function publish(run: Run, outcome: SignOutOutcome, attempt: SignOutAttempt | null) {
    last = { run, attempt };
    const canRetry = outcome.status === 'failed' || attempt?.retry !== undefined;
    store.set({ status: outcome.status, outcome, canRetry });
    clearTimeout(expiry);
    if (outcome.status === 'partial' && outcome.retryUntil) {
      expiry = setTimeout(
        () => store.set({ ...store.get(), canRetry: false }),
        Math.max(0, outcome.retryUntil.getTime() - Date.now()),
      );
      (expiry as { unref?: () => void }).unref?.();
    }
    try {
      hooks().onOutcome?.(outcome);
    } catch (error) {
      console.error(
        'amplify-signoff: onOutcome threw. The sign-out itself is not affected.',
        error,
      );
    }
  }

  async function settle(run: Run, attempt: SignOutAttempt): Promise<SignOutOutcome> {
    let { outcome } = attempt;
    if (outcome.signedOutLocally)
      outcome = withCleanupFailures(outcome, await cleanUp(run, outcome));
    pending = null;
    publish(run, asAsked(run, outcome), attempt);
    attempt.late?.then((late) => {
      if (last?.attempt === attempt && !pending) void settle(run, late);
    });
    return outcome;
  }

  async function start(run: Run, previous: SignOutState): Promise<SignOutOutcome> {
    const { beforeSignOut } = hooks();
    if (beforeSignOut) {
      const answer = await callBeforeSignOut(beforeSignOut, run);
      if (answer !== 'go') {
        pending = null;
        if (answer.isShown) publish(run, answer.outcome, null);
        else store.set(previous);
        return answer.outcome;
      }
    }
    last?.attempt?.forget();
    const request: SignOutRequest = {
      get scope() {
        return run.scope;
      },
      ...(run.options.redirectUrl !== undefined && { redirectUrl: run.options.redirectUrl }),
      ...(run.options.signal && { signal: run.options.signal }),
      cleanup: async (outcome) => void (await cleanUp(run, outcome)),
    };
    return settle(run, await attemptBy(run, adapter.signOut(request)));
  }

  function begin(options: SignOutOptions): Promise<SignOutOutcome> {
    const previous = store.get();
    const run: Run = {
      options,
      user: getUser(),
      scope: scopeOf(options),
      isRetry: false,
      promise: Promise.resolve(cancelled('local')),
      cleanup: null,
    };
    pending = run;
    store.set({ status: 'pending', outcome: null, canRetry: false });
    run.promise = start(run, previous);
    return run.promise;
  }

  function join(run: Run, options: SignOutOptions): Promise<SignOutOutcome> {
    if (run.isRetry) return run.promise.then(() => signOut(options));
    if (options.global) run.scope = 'global';
    const joined = run.promise.then((outcome) =>
      options.global ? asAsked(run, outcome) : outcome,
    );
    const { signal } = options;
    if (!signal) return joined;
    return new Promise((resolve) => {
      const giveUp = () => resolve(cancelled(scopeOf(options)));
      if (signal.aborted) giveUp();
      signal.addEventListener('abort', giveUp);
      void joined.then(resolve).finally(() => signal.removeEventListener('abort', giveUp));
    });
  }

  function signOut(options: SignOutOptions = {}): Promise<SignOutOutcome> {
    if (pending) return join(pending, options);
    const isSameAgain =
      store.get().status === 'failed' &&
      last?.run.user === getUser() &&
      last?.run.scope === scopeOf(options);
    // Goes on from what Cognito confirmed, where a fresh start would find a dead token.
    return isSameAgain ? retry() : begin(options);
  }

  function dismiss() {
    if (pending) return;
    clearTimeout(expiry);
    last?.attempt?.forget();
    last = null;
    store.set(idleSignOut);
  }

  function retry(): Promise<SignOutOutcome> {
    if (pending) return pending.promise;
    const { outcome, canRetry } = store.get();
    if (!last || !outcome) return begin({});
    const { run, attempt } = last;
    if (!attempt?.retry) {
      const isStillThere = outcome.status === 'failed' && getUser() === run.user;
      return isStillThere ? begin(run.options) : Promise.resolve(outcome);
    }
    run.isRetry = true;
    pending = run;
    store.set({ status: 'pending', outcome, canRetry });
    run.promise = attemptBy(run, attempt.retry()).then((next) => settle(run, next));
    return run.promise;
  }

  return { get: store.get, subscribe: store.subscribe, signOut, retry, dismiss };
}

/** Adapters never reject; one that does may have done anything. */
async function attemptBy(run: Run, attempt: Promise<SignOutAttempt>): Promise<SignOutAttempt> {
  try {
    return await attempt;
  } catch {
    const outcome = failedSignOut(run.scope, 'unknown', signOutFailure('session', 'unknown'));
    return { outcome, revealToken: () => null, forget() {} };
  }
}

/** A global sign-out that was asked for when a local one could no longer be changed was not attempted. */
function asAsked(run: Run, outcome: SignOutOutcome): SignOutOutcome {
  const isTooLate =
    run.scope === 'global' &&
    !run.options.global &&
    outcome.scope === 'local' &&
    outcome.signedOutLocally &&
    // Where nobody is signed in, the scope is local whatever was asked.
    outcome.server !== 'unknown';
  if (!isTooLate) return outcome;
  return partialSignOut({
    scope: 'global',
    server: 'notEnded',
    tokensExpireBy: outcome.tokensExpireBy,
    failures: [signOutFailure('globalSignOut', 'notAttempted')],
    retryUntil: null,
  });
}

async function callBeforeSignOut(
  beforeSignOut: NonNullable<SignOutHooks['beforeSignOut']>,
  run: Run,
): Promise<'go' | { outcome: SignOutOutcome; isShown: boolean }> {
  try {
    if ((await beforeSignOut({ scope: run.scope })) !== false) return 'go';
    return { outcome: cancelled(run.scope), isShown: false };
  } catch (error) {
    console.error('amplify-signoff: beforeSignOut threw, so nobody was signed out.', error);
    const failure = signOutFailure('prepare', 'unknown');
    return { outcome: failedSignOut(run.scope, 'notEnded', failure), isShown: true };
  }
}
