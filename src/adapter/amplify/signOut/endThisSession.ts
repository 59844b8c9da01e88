import { signOutFailure } from '../../../outcome/SignOutFailure';
import { claimsOf, type Session } from '../session/Session';
import { callUserPool } from './callUserPool';
import type { ServerResult, Surroundings } from './Surroundings';

/** Revokes this session's refresh token at Cognito, where the app client allows that. */
export async function endThisSession(
  around: Surroundings,
  session: Session,
  signal: AbortSignal,
): Promise<ServerResult> {
  if (!session.refreshToken) {
    return { server: 'notEnded', failure: signOutFailure('revokeToken', 'notAttempted') };
  }
  const claims = claimsOf(session.accessToken);
  if (claims && !claims.origin_jti) {
    return { server: 'notEnded', warning: signOutFailure('revokeToken', 'revocationDisabled') };
  }
  const answer = await callUserPool(around, {
    operation: 'RevokeToken',
    input: { ClientId: around.client.clientId, Token: session.refreshToken },
    signal,
  });
  if (answer.server === 'ended') return answer;
  const { server, reason, errorName } = answer;
  if (reason === 'sessionExpired' || reason === 'sessionRevoked') return { server: 'ended' };
  const failure = signOutFailure('revokeToken', reason, errorName);
  return reason === 'revocationDisabled' ? { server, warning: failure } : { server, failure };
}
