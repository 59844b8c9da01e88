import type { SettledSignOut, SignOutAttempt } from './AuthAdapter';

/** A sign-out that was told on the page. */
export interface Told {
  readonly settled: SettledSignOut;
  /** When, in milliseconds. */
  readonly at: number;
  readonly showing: Showing;
}

/** Leaves it to one of those who are told of a sign-out to show it. */
interface Showing extends Required<Pick<SettledSignOut, 'claim' | 'release'>> {
  isPutAway(): boolean;
  /** Whether nobody shows it, and nobody has put it away. */
  isLeft(): boolean;
}

function createShowing(): Showing {
  const all = new Set<() => boolean>();
  let isClaimed = false;
  let isPutAway = false;
  return {
    claim(show, isBack = false) {
      all.add(show);
      const isFirst = !isClaimed && !(isBack && isPutAway);
      if (isFirst) {
        isClaimed = true;
        isPutAway = false;
      }
      return isFirst;
    },
    release(isGone) {
      isPutAway ||= !isGone;
      isClaimed = !isPutAway && [...all].some((show) => show());
      return isClaimed;
    },
    isPutAway: () => isPutAway,
    isLeft: () => !isClaimed && !isPutAway,
  };
}

/**
 * Tells everybody of a sign-out that has settled; one of them shows it. A listener that throws is reported and breaks
 * nothing. `before` is what was told of it when others were there.
 */
export function tellAll(
  listeners: Iterable<(settled: SettledSignOut) => void>,
  settled: SettledSignOut,
  before?: Told,
): Told | undefined {
  const showing = before?.showing ?? createShowing();
  const all = [...listeners];
  for (const listener of all) {
    try {
      listener({ ...settled, claim: showing.claim, release: showing.release });
    } catch (error) {
      console.error('amplify-signoff: a listener of onSettled threw.', error);
    }
  }
  // Whoever asked has it to themselves.
  return all.length > 0 ? { settled, at: before?.at ?? Date.now(), showing } : undefined;
}

/** What was told, as it is by now. */
export function whatWasTold(told: Told | undefined): SignOutAttempt | undefined {
  const attempt = told?.settled.take();
  attempt?.forget();
  return attempt;
}
