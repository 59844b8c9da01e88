import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { ResourcesConfig } from 'aws-amplify';
import type { ClientOptions } from './ClientOptions';
import { context, createCognitoLocal } from './createCognitoLocal';
import { type Chosen, type Fault, type FaultOptions, Faults } from './Faults';
import { listenOnLoopback } from './listenOnLoopback';
import { operations } from './operations';
import { poolRequests } from './poolRequests';
import type { RequestRecord } from './RequestRecord';
import { type SessionRecord, Sessions } from './Sessions';
import { type IssuedTokens, Tokens } from './Tokens';

/** Starts a real user pool on the loopback interface; everything in it is gone after `stop()`. */
export async function startUserPool(options: UserPoolOptions = {}): Promise<UserPool> {
  const { port, userPoolId = 'us-east-1_LocalPool', client = {}, users = [] } = options;
  const sessions = new Sessions();
  const faults = new Faults();
  const clients = new Map<string, ClientOptions>();
  const requests: RequestRecord[] = [];
  let endpoint = '';

  const tokens = new Tokens(sessions, clients, () => `${endpoint}/${userPoolId}`);
  const { base, users: directory } = await createCognitoLocal(userPoolId, tokens);
  const operation = operations({ base, context, users: directory, sessions, tokens, clients });
  const server = createServer(poolRequests({ operation, faults, sessions, tokens, requests }));
  endpoint = await listenOnLoopback(server, port);

  async function createClient(clientOptions: ClientOptions = {}): Promise<string> {
    const ClientId = randomUUID().replaceAll('-', '').slice(0, 26);
    const now = new Date();
    clients.set(ClientId, clientOptions);
    await directory.saveAppClient(context, {
      ClientId,
      ClientName: ClientId,
      CreationDate: now,
      EnableTokenRevocation: clientOptions.revocation ?? true,
      LastModifiedDate: now,
      UserPoolId: userPoolId,
    });
    return ClientId;
  }

  async function createUser({ username, password, email, name }: NewUser): Promise<void> {
    const now = new Date();
    const attributes = {
      sub: randomUUID(),
      ...(email ? { email, email_verified: 'true' } : {}),
      ...(name ? { name } : {}),
    };
    await directory.saveUser(context, {
      Attributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      Enabled: true,
      Password: password,
      RefreshTokens: [],
      UserCreateDate: now,
      UserLastModifiedDate: now,
      Username: username,
      UserStatus: 'CONFIRMED',
    });
  }

  async function enabledUser(username: string) {
    const user = await directory.getUserByUsername(context, username);
    return user?.Enabled ? user : null;
  }

  const clientId = await createClient(client);
  for (const user of users) await createUser(user);

  return {
    endpoint,
    userPoolId,
    clientId,
    requests,
    createClient,
    createUser,
    async deleteUser(username) {
      await operation('AdminDeleteUser')({ UserPoolId: userPoolId, Username: username });
    },
    async disableUser(username) {
      await operation('AdminDisableUser')({ UserPoolId: userPoolId, Username: username });
    },
    async hasPassword(username, password) {
      const user = await enabledUser(username);
      return user?.Password === password;
    },
    async issueTokens(username, userPoolClientId, scope) {
      const user = await enabledUser(username);
      if (!user) return null;
      const groups = await directory.listUserGroupMembership(context, user);
      return tokens.issue(user, groups, userPoolClientId, scope);
    },
    fault: (name, fault, faultOptions) => faults.add(name, fault, faultOptions),
    clearFaults: () => faults.clear(),
    clearRequests() {
      requests.length = 0;
    },
    sessions: (username) => sessions.list(username),
    liveSessions: (username) => sessions.list(username).filter((session) => session.live),
    revokeSession(originJti) {
      const session = sessions.byOriginJti(originJti);
      if (!session) throw new Error(`The pool has no session ${originJti}.`);
      sessions.end(session, 'RevokeToken');
    },
    amplifyConfig: (userPoolClientId = clientId) => ({
      Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint: endpoint } },
    }),
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

export interface UserPoolOptions {
  /** @default a free port */
  port?: number;
  /** Region, underscore, name. @default 'us-east-1_LocalPool' */
  userPoolId?: string;
  /** How the default client behaves. */
  client?: ClientOptions;
  /** Who exists from the start. */
  users?: NewUser[];
}

export interface NewUser {
  username: string;
  password: string;
  email?: string;
  name?: string;
}

export interface UserPool {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly endpoint: string;
  readonly userPoolId: string;
  /** The default client. */
  readonly clientId: string;
  /** Every call since the last `clearRequests()`, in order of arrival. */
  readonly requests: readonly RequestRecord[];
  createClient(options?: ClientOptions): Promise<string>;
  createUser(user: NewUser): Promise<void>;
  deleteUser(username: string): Promise<void>;
  disableUser(username: string): Promise<void>;
  /** Whether somebody who may sign in has this password. */
  hasPassword(username: string, password: string): Promise<boolean>;
  /** Opens a session the way the managed login does, with the scopes that it granted; null for who may not sign in. */
  issueTokens(username: string, clientId: string, scope: string): Promise<IssuedTokens | null>;
  /** Spoils the next calls of an operation; `'*'` means any. */
  fault(operation: string, fault: Fault | Chosen, options?: FaultOptions): void;
  clearFaults(): void;
  clearRequests(): void;
  /** Sign-ins, oldest first, of everyone if nobody is named. */
  sessions(username?: string): SessionRecord[];
  liveSessions(username?: string): SessionRecord[];
  /** Ends one session the way RevokeToken does. */
  revokeSession(originJti: string): void;
  amplifyConfig(clientId?: string): ResourcesConfig;
  stop(): Promise<void>;
}

export type { ClientOptions, Fault, FaultOptions, RequestRecord, SessionRecord };
