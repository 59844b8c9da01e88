import type { SignOutRequest } from '../AuthAdapter';
import { keepOutcome } from '../keptOutcome';
import { onPageHide } from '../onPageHide';
import { outcomeOfAnswer } from './outcomeOfAnswer';

/** Marks what is true only where nobody is there any more. */
export const lost = 'lost';

/** Where the page goes before an answer has come, leaves to the next one that nobody knows it. Returns what ends that. */
export function keepLost(address: string, { scope, userId }: SignOutRequest): () => void {
  let hasGone = false;
  const stop = onPageHide(() => {
    hasGone = true;
    const unheard = { reason: 'cancelled', server: 'unknown' } as const;
    const outcome = outcomeOfAnswer(scope, null, unheard, false);
    keepOutcome(address, outcome, userId ? { userId } : undefined, lost);
  });
  return () => {
    stop();
    if (hasGone) keepOutcome(address, null);
  };
}
