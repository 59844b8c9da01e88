import { type SignOutFailure, signOutFailure } from '../../outcome/SignOutFailure';
import { callUserPool } from './callUserPool';
import type { Deadline } from './createDeadline';
import { refreshSession } from './refreshSession';
import { adminScope, isExpired, lacksAdminScope } from './Session';
import type { ServerResult, SignOutContext } from './SignOutContext';

let hasWarned = false;

/** Ends every session of the user with GlobalSignOut, which needs an access token that Cognito accepts. */
export async function endEverySession(
  context: SignOutContext,
  deadline: Deadline,
): Promise<ServerResult> {
  const { session } = context;
  if (lacksAdminScope(session)) {
    if (!hasWarned) {
      hasWarned = true;
      console.warn(
        `amplify-signoff: this session's access token lacks the scope ${adminScope}, so Cognito won't sign it out of all devices. Add the scope to the app client and to Auth.Cognito.loginWith.oauth.scopes, then sign in again.`,
      );
    }
    return { server: 'notEnded', failure: signOutFailure('globalSignOut', 'missingScope') };
  }
  const refresh = () => refreshSession(context, deadline);
  const ask = async () => {
    const answer = await callUserPool(context, {
      operation: 'GlobalSignOut',
      input: { AccessToken: session.accessToken },
      signal: deadline.signal,
    });
    session.mayBeEnded ||= answer.server === 'unknown';
    session.isUnanswered ||= answer.server !== 'ended' && answer.isUnanswered;
    return answer;
  };
  if (isExpired(session)) {
    const failure = await refresh();
    if (failure) return refused(session, failure);
  }
  let answer = await ask();
  const isStale = answer.server !== 'ended' && answer.reason === 'sessionExpired';
  // This machine's clock may be wrong about what has expired.
  if (isStale && !session.isFresh && session.refreshToken) {
    const failure = await refresh();
    if (failure) return refused(session, failure);
    answer = await ask();
  }
  if (answer.server === 'ended') return answer;
  const { reason, errorName } = answer;
  // A token that Cognito issued a moment ago is revoked by nobody but the attempt that got no answer.
  if (reason === 'sessionRevoked' && session.isFresh && session.isUnanswered) {
    return { server: 'ended' };
  }
  return {
    server: session.mayBeEnded ? 'unknown' : 'notEnded',
    failure: signOutFailure('globalSignOut', reason, errorName),
  };
}

function refused(
  { mayBeEnded }: SignOutContext['session'],
  failure: SignOutFailure | 'userGone',
): ServerResult {
  if (failure === 'userGone') return { server: 'ended' };
  return { server: mayBeEnded ? 'unknown' : 'notEnded', failure };
}
