import type { SettledSignOut } from '../../AuthAdapter';
import type { Surroundings } from '../signOut/Surroundings';
import { registry } from './registry';

/** Tells every adapter of the page; a listener that throws is reported and breaks nothing. */
export const tellPage: Surroundings['tellPage'] = (settled, ended) => {
  const all = new Set<() => boolean>();
  let isClaimed = false;
  let isPutAway = false;
  const showing: Required<Pick<SettledSignOut, 'claim' | 'release'>> = {
    claim(show, isBack = false) {
      all.add(show);
      const isFirst = !isClaimed && !(isBack && isPutAway);
      if (isFirst) isClaimed = true;
      return isFirst;
    },
    release(isGone) {
      isPutAway = !isGone;
      isClaimed = isGone && [...all].some((show) => show());
      return isClaimed;
    },
  };
  for (const listener of [...registry().listeners]) {
    try {
      listener({ ...settled, ...showing }, ended);
    } catch (error) {
      console.error('amplify-signoff: a listener of onSettled threw.', error);
    }
  }
};
