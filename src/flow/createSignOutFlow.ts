import type {
  AuthAdapter,
  AuthEvent,
  AuthUser,
  RestoredSignOut,
  SignOutRequest,
} from '../adapter/AuthAdapter';
import { unlessAborted } from '../adapter/unlessAborted';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { tooLate } from '../outcome/tooLate';
import { createCarryOver } from './createCarryOver';
import { createFollowing } from './createFollowing';
import { createRun } from './createRun';
import { createRunning, prepareFailed } from './createRunning';
import { createSettling, forget, longestWaitMs } from './createSettling';
import { createStore } from './createStore';
import { isAllAsked } from './isAllAsked';
import { isAnotherSession } from './isAnotherSession';
import { isSameAgain } from './isSameAgain';
import type { SignOutFlow } from './SignOutFlow';
import type { SignOutHooks } from './SignOutHooks';
import { scopeOf } from './scopeOf';
import {
  type FlowEvent,
  isSameView,
  nothingYet,
  type Run,
  reduce,
  type SignOutOptions,
  view,
} from './signOutState';
import { within } from './within';

/**
 * Runs one sign-out at a time: a second click joins the first. What becomes of it `reduce` says, and what is shown `view`.
 * `lookAgain` is called where it is not known any more who is there: an adapter broke, or found somebody else.
 */
export function createSignOutFlow(
  adapter: AuthAdapter,
  hooks: () => SignOutHooks,
  getUser: () => AuthUser | null,
  lookAgain: () => Promise<void> = async () => {},
): SignOutFlow {
  let state = nothingYet;
  let isGone = false;
  const store = createStore(view(state));

  function dispatch(event: FlowEvent) {
    state = reduce(state, event);
    const next = view(state);
    if (!isSameView(store.get(), next)) store.set(next);
  }

  const live = ({ id }: Run) => (state.run?.id === id ? state.run : null);

  let runs = 0;
  const flow = {
    adapter,
    getUser,
    asked: new WeakSet<SignOutRequest>(),
    nextId: () => ++runs,
    state: () => state,
    dispatch,
    live,
    hooks,
    lookAgain,
    retryQuietly,
    claim: () => following.claim(),
    restoring: () => carryOver.restoring(),
    showPast: (attempt: RestoredSignOut): Promise<boolean> => carryOver.show(attempt, true),
  };
  const settling = createSettling(flow);
  const following = createFollowing(flow, getUser, settling);
  const { start, resume, unbroken } = createRunning(flow, settling);

  function begin(options: SignOutOptions, button: string | null): Promise<SignOutOutcome> {
    const scope = scopeOf(options);
    let follow: (started: Promise<SignOutOutcome>) => void = () => {};
    const promise = new Promise<SignOutOutcome>((resolve) => {
      follow = resolve;
    });
    const run = createRun({ id: flow.nextId(), options, user: getUser(), scope, button }, promise);
    dispatch({ type: 'begun', run });
    // For a beforeSignOut that asks to sign out: it can't wait for itself.
    run.work.promise = Promise.resolve(prepareFailed(scope, 'cancelled'));
    run.work.promise = start(run);
    follow(run.work.promise);
    return run.work.promise;
  }

  function join(run: Run, options: SignOutOptions, button: string | null): Promise<SignOutOutcome> {
    const { signal, global } = options;
    const givenUp = prepareFailed(scopeOf(options), 'cancelled');
    if (signal?.aborted) return Promise.resolve(givenUp);
    const user = getUser();
    const isOfAnother = run.user !== null && user !== null && run.user !== user;
    const isOfNobody = run.isAbandoned || isOfAnother;
    if (run.kind !== 'click' || isOfNobody) {
      dispatch({ type: 'awaited', button });
      const waiting = within(run.work.promise, longestWaitMs).then((ended) => {
        if (signal?.aborted) return givenUp;
        if (live(run)) dispatch({ type: 'overtaken' });
        const now = getUser();
        if (!isOfNobody && now === null && isAllAsked(run, ended, options)) return ended;
        return now === null || now === user ? signOut(options, button) : givenUp;
      });
      return unlessAborted(waiting, signal, givenUp);
    }
    dispatch({ type: 'joined', isForAll: Boolean(global), button: run.button ?? button });
    const joined = run.work.promise.then((outcome) => (global && tooLate(outcome)) || outcome);
    return unlessAborted(joined, signal, givenUp);
  }

  function signOut(
    given?: SignOutOptions | null,
    button: string | null = null,
  ): Promise<SignOutOutcome> {
    const options = given ?? {};
    const { run, last } = state;
    if (run) return join(run, options, button);
    // Goes on from what Cognito confirmed, where a fresh start would find a dead token.
    return last?.attempt.retry && isSameAgain(last, options, getUser())
      ? resume(last, 'retry', options.signal)
      : begin(options, button);
  }

  /** Tries again without a word, and says so only where that changed something. */
  function retryQuietly() {
    const { run, last } = state;
    // Who is gone doesn't hear who has signed in since.
    const isOurs = !isGone && !last?.run.isElsewhere;
    if (isOurs && !run && last?.canRetry && last.attempt.retry) void resume(last, 'quiet');
  }

  function retry(): Promise<SignOutOutcome> {
    const { run: running, last } = state;
    if (running) {
      dispatch({ type: 'awaited' });
      return running.work.promise;
    }
    if (!last) return Promise.resolve(prepareFailed('local', 'cancelled'));
    const { run, outcome, attempt, canRetry } = last;
    if (!canRetry) return Promise.resolve(outcome);
    if (attempt.retry) return resume(last, 'retry');
    // Where it was not known yet who clicked, it is whoever is there.
    if (run.user !== null && run.user !== getUser()) return Promise.resolve(outcome);
    const { signal: _, ...options } = run.options;
    return begin({ ...options, global: run.scope === 'global' }, run.button);
  }

  function finish() {
    const { last } = state;
    if (!last || !store.get().canFinish || store.get().status === 'pending') return;
    const { attempt } = last;
    const finishing = unbroken(async () => attempt.finish?.(), attempt);
    void settling.correct(attempt, finishing, Object.is);
  }

  function putAway() {
    settling.stop();
    following.putAway();
    // A retry that runs needs it, and forgets it once it has settled.
    if (state.run?.kind !== 'retry') forget(state.last?.attempt);
    dispatch({ type: 'putAway' });
  }

  function dismiss() {
    if (store.get().status !== 'pending') putAway();
  }

  function handle(event: AuthEvent, before?: AuthUser | null) {
    const { run, last } = state;
    if (event.type === 'signedIn') {
      const isTheirs = run?.isAsked && run.user?.userId === event.user.userId;
      (isTheirs ? dismiss : putAway)();
    } else if (last?.outcome.status === 'failed') {
      if (isAnotherSession(before, last.run.user)) return;
      settling.spendRetry();
      // Where it is not known what has ended it, half a session may be left.
      if (event.by !== 'unknown') dispatch({ type: 'outdated' });
    }
  }

  const carryOver = createCarryOver(flow, getUser, settling);
  function connect(canShow = () => true) {
    isGone = false;
    const stops = [carryOver.connect(canShow), following.connect(canShow)];
    return () => {
      isGone = true;
      for (const stop of stops) stop();
    };
  }
  const { get, subscribe } = store;
  const { claimBack } = following;
  return { get, subscribe, signOut, retry, finish, dismiss, handle, connect, claimBack };
}
