import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import type { RetryOptions, SignOutAttempt } from '../AuthAdapter';
import { unlessAborted } from '../unlessAborted';

/** A sign-out that several hold on to: they share its retries, and it is forgotten once all have forgotten it. */
export interface SharedAttempt {
  readonly outcome: SignOutOutcome;
  /** Holds on to it for one of them; `tell` makes of each outcome what they are told. */
  take(tell: (outcome: SignOutOutcome) => SignOutOutcome): SignOutAttempt;
}

/** What it has come to, and what it comes to next, whoever tries it again. */
interface Step {
  readonly now: SignOutAttempt;
  readonly next: Promise<Step>;
  retry(options?: RetryOptions): Promise<Step>;
}

export function shareAttempt(first: SignOutAttempt): SharedAttempt {
  const attempts = new Set<SignOutAttempt>();
  const holders = new Set<object>();

  function stepOf(now: SignOutAttempt): Step {
    attempts.add(now);
    let goOn = (_: Step) => {};
    const next = new Promise<Step>((resolve) => {
      goOn = resolve;
    });
    let retrying: Promise<Step> | null = null;
    async function tryAgain(options?: RetryOptions): Promise<Step> {
      const then = (await now.retry?.(options)) ?? now;
      retrying = null;
      if (then === now) return step;
      const after = stepOf(then);
      goOn(after);
      return after;
    }
    function retry(options: RetryOptions = {}): Promise<Step> {
      if (retrying) return unlessAborted(retrying, options.signal, step);
      retrying = tryAgain(options);
      return retrying;
    }
    const step: Step = { now, next, retry };
    return step;
  }
  const begun = stepOf(first);

  return {
    outcome: first.outcome,
    take(tell) {
      const holder = {};
      holders.add(holder);
      function hold({ now, next, retry }: Step): SignOutAttempt {
        const { finish } = now;
        const attempt: SignOutAttempt = {
          ...now,
          outcome: tell(now.outcome),
          correction: next.then(hold),
          ...(now.retry && { retry: (options) => retry(options).then(hold) }),
          ...(finish && { finish: () => finish().then(() => attempt) }),
          forget() {
            holders.delete(holder);
            if (holders.size === 0) for (const it of attempts) it.forget();
          },
        };
        return attempt;
      }
      return hold(begun);
    },
  };
}
