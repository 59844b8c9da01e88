import { type SignOutFailure, signOutFailure } from '../../../outcome/SignOutFailure';
import type { Deadline } from '../../createDeadline';
import { adminScope, isExpired, lacksAdminScope, type Session } from '../session/Session';
import { type Answer, callUserPool } from './callUserPool';
import { refreshSession } from './refreshSession';
import type { ServerResult, Surroundings } from './Surroundings';

/** Ends every session of the user with GlobalSignOut, which needs an access token that Cognito accepts. */
export async function endEverySession(
  around: Surroundings,
  session: Session,
  deadline: Deadline,
): Promise<ServerResult> {
  if (lacksAdminScope(session)) {
    around.warn(
      `this session's access token lacks the scope ${adminScope}, so Cognito won't sign it out of all devices. Add the scope to the app client and to Auth.Cognito.loginWith.oauth.scopes, then sign in again.`,
    );
    return { server: 'notEnded', failure: signOutFailure('globalSignOut', 'missingScope') };
  }
  const ask = () =>
    callUserPool(around, {
      operation: 'GlobalSignOut',
      input: { AccessToken: session.accessToken },
      signal: deadline.signal,
    });
  if (isExpired(session, around.now())) {
    const failure = await refreshSession(around, session, deadline);
    if (failure) return refused(failure);
  }
  const first = await ask();
  // This machine's clock may be wrong about what has expired.
  if (!isStale(first) || session.isFresh || !session.refreshToken) return resultOf(first);
  const failure = await refreshSession(around, session, deadline);
  const result = failure ? refused(failure) : resultOf(await ask());
  // What may have been heard once is not unsaid by a later refusal.
  return result.server === 'notEnded' ? { ...result, server: first.server } : result;
}

const isStale = (answer: Answer): answer is Exclude<Answer, { server: 'ended' }> =>
  answer.server !== 'ended' && answer.reason === 'sessionExpired';

function resultOf(answer: Answer): ServerResult {
  if (answer.server === 'ended') return answer;
  const { server, reason, errorName } = answer;
  return { server, failure: signOutFailure('globalSignOut', reason, errorName) };
}

function refused(failure: SignOutFailure | 'userGone'): ServerResult {
  return failure === 'userGone' ? { server: 'ended' } : { server: 'notEnded', failure };
}
