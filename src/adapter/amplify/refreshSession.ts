import { cognitoUserPoolsTokenProvider, refreshAuthTokens } from 'aws-amplify/auth/cognito';
import { errorNameOf } from '../../outcome/errorNameOf';
import { isUserGone, reasonOf } from '../../outcome/reasonOf';
import {
  type SignOutFailure,
  type SignOutReason,
  signOutFailure,
} from '../../outcome/SignOutFailure';
import { createDeadline, type Deadline } from './createDeadline';
import type { LateTokens } from './guardTokenStore';
import { isOffline } from './isOffline';
import type { Configuration } from './readConfiguration';
import { claimsOf, type Session, storeRefreshedTokens } from './Session';
import type { SignOutContext } from './SignOutContext';

/**
 * Gets the session a new access token without telling anybody: unlike `fetchAuthSession`, it dispatches no event and
 * creates no guest identity. Resolves to null when it worked, to `'userGone'`, or to the failure.
 */
export async function refreshSession(
  context: SignOutContext,
  deadline: Deadline,
  onLateTokens: (tokens: LateTokens) => void,
): Promise<SignOutFailure | 'userGone' | null> {
  const { configuration, session, options } = context;
  if (!session.refreshToken) return signOutFailure('session', 'sessionExpired');
  const attempt = createDeadline(options.attemptTimeoutMs, deadline.signal);
  context.hasAsked = true;
  const refreshing = requestTokens(session, configuration);
  try {
    const tokens = await attempt.within(refreshing);
    // Amplify shares one refresh in flight among all callers, which may be someone else's.
    const { sub } = claimsOf(session.accessToken) ?? claimsOf(session.idToken) ?? {};
    if (sub && claimsOf(tokens.accessToken)?.sub !== sub)
      return signOutFailure('session', 'unknown');
    // A storage that refuses is found out when it is cleared.
    await deadline.within(storeRefreshedTokens(configuration, session, tokens)).catch(() => {});
    Object.assign(session, tokens, { isFresh: true });
    return null;
  } catch (error) {
    if (!attempt.signal.aborted) return failureOf(error);
    void refreshing.then(onLateTokens, () => {});
    const reason: SignOutReason = deadline.signal.aborted ? deadline.signal.reason : 'timeout';
    return signOutFailure('session', reason);
  } finally {
    attempt.stop();
  }
}

async function requestTokens(
  session: Session,
  { cognito }: Configuration,
): Promise<Pick<Session, 'accessToken' | 'idToken' | 'refreshToken'>> {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = cognito;
  const { authTokenStore, tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  const deviceMetadata = await authTokenStore.getDeviceMetadata(session.username);
  const clientMetadata = await tokenOrchestrator.clientMetadataProvider?.();
  const tokens = await refreshAuthTokens({
    tokens: {
      // Only its presence is looked at.
      accessToken: { payload: {}, toString: () => '' },
      refreshToken: session.refreshToken ?? '',
      username: session.username,
      clockDrift: session.clockDriftMs,
      ...(deviceMetadata && { deviceMetadata }),
    },
    authConfig: {
      Cognito: { userPoolId, userPoolClientId, ...(userPoolEndpoint && { userPoolEndpoint }) },
    },
    username: session.username,
    ...(clientMetadata && { clientMetadata }),
  });
  return {
    accessToken: tokens.accessToken.toString(),
    idToken: tokens.idToken?.toString() ?? session.idToken,
    refreshToken: tokens.refreshToken ?? session.refreshToken,
  };
}

function failureOf(error: unknown): SignOutFailure | 'userGone' {
  const { name, message, metadata } = error as {
    name?: string;
    message?: string;
    metadata?: { httpStatusCode?: number };
  };
  if (name === 'NetworkError') {
    return signOutFailure('session', isOffline() ? 'offline' : 'network');
  }
  const serviceError = { status: metadata?.httpStatusCode ?? 0, name, message };
  if (isUserGone(serviceError)) return 'userGone';
  return signOutFailure('session', reasonOf(serviceError), errorNameOf(name ?? ''));
}
