import type { AppClient } from '../adapter/amplify/session/AppClient';
import { restoreSession, type Session } from '../adapter/amplify/session/Session';
import { clientKey } from '../adapter/amplify/session/storedSession';
import type { CookieJar } from './createCookieJar';

/** The same user's sessions in cookies of the same names, which the app doesn't read: those of the host, or of a domain. */
export function hiddenBehind(session: Session, client: AppClient, { hidden }: CookieJar) {
  const of = (name: string) => hidden(clientKey(client, `${session.username}.${name}`));
  const accessTokens = of('accessToken');
  const known = new Set([session.refreshToken]);
  const found: Session[] = [];
  for (const [place, refreshToken] of of('refreshToken').entries()) {
    const accessToken = accessTokens[place] ?? session.accessToken;
    if (!known.has(refreshToken))
      found.push(restoreSession({ ...session, accessToken, refreshToken }));
    known.add(refreshToken);
  }
  return found;
}
