import { randomBytes, randomUUID } from 'node:crypto';

export type EndedBy = 'GlobalSignOut' | 'RevokeToken' | 'DeleteUser' | 'DisableUser' | 'Expiry';

/** One sign-in: what it was, and whether its refresh token still works. */
export interface SessionRecord {
  originJti: string;
  username: string;
  clientId: string;
  live: boolean;
  endedBy?: EndedBy;
}

export interface Session {
  readonly originJti: string;
  readonly username: string;
  readonly clientId: string;
  /** Seconds since the epoch. */
  readonly authTime: number;
  /** What the managed login granted; absent where the session did not begin there. */
  readonly scope: string | undefined;
  refreshToken: string;
  refreshExpiresAt: number;
  endedBy?: EndedBy;
}

/** The sign-ins of a pool, oldest first. */
export class Sessions {
  readonly #byOriginJti = new Map<string, Session>();
  /** Tokens that were rotated out are kept: they lead to their session, and are refused. */
  readonly #byRefreshToken = new Map<string, Session>();

  open(username: string, clientId: string, refreshSeconds: number, scope?: string): Session {
    const session: Session = {
      originJti: randomUUID(),
      username,
      clientId,
      authTime: Math.floor(Date.now() / 1000),
      scope,
      refreshToken: '',
      refreshExpiresAt: Date.now() + refreshSeconds * 1000,
    };
    this.#byOriginJti.set(session.originJti, session);
    this.rotate(session);
    return session;
  }

  rotate(session: Session): void {
    session.refreshToken = randomBytes(120).toString('base64url');
    this.#byRefreshToken.set(session.refreshToken, session);
  }

  byOriginJti(originJti: string): Session | undefined {
    return this.#byOriginJti.get(originJti);
  }

  byRefreshToken(token: string): Session | undefined {
    return this.#byRefreshToken.get(token);
  }

  end(session: Session, endedBy: EndedBy): void {
    session.endedBy ??= endedBy;
  }

  endAllOf(username: string, endedBy: EndedBy): void {
    for (const session of this.#byOriginJti.values()) {
      if (session.username === username) this.end(session, endedBy);
    }
  }

  list(username?: string): SessionRecord[] {
    return [...this.#byOriginJti.values()]
      .filter((session) => username === undefined || session.username === username)
      .map((session) => {
        const endedBy = session.endedBy ?? (isExpired(session) ? 'Expiry' : undefined);
        const { originJti, clientId } = session;
        const record = { originJti, username: session.username, clientId, live: !endedBy };
        return endedBy ? { ...record, endedBy } : record;
      });
  }
}

export function isExpired(session: Session): boolean {
  return Date.now() >= session.refreshExpiresAt;
}
