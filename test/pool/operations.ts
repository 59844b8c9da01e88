import { CognitoError } from 'cognito-local/lib/errors.js';
import type { Route } from 'cognito-local/lib/server/Router';
import type { Context } from 'cognito-local/lib/services/context';
import type { UserPoolService } from 'cognito-local/lib/services/userPoolService';
import type { ClientOptions } from './ClientOptions';
import { type EndedBy, isExpired, type Session, type Sessions } from './Sessions';
import { notAuthorized, signIns } from './signIns';
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

const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';

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
    if (!claims || !session) throw notAuthorized('Invalid Access Token');
    if (claims.exp * 1000 <= Date.now()) throw notAuthorized('Access Token has expired');
    if (session.endedBy === 'DeleteUser') throw userNotFound();
    if (session.endedBy) throw notAuthorized('Access Token has been revoked');
    if (!claims.scope.split(' ').includes(ADMIN_SCOPE)) {
      throw notAuthorized('Access Token does not have required scopes');
    }
    return session;
  }

  async function refresh(token: string, clientId: string | undefined) {
    const session = sessions.byRefreshToken(token);
    if (session?.clientId !== clientId || !session) throw notAuthorized('Invalid Refresh Token');
    if (session.endedBy === 'DeleteUser') throw userNotFound();
    if (session.endedBy === 'DisableUser') throw notAuthorized('User is disabled.');
    if (session.endedBy || session.refreshToken !== token) {
      throw notAuthorized('Refresh Token has been revoked');
    }
    if (isExpired(session)) throw notAuthorized('Refresh Token has expired');
    const user = await users.getUserByUsername(context, session.username);
    if (!user) throw userNotFound();
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
      if (client.revocation === false) {
        throw new CognitoError('UnsupportedOperationException', 'Token revocation is not enabled');
      }
      if (tokens.accessClaims(Token)) {
        throw new CognitoError('UnsupportedTokenTypeException', 'Unsupported token type');
      }
      const session = sessions.byRefreshToken(Token);
      if (session?.clientId !== ClientId || !session) {
        throw new CognitoError('InvalidParameterException', 'Invalid Refresh Token');
      }
      // A token that was rotated out is dead already, so there is nothing left to end.
      if (session.refreshToken === Token) sessions.end(session, 'RevokeToken');
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

function userNotFound(): CognitoError {
  return new CognitoError('UserNotFoundException', 'User does not exist.');
}
