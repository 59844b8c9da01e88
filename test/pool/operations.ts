import { CognitoError } from 'cognito-local/lib/errors.js';
import type { Route } from 'cognito-local/lib/server/Router';
import type { Context } from 'cognito-local/lib/services/context';
import type { UserPoolService } from 'cognito-local/lib/services/userPoolService';
import { Refused } from '../cognito/refusals';
import { sessionOfAccess, sessionToRefresh, sessionToRevoke } from '../cognito/sessions';
import type { ClientOptions } from './ClientOptions';
import { type EndedBy, isExpired, type Session, type Sessions } from './Sessions';
import { signIns } from './signIns';
import type { Tokens } from './Tokens';

/** The fields that these operations read; all others go through to cognito-local untouched. */
export interface OperationInput {
  AccessToken?: string;
  RefreshToken?: string;
  Token?: string;
  ClientId?: string;
  Username?: string;
  UserPoolId?: string;
  AuthFlow?: string;
  AuthParameters?: Record<string, string>;
  ChallengeName?: string;
  ChallengeResponses?: Record<string, string>;
}

export type Operation = (input: OperationInput) => Promise<object>;

export interface OperationsInput {
  base: (operation: string) => Route;
  context: Context;
  users: UserPoolService;
  sessions: Sessions;
  tokens: Tokens;
  clients: ReadonlyMap<string, ClientOptions>;
}

const ENDING: Record<string, EndedBy> = {
  DeleteUser: 'DeleteUser',
  AdminDeleteUser: 'DeleteUser',
  AdminDisableUser: 'DisableUser',
};

/** Every operation of the pool by name: cognito-local's, and what it lacks. */
export function operations(pool: OperationsInput): (name: string) => Operation {
  const { base, context, users, sessions, tokens, clients } = pool;
  const signIn = signIns({ base, context, users });

  function accessSession(token: string): Session {
    const claims = tokens.accessClaims(token);
    const session = claims && sessions.byOriginJti(claims.event_id);
    return sessionOfAccess(session, claims ?? { exp: 0, scope: '' }, Date.now());
  }

  async function refresh(token: string, clientId: string | undefined) {
    const session = sessionToRefresh(sessions.byRefreshToken(token), token, clientId);
    if (isExpired(session)) throw new Refused('refreshTokenExpired');
    const user = await users.getUserByUsername(context, session.username);
    if (!user) throw new Refused('userNotFound');
    const groups = await users.listUserGroupMembership(context, user);
    const result = tokens.mint(session, user, groups);
    if (!clients.get(session.clientId)?.rotation) return { AuthenticationResult: result };
    sessions.rotate(session);
    return { AuthenticationResult: { ...result, RefreshToken: session.refreshToken } };
  }

  const own: Record<string, Operation> = {
    async InitiateAuth(input) {
      const flow = input.AuthFlow ?? '';
      if (flow === 'USER_SRP_AUTH') return signIn.challenge(input.AuthParameters ?? {});
      if (flow === 'USER_PASSWORD_AUTH') return signIn.withPassword(input);
      if (flow.startsWith('REFRESH_TOKEN')) {
        return refresh(input.AuthParameters?.REFRESH_TOKEN ?? '', input.ClientId);
      }
      return base('InitiateAuth')(context, input);
    },
    async RespondToAuthChallenge(input) {
      if (input.ChallengeName === 'PASSWORD_VERIFIER') return signIn.verify(input);
      return base('RespondToAuthChallenge')(context, input);
    },
    async GetTokensFromRefreshToken({ RefreshToken = '', ClientId }) {
      return refresh(RefreshToken, ClientId);
    },
    async GlobalSignOut({ AccessToken = '' }) {
      sessions.endAllOf(accessSession(AccessToken).username, 'GlobalSignOut');
      return {};
    },
    async RevokeToken({ Token = '', ClientId = '' }) {
      const client = clients.get(ClientId);
      if (!client) {
        throw new CognitoError(
          'ResourceNotFoundException',
          `User pool client ${ClientId} does not exist.`,
        );
      }
      if (client.revocation === false) throw new Refused('revocationDisabled');
      if (tokens.accessClaims(Token)) throw new Refused('revokedAccessToken');
      const session = sessionToRevoke(sessions.byRefreshToken(Token), Token, ClientId);
      if (session) sessions.end(session, 'RevokeToken');
      return {};
    },
  };

  return (name) => async (input) => {
    const operation = own[name];
    if (operation) return operation(input);
    const username =
      input.AccessToken === undefined ? input.Username : accessSession(input.AccessToken).username;
    const answer = await base(name)(context, input);
    const endedBy = ENDING[name];
    if (endedBy && username) sessions.endAllOf(username, endedBy);
    return answer;
  };
}
