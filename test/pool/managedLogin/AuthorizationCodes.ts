import { createHash, randomUUID } from 'node:crypto';

/** What a code stands for until an app has traded it for tokens. */
export interface Grant {
  username: string;
  clientId: string;
  redirectUri: string;
  scope: string;
  /** PKCE's, always S256; null where the app sent none. */
  challenge: string | null;
}

const LIFETIME_MS = 5 * 60_000;

/** Codes that work once, whatever comes of it. */
export class AuthorizationCodes {
  readonly #grants = new Map<string, Grant & { expiresAt: number }>();

  issue(grant: Grant): string {
    const code = randomUUID();
    this.#grants.set(code, { ...grant, expiresAt: Date.now() + LIFETIME_MS });
    return code;
  }

  /** Spends the code: its grant, where the client, the address and the verifier are those that it was issued for. */
  redeem(code: string, request: RedeemRequest): Grant | null {
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    if (!grant || grant.expiresAt <= Date.now()) return null;
    const { clientId, redirectUri, verifier } = request;
    if (grant.clientId !== clientId || grant.redirectUri !== redirectUri) return null;
    if (grant.challenge !== null && grant.challenge !== challengeOf(verifier ?? '')) return null;
    return grant;
  }
}

interface RedeemRequest {
  clientId: string;
  redirectUri: string | null;
  verifier: string | null;
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
