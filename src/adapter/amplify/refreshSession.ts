import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { type SignOutFailure, signOutFailure } from '../../outcome/SignOutFailure';
import { callUserPool } from './callUserPool';
import { createDeadline, type Deadline } from './createDeadline';
import { refreshInFlight, trackStore } from './guardTokenStore';
import { adopt, claimsOf, type NewTokens, storeTokens } from './Session';
import type { SignOutContext } from './SignOutContext';

/**
 * Gets the session a new access token without telling anybody: unlike `fetchAuthSession`, it dispatches no event and
 * creates no guest identity. Resolves to null when it worked, to `'userGone'`, or to the failure.
 */
export async function refreshSession(
  context: SignOutContext,
  deadline: Deadline,
): Promise<SignOutFailure | 'userGone' | null> {
  const { configuration, session } = context;
  if (!session.refreshToken) return signOutFailure('session', 'sessionExpired');
  const result =
    (await sharedRefresh(context, deadline.signal)) ?? (await request(context, deadline));
  if (result === 'userGone' || 'reason' in result) return result;
  // One that did not rotate is still good where it is stored.
  if (result.refreshToken && result.refreshToken !== session.refreshToken) {
    // A storage that refuses is found out when it is cleared.
    const storing = trackStore(storeTokens(configuration, session, result));
    await deadline.within(storing).catch(() => {});
  }
  adopt(session, result);
  session.isFresh = true;
  return null;
}

/** What the app's own refresh of this session gets, where one is in flight: a second one could be refused. */
export async function sharedRefresh(
  { session, options }: SignOutContext,
  signal: AbortSignal,
): Promise<NewTokens | null> {
  const inFlight = refreshInFlight(session);
  if (!inFlight) return null;
  const patience = createDeadline(options.attemptTimeoutMs, signal);
  try {
    return await patience.within(inFlight);
  } catch {
    return null;
  } finally {
    patience.stop();
  }
}

async function request(
  context: SignOutContext,
  deadline: Deadline,
): Promise<NewTokens | SignOutFailure | 'userGone'> {
  const { configuration, session } = context;
  const { authTokenStore, tokenOrchestrator } = cognitoUserPoolsTokenProvider;
  const details = Promise.all([
    authTokenStore.getDeviceMetadata(session.username),
    tokenOrchestrator.clientMetadataProvider?.(),
  ]);
  const [device, clientMetadata] = await deadline.within(details).catch(() => []);
  const answer = await callUserPool(context, {
    operation: 'GetTokensFromRefreshToken',
    input: {
      ClientId: configuration.cognito.userPoolClientId,
      RefreshToken: session.refreshToken,
      DeviceKey: device?.deviceKey,
      ClientMetadata: clientMetadata,
    },
    isYes: (body) => tokensIn(body) !== null,
    signal: deadline.signal,
  });
  if (answer.server !== 'ended') {
    return signOutFailure('session', answer.reason, answer.errorName);
  }
  return tokensIn(answer.body) ?? 'userGone';
}

function tokensIn(body: Record<string, unknown> | undefined): NewTokens | null {
  const result = body?.AuthenticationResult as Record<string, unknown> | undefined;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  const accessToken = text(result?.AccessToken);
  if (!claimsOf(accessToken)) return null;
  return { accessToken, idToken: text(result?.IdToken), refreshToken: text(result?.RefreshToken) };
}
