import type { UserPoolConfig } from '../session/UserPoolConfig';

/** Whether a URL is of the app's own origin. */
type IsOwn = (url: string) => boolean;

/** Says what is wrong with a `redirectUrl`, or null where it may be used. */
export function redirectProblem(
  { loginWith }: UserPoolConfig,
  redirectUrl: string | undefined,
  isOwn: IsOwn,
): string | null {
  if (redirectUrl === undefined) return null;
  const configured = loginWith?.oauth?.redirectSignOut;
  if (configured) {
    return configured.includes(redirectUrl)
      ? null
      : `redirectUrl is none of the configured redirectSignOut URLs, and Cognito sends people to no other. Use one of: ${configured.join(', ')}.`;
  }
  return isOwn(redirectUrl)
    ? null
    : 'redirectUrl is no http(s) URL of this origin, so it could send people to anybody. Use one, such as /bye.';
}

type OAuth = NonNullable<NonNullable<UserPoolConfig['loginWith']>['oauth']>;

/** The managed login's `/logout`, which ends its cookie and then leads back; null where there is none. */
export function logoutUrl(
  { userPoolClientId }: UserPoolConfig,
  { domain, redirectSignOut }: OAuth,
  redirectUrl: string | undefined,
  isOwn: IsOwn,
): string | null {
  const to = redirectUrl ?? redirectSignOut.find(isOwn) ?? redirectSignOut[0];
  if (!to) return null;
  const query = new URLSearchParams({ client_id: userPoolClientId, logout_uri: to });
  const origin = `https://${domain}`;
  const isHost = URL.canParse(origin) && new URL(origin).host === domain?.toLowerCase();
  return isHost ? `${origin}/logout?${query}` : null;
}
