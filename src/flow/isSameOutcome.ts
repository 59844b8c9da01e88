import type { SignOutOutcome } from '../outcome/SignOutOutcome';

/** Whether two outcomes say the same. */
export const isSameOutcome = (one: SignOutOutcome | undefined, other: SignOutOutcome) =>
  JSON.stringify(one) === JSON.stringify(other);
