import { isManagedLoginOpen } from '../../../outcome/isManagedLoginOpen';
import type { SignOutFailure } from '../../../outcome/SignOutFailure';
import type { SignOutOutcome, SignOutScope } from '../../../outcome/SignOutOutcome';
import { tooLate } from '../../../outcome/tooLate';
import { withCleanupFailures } from '../../../outcome/withCleanupFailures';
import { worstOf } from '../../../outcome/worstOf';
import type { RetryOptions, SignOutAttempt, SignOutRequest } from '../../AuthAdapter';
import { cleanUp } from '../../cleanUp';
import { unlessAborted } from '../../unlessAborted';
import { createLeading } from './createLeading';
import type { Job, KnownJob } from './Job';
import type { KnownSignOut } from './KnownSignOut';
import { canRetry, openToken, staysSignedIn } from './progress';
import type { Stage } from './Stage';
import { tasksOver } from './tasksOver';
import { withLeftOpen } from './withLeftOpen';

const correctionsOf = (jobs: readonly Job[]) => jobs.map((job) => job.correction());
const outcomeNow = (it: KnownSignOut | Job) => it.outcome();

/** Settles jobs for one who asked for them, and tells the page of it. */
export function createSettle(
  stage: Stage,
  jobs: readonly KnownJob[],
  request: SignOutRequest,
  waited: Iterable<KnownSignOut>,
) {
  let cleaning: Promise<SignOutFailure[]> | undefined;
  function clean(outcome: SignOutOutcome) {
    cleaning ??= cleanUp(request, outcome);
    return cleaning;
  }
  const { settle } = hold(stage, jobs, request, waited, clean, (failure, isAgain) => {
    const [job] = jobs;
    if (job?.progress.isCalledOff) return;
    const open = job?.requests.filter(({ signal }) => !signal.aborted).map((it) => it.request);
    // Whoever was clicked for more once it was told shows that.
    const requests = open?.length && !isAgain ? open : [request];
    const take = () => hold(stage, jobs, { ...request }, waited, clean).attemptNow(failure);
    stage.around.tellPage({ requests, take }, jobs);
  });
  return settle;
}

/**
 * Holds on to jobs for one who asked for them, or is told of them: settles them, and again after each retry, after their
 * own tasks and before their page leaves. `onFirst` is told once that is known, with what stays open of where it leads.
 */
