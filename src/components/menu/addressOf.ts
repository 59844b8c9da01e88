import type { AuthUser } from '../../adapter/AuthAdapter';

/** What a person signs in with; none where that is their name, or a user name that a machine made up. */
export function addressOf(user: AuthUser): string | undefined {
  const { userId, username, displayName, email, identityProvider } = user;
  const address = email ?? (identityProvider || username === userId ? undefined : username);
  return address?.toLowerCase() === displayName.toLowerCase() ? undefined : address;
}
