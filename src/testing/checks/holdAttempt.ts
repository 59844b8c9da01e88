import type { AuthAdapter, SignOutAttempt } from '../../adapter/AuthAdapter';
import { playedAs } from '../playedAs';
import { hold } from './hold';

/** Holds that what a sign-out came to is of its kind, says no token, and is what is true here. Resolves to the outcome. */
export async function holdAttempt(adapter: AuthAdapter, attempt: SignOutAttempt) {
  const { outcome, retry } = attempt;
  const { status, scope, server, signedOutLocally } = outcome;
  const isConfirmed = status !== 'complete' || scope === 'local' || server === 'ended';
  hold(isConfirmed, "a global sign-out is complete only with server: 'ended'", outcome);
  const plain = Object(playedAs(outcome, scope));
  const hasItsParts = Object.keys(plain).join() === Object.keys(plain).filter(isIn(outcome)).join();
  const isWhole = hasItsParts && Object.keys(plain).length === Object.keys(outcome).length;
  hold(isWhole, 'an outcome has the parts of its status, each with a value of its type', outcome);
  hold(isFrozen(outcome), 'an outcome is frozen, and so are its failures', outcome);
  const isRetryTold = status !== 'partial' || (outcome.retryUntil !== null) === Boolean(retry);
  hold(isRetryTold, 'a partial outcome has a retryUntil where it has a retry', outcome);
  hold(status !== 'complete' || !retry, 'what is complete has no retry', outcome);
  const token = attempt.revealToken();
  const isSecret = !token || !JSON.stringify(outcome).includes(token);
  hold(isSecret, 'no token is in an outcome', outcome);
  const user = await adapter.getCurrentUser();
  const isSo = signedOutLocally === (user === null);
  hold(isSo, 'getCurrentUser() names nobody where signedOutLocally is true', { outcome, user });
  return outcome;
}

const isIn = (value: object) => (name: string) => name in value;

const isFrozen = (value: unknown): boolean =>
  Object(value) !== value ||
  value instanceof Date ||
  (Object.isFrozen(value) && Object.values(value as object).every(isFrozen));
