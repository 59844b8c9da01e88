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
 * Finds what nobody shows any more, since its providers have gone, for one that comes after them; else what the page load
 * before has left. Tells the page of it.
 */
export async function restoreLeft({ told, clientId, isStillTrue, restore, tell }: Left) {
  const isLeft = () => told?.showing.isLeft() && isRecent(told.at);
  if (told && isLeft()) {
    const { settled, at } = told;
    const past = settled.take();
    const { outcome } = past;
    const [{ userId } = {}] = settled.requests;
    const isOwn = past.clientId === clientId && (await isStillTrue({ outcome, at, userId }));
    if (isOwn && isLeft()) {
      tell({ requests: [], take: settled.take, past }, told);
      return past;
    }
    past.forget();
  }
  const past = await restore();
  if (past) tell({ requests: [], take: () => past, past }, undefined);
  return past;
}
