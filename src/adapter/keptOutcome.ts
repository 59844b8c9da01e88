import { parseOutcome } from '../outcome/parseOutcome';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import type { AuthUser } from './AuthAdapter';

const longestMs = 300_000;

/** Whether what came to be then, in milliseconds, is still told. */
export function isRecent(at: number): boolean {
  const age = Date.now() - at;
  return age >= 0 && age <= longestMs;
}

export interface KeptOutcome {
  outcome: SignOutOutcome;
  /** When it was kept, in milliseconds. */
  at: number;
  /** Whose it is, where that was known. */
  userId: string | undefined;
  identityProvider?: string | undefined;
  /** What its page load had left last, where that was over. */
  mark?: string;
}

/** `source` is what is asked who is signed in: an app client, or a route. */
const keyOf = (source: string) => `amplify-signoff.outcome.${source}`;

/** Keeps an outcome for the tab's next page load, without its retry; null drops it. A storage that refuses keeps nothing. */
export function keepOutcome(
  source: string,
  outcome: SignOutOutcome | null,
  user?: Pick<AuthUser, 'userId' | 'identityProvider'>,
  mark?: string,
): void {
  try {
    const { sessionStorage } = window;
    const withoutRetry = (name: string, value: unknown) => (name === 'retryUntil' ? null : value);
    const { userId, identityProvider } = user ?? {};
    const at = Date.now();
    const kept = JSON.stringify({ at, userId, identityProvider, mark, outcome }, withoutRetry);
    if (outcome) sessionStorage.setItem(keyOf(source), kept);
    else sessionStorage.removeItem(keyOf(source));
  } catch {
    // There is nobody to tell.
  }
}

/** Takes what the page load before has kept; null where there is none, where it is old, or no outcome, or not after `since`. */
export function takeOutcome(source: string, since = 0): KeptOutcome | null {
  try {
    const {
      at,
      userId,
      identityProvider,
      mark,
      outcome: kept,
    } = JSON.parse(String(window.sessionStorage.getItem(keyOf(source))));
    const outcome = isRecent(at) && at >= since ? parseOutcome(kept) : null;
    const isNamed = typeof identityProvider === 'string';
    return outcome && { outcome, at, userId, mark, ...(isNamed && { identityProvider }) };
  } catch {
    return null;
  } finally {
    keepOutcome(source, null);
  }
}
