import { type Refusal, Refused } from '../cognito/refusals';
import {
  adminScope,
  sessionOfAccess,
  sessionToRefresh,
  sessionToRevoke,
} from '../cognito/sessions';
import { claimsOf, unsigned } from '../cognito/tokens';
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
  /** In seconds, by the server's clock. */
  exp: number;
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
    try {
      if (operation === 'GlobalSignOut') return this.globalSignOut(input, isKits);
      if (operation === 'RevokeToken') return this.revoke(input, isKits);
      if (operation === 'GetTokensFromRefreshToken') return this.refresh(input);
    } catch (error) {
      if (error instanceof Refused) return replyOf(error.refusal);
      throw error;
    }
    throw new Error(`Nobody should ask for ${operation}.`);
  }

  private globalSignOut({ AccessToken }: Input, isKits: boolean): Reply {
    const access = this.issued.get(AccessToken ?? '');
    const { scope } = this;
    const { username } = sessionOfAccess(
      access?.kind === 'access' ? access.session : undefined,
      { exp: access?.exp ?? 0, scope },
      serverTime(),
    );
    this.end((session) => session.username === username, isKits ? 'GlobalSignOut' : 'elsewhere');
    return done;
  }

  private revoke({ Token, ClientId }: Input, isKits: boolean): Reply {
    if (!this.client.revocation) throw new Refused('revocationDisabled');
    const session = sessionToRevoke(this.refreshed(Token), Token, ClientId);
    if (session) session.endedBy ??= isKits ? 'RevokeToken' : 'elsewhere';
    return done;
  }

  private refresh({ RefreshToken, ClientId }: Input): Reply {
    const session = sessionToRefresh(this.refreshed(RefreshToken), RefreshToken, ClientId);
    if (this.client.rotation) this.rotate(session);
    const { accessToken, idToken, refreshToken } = this.mint(session);
    const AuthenticationResult = {
      AccessToken: accessToken,
      IdToken: idToken,
      ...(this.client.rotation && { RefreshToken: refreshToken }),
    };
    return { status: 200, body: { AuthenticationResult } };
  }

  private refreshed(token: string | undefined): ServerSession | undefined {
    const issued = this.issued.get(token ?? '');
    return issued?.kind === 'refresh' ? issued.session : undefined;
  }

  private get scope(): string {
    return this.client.adminScope ? `${adminScope} openid` : 'openid';
  }

  private rotate(session: ServerSession): void {
    session.refreshToken = `refresh.${this.issued.size}.${session.id}`;
    this.issued.set(session.refreshToken, { session, kind: 'refresh', exp: Infinity });
  }

  private mint(session: ServerSession, secondsAgo = 0): Tokens {
    const { username } = session;
    const iat = Math.floor(serverTime() / 1000) - secondsAgo;
    const exp = iat + this.client.accessSeconds;
    const { access, id } = claimsOf(username, this.scope, {
      sub: `sub-of-${username}`,
      ...(this.client.revocation && { origin_jti: session.id }),
      auth_time: session.authTime,
      iat,
      exp,
    });
    const token = (kind: 'access' | 'id', claims: object) => {
      const jwt = unsigned({ ...claims, jti: `${kind}-${this.issued.size}` });
      this.issued.set(jwt, { session, kind, exp });
      return jwt;
    };
    return {
      accessToken: token('access', access),
      idToken: token('id', { ...id, name: username }),
      refreshToken: session.refreshToken,
    };
  }
}

const done: Reply = { status: 200, body: {} };

export const replyOf = ({ status, errorName, message }: Refusal): Reply => ({
  status,
  body: { __type: errorName, message },
});
