import { defaultStorage } from 'aws-amplify/utils';
import { signOutFailure } from '../../outcome/SignOutFailure';
import { failedSignOut } from '../../outcome/SignOutOutcome';
import type { AuthAdapter, RestoredSignOut, SignOutAttempt, SignOutRequest } from '../AuthAdapter';
import { type KeptOutcome, takeOutcome } from '../keptOutcome';
import { restoreLeft } from '../restoreLeft';
import { whatWasTold } from '../tellAll';
import { takeMark } from './page/mark';
import type { Configuration } from './page/readConfiguration';
import { registry } from './page/registry';
import { tellPage } from './page/tellPage';
import type { Session } from './session/Session';
import { clientKey } from './session/storedSession';
import { userOf } from './session/userOf';
import { settledWith } from './signOut/settledWith';

interface Restoring {
  /** Reads who is signed in; rejects where that can't be told. */
  read(): Promise<Session | null>;
  signOut(request: SignOutRequest, isQuiet: boolean): Promise<SignOutAttempt>;
  /** The longest that a sign-out of another tab may take. */
  deadlineMs: number;
}

/**
 * What providers or the page load before have left, which all are told: an outcome that is still true, else a sign-out that
 * was cut off, with its retry.
 */
export function restoreAttempt(
  configuration: Configuration,
  restoring: Restoring,
): ReturnType<NonNullable<AuthAdapter['restore']>> {
  const isTrue = (kept: KeptOutcome) => isStillTrue(kept, configuration, restoring.read);
  return restoreLeft({
    told: registry().latest,
    clientId: configuration.clientId,
    isStillTrue: isTrue,
    restore: () => restorePast(configuration, restoring, isTrue),
    tell: (settled, before) => tellPage(settled, [], before),
  });
}

async function restorePast(
  configuration: Configuration,
  { read, signOut, deadlineMs }: Restoring,
  isTrue: (kept: KeptOutcome) => Promise<boolean>,
): Promise<RestoredSignOut | null> {
  const { clientId } = configuration;
  const { latest } = registry();
  const isOwn = whatWasTold(latest)?.clientId === clientId;
  const kept = takeOutcome(clientId, isOwn ? latest?.at : 0);
  // A storage that refuses keeps the mark of what is over.
  if (kept?.mark) registry().marks.add(kept.mark);
  const marked = takeMark(configuration, read, deadlineMs).then((mark) => {
    // Cognito may have heard it.
    if (mark) registry().cutOffs.set(clientId, mark);
    return mark;
  });
  marked.catch(() => {});
  const isKept = kept && (await isTrue(kept));
  // What was cut off may have been heard since.
  const isSure = isKept && (kept.outcome.signedOutLocally || kept.outcome.server === 'ended');
  const mark = isSure ? null : await (isKept ? marked.catch(() => null) : marked);
  if (isKept && !mark) {
    const { outcome, userId, identityProvider } = kept;
    return { ...settledWith(outcome, clientId), userId, identityProvider };
  }
  if (!mark) return null;
  const { scope, sub } = mark;
  const step = scope === 'global' ? 'globalSignOut' : 'revokeToken';
  return {
    ...settledWith(failedSignOut(scope, 'unknown', signOutFailure(step, 'cancelled')), clientId),
    userId: sub,
    retry: ({ signal, isQuiet = false } = {}) =>
      signOut({ scope, ...(sub && { userId: sub }), ...(signal && { signal }) }, isQuiet),
  };
}

/** Somebody may have signed in or out since, or be about to. What can't be read says nothing against it. */
async function isStillTrue(
  { outcome, userId, at }: KeptOutcome,
  configuration: Configuration,
  read: Restoring['read'],
): Promise<boolean> {
  // One read that hangs says nothing of the next.
  const session = await read().catch(() => read().catch(() => undefined));
  if (session !== undefined && outcome.signedOutLocally === (session !== null)) return false;
  // "You're still signed in" is nothing to anybody else, and nothing of a session that has begun since.
  if (session) {
    const isSince = (claim: 'auth_time' | 'iat') =>
      Number(session.claims?.[claim]) * 1000 - session.clockDriftMs > at;
    if (userOf(session)?.userId !== userId || isSince('auth_time')) return false;
    // What was ended were older tokens.
    if (outcome.server === 'ended' && isSince('iat')) return false;
  }
  const isSigningIn = await defaultStorage.getItem(clientKey(configuration, 'inflightOAuth'));
  return isSigningIn !== 'true';
}
