import type {
  AuthAdapter,
  AuthEvent,
  AuthUser,
  SignOutAttempt,
  SignOutRequest,
} from '../adapter/AuthAdapter';
import { type SignOutFailure, signOutFailure } from '../outcome/SignOutFailure';
import { failedSignOut, type SignOutOutcome, type SignOutScope } from '../outcome/SignOutOutcome';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import { callback } from './callback';
import { createStore, type Store } from './createStore';
import { type CleanupTask, runCleanup } from './runCleanup';
import { tooLate } from './tooLate';
import { whenBetter } from './whenBetter';
import { within } from './within';

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
  /** Called first; false calls the sign-out off. After an `await` it must not wait for signOut(), which waits for it. */
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
  /** The button that asked for it; null where no button did. */
  button: string | null;
  /** Through whom the person had signed in, where that was another than the user pool. */
  identityProvider?: string;
}

export interface SignOutFlow extends Pick<Store<SignOutState>, 'get' | 'subscribe'> {
  signOut(options?: SignOutOptions, button?: string | null): Promise<SignOutOutcome>;
  retry(): Promise<SignOutOutcome>;
  dismiss(): void;
  /** Puts away what is nothing to whoever is signed in now. */
  handle(event: AuthEvent): void;
}

/** What the flow needs of an attempt; the token it retained is nothing to it. */
type Attempt = Omit<SignOutAttempt, 'revealToken'>;

/** A sign-out from the click to its outcome, and on through its retries. */
interface Run {
  readonly options: SignOutOptions;
  readonly user: AuthUser | null;
  scope: SignOutScope;
  button: string | null;
  isRetry: boolean;
  /** Whether the adapter was asked, and so knows whose session it is. */
  isAsked: boolean;
  /** Whether nobody is left to whom its outcome is something: put away, or someone else has signed in. */
  isAbandoned: boolean;
  promise: Promise<SignOutOutcome>;
  /** What the app's tasks failed at; null before they ran. */
  cleanup: Promise<readonly SignOutFailure[]> | null;
}

/** What the last run came to. */
interface Settled {
  run: Run;
  outcome: SignOutOutcome;
  attempt: Attempt;
  canRetry: boolean;
}

/** What a provider shows before the first sign-out, and on the server. */
export const idleSignOut: SignOutState = Object.freeze({
  status: 'idle',
  outcome: null,
  canRetry: false,
  button: null,
});

const longestTimerMs = 2 ** 31 - 1;
/** An app may ask the person first, who may take a while. */
const beforeSignOutMs = 60_000;

const scopeOf = ({ global }: SignOutOptions): SignOutScope => (global ? 'global' : 'local');

/** Whether a local sign-out was asked to be a global one while it was pending. */
const tookOver = ({ scope, options }: Run) => scope === 'global' && !options.global;

const prepareFailed = (scope: SignOutScope, reason: 'cancelled' | 'timeout' | 'unknown') =>
  failedSignOut(scope, 'notEnded', signOutFailure('prepare', reason));

/** What a state says of the run that it shows. */
function shared({ button, user }: Run): Pick<SignOutState, 'button' | 'identityProvider'> {
  return { button, ...(user?.identityProvider && { identityProvider: user.identityProvider }) };
}

const withoutRetry = (outcome: SignOutOutcome): Attempt => ({
  outcome,
  forget() {},
});

