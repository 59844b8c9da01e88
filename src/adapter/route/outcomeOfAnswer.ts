import { type SignOutFailure, signOutFailure } from '../../outcome/SignOutFailure';
import {
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
  type SignOutScope,
} from '../../outcome/SignOutOutcome';
import type { Answer } from './callRoute';

/**
 * What a sign-out has come to by what the route said of it, null where it said nothing, and by who is there right after it:
 * whoever was to be signed out (true), not they (false), or nobody knows.
 */
export function outcomeOfAnswer(
  scope: SignOutScope,
  told: SignOutOutcome | null,
  { reason, server }: Answer,
  isThere: boolean | undefined,
): SignOutOutcome {
  if (told?.status === 'failed') return told;
  if (isThere === undefined) {
    const why = reason === 'timeout' ? reason : 'unknown';
    return failedSignOut(scope, 'unknown', signOutFailure('session', why));
  }
  if (told && !isThere) return told;
  const step = scope === 'global' ? 'globalSignOut' : 'revokeToken';
  const failures: SignOutFailure[] = told
    ? [...(told.status === 'partial' ? told.failures : []), signOutFailure('clearLocal', 'storage')]
    : [signOutFailure(step, reason)];
  const [first, ...more] = failures as [SignOutFailure, ...SignOutFailure[]];
  return isThere === false
    ? partialSignOut({ scope, server, tokensExpireBy: null, failures: [first], retryUntil: null })
    : failedSignOut(scope, told?.server ?? server, first, ...more);
}
