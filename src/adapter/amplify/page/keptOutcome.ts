import { parseOutcome } from '../../../outcome/parseOutcome';
import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';

const longestMs = 300_000;

const keyOf = (clientId: string) => `amplify-signoff.outcome.${clientId}`;

/** Keeps an outcome for the tab's next page load, without its retry; null drops it. A storage that refuses keeps nothing. */
export function keepOutcome(clientId: string, outcome: SignOutOutcome | null): void {
  try {
    const { sessionStorage } = window;
    const withoutRetry = (name: string, value: unknown) => (name === 'retryUntil' ? null : value);
    const kept = JSON.stringify({ at: Date.now(), outcome }, withoutRetry);
    if (outcome) sessionStorage.setItem(keyOf(clientId), kept);
    else sessionStorage.removeItem(keyOf(clientId));
  } catch {
    // There is nobody to tell.
  }
}

/** Takes what the page load before has kept; null where there is none, where it is old, or no outcome. */
export function takeOutcome(clientId: string): SignOutOutcome | null {
  try {
    const { at, outcome } = JSON.parse(String(window.sessionStorage.getItem(keyOf(clientId))));
    const age = Date.now() - at;
    return age >= 0 && age <= longestMs ? parseOutcome(outcome) : null;
  } catch {
    return null;
  } finally {
    keepOutcome(clientId, null);
  }
}