/** Runs one sign-out at a time: a second click joins the first. */
export function createSignOutFlow(
  adapter: AuthAdapter,
  hooks: () => SignOutHooks,
  getUser: () => AuthUser | null,
): SignOutFlow {
  const store = createStore(idleSignOut);
  let pending: Run | null = null;
  let last: Settled | null = null;
  let expiry: ReturnType<typeof setTimeout> | undefined;
  let stopWaiting = () => {};

  function show() {
    if (!last) return store.set(idleSignOut);
    const { outcome, canRetry, run } = last;
    store.set({ ...shared(run), status: outcome.status, outcome, canRetry });
  }

  function spendRetry() {
    if (!last?.canRetry) return;
    last = { ...last, canRetry: false };
    stopWaiting();
    if (store.get().status !== 'pending') show();
  }

  function cleanUp(run: Run, outcome: SignOutOutcome) {
    run.cleanup ??= runCleanup(hooks().afterSignOut ?? [], outcome);
    return run.cleanup;
  }

  async function outcomeOf(run: Run, { outcome }: Attempt): Promise<SignOutOutcome> {
    return outcome.signedOutLocally
      ? withCleanupFailures(outcome, await cleanUp(run, outcome))
      : outcome;
  }

  function publish(run: Run, ended: SignOutOutcome, attempt: Attempt) {
    const late = tookOver(run) ? tooLate(ended) : null;
    const outcome = late ?? ended;
    clearTimeout(expiry);
    stopWaiting();
    if (run.isAbandoned || late) attempt.forget();
    const canRetry =
      !late && !run.isAbandoned && (outcome.status === 'failed' || attempt.retry !== undefined);
    last = run.isAbandoned ? null : { run, outcome, attempt, canRetry };
    show();
    const until = outcome.status === 'partial' ? outcome.retryUntil : null;
    const ms = until ? Math.max(0, until.getTime() - Date.now()) : longestTimerMs + 1;
    if (canRetry && ms <= longestTimerMs) {
      expiry = setTimeout(spendRetry, ms);
      (expiry as { unref?: () => void }).unref?.();
    }
    if (canRetry && outcome.status === 'partial') stopWaiting = whenBetter(retryQuietly);
    callback('onOutcome', () => hooks().onOutcome?.(outcome));
  }

  async function settle(run: Run, attempt: Attempt): Promise<SignOutOutcome> {
    const outcome = await outcomeOf(run, attempt);
    pending = null;
    publish(run, outcome, attempt);
    void settleLate(run, attempt);
    return outcome;
  }

  async function settleLate(run: Run, attempt: Attempt) {
    const late = await attempt.late?.catch(() => undefined);
    const isCurrent = () => last?.attempt === attempt && !pending;
    if (!late || late.outcome.status === 'failed' || !isCurrent()) return;
    const outcome = await outcomeOf(run, late);
    if (isCurrent()) publish(run, outcome, late);
  }

  async function mayGoOn(
    run: Run,
    beforeSignOut: NonNullable<SignOutHooks['beforeSignOut']>,
  ): Promise<'go' | 'no' | 'timeout' | 'unknown'> {
    try {
      const asked = (async () => beforeSignOut({ scope: run.scope }))();
      const inTime = within(asked, beforeSignOutMs);
      const answer = await unlessAborted(inTime, run.options.signal, false);
      if (answer === 'timeout') return answer;
      return answer === false ? 'no' : 'go';
    } catch (error) {
      console.error('amplify-signoff: beforeSignOut threw, so nobody was signed out.', error);
      return 'unknown';
    }
  }

  async function start(run: Run): Promise<SignOutOutcome> {
    const { beforeSignOut } = hooks();
    const answer = beforeSignOut ? await mayGoOn(run, beforeSignOut) : 'go';
    // Whoever signed in while the app was asked did not click.
    if (answer === 'no' || run.isAbandoned) {
      pending = null;
      show();
      return prepareFailed(run.scope, 'cancelled');
    }
    last?.attempt.forget();
    last = null;
    if (answer !== 'go') return settle(run, withoutRetry(prepareFailed(run.scope, answer)));
    run.isAsked = true;
    const { redirectUrl, signal } = run.options;
    const request: SignOutRequest = {
      get scope() {
        return run.scope;
      },
      ...(redirectUrl !== undefined && { redirectUrl }),
      ...(signal && { signal }),
      cleanup: async (outcome) => void (await cleanUp(run, outcome)),
    };
    const broken = failedSignOut(run.scope, 'unknown', signOutFailure('session', 'unknown'));
    const attempting = (async () => adapter.signOut(request))();
    return settle(run, await attempting.catch(() => withoutRetry(broken)));
  }

  function begin(options: SignOutOptions, button: string | null): Promise<SignOutOutcome> {
    const scope = scopeOf(options);
    let follow: (started: Promise<SignOutOutcome>) => void = () => {};
    const run: Run = {
      options,
      user: getUser(),
      scope,
      button,
      isRetry: false,
      isAsked: false,
      isAbandoned: false,
      promise: new Promise((resolve) => {
        follow = resolve;
      }),
      cleanup: null,
    };
    pending = run;
    store.set({ status: 'pending', outcome: null, canRetry: false, button });
    // For a beforeSignOut that asks to sign out: it can't wait for itself.
    run.promise = Promise.resolve(prepareFailed(scope, 'cancelled'));
    run.promise = start(run);
    follow(run.promise);
    return run.promise;
  }

  function join(run: Run, options: SignOutOptions, button: string | null): Promise<SignOutOutcome> {
    const { signal, global } = options;
    const givenUp = prepareFailed(scopeOf(options), 'cancelled');
    if (signal?.aborted) return Promise.resolve(givenUp);
    const isOfAnother = run.user !== null && getUser() !== null && run.user !== getUser();
    if (run.isRetry || run.isAbandoned || isOfAnother) {
      store.set({ ...store.get(), status: 'pending' });
      const user = getUser();
      return run.promise.then(() => {
        const isStillTheirs = getUser() === null || getUser() === user;
        return isStillTheirs ? signOut(options, button) : givenUp;
      });
    }
    if (global) run.scope = 'global';
    if (run.button === null && button !== null) {
      run.button = button;
      store.set({ ...store.get(), button });
    }
    const joined = run.promise.then(
      (outcome) => (global && tookOver(run) && tooLate(outcome)) || outcome,
    );
    return unlessAborted(joined, signal, givenUp);
  }

  function signOut(
    options: SignOutOptions = {},
    button: string | null = null,
  ): Promise<SignOutOutcome> {
    if (pending) return join(pending, options, button);
    // After a partial one nobody is signed in here.
    const isSameAgain =
      last?.canRetry &&
      getUser() === (last.outcome.status === 'failed' ? last.run.user : null) &&
      last.run.scope === scopeOf(options) &&
      last.run.options.redirectUrl === options.redirectUrl;
    // Goes on from what Cognito confirmed, where a fresh start would find a dead token.
    return isSameAgain && last?.attempt.retry
      ? resume(last, last.attempt.retry, options.signal)
      : begin(options, button);
  }

  function resume(
    settled: Settled,
    retry: NonNullable<SignOutAttempt['retry']>,
    signal?: AbortSignal,
  ): Promise<SignOutOutcome> {
    const { run, outcome, attempt } = settled;
    run.isRetry = true;
    pending = run;
    store.set({ ...shared(run), status: 'pending', outcome, canRetry: true });
    const retrying = (async () => retry(signal && { signal }))();
    run.promise = retrying.catch(() => attempt).then((next) => settle(run, next));
    return run.promise;
  }

  /** Tries again without a word, and says so only where that changed something. */
  function retryQuietly() {
    if (pending || !last?.canRetry || !last.attempt.retry) return;
    const { run, outcome, attempt } = last;
    const retry = last.attempt.retry;
    run.isRetry = true;
    pending = run;
    run.promise = (async () => retry())()
      .catch(() => attempt)
      .then((next) => {
        const isNews = next.outcome.status !== 'partial' || !next.retry;
        if (isNews || run.isAbandoned || store.get().status === 'pending') return settle(run, next);
        pending = null;
        last &&= { ...last, attempt: next };
        return outcome;
      });
  }

  function retry(): Promise<SignOutOutcome> {
    if (pending) {
      store.set({ ...store.get(), status: 'pending' });
      return pending.promise;
    }
    if (!last) return Promise.resolve(prepareFailed('local', 'cancelled'));
    const { run, outcome, attempt, canRetry } = last;
    if (!canRetry) return Promise.resolve(outcome);
    if (attempt.retry) return resume(last, attempt.retry);
    // Where it was not known yet who clicked, it is whoever is there.
    if (run.user !== null && run.user !== getUser()) return Promise.resolve(outcome);
    const { signal: _, ...options } = run.options;
    return begin({ ...options, global: run.scope === 'global' }, run.button);
  }

  function dismiss() {
    if (store.get().status === 'pending') return;
    if (pending) pending.isAbandoned = true;
    clearTimeout(expiry);
    stopWaiting();
    last?.attempt.forget();
    last = null;
    show();
  }

  function handle(event: AuthEvent) {
    if (event.type === 'signedIn') {
      if (pending && !(pending.isAsked && pending.user?.userId === event.user.userId)) {
        pending.isAbandoned = true;
      }
      dismiss();
    } else if (last?.outcome.status === 'failed') {
      spendRetry();
    }
  }

  return { get: store.get, subscribe: store.subscribe, signOut, retry, dismiss, handle };
}

/** Settles as the promise does, or resolves to `instead` as soon as the signal aborts. */
function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal | undefined,
  instead: T,
): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(instead);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}
