import type { AuthUser, SignOutRequest } from '../adapter/AuthAdapter';
import { isOutcome } from '../outcome/isOutcome';
import { isSomeoneElses } from '../outcome/isSomeoneElses';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { tooLate } from '../outcome/tooLate';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import { callback } from './callback';
import { isSameOutcome } from './isSameOutcome';
import { runCleanup } from './runCleanup';
import type { SignOutHooks } from './SignOutHooks';
import type { Attempt, FlowEvent, FlowState, Run, Settled } from './signOutState';
import { whenBetter } from './whenBetter';
import { within } from './within';

/** What settling needs of the flow. */
export interface Settling {
  state(): FlowState;
  dispatch(event: FlowEvent): void;
  /** The run as it is by now; null once it is over, or overtaken. */
  live(run: Run): Run | null;
  /** What was asked of the adapter here. */
  readonly asked: WeakSet<SignOutRequest>;
  getUser(): AuthUser | null;
  hooks(): SignOutHooks;
  lookAgain(): Promise<void>;
  retryQuietly(): void;
}

const longestTimerMs = 2 ** 31 - 1;
/** As long as a sign-out takes at most. */
export const longestWaitMs = 10_000;

/** How long a look at who is there holds back what is known. */
const lookMs = 1000;

/** Whether a local sign-out was asked to be a global one while it was pending. */
const tookOver = ({ scope, options }: Run) => scope === 'global' && !options.global;

/** A second time that this browser still holds the session. */
const saysNothingNew = (told: SignOutOutcome, next: SignOutOutcome) =>
  told.status === 'failed' && next.status === 'failed';

export const forget = (attempt: Attempt | undefined) => callback('forget', () => attempt?.forget());

/** What is done with the result of a run: the app's tasks, who is told, the retry by itself, and what comes later. */
export function createSettling(flow: Settling) {
  let stopWaiting = () => {};

  function cleanUp({ work }: Run, outcome: SignOutOutcome) {
    work.outcome = outcome;
    work.cleanup ??= runCleanup(flow.hooks().afterSignOut ?? [], outcome);
    return work.cleanup;
  }

  const look = () => within(flow.lookAgain(), lookMs).catch(() => {});

  /** Whether somebody has come unnoticed, where nobody is shown. */
  async function hasMissed(): Promise<boolean> {
    if (flow.getUser() !== null) return false;
    await look();
    return flow.getUser() !== null;
  }

  async function outcomeOf(run: Run, { outcome }: Attempt): Promise<SignOutOutcome> {
    return outcome.signedOutLocally
      ? withCleanupFailures(outcome, await cleanUp(run, outcome))
      : outcome;
  }

  function settledAs(run: Run, ended: SignOutOutcome, attempt: Attempt): Settled {
    const outcome = (tookOver(run) && tooLate(ended)) || ended;
    const canRetry =
      attempt.retry !== undefined || (outcome.status === 'failed' && !isSomeoneElses(outcome));
    return { run, outcome, attempt, canRetry };
  }

  /** What is done with a result: its retry comes by itself, and ends when its time is up. */
  function settleFor({ outcome, attempt, canRetry }: Settled, isNews = true) {
    stopWaiting();
    if (canRetry && outcome.status === 'partial') {
      const until = outcome.retryUntil;
      const ms = until ? Math.max(0, until.getTime() - Date.now()) : longestTimerMs + 1;
      const expiry = ms <= longestTimerMs ? setTimeout(spendRetry, ms) : undefined;
      (expiry as { unref?: () => void } | undefined)?.unref?.();
      const stopTrying = whenBetter(flow.retryQuietly);
      stopWaiting = () => {
        clearTimeout(expiry);
        stopTrying();
      };
    }
    if (isNews) callback('onOutcome', () => flow.hooks().onOutcome?.(outcome));
    void correct(attempt, attempt.late, saysNothingNew);
    void correct(attempt, attempt.correction);
  }

  async function settle(run: Run, attempt: Attempt): Promise<SignOutOutcome> {
    const ended = await outcomeOf(run, attempt);
    const isBack = () =>
      ended.signedOutLocally &&
      flow.live(run)?.isAbandoned === false &&
      ![null, run.user].includes(flow.getUser());
    // Who is there by now is part of what is said.
    if (isSomeoneElses(ended) || isBack()) await look();
    const now = flow.live(run);
    const settled = settledAs(now ?? run, ended, attempt);
    // Whoever has signed in again meanwhile is signed in.
    const isKept = now !== null && !now.isAbandoned && !isBack();
    if (!isKept || (settled.outcome !== ended && !settled.canRetry)) forget(attempt);
    if (now) flow.dispatch({ type: 'settled', last: isKept ? settled : null });
    if (isKept) settleFor(settled);
    else callback('onOutcome', () => flow.hooks().onOutcome?.(settled.outcome));
    // Whoever clicked first asked for no more than they are told.
    return run.kind === 'click' ? ended : settled.outcome;
  }

  /** A later result replaces the one that is shown. */
  async function correct(
    attempt: Attempt,
    later: Promise<Attempt> | undefined,
    isNothing = (_: SignOutOutcome, __: SignOutOutcome) => false,
  ) {
    const next = await later?.catch(() => undefined);
    const current = () => {
      const { run, last } = flow.state();
      return !run && last?.attempt === attempt ? last : null;
    };
    if (!isOutcome(next?.outcome) || isNothing(attempt.outcome, next.outcome)) return;
    // What came while another run was there is still what is true.
    for (let { run: other } = flow.state(); other; { run: other } = flow.state())
      await other.work.promise;
    const before = current();
    if (!before) return;
    const ended = await outcomeOf(before.run, next);
    const isOver = ended.signedOutLocally && (await hasMissed());
    const last = current();
    if (!last) return;
    if (isOver) {
      forget(next);
      return flow.dispatch({ type: 'putAway' });
    }
    const settled = settledAs(last.run, ended, next);
    // The same again is not to be said again.
    const isNews = !isSameOutcome(settled.outcome, last.outcome);
    flow.dispatch({
      type: 'corrected',
      last: isNews ? settled : { ...settled, outcome: last.outcome },
    });
    settleFor(settled, isNews);
  }

  function spendRetry() {
    stopWaiting();
    flow.dispatch({ type: 'retrySpent' });
  }

  return {
    cleanUp,
    settle,
    settledAs,
    settleFor,
    correct,
    look,
    hasMissed,
    stop: () => stopWaiting(),
    spendRetry,
  };
}
