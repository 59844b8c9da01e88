import { parseOutcome } from '../outcome/parseOutcome';
import type { SignOutOutcome, SignOutScope } from '../outcome/SignOutOutcome';

/** How an outcome was built, so that it can be built anew for the scope that is asked for. */
export const builders = new WeakMap<object, (scope: SignOutScope) => SignOutOutcome>();

/** What outcomes are made of, in the order in which they are read. */
const names = [
  ...['outcome', 'status', 'scope', 'signedOutLocally', 'server', 'tokensExpireBy'],
  ...['warnings', 'failures', 'step', 'reason', 'retryable', 'errorName', 'retryUntil'],
];

/**
 * An outcome as a sign-out of this scope comes to it: a fresh one, with this scope where it was built without. Null where it
 * is nothing that a sign-out can come to.
 */
export function playedAs(given: unknown, scope: SignOutScope): SignOutOutcome | null {
  const outcome = builders.get(Object(given))?.(scope) ?? given;
  return parseOutcome(JSON.parse(JSON.stringify({ outcome }, names)).outcome);
}
