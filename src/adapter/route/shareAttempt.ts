import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import type { SignOutAttempt } from '../AuthAdapter';

/** A sign-out that several have asked for: they share its retries, and it is forgotten once all have. */
export interface SharedAttempt {
  readonly outcome: SignOutOutcome;
  /** Holds on to it for one of them; `tell` makes of each outcome what they are told. */
  take(tell: (outcome: SignOutOutcome) => SignOutOutcome): SignOutAttempt;
}

export function shareAttempt(first: SignOutAttempt): SharedAttempt {
  const attempts = new Set([first]);
  const holders = new Set<object>();
  return {
    outcome: first.outcome,
    take(tell) {
      const holder = {};
      holders.add(holder);
      function hold(now: SignOutAttempt): SignOutAttempt {
        const { retry, finish } = now;
        const attempt: SignOutAttempt = {
          ...now,
          outcome: tell(now.outcome),
          ...(retry && {
            async retry(options) {
              const next = await retry(options);
              attempts.add(next);
              return hold(next);
            },
          }),
          ...(finish && { finish: () => finish().then(() => attempt) }),
          forget() {
            holders.delete(holder);
            if (holders.size === 0) for (const it of attempts) it.forget();
          },
        };
        return attempt;
      }
      return hold(first);
    },
  };
}
