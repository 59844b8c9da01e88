import { defaultStorage } from 'aws-amplify/utils';
import { signOutFailure } from '../../outcome/SignOutFailure';
import { failedSignOut } from '../../outcome/SignOutOutcome';
import type { AuthAdapter, SignOutAttempt, SignOutRequest } from '../AuthAdapter';
import { type KeptOutcome, takeOutcome } from './page/keptOutcome';
import { type Mark, takeMark } from './page/mark';
import type { Configuration } from './page/readConfiguration';
import type { Session } from './session/Session';
import { clientKey } from './session/storedSession';
import { userOf } from './session/userOf';
import { settledWith } from './signOut/settledWith';

interface Restoring {
  /** Reads who is signed in; rejects where that can't be told. */
  read(): Promise<Session | null>;
  signOut(request: SignOutRequest, isQuiet: boolean): Promise<SignOutAttempt>;
  /** Is told of a sign-out that was cut off, which Cognito may have heard. */
  onMark(mark: Mark): void;
  /** The longest that a sign-out of another tab may take. */
  deadlineMs: number;
}

/** What the page load before has left: an outcome that is still true, else a sign-out that was cut off, with its retry. */
export async function restoreAttempt(
  configuration: Configuration,
  { read, signOut, onMark, deadlineMs }: Restoring,
): ReturnType<NonNullable<AuthAdapter['restore']>> {
  const kept = takeOutcome(configuration.clientId);
  if (kept && (await isStillTrue(kept, configuration, read))) {
    const { outcome, identityProvider } = kept;
    return { ...settledWith(outcome), ...(identityProvider && { identityProvider }) };
  }
  const mark = await takeMark(configuration, read, deadlineMs);
  if (!mark) return null;
  onMark(mark);
  const { scope, sub } = mark;
  const step = scope === 'global' ? 'globalSignOut' : 'revokeToken';
  return {
    ...settledWith(failedSignOut(scope, 'unknown', signOutFailure(step, 'cancelled'))),
    retry: ({ signal, isQuiet = false } = {}) =>
      signOut({ scope, ...(sub && { userId: sub }), ...(signal && { signal }) }, isQuiet),
  };
}

/** Somebody may have signed in or out since, or be about to. What can't be read says nothing against it. */
async function isStillTrue(
  { outcome, userId }: KeptOutcome,
  configuration: Configuration,
  read: Restoring['read'],
): Promise<boolean> {
  const session = await read().catch(() => undefined);
  if (session !== undefined && outcome.signedOutLocally === (session !== null)) return false;
  // "You're still signed in" is nothing to anybody else.
  if (session && userOf(session)?.userId !== userId) return false;
  const isSigningIn = await defaultStorage.getItem(clientKey(configuration, 'inflightOAuth'));
  return isSigningIn !== 'true';
}