function hold(
  stage: Stage,
  jobs: readonly KnownJob[],
  request: SignOutRequest,
  waited: Iterable<KnownSignOut>,
  clean: (outcome: SignOutOutcome) => Promise<SignOutFailure[]>,
  onFirst?: (failure: SignOutFailure | null, isAgain: boolean) => void,
) {
  const { around } = stage;
  const leading = createLeading(jobs, stage.leave, request);
  const { isFederated, leftOpen } = leading;
  const holder = {};
  let tellPage = onFirst;
  let isForgotten = false;
  for (const job of jobs) job.holders.add(holder);
  const isKept = (job: Job) => {
    const { progress, terms, around } = job;
    return progress.isCleared ? canRetry(progress, terms, around.now()) : !progress.isCalledOff;
  };
  const isGone = ({ progress }: Job) => progress.isCleared && (isForgotten || progress.isForgotten);

  const deadlineMs = () => jobs[0]?.terms.options.deadlineMs ?? 0;
  const isConfirmed = () => jobs.every(({ progress }) => progress.isConfirmed);

  function forget() {
    isForgotten = true;
    for (const job of jobs) {
      job.holders.delete(holder);
      if (job.holders.size === 0) job.forget();
    }
  }

  async function retry(options: RetryOptions = {}): Promise<SignOutAttempt> {
    const since = performance.now();
    const hasFailed = jobs.every(({ isRunning, progress }) => !isRunning && !progress.isCleared);
    if (hasFailed && !options.isQuiet) {
      const anew = await stage.signOutAnew?.(request, jobs, since, options.signal);
      if (anew) {
        forget();
        return anew;
      }
    }
    for (const job of jobs) {
      if (isGone(job)) continue;
      const signal = job.isRunning ? options.signal : undefined;
      const isOver = job.run(options.signal, since).then(() => true);
      // Somebody else's goes on.
      if (!(await unlessAborted(isOver, signal, false))) return attemptNow(null);
    }
    isForgotten = jobs.every(isGone);
    if (!isForgotten) for (const job of jobs) job.holders.add(holder);
    return settle(since, () => !options.isQuiet && isConfirmed());
  }

  /** Somebody else's sign-outs, which were waited for, are told with one's own. */
  function told(scope: SignOutScope): SignOutOutcome {
    const own = new Set<object>(jobs);
    const others = [...waited].filter((it) => !own.has(it)).map(outcomeNow);
    const asked = others.map((it) => (scope === 'global' && tooLate(it)) || it);
    return worstOf([...jobs.map(outcomeNow), ...asked]);
  }

  /** Only a click makes the page leave. `since` is when it was asked for, by `performance.now()`. */
  async function settle(since: number, mayLeave = isConfirmed): Promise<SignOutAttempt> {
    for (const other of waited) await other.still();
    const { scope } = request;
    let outcome = told(scope);
    const leads = isFederated() || request.redirectUrl !== undefined;
    const isOpen = outcome.signedOutLocally && isFederated();
    if (!isOpen) tellPage?.(null, false);
    // What is found out from here on is told as a correction.
    const corrections = correctionsOf(jobs);
    const leftMs = Math.max(0, deadlineMs() - (performance.now() - since));
    if (outcome.signedOutLocally) {
      jobs[0]?.tell(outcome);
      // The page does not leave before the tasks of whoever asked are over.
      const cleaning = onFirst || (leads && mayLeave()) ? clean(outcome) : Promise.resolve([]);
      for (const job of jobs) job.cleaning.add(cleaning);
      const failed = await cleaning;
      for (const job of jobs) job.cleaning.delete(cleaning);
      // Somebody else may have tried again meanwhile.
      const now = told(scope);
      if (now.signedOutLocally) outcome = now;
      if (onFirst) outcome = withCleanupFailures(outcome, failed);
      if (leads && mayLeave()) await tasksOver(jobs, deadlineMs());
      // Whoever was clicked for more meanwhile came too late.
      if (request.scope !== scope) tellPage?.(null, true);
      const failure = await leftOpen(mayLeave(), leftMs);
      outcome = withLeftOpen(outcome, failure, isFederated());
      if (isOpen) tellPage?.(failure, false);
    }
    tellPage = undefined;
    for (const job of jobs) job.advance({ isToldFailed: !outcome.signedOutLocally });
    for (const job of jobs) job.retain(isKept(job));
    return attempt(outcome, corrections);
  }

  const attemptNow = (failure: SignOutFailure | null) =>
    attempt(withLeftOpen(told(request.scope), failure, isFederated()), correctionsOf(jobs));

  function attempt(outcome: SignOutOutcome, corrections: Promise<void>[]): SignOutAttempt {
    const late = jobs.flatMap(({ progress, clearing }) => (!progress.isCleared && clearing) || []);
    const hasRetry =
      !isForgotten &&
      jobs.some(isKept) &&
      !jobs.some(({ progress, terms }) => !progress.isCleared && staysSignedIn(progress, terms));
    let finishing: Promise<SignOutAttempt> | undefined;
    function finish() {
      finishing ??= leading.goOn(deadlineMs()).then(settleLater);
      return finishing;
    }
    return {
      outcome,
      clientId: around.client.clientId,
      ...(hasRetry && { retry }),
      ...(isManagedLoginOpen(outcome) && { finish }),
      ...(late.length > 0 && { late: Promise.all(late).then(settleLater) }),
      ...(jobs.length > 0 && {
        correction: Promise.race(corrections).then(settleLater),
      }),
      revealToken() {
        const open = jobs.map(({ progress, session }) => {
          const name = isForgotten ? null : openToken(progress);
          return name && session[name];
        });
        return open.find(Boolean) ?? null;
      },
      forget,
    };
  }

  /** Somebody else may be at it again. */
  async function settleLater(): Promise<SignOutAttempt> {
    for (const job of jobs) await job.still();
    return settle(performance.now(), () => false);
  }

  return { settle, attemptNow };
}
