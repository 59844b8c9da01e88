import type { AuthUser } from '../adapter/AuthAdapter';

type Known = AuthUser | null | undefined;

/** Whether two are known to be of different sessions, of one person or of two; an adapter need not tell them apart. */
export const isAnotherSession = (one: Known, other: Known): boolean =>
  Boolean(one?.sessionId && other?.sessionId && one.sessionId !== other.sessionId);
