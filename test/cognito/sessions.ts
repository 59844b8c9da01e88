import { Refused } from './refusals';

/** What every user pool knows of a sign-in. */
interface Session {
  clientId: string;
  /** The newest one: those before it were rotated out. */
  refreshToken: string;
  endedBy?: string | null;
}

/** Without this scope an access token signs nobody out. */
export const adminScope = 'aws.cognito.signin.user.admin';

/** The session that an access token speaks for, or Cognito's no. */
export function sessionOfAccess<S extends Session>(
  session: S | undefined,
  { exp, scope }: { exp: number; scope: string },
  now: number,
): S {
  if (!session) throw new Refused('accessTokenInvalid');
  if (exp * 1000 <= now) throw new Refused('accessTokenExpired');
  if (session.endedBy === 'DeleteUser') throw new Refused('userNotFound');
  if (session.endedBy) throw new Refused('accessTokenRevoked');
  if (!scope.split(' ').includes(adminScope)) throw new Refused('scopeMissing');
  return session;
}

/** The session that a refresh token brings new tokens for, or Cognito's no. */
export function sessionToRefresh<S extends Session>(
  session: S | undefined,
  token: string | undefined,
  clientId: string | undefined,
): S {
  if (!session || session.clientId !== clientId) throw new Refused('refreshTokenInvalid');
  if (session.endedBy === 'DeleteUser') throw new Refused('userNotFound');
  if (session.endedBy === 'DisableUser') throw new Refused('userDisabled');
  if (session.endedBy) throw new Refused('refreshTokenRevoked');
  if (session.refreshToken !== token) throw new Refused('refreshTokenReused');
  return session;
}

/** The session that RevokeToken ends, or Cognito's no. Null: what was rotated out is dead already, and ends nothing. */
export function sessionToRevoke<S extends Session>(
  session: S | undefined,
  token: string | undefined,
  clientId: string | undefined,
): S | null {
  if (!session || session.clientId !== clientId) throw new Refused('revokedUnknown');
  return session.refreshToken === token ? session : null;
}
