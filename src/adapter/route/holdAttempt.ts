import { isManagedLoginOpen } from '../../outcome/isManagedLoginOpen';
import { isSomeoneElses } from '../../outcome/isSomeoneElses';
import { parseOutcome } from '../../outcome/parseOutcome';
import { isPassing, type SignOutFailure, signOutFailure } from '../../outcome/SignOutFailure';
import { failedSignOut, partialSignOut, type SignOutOutcome } from '../../outcome/SignOutOutcome';
import { withCleanupFailures } from '../../outcome/withCleanupFailures';
import type { RetryOptions, SignOutAttempt } from '../AuthAdapter';
import { dropLater } from '../dropLater';
import type { Answer, Post } from './callRoute';
import { unlessHeard } from './unlessHeard';
import type { RouteWatch } from './watchRoute';

/** What is sealed goes back before its time is up. */
const earlierMs = 5000;

/** Makes attempts of outcomes: each holds on to what is sealed of it, until it is forgotten. */
export function holdAttempt(post: Post, watch: RouteWatch) {
  /** `again` is asked where the session is still there. Only a click leaves the page, and where nobody is signed in. */
  return function hold(
    given: SignOutOutcome,
    { retry: sealed, leaveTo }: Pick<Answer, 'retry' | 'leaveTo'> = {},
    redirectUrl?: string,
    again?: (
      options?: RetryOptions,
      before?: Answer,
      isUnseen?: boolean,
    ) => Promise<SignOutAttempt>,
    isQuiet = false,
  ): SignOutAttempt {
    let outcome = given;
    const sealedUntil = outcome.status === 'partial' ? outcome.retryUntil : null;
    const until = Number(sealedUntil) - earlierMs;
    const leftMs = until - Date.now();
    let held = sealedUntil ? sealed : undefined;
    let stop = () => {};
    const to = leaveTo ?? redirectUrl;
    if (outcome.status === 'complete' && to) {
      const mayLeave = !isQuiet && watch.user === null && watch.holds(undefined) === false;
      const failure = mayLeave ? leave(to) : signOutFailure('hostedUi', 'notAttempted');
      if (failure && leaveTo) {
        const failures = [failure, ...outcome.warnings] as const;
        outcome = partialSignOut({ ...outcome, failures, retryUntil: null });
      } else if (failure && mayLeave) outcome = withCleanupFailures(outcome, [failure]);
    }
    const { scope } = outcome;

    let retrying: Promise<SignOutAttempt> | undefined;
    let isGivenUp = false;
    function forget() {
      isGivenUp = true;
      // Beside a retry it would end what that needs.
      if (!retrying) giveUp();
    }
    function giveUp() {
      const retry = held;
      drop();
      // What no retry needs any more is ended.
      if (retry && scope === 'global') void post({ scope: 'local', retry });
    }
    function drop() {
      held = undefined;
      stop();
    }

    async function unlessGivenUp(next: SignOutAttempt): Promise<SignOutAttempt> {
      if (!isGivenUp || next.outcome.status !== 'partial') return next;
      next.forget();
      return next.retry?.() ?? next;
    }
    async function retryHeld(options: RetryOptions): Promise<SignOutAttempt> {
      // Without a click, nothing is ended under whoever has signed in since, or may have.
      if (options.isQuiet) {
        const user = await watch.look();
        // Somebody may have clicked by then.
        if (user === undefined && options.isQuiet) return attempt;
        if (user && options.isQuiet) giveUp();
      }
      const answer = held ? await post({ scope, redirectUrl, retry: held }, options.signal) : null;
      const told = parseOutcome(answer?.outcome);
      if (answer && told) {
        const next = unlessHeard(told, outcome.server === 'unknown');
        drop();
        watch.tellTabs(next);
        const user = await watch.look();
        const unknown = failedSignOut(scope, 'unknown', signOutFailure('session', 'unknown'));
        const isStaying = user !== null || options.isQuiet;
        const isUnknown = user === undefined && !options.isQuiet;
        const after = again && ((more?: RetryOptions) => again(more, answer, isUnknown));
        return hold(isUnknown ? unknown : next, answer, redirectUrl, after, isStaying);
      }
      const partial = outcome as Extract<SignOutOutcome, { status: 'partial' }>;
      const isSpent = !answer || (answer.server === 'notEnded' && !isPassing(answer.reason));
      const retry = isSpent ? undefined : held;
      drop();
      const server = isSpent || answer.server === 'notEnded' ? partial.server : 'unknown';
      const retryUntil = retry ? sealedUntil : null;
      const now = partialSignOut({ ...partial, server, retryUntil });
      return hold(now, { retry, leaveTo }, redirectUrl, again);
    }

    const isKept = held !== undefined && leftMs > 0;
    if (isKept) stop = dropLater(forget, leftMs);
    else if (outcome.status === 'partial') forget();
    if (outcome.status === 'partial') {
      outcome = partialSignOut({ ...outcome, retryUntil: isKept ? new Date(until) : null });
    }
    const first = outcome.status === 'failed' ? outcome.failures[0] : null;
    const mayAsk = first && first.step !== 'prepare' && !isSomeoneElses(outcome);
    const attempt: SignOutAttempt = {
      outcome,
      ...(held && {
        async retry(options = {}) {
          if (options.signal?.aborted) return attempt;
          retrying ??= retryHeld(options).then(unlessGivenUp);
          const next = await retrying;
          if (next === attempt) retrying = undefined;
          return next;
        },
      }),
      ...(mayAsk && again && { retry: (options?: RetryOptions) => again(options) }),
      ...(leaveTo &&
        isManagedLoginOpen(outcome) && {
          async finish() {
            const next = await retrying;
            // What was tried again elsewhere on the page may have led there.
            if (next && next !== attempt) return next.finish?.() ?? next;
            if ((await watch.look()) === null && watch.holds(undefined) === false) leave(leaveTo);
            return attempt;
          },
        }),
      revealToken: () => null,
      forget,
    };
    return attempt;
  };
}

/** Returns what failed where the browser refuses to. */
function leave(to: string): SignOutFailure | null {
  try {
    location.assign(to);
    return null;
  } catch {
    return signOutFailure('hostedUi', 'unknown');
  }
}
