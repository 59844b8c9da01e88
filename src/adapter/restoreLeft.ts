import type { RestoredSignOut, SettledSignOut } from './AuthAdapter';
import { isRecent, type KeptOutcome } from './keptOutcome';
import type { Told } from './tellAll';

interface Left {
  /** The last one that the page was told of. */
  told: Told | undefined;
  /** Whose app client's it has to be. */
  clientId?: string;
  isStillTrue(kept: KeptOutcome): Promise<boolean>;
  /** What the page load before has left. */
  restore(): Promise<RestoredSignOut | null>;
  tell(settled: SettledSignOut, before: Told | undefined): void;
}

/**
 * Finds what the page was told before a provider came, and nobody has put away: it is told again, and where nobody shows it
 * any more, it is what was left. Else that is what the page load before has left, which the page is told of.
 */
export async function restoreLeft({ told, clientId, isStillTrue, restore, tell }: Left) {
  const isOpen = () => told?.showing.isPutAway() === false && isRecent(told.at);
  if (told && isOpen()) {
    const { settled, showing, at } = told;
    const { take, requests } = settled;
    const before = settled.past;
    const [{ userId = before?.userId } = {}] = requests;
    const past = { ...take(), userId, identityProvider: before?.identityProvider };
    const { outcome } = past;
    const isOwn = past.clientId === clientId;
    const isTrue = isOwn && (await isStillTrue({ outcome, at, userId }));
    const isLeft = showing.isLeft();
    // What is true no longer is nothing to whoever comes after that.
    if (isOwn && isLeft && !isTrue) showing.release(false);
    if (isTrue && isOpen()) {
      tell({ requests, take, past }, told);
      if (isLeft) return past;
    }
    past.forget();
  }
  const past = await restore();
  if (past) tell({ requests: [], take: () => past, past }, undefined);
  return past;
}
