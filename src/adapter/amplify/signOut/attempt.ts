import { isManagedLoginOpen } from '../../../outcome/isManagedLoginOpen';
import { signOutFailure } from '../../../outcome/SignOutFailure';
import {
  completeSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../../outcome/SignOutOutcome';
import { tooLate } from '../../../outcome/tooLate';
import { withCleanupFailures } from '../../../outcome/withCleanupFailures';
import { worstOf } from '../../../outcome/worstOf';
import type { RetryOptions, SignOutAttempt, SignOutRequest } from '../../AuthAdapter';
import type { Job } from './job';
import type { KnownSignOut } from './KnownSignOut';
import { canRetry, openToken, staysSignedIn } from './progress';
import type { Leave } from './Surroundings';

const outcomeNow = (it: KnownSignOut | Job) => it.outcome();

/**
 * Settles jobs for one who asked for them, and again after each retry: the outcome, after their own tasks and before
 * their page leaves, and their hold on what was retained.
 */
export function createSettle(
  jobs: readonly Job[],
  request: SignOutRequest,
  leave: Leave,
  waited: Iterable<KnownSignOut> = [],
) {
  const holder = {};
  let hasCleanedUp = false;
  let lastTold = '';
  let isForgotten = false;
  let isLeaving = false;
  for (const job of jobs) job.holders.add(holder);
  const isKept = (job: Job) => {
    const { progress, terms, around } = job;
    return progress.isCleared ? canRetry(progress, terms, around.now()) : !progress.isCalledOff;
  };
  const isGone = ({ progress }: Job) => progress.isCleared && (isForgotten || progress.isForgotten);

  const isConfirmed = () => jobs.every(({ progress }) => progress.isConfirmed);

  async function retry(options: RetryOptions = {}): Promise<SignOutAttempt> {
    const since = performance.now();
    for (const job of jobs) {
      if (!isGone(job)) await job.run(options.signal, since);
    }
    isForgotten = jobs.every(isGone);
    if (!isForgotten) for (const job of jobs) job.holders.add(holder);
    return settle(since, () => !options.isQuiet && isConfirmed());
  }

  function tellOnce(outcome: SignOutOutcome) {
    const [job] = jobs;
    const words = JSON.stringify(outcome);
    if (lastTold !== words) job?.around.tell(job.userId, outcome);
    lastTold = words;
  }

  /** Somebody else's sign-outs, which were waited for, are told with one's own. */
  function told(): SignOutOutcome {
    const own = new Set<object>(jobs);
    const others = [...waited].filter((it) => !own.has(it)).map(outcomeNow);
    const asked = others.map((it) => (request.scope === 'global' && tooLate(it)) || it);
    return worstOf([...jobs.map(outcomeNow), ...asked]);
  }

  /** Only a click makes the page leave. `since` is when it was asked for, by `performance.now()`. */
  async function settle(since: number, mayLeave = isConfirmed): Promise<SignOutAttempt> {
    for (const other of waited) await other.still();
    let outcome = told();
    // What is found out from here on is told as a correction.
    const corrections = jobs.map((job) => job.correction());
    const deadlineMs = jobs[0]?.terms.options.deadlineMs ?? 0;
    const leftMs = Math.max(0, deadlineMs - (performance.now() - since));
    if (outcome.signedOutLocally) {
      tellOnce(outcome);
      for (const job of jobs) job.settling += 1;
      if (!hasCleanedUp) outcome = await cleanedUp(request, outcome);
      for (const job of jobs) job.settling -= 1;
      hasCleanedUp = true;
      outcome = await left(outcome, mayLeave(), leftMs);
    }
    for (const job of jobs) job.advance({ isToldFailed: !outcome.signedOutLocally });
    for (const job of jobs) job.retain(isKept(job));
    const late = jobs.flatMap(({ progress, clearing }) => (!progress.isCleared && clearing) || []);
    const hasRetry =
      !isForgotten &&
      jobs.some(isKept) &&
      !jobs.some(({ progress, terms }) => !progress.isCleared && staysSignedIn(progress, terms));
    let finishing: Promise<SignOutAttempt> | undefined;
    function finish() {
      finishing ??= settle(performance.now(), () => true);
      return finishing;
    }
    return {
      outcome,
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
      forget() {
        isForgotten = true;
        for (const job of jobs) {
          job.holders.delete(holder);
          if (job.holders.size === 0) job.forget();
        }
      },
    };
  }

  /** Somebody else may be at it again. */
  async function settleLater(): Promise<SignOutAttempt> {
    for (const job of jobs) await job.still();
    return settle(performance.now(), () => false);
  }

  /** Goes where it leads, and adds what stays open. */
  async function left(
    outcome: SignOutOutcome,
    mayLeave: boolean,
    leftMs: number,
  ): Promise<SignOutOutcome> {
    if (isLeaving && !mayLeave) return outcome;
    const isFederated = jobs.some(({ progress }) => progress.isFederated);
    const failure = await leave(request.redirectUrl, isFederated, mayLeave, leftMs);
    isLeaving = mayLeave && !failure;
    if (!failure) return outcome;
    if (outcome.status !== 'complete') return withCleanupFailures(outcome, [failure]);
    return isFederated
      ? partialSignOut({ ...outcome, failures: [failure, ...outcome.warnings], retryUntil: null })
      : completeSignOut({ ...outcome, warnings: [...outcome.warnings, failure] });
  }

  return settle;
}

/** Runs the app's tasks; one that throws where nobody catches it is a failure of its step. */
export async function cleanedUp(
  request: SignOutRequest,
  outcome: SignOutOutcome,
): Promise<SignOutOutcome> {
  try {
    await request.cleanup?.(outcome);
    return outcome;
  } catch (error) {
    console.error('amplify-signoff: the cleanup of a sign-out threw.', error);
    return withCleanupFailures(outcome, [signOutFailure('cleanup', 'unknown')]);
  }
}

/** What never got as far as a session: nothing is retained, and nothing can be tried again. */
export const settledWith = (outcome: SignOutOutcome): SignOutAttempt => ({
  outcome,
  revealToken: () => null,
  forget() {},
});
