import type { Surroundings } from '../signOut/Surroundings';
import { registry } from './registry';

/** Tells every adapter of the page; a listener that throws is reported and breaks nothing. */
export const tellPage: Surroundings['tellPage'] = (settled, ended) => {
  let isClaimed = false;
  function claim() {
    const isFirst = !isClaimed;
    isClaimed = true;
    return isFirst;
  }
  for (const listener of [...registry().listeners]) {
    try {
      listener({ ...settled, claim }, ended);
    } catch (error) {
      console.error('amplify-signoff: a listener of onSettled threw.', error);
    }
  }
};
