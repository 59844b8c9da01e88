import { signOutFailure } from '../../outcome/SignOutFailure';
import { callUserPool } from './callUserPool';
import type { Deadline } from './createDeadline';
import type { LateTokens } from './guardTokenStore';
import { refreshSession } from './refreshSession';
import { adminScope, isExpired, lacksAdminScope } from './Session';
import type { ServerResult, SignOutContext } from './SignOutContext';

let hasWarned = false;

/** Ends every session of the user with GlobalSignOut, which needs an access token that Cognito accepts. */
export async function endEverySession(
  context: SignOutContext,
  deadline: Deadline,
  onLateTokens: (tokens: LateTokens) => void,
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
  if (isExpired(session)) {
    const failure = await refreshSession(context, deadline, onLateTokens);
    if (failure === 'userGone') return { server: 'ended' };
    if (failure) return { server: 'notEnded', failure };
  }
  const answer = await callUserPool(context, {
    operation: 'GlobalSignOut',
    input: { AccessToken: session.accessToken ?? '' },
    signal: deadline.signal,
  });
  if (answer.server === 'ended') return answer;
  const { reason, errorName } = answer;
  session.mayBeEnded ||= answer.server === 'unknown';
  // A token that Cognito issued a moment ago is revoked by nobody but the attempt that got no answer.
  if (reason === 'sessionRevoked' && session.isFresh && session.mayBeEnded)
    return { server: 'ended' };
  return {
    server: session.mayBeEnded ? 'unknown' : 'notEnded',
    failure: signOutFailure('globalSignOut', reason, errorName),
  };
}
