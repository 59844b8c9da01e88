import type { SettledSignOut } from '../../AuthAdapter';
import type { Surroundings } from '../signOut/Surroundings';
import { registry } from './registry';

/** Tells every adapter of the page; a listener that throws is reported and breaks nothing. */
export const tellPage: Surroundings['tellPage'] = (settled, ended) => {
  const others = new Set<() => boolean>();
  let isClaimed = false;
  const showing: Required<Pick<SettledSignOut, 'claim' | 'release'>> = {
    claim(show) {
      const isFirst = !isClaimed;
      isClaimed = true;
      if (!isFirst) others.add(show);
      return isFirst;
    },
    release(isGone) {
      isClaimed = isGone && [...others].some((show) => show());
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
