import type { SignedOutBy } from '../../AuthAdapter';

/** Amplify drops the session only where Cognito refused the refresh token, not on a passing failure. */
export function endedBy(
  error: { name?: string; message?: string } | undefined,
): SignedOutBy | null {
  const { name = '', message = '' } = error ?? {};
  if (/^(RefreshTokenReuse|TokenRevoked)Exception/.test(name)) return 'revoked';
  if (/^(UserNotFound|PasswordResetRequired|UserNotConfirmed)Exception/.test(name))
    return 'unknown';
  if (!name.startsWith('NotAuthorizedException')) return null;
  return /revoked/i.test(message) ? 'revoked' : /expired/i.test(message) ? 'expired' : 'unknown';
}
