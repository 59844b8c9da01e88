import { signOutFailure } from '../../../outcome/SignOutFailure';
import {
  completeSignOut,
  failedSignOut,
  partialSignOut,
  type SignOutOutcome,
} from '../../../outcome/SignOutOutcome';
import {
  canRetry,
  isEndOutdated,
  type Progress,
  staysSignedIn,
  type Terms,
  usableUntil,
} from './progress';

/**
 * Until when tokens already issued may be accepted. Those of other devices were issued before Cognito's yes at the latest,
 * for as long as the longest that this app has seen.
 */
function expireBy({ scope, endedAt, longestLifetimeMs, tokensExpireAt }: Progress): Date | null {
  const ofAll = scope === 'global' && endedAt !== null && longestLifetimeMs > 0;
  const time = ofAll ? endedAt + longestLifetimeMs : tokensExpireAt;
  return time === null ? null : new Date(time);
}

const storageRefused = signOutFailure('clearLocal', 'storage');

/** What a sign-out has come to, as far as it is known now. */
export function outcomeOf(progress: Progress, terms: Terms, now: number): SignOutOutcome {
  const { scope, warnings, isConfirmed, isCleared, isCalledOff } = progress;
  const server = !isCleared && isEndOutdated(progress) ? 'notEnded' : progress.server;
  if (isCalledOff) {
    return failedSignOut(scope, server, signOutFailure('prepare', 'cancelled'));
  }
  const step = scope === 'global' ? 'globalSignOut' : 'revokeToken';
  // Without a yes there is none, whatever did not fail.
  const unasked = isConfirmed || !isCleared ? [] : [signOutFailure(step, 'notAttempted')];
  const [failure, ...more] = progress.failures.length ? progress.failures : unasked;
  if (!isCleared) {
    if (!failure) return failedSignOut(scope, server, storageRefused);
    const refused = staysSignedIn(progress, terms) ? [] : [storageRefused];
    return failedSignOut(scope, server, failure, ...more, ...refused);
  }
  const settled = { scope, server, tokensExpireBy: expireBy(progress) };
  if (!failure) return completeSignOut({ ...settled, warnings });
  const retryUntil = canRetry(progress, terms, now) ? usableUntil(progress, terms) : null;
  return partialSignOut({
    ...settled,
    failures: [failure, ...more],
    retryUntil: retryUntil === null ? null : new Date(retryUntil),
  });
}
