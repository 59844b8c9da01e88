import { signOutFailure } from '../../../outcome/SignOutFailure';
import {
  completeSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../../outcome/SignOutOutcome';
import { withCleanupFailures } from '../../../outcome/withCleanupFailures';
import { worstOf } from '../../../outcome/worstOf';
import type { RetryOptions, SignOutAttempt, SignOutRequest } from '../../AuthAdapter';
import type { Job } from './job';
import { canRetry, openToken, outcomeOf, staysSignedIn } from './progress';
import type { Leave } from './Surroundings';

/**
 * Settles jobs for one who asked for them, and again after each retry: the outcome, after their own tasks and before
 * their page leaves, and their hold on what was retained.
 */
export function createSettle(jobs: readonly Job[], request: SignOutRequest, leave: Leave) {
  const holder = {};
  let hasCleanedUp = false;
  let isForgotten = false;
  for (const job of jobs) job.holders.add(holder);
  const isKept = (job: Job) => {
    const { progress, terms, around } = job;
    return progress.isCleared ? canRetry(progress, terms, around.now()) : !progress.isCalledOff;
  };
  const isGone = ({ progress }: Job) => progress.isCleared && (isForgotten || progress.isForgotten);

  async function retry({ signal, isQuiet = false }: RetryOptions = {}): Promise<SignOutAttempt> {
    const since = performance.now();
    for (const job of jobs) {
      if (!isGone(job)) await job.run(signal, performance.now() - since);
    }
    isForgotten = jobs.every(isGone);
    if (!isForgotten) for (const job of jobs) job.holders.add(holder);
    return settle(!isQuiet);
  }

  /** Only a click makes the page leave. */
  async function settle(isClick: boolean): Promise<SignOutAttempt> {
    // One that comes while the app's tasks run is news to whoever is told after them.
    const correction = Promise.race(jobs.map((job) => job.correction()));
    let outcome = worstOf(
      jobs.map(({ progress, terms, around }) => outcomeOf(progress, terms, around.now())),
    );
    if (outcome.signedOutLocally) {
      for (const job of jobs) job.settling += 1;
      if (!hasCleanedUp) outcome = await cleanedUp(request, outcome);
      for (const job of jobs) job.settling -= 1;
      hasCleanedUp = true;
      outcome = await left(outcome, isClick);
    }
    for (const job of jobs) job.retain(isKept(job));
    const late = jobs.flatMap(({ progress, clearing }) => (!progress.isCleared && clearing) || []);
    const hasRetry =
      !isForgotten &&
      jobs.some(isKept) &&
      !jobs.some(({ progress, terms }) => !progress.isCleared && staysSignedIn(progress, terms));
    return {
      outcome,
      ...(hasRetry && { retry }),
      ...(late.length > 0 && { late: Promise.all(late).then(settleLater) }),
      ...(jobs.length > 0 && { correction: correction.then(settleLater) }),
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
    return settle(false);
  }

  /** Goes where it leads, and adds what stays open. */
  async function left(outcome: SignOutOutcome, isClick: boolean): Promise<SignOutOutcome> {
    const isFederated = jobs.some(({ progress }) => progress.isFederated);
    const isConfirmed = jobs.every(({ progress }) => progress.isConfirmed);
    const failure = await leave(request.redirectUrl, isFederated, isConfirmed && isClick);
    if (!failure) return outcome;
    if (outcome.status !== 'complete') return withCleanupFailures(outcome, [failure]);
    return isFederated
      ? partialSignOut({ ...outcome, failures: [failure], retryUntil: null })
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
