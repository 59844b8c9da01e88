import { dropTokens } from '../session/Session';
import { endThisSession } from './endThisSession';
import type { Job } from './Job';
import { isOwnEndDue, usableUntil } from './progress';

/** How long the tokens that a retry needs are kept. */
export interface Retention {
  /** Who holds on to what is retained: everybody who asked for it, until they put it away. */
  readonly holders: Set<object>;
  /** Keeps it for as long as it can be of use, and no longer than the app allows; drops it where there is no use. */
  retain(isOfUse: boolean): void;
  forget(): void;
}

export function createRetention(job: Job): Retention {
  let stop = () => {};

  function forget() {
    if (job.progress.isForgotten) return;
    job.advance({ isForgotten: true });
    stop();
    void endWhatIsLeft();
  }

  async function endWhatIsLeft() {
    const { around, session, terms } = job;
    await job.still();
    if (job.progress.isCleared && isOwnEndDue(job.progress, terms, around.now())) {
      void endThisSession(around, { ...session }, new AbortController().signal);
    }
    if (job.progress.isForgotten) dropTokens(session);
  }

  return {
    holders: new Set(),
    retain(isOfUse) {
      const { around, progress, since, terms } = job;
      stop();
      // A retry had what a storage that hangs keeps in hand.
      if (progress.isForgotten) return void endWhatIsLeft();
      if (!isOfUse) return forget();
      const leftMs = terms.options.retainMs - (performance.now() - since);
      const usableMs = usableUntil(progress, terms) - around.now();
      stop = around.dropLater(forget, Math.min(leftMs, usableMs));
    },
    forget,
  };
}
