import { serverTime } from './virtualClock';

/** What the user pool's app client allows. */
export interface Client {
  rotation: boolean;
  revocation: boolean;
  adminScope: boolean;
  accessSeconds: number;
}

/** One sign-in as the server knows it. */
export interface ServerSession {
  readonly id: string;
  readonly username: string;
  /** The app client that it came through. */
  readonly clientId: string;
  readonly authTime: number;
  /** The one that still works, unless the session ended. */
  refreshToken: string;
  /** `elsewhere`: not by the kit, but by another device or tab, or by Amplify itself. */
  endedBy: 'GlobalSignOut' | 'RevokeToken' | 'elsewhere' | null;
}

export interface Tokens {
  accessToken: string;
  idToken: string;
  refreshToken: string;
}

export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

interface Issued {
  session: ServerSession;
  kind: 'access' | 'id' | 'refresh';
  /** By the server's clock. */
  expiresAt: number;
}

type Input = Record<string, string | undefined>;

/** A user pool in memory: sessions, and the three operations that a sign-out meets. */
export class Cognito {
  readonly sessions: ServerSession[] = [];
  /** Every token that was ever issued. */
  readonly issued = new Map<string, Issued>();

  constructor(
    readonly client: Client,
    /** Told apart from the sessions of other runs. */
    readonly name: string,
  ) {}

  signIn(username: string, clientId: string, secondsAgo = 0): Tokens & { session: ServerSession } {
    const session: ServerSession = {
      id: `${this.name}:${username}:${this.sessions.length}`,
      username,
      clientId,
      // Nobody signs in twice in one second, and where there is no origin_jti this tells sessions apart.
      authTime: Math.floor(serverTime() / 1000) - secondsAgo + this.sessions.length,
      refreshToken: '',
      endedBy: null,
    };
    this.sessions.push(session);
    this.rotate(session);
    return { ...this.mint(session, secondsAgo), session };
  }

  isLive(session: ServerSession): boolean {
    return session.endedBy === null;
  }

  sessionOf(token: string | null | undefined): ServerSession | undefined {
    return this.issued.get(token ?? '')?.session;
  }

  end(ended: (session: ServerSession) => boolean, by: NonNullable<ServerSession['endedBy']>): void {
    for (const session of this.sessions) if (ended(session)) session.endedBy ??= by;
  }

  perform(operation: string, input: Input, isKits: boolean): Reply {
    if (operation === 'GlobalSignOut') return this.globalSignOut(input, isKits);
    if (operation === 'RevokeToken') return this.revoke(input, isKits);
    if (operation === 'GetTokensFromRefreshToken') return this.refresh(input);
    throw new Error(`Nobody should ask for ${operation}.`);
  }

  private globalSignOut({ AccessToken }: Input, isKits: boolean): Reply {
    const access = this.issued.get(AccessToken ?? '');
    if (access?.kind !== 'access') return notAuthorized('Invalid Access Token');
    if (access.expiresAt <= serverTime()) return notAuthorized('Access Token has expired');
    if (access.session.endedBy) return notAuthorized('Access Token has been revoked');
    if (!this.client.adminScope) {
      return notAuthorized('Access Token does not have required scopes');
    }
    const ended = ({ username }: ServerSession) => username === access.session.username;
    this.end(ended, isKits ? 'GlobalSignOut' : 'elsewhere');
    return { status: 200, body: {} };
  }

  private revoke({ Token, ClientId }: Input, isKits: boolean): Reply {
    const refresh = this.issued.get(Token ?? '');
    if (!this.client.revocation) return refused(400, 'UnsupportedOperationException');
    if (refresh?.kind !== 'refresh') return refused(400, 'InvalidParameterException');
    if (refresh.session.clientId !== ClientId) return refused(400, 'UnauthorizedException');
    // What was rotated out is dead already: revoking it does nothing to what came of it.
    if (refresh.session.refreshToken === Token) {
      refresh.session.endedBy ??= isKits ? 'RevokeToken' : 'elsewhere';
    }
    return { status: 200, body: {} };
  }

  private refresh({ RefreshToken, ClientId }: Input): Reply {
    const refresh = this.issued.get(RefreshToken ?? '');
    if (refresh?.kind !== 'refresh' || refresh.session.clientId !== ClientId) {
      return notAuthorized('Invalid Refresh Token');
    }
    const { session } = refresh;
    if (session.endedBy) return notAuthorized('Refresh Token has been revoked');
    if (session.refreshToken !== RefreshToken) return refused(400, 'RefreshTokenReuseException');
    if (this.client.rotation) this.rotate(session);
    const { accessToken, idToken, refreshToken } = this.mint(session);
    const AuthenticationResult = {
      AccessToken: accessToken,
      IdToken: idToken,
      ...(this.client.rotation && { RefreshToken: refreshToken }),
    };
    return { status: 200, body: { AuthenticationResult } };
  }

  private rotate(session: ServerSession): void {
    session.refreshToken = `refresh.${this.issued.size}.${session.id}`;
    this.issued.set(session.refreshToken, { session, kind: 'refresh', expiresAt: Infinity });
  }

  private mint(session: ServerSession, secondsAgo = 0): Tokens {
    const iat = Math.floor(serverTime() / 1000) - secondsAgo;
    const exp = iat + this.client.accessSeconds;
    const shared = {
      sub: `sub-of-${session.username}`,
      ...(this.client.revocation && { origin_jti: session.id }),
      auth_time: session.authTime,
      iat,
      exp,
    };
    const scope = this.client.adminScope ? 'aws.cognito.signin.user.admin openid' : 'openid';
    const token = (kind: 'access' | 'id', claims: object) => {
      const jti = `${kind}-${this.issued.size}`;
      const jwt = unsigned({ ...shared, ...claims, token_use: kind, jti });
      this.issued.set(jwt, { session, kind, expiresAt: exp * 1000 });
      return jwt;
    };
    return {
      accessToken: token('access', { scope, username: session.username }),
      idToken: token('id', { 'cognito:username': session.username, name: session.username }),
      refreshToken: session.refreshToken,
    };
  }
}

const refused = (status: number, name: string, message = 'No.'): Reply => ({
  status,
  body: { __type: name, message },
});

const notAuthorized = (message: string) => refused(400, 'NotAuthorizedException', message);

/** Amplify and the kit only decode: a signature that nobody checks will do. */
function unsigned(claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${encode({ alg: 'none' })}.${encode(claims)}.unsigned`;
}
