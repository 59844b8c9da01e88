import { type SignOutFailure, signOutFailure } from '../../../outcome/SignOutFailure';
import { createDeadline, type Deadline } from '../../createDeadline';
import { adopt, claimsOf, type NewTokens, type Session } from '../session/Session';
import { storeTokens } from '../session/storedSession';
import { callUserPool } from './callUserPool';
import type { Surroundings } from './Surroundings';

/**
 * Gets the session a new access token without telling anybody: unlike `fetchAuthSession`, it dispatches no event and
 * creates no guest identity. Resolves to null when it worked, to `'userGone'`, or to the failure.
 */
export async function refreshSession(
  around: Surroundings,
  session: Session,
  deadline: Deadline,
): Promise<SignOutFailure | 'userGone' | null> {
  if (!session.refreshToken) return signOutFailure('session', 'sessionExpired');
  const result =
    (await sharedRefresh(around, session, deadline.signal)) ??
    (await request(around, session, deadline));
  if (result === 'userGone' || 'reason' in result) return result;
  // One that did not rotate is still good where it is stored.
  if (result.refreshToken && result.refreshToken !== session.refreshToken) {
    // A storage that refuses is found out when it is cleared.
    const storing = around.storing(() => storeTokens(around.client, session, result));
    await deadline.within(storing).catch(() => {});
  }
  adopt(session, result);
  session.isFresh = true;
  return null;
}

/** What the app's own refresh of this session gets, where one is in flight: a second one could be refused. */
export async function sharedRefresh(
  { options, refreshInFlight }: Surroundings,
  session: Session,
  signal: AbortSignal,
): Promise<NewTokens | null> {
  const inFlight = refreshInFlight(session);
  if (!inFlight) return null;
  const patience = createDeadline(options.attemptTimeoutMs, undefined, signal);
  try {
    return await patience.within(inFlight);
  } catch {
    return null;
  } finally {
    patience.stop();
  }
}

async function request(
  around: Surroundings,
  session: Session,
  deadline: Deadline,
): Promise<NewTokens | SignOutFailure | 'userGone'> {
  const { client } = around;
  const details = await deadline.within(client.refreshDetails(session.username)).catch(() => ({}));
  const answer = await callUserPool(around, {
    operation: 'GetTokensFromRefreshToken',
    input: { ClientId: client.clientId, RefreshToken: session.refreshToken, ...details },
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
