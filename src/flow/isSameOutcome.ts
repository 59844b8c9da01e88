import type { SignOutOutcome } from '../outcome/SignOutOutcome';

/** Whether two outcomes say the same; until when exactly they can be tried again is no news. */
export const isSameOutcome = (one: SignOutOutcome | undefined, other: SignOutOutcome) =>
  JSON.stringify(one, said) === JSON.stringify(other, said);

const said = (name: string, value: unknown) => (name === 'retryUntil' ? value !== null : value);
