import type { AuthUser } from '../../AuthAdapter';
import { type Claims, claimsOf, type Session, sessionIdOf } from './Session';

/** Reads who a session belongs to from its tokens; null where none of them can be read. */
export function userOf(session: Session): AuthUser | null {
  const claims = claimsOf(session.idToken) ?? claimsOf(session.accessToken);
  if (!claims?.sub) return null;
  const named = [
    claims.name,
    [claims.given_name, claims.family_name].filter(Boolean).join(' '),
    claims.preferred_username,
    claims.email,
    claims.phone_number,
    session.loginId,
  ].find((name) => typeof name === 'string' && name.trim() !== '');
  const username = text(claims['cognito:username']) ?? text(claims.username) ?? session.username;
  const email = text(claims.email);
  const identityProvider = identityProviderOf(claims);
  const user: AuthUser = {
    userId: claims.sub,
    username,
    displayName: text(named) ?? username,
    ...(email && { email }),
    ...(identityProvider && { identityProvider }),
  };
  return Object.defineProperty(user, 'sessionId', { value: sessionIdOf(session) });
}

/** Cognito's own names for two providers are no brand's. */
const brands: Record<string, string> = { LoginWithAmazon: 'Amazon', SignInWithApple: 'Apple' };

function identityProviderOf({ identities }: Claims): string | undefined {
  const name = Array.isArray(identities) ? text(identities[0]?.providerName) : undefined;
  return name && (brands[name] ?? name);
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
