import { parseOutcome } from '../../../outcome/parseOutcome';
import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';
import type { AuthUser } from '../../AuthAdapter';

const longestMs = 300_000;

export interface KeptOutcome {
  outcome: SignOutOutcome;
  /** Whose it is, where that was known. */
  userId: unknown;
  identityProvider?: string;
}

const keyOf = (clientId: string) => `amplify-signoff.outcome.${clientId}`;

/** Keeps an outcome for the tab's next page load, without its retry; null drops it. A storage that refuses keeps nothing. */
export function keepOutcome(
  clientId: string,
  outcome: SignOutOutcome | null,
  user?: Pick<AuthUser, 'userId' | 'identityProvider'>,
): void {
  try {
    const { sessionStorage } = window;
    const withoutRetry = (name: string, value: unknown) => (name === 'retryUntil' ? null : value);
    const { userId, identityProvider } = user ?? {};
    const at = Date.now();
    const kept = JSON.stringify({ at, userId, identityProvider, outcome }, withoutRetry);
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
      identityProvider,
      outcome: kept,
    } = JSON.parse(String(window.sessionStorage.getItem(keyOf(clientId))));
    const age = Date.now() - at;
    const outcome = age >= 0 && age <= longestMs ? parseOutcome(kept) : null;
    const isNamed = typeof identityProvider === 'string';
    return outcome && { outcome, userId, ...(isNamed && { identityProvider }) };
  } catch {
    return null;
  } finally {
    keepOutcome(clientId, null);
  }
}
