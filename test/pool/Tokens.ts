import { createPrivateKey, createPublicKey, randomUUID, sign, verify } from 'node:crypto';
import { createRequire } from 'node:module';
import type { AppClient } from 'cognito-local/lib/services/appClient';
import type { Context } from 'cognito-local/lib/services/context';
import type { TokenGenerator } from 'cognito-local/lib/services/tokenGenerator';
import type { User } from 'cognito-local/lib/services/userPoolService';
import { adminScope } from '../cognito/sessions';
import { claimsOf, encode } from '../cognito/tokens';
import type { ClientOptions } from './ClientOptions';
import type { Session, Sessions } from './Sessions';

export type IssuedTokens = ReturnType<Tokens['issue']>;

export interface AccessClaims {
  token_use: string;
  event_id: string;
  username: string;
  scope: string;
  exp: number;
}

const load = createRequire(import.meta.url);
const key: { pem: string } = load('cognito-local/lib/keys/cognitoLocal.private.json');
const privateKey = createPrivateKey(key.pem);
const publicKey = createPublicKey(key.pem);
const header = encode({ alg: 'RS256', kid: 'CognitoLocal', typ: 'JWT' });

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** Mints a session's tokens. Each sign-in that passes through here becomes a session. */
export class Tokens implements TokenGenerator {
  constructor(
    private readonly sessions: Sessions,
    private readonly clients: ReadonlyMap<string, ClientOptions>,
    private readonly issuer: () => string,
  ) {}

  async generate(_context: Context, user: User, groups: readonly string[], client: AppClient) {
    return this.issue(user, groups, client.ClientId);
  }

  /** Opens a session and mints its first tokens. */
  issue(user: User, groups: readonly string[], clientId: string, scope?: string) {
    const seconds = this.clients.get(clientId)?.refreshTokenSeconds ?? 30 * DAY;
    const session = this.sessions.open(user.Username, clientId, seconds, scope);
    return { ...this.mint(session, user, groups), RefreshToken: session.refreshToken };
  }

  mint(session: Session, user: User, groups: readonly string[]) {
    const options = this.clients.get(session.clientId);
    const seconds = options?.accessTokenSeconds ?? HOUR;
    const attributes = Object.fromEntries(user.Attributes.map((it) => [it.Name, it.Value]));
    const iat = Math.floor(Date.now() / 1000);
    const scope = session.scope ?? options?.scope ?? adminScope;
    const claims = claimsOf(user.Username, scope, {
      sub: attributes.sub,
      iss: this.issuer(),
      // The session is known by its event too: without revocation there is no origin_jti.
      event_id: session.originJti,
      ...(options?.revocation === false ? {} : { origin_jti: session.originJti }),
      ...(groups.length > 0 ? { 'cognito:groups': groups } : {}),
      auth_time: session.authTime,
      iat,
      exp: iat + seconds,
    });
    const access = { ...claims.access, client_id: session.clientId, jti: randomUUID() };
    const id = {
      ...attributes,
      ...claims.id,
      aud: session.clientId,
      email_verified: attributes.email_verified === 'true',
      jti: randomUUID(),
    };
    return {
      AccessToken: signed(access),
      IdToken: signed(id),
      ExpiresIn: seconds,
      TokenType: 'Bearer',
    };
  }

  /** The claims of a token that this pool signed as an access token, expired or not. */
  accessClaims(token: string): AccessClaims | undefined {
    const [head, payload, signature] = token.split('.');
    if (!head || !payload || !signature) return undefined;
    const genuine = verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      publicKey,
      Buffer.from(signature, 'base64url'),
    );
    if (!genuine) return undefined;
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    return claims.token_use === 'access' ? claims : undefined;
  }
}

/** What the pool publishes at `/.well-known/jwks.json`. */
export function publicKeys() {
  const jwk = publicKey.export({ format: 'jwk' });
  return { keys: [{ ...jwk, alg: 'RS256', kid: 'CognitoLocal', use: 'sig' }] };
}

function signed(claims: object): string {
  const content = `${header}.${encode(claims)}`;
  return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
}
