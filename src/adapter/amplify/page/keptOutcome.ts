import { parseOutcome } from '../../../outcome/parseOutcome';
import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';

const longestMs = 300_000;

export interface KeptOutcome {
  outcome: SignOutOutcome;
  /** Whose it is, where that was known. */
  userId: unknown;
}

const keyOf = (clientId: string) => `amplify-signoff.outcome.${clientId}`;

/** Keeps an outcome for the tab's next page load, without its retry; null drops it. A storage that refuses keeps nothing. */
export function keepOutcome(
  clientId: string,
  outcome: SignOutOutcome | null,
  userId?: string,
): void {
  try {
    const { sessionStorage } = window;
    const withoutRetry = (name: string, value: unknown) => (name === 'retryUntil' ? null : value);
    const kept = JSON.stringify({ at: Date.now(), userId, outcome }, withoutRetry);
    if (outcome) sessionStorage.setItem(keyOf(clientId), kept);
    else sessionStorage.removeItem(keyOf(clientId));
  } catch {
    // There is nobody to tell.
  }
}

/** Takes what the page load before has kept; null where there is none, where it is old, or no outcome. */
export function takeOutcome(clientId: string): KeptOutcome | null {
  try {
    const {
      at,
      userId,
      outcome: kept,
    } = JSON.parse(String(window.sessionStorage.getItem(keyOf(clientId))));
    const age = Date.now() - at;
    const outcome = age >= 0 && age <= longestMs ? parseOutcome(kept) : null;
    return outcome && { outcome, userId };
  } catch {
    return null;
  } finally {
    keepOutcome(clientId, null);
  }
}
