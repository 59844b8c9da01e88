import { defaultStorage } from 'aws-amplify/utils';
import { type SignOutFailure, signOutFailure } from '../../../outcome/SignOutFailure';
import { clientKey } from '../session/storedSession';
import type { Configuration } from './readConfiguration';

type OAuth = NonNullable<NonNullable<Configuration['cognito']['loginWith']>['oauth']>;

/** Says what is wrong with a `redirectUrl`, or null where it may be used. */
export function redirectProblem({ cognito }: Configuration, redirectUrl: string): string | null {
  const configured = cognito.loginWith?.oauth?.redirectSignOut;
  if (configured) {
    return configured.includes(redirectUrl)
      ? null
      : `redirectUrl is none of the configured redirectSignOut URLs, and Cognito sends people to no other. Use one of: ${configured.join(', ')}.`;
  }
  return isSameOrigin(redirectUrl)
    ? null
    : 'redirectUrl is no http(s) URL of this origin, so it could send people to anybody. Use one, such as /bye.';
}

function isSameOrigin(url: string): boolean {
  if (typeof location === 'undefined') return false;
  try {
    const { origin, protocol } = new URL(url, location.href);
    return origin === location.origin && /^https?:$/.test(protocol);
  } catch {
    return false;
  }
}

const legacyMarker = 'amplify-signin-with-hostedUI';
const markers = [
  'oauthSignIn',
  'inflightOAuth',
  'inflightOAuthDeadline',
  'oauthPKCE',
  'oauthState',
];

/**
 * Reads whether the session came from the managed login and removes the markers that say so, or Amplify's own
 * signOut() would go to `/logout` with them.
 */
export async function takeManagedLoginMarkers(configuration: Configuration): Promise<boolean> {
  const key = (name: string) => clientKey(configuration, name);
  const [marker, legacy] = await Promise.all([
    defaultStorage.getItem(key('oauthSignIn')),
    defaultStorage.getItem(legacyMarker),
  ]);
  await Promise.all(
    [...markers.map(key), legacyMarker].map((name) => defaultStorage.removeItem(name)),
  );
  return legacy === 'true' || (marker?.startsWith('true') ?? false);
}

/**
 * Goes where the sign-out leads, through the managed login's `/logout` after a federated one. Returns what stays open.
 */
export function leavePage(
  configuration: Configuration,
  redirectUrl: string | undefined,
  isFederated: boolean,
  mayLeave: boolean,
): SignOutFailure | null {
  const oauth = isFederated && configuration.cognito.loginWith?.oauth;
  if (!mayLeave || typeof location === 'undefined') {
    return oauth ? signOutFailure('hostedUi', 'notAttempted') : null;
  }
  const url = oauth ? logoutUrl(configuration, oauth, redirectUrl) : redirectUrl;
  if (oauth && !url) return signOutFailure('hostedUi', 'misconfigured');
  try {
    if (url) location.assign(url);
    return null;
  } catch {
    return signOutFailure('hostedUi', 'unknown');
  }
}

/** The managed login's `/logout`, which ends its cookie and then leads back; null where there is none. */
function logoutUrl(
  { cognito }: Configuration,
  { domain, redirectSignOut }: OAuth,
  redirectUrl = redirectSignOut.find(isSameOrigin) ?? redirectSignOut[0],
): string | null {
  if (!redirectUrl) return null;
  const query = new URLSearchParams({
    client_id: cognito.userPoolClientId,
    logout_uri: redirectUrl,
  });
  const origin = `https://${domain}`;
  const isHost = URL.canParse(origin) && new URL(origin).host === domain?.toLowerCase();
  return isHost ? `${origin}/logout?${query}` : null;
}
