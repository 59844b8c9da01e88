import { signOutFailure } from '../../outcome/SignOutFailure';
import { callUserPool } from './callUserPool';
import { claimsOf } from './Session';
import type { ServerResult, SignOutContext } from './SignOutContext';

/** Revokes this session's refresh token at Cognito, where the app client allows that. */
export async function endThisSession(
  context: SignOutContext,
  signal: AbortSignal,
): Promise<ServerResult> {
  const { configuration, session } = context;
  if (!session.refreshToken) {
    return { server: 'notEnded', failure: signOutFailure('revokeToken', 'notAttempted') };
  }
  const claims = claimsOf(session.accessToken);
  if (claims && !claims.origin_jti) {
    return { server: 'notEnded', warning: signOutFailure('revokeToken', 'revocationDisabled') };
  }
  const answer = await callUserPool(context, {
    operation: 'RevokeToken',
    input: { ClientId: configuration.cognito.userPoolClientId, Token: session.refreshToken },
    signal,
  });
  if (answer.server === 'ended') return answer;
  const { server, reason, errorName } = answer;
  if (reason === 'sessionExpired' || reason === 'sessionRevoked') return { server: 'ended' };
  const failure = signOutFailure('revokeToken', reason, errorName);
  return reason === 'revocationDisabled' ? { server, warning: failure } : { server, failure };
}
