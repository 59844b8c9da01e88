/**
 * What Amplify's own sign-out-callback asks for when the managed login leads back to it, as its own sign-out route sets it:
 * without it the way ends on a bare 400. Null where the way back is another.
 */
export function signingOutCookie(leaveTo: string, domain: string | undefined): string | null {
  const back = new URL(leaveTo).searchParams.get('logout_uri');
  if (!back || !URL.canParse(back)) return null;
  const { pathname, protocol } = new URL(back);
  if (!pathname.endsWith('/sign-out-callback')) return null;
  const attributes = [
    'com.amplify.server_auth.isSigningOut=true',
    'Path=/',
    'Max-Age=300',
    'HttpOnly',
    'SameSite=Lax',
    ...(protocol === 'https:' ? ['Secure'] : []),
    ...(domain ? [`Domain=${domain}`] : []),
  ];
  return attributes.join('; ');
}
