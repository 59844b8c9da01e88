import { defaultStorage } from 'aws-amplify/utils';
import { type SignOutFailure, signOutFailure } from '../../../outcome/SignOutFailure';
import { clientKey } from '../session/storedSession';
import { logoutUrl } from '../signOut/whereTo';
import type { Configuration } from './readConfiguration';

/** Whether a URL is of the page's own origin. */
export function isSameOrigin(url: string): boolean {
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
  const url = oauth
    ? logoutUrl(configuration.cognito, oauth, redirectUrl, isSameOrigin)
    : redirectUrl;
  if (oauth && !url) return signOutFailure('hostedUi', 'misconfigured');
  try {
    if (url) location.assign(url);
    return null;
  } catch {
    return signOutFailure('hostedUi', 'unknown');
  }
}
