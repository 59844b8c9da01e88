import type { SignOutScope } from '../../../outcome/SignOutOutcome';
import { createDeadline } from '../../createDeadline';

/** Taking it away is worth a short wait. */
const patienceMs = 500;

/** Marks that a sign-out is under way: at its first request. `mark` returns what takes the mark away. */
export function createMarking(mark: (scope: SignOutScope) => () => Promise<void>) {
  let isLeft = false;
  let unmark: (() => Promise<void>) | null = null;
  return {
    leave(scope: SignOutScope) {
      if (!isLeft) unmark = mark(scope);
      isLeft = true;
    },
    /** Where the storage keeps it, it rejects, and the next run takes it away. */
    async take() {
      isLeft = false;
      if (!unmark) return;
      const patience = createDeadline(patienceMs);
      await patience.within(unmark()).finally(patience.stop);
      unmark = null;
    },
  };
}
