import { randomBytes } from 'node:crypto';

/** A browser that somebody has signed in with: whether its cookie still does. */
export interface BrowserSessionRecord {
  username: string;
  live: boolean;
}

interface BrowserSession {
  readonly username: string;
  readonly expiresAt: number;
  isEnded: boolean;
}

export const BROWSER_SESSION_SECONDS = 3600;

/** The browsers that a managed login has given its cookie to, oldest first. */
export class BrowserSessions {
  readonly #byCookie = new Map<string, BrowserSession>();

  /** Opens one and returns its cookie's value. */
  open(username: string): string {
    const cookie = randomBytes(48).toString('base64url');
    const expiresAt = Date.now() + BROWSER_SESSION_SECONDS * 1000;
    this.#byCookie.set(cookie, { username, expiresAt, isEnded: false });
    return cookie;
  }

  usernameOf(cookie: string | undefined): string | undefined {
    const session = this.#byCookie.get(cookie ?? '');
    return session && isLive(session) ? session.username : undefined;
  }

  end(cookie: string | undefined): void {
    const session = this.#byCookie.get(cookie ?? '');
    if (session) session.isEnded = true;
  }

  list(username?: string): BrowserSessionRecord[] {
    return [...this.#byCookie.values()]
      .filter((session) => username === undefined || session.username === username)
      .map((session) => ({ username: session.username, live: isLive(session) }));
  }
}

function isLive({ isEnded, expiresAt }: BrowserSession): boolean {
  return !isEnded && Date.now() < expiresAt;
}
