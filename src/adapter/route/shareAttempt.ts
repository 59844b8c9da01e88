import { type SignOutOutcome, wasCalledOff } from '../../outcome/SignOutOutcome';
import type { RetryOptions, SignOutAttempt } from '../AuthAdapter';
import { askTogether } from './askTogether';

/** A sign-out that several hold on to: they share its retries, and it is forgotten once all have forgotten it. */
export interface SharedAttempt {
  /** What it came to at first. */
  readonly outcome: SignOutOutcome;
  /** Whether it is partial, and somebody holds on to what can be tried again. */
  canRetry(): boolean;
  /** Holds on to it for one of them; `tell` makes of each outcome what they are told. */
  take(tell: (outcome: SignOutOutcome) => SignOutOutcome): SignOutAttempt;
}

/** What it has come to, and what it comes to next, whoever tries it again. */
interface Step {
  readonly now: SignOutAttempt;
  readonly next: Promise<Step>;
  /** Only where it can be tried again. */
  retry?(options?: RetryOptions): Promise<Step>;
}

const isPartial = ({ outcome }: SignOutAttempt) => outcome.status === 'partial';

/** What was called off before anything was sent is nothing to anybody else. */
export const isNews = (outcome: SignOutOutcome) =>
  !wasCalledOff(outcome) || outcome.server !== 'notEnded';

/** `onRetry` hears of each retry that begins, and returns what everybody is told of it. */
export function shareAttempt(
  first: SignOutAttempt,
  onRetry: (retrying: Promise<SignOutAttempt>, of: SignOutAttempt) => Promise<SignOutAttempt>,
): SharedAttempt {
  const attempts = new Set<SignOutAttempt>();
  const holders = new Set<object>();

  function stepOf(now: SignOutAttempt): Step {
    attempts.add(now);
    let goOn = (_: Step) => {};
    const next = new Promise<Step>((resolve) => {
      goOn = resolve;
    });
    const { retry } = now;
    if (!retry) return { now, next };
    let ask: Step['retry'] | null = null;
    const step: Step = {
      now,
      next,
      retry(options) {
        ask ??= askTogether(async (all) => {
          const then = await onRetry(retry(all), now);
          ask = null;
          if (then.outcome === now.outcome) return step;
          const after = stepOf(then);
          if (!isNews(then.outcome)) return after;
          latest = after;
          goOn(after);
          return after;
        }, step);
        return ask(options);
      },
    };
    return step;
  }
  let latest = stepOf(first);

  return {
    outcome: first.outcome,
    canRetry: () => holders.size > 0 && latest.now.retry !== undefined && isPartial(latest.now),
    take(tell) {
      const holder = {};
      holders.add(holder);
      function hold({ now, next, retry }: Step): SignOutAttempt {
        const { finish } = now;
        const attempt: SignOutAttempt = {
          ...now,
          outcome: tell(now.outcome),
          correction: next.then(hold),
          ...(retry && { retry: (options) => retry(options).then(hold) }),
          ...(finish && { finish: () => finish().then(() => attempt) }),
          forget() {
            holders.delete(holder);
            if (holders.size === 0) for (const it of attempts) it.forget();
          },
        };
        return attempt;
      }
      return hold(latest);
    },
  };
}
