import type { Answer } from '../answer';
import type { UserPool } from '../startUserPool';
import type { AuthorizationCodes } from './AuthorizationCodes';
import { BROWSER_SESSION_SECONDS, type BrowserSessions } from './BrowserSessions';
import { html, json, redirect, refusal, withCookie } from './browserAnswers';
import { type ManagedLoginClient, ownScopes } from './ManagedLoginClient';
import { signInPage } from './pages';

/** What an endpoint is asked, as it reads it. */
export interface EndpointRequest {
  query: URLSearchParams;
  form: URLSearchParams;
  /** The browser's session, where it sent one. */
  cookie: string | undefined;
}

export type Endpoint = (request: EndpointRequest) => Promise<Answer>;

interface EndpointsInput {
  pool: UserPool;
  clients: Readonly<Record<string, ManagedLoginClient>>;
  browsers: BrowserSessions;
  codes: AuthorizationCodes;
}

/** A request to sign in that can be led back to its app. */
interface SignInRequest {
  clientId: string;
  redirectUri: string;
  state: string | null;
  scope: string;
  challenge: string | null;
}

/** The endpoints of a managed login by method and path. */
export function managedLoginEndpoints(input: EndpointsInput): Readonly<Record<string, Endpoint>> {
  const { pool, clients, browsers, codes } = input;

  /** The request, or the answer to one that is wrong: only to an address of the client's own does it go back. */
  function read(query: URLSearchParams): SignInRequest | Answer {
    const clientId = query.get('client_id') ?? '';
    const client = clients[clientId];
    if (!client) return refusal('invalid_client');
    const redirectUri = query.get('redirect_uri');
    if (redirectUri === null) return refusal(missing('redirect_uri'));
    if (!client.callbackUrls.includes(redirectUri)) return refusal('redirect_mismatch');

    const state = query.get('state');
    const wrong = (error: string) => backToApp({ redirectUri, state }, { error });
    if (!query.has('response_type')) return wrong('invalid_request');
    if (query.get('response_type') !== 'code') return wrong('unauthorized_client');
    const challenge = query.get('code_challenge');
    if (challenge !== null && query.get('code_challenge_method') !== 'S256') {
      return wrong('invalid_request');
    }
    const allowed: readonly string[] = client.scopes ?? ownScopes;
    const scopes = query.get('scope')?.split(' ').filter(Boolean) ?? allowed;
    if (!scopes.every((scope) => allowed.includes(scope))) return wrong('invalid_scope');
    return { clientId, redirectUri, state, scope: scopes.join(' '), challenge };
  }

  function grant(request: SignInRequest, username: string): Answer {
    const { clientId, redirectUri, scope, challenge } = request;
    const code = codes.issue({ username, clientId, redirectUri, scope, challenge });
    return backToApp(request, { code });
  }

  return {
    async 'GET /oauth2/authorize'({ query, cookie }) {
      const request = read(query);
      if ('status' in request) return request;
      const username = browsers.usernameOf(cookie);
      const prompt = query.get('prompt')?.split(' ') ?? [];
      if (username && !prompt.includes('login')) return grant(request, username);
      if (prompt.includes('none')) return backToApp(request, { error: 'login_required' });
      return redirect(`/login?${query}`);
    },

    async 'GET /login'({ query }) {
      const request = read(query);
      return 'status' in request ? request : html(200, signInPage());
    },

    async 'POST /login'({ query, form, cookie }) {
      const request = read(query);
      if ('status' in request) return request;
      const username = form.get('username') ?? '';
      if (!(await pool.hasPassword(username, form.get('password') ?? ''))) {
        return html(200, signInPage('Incorrect username or password.'));
      }
      browsers.end(cookie);
      const answer = grant(request, username);
      return withCookie(answer, browsers.open(username), BROWSER_SESSION_SECONDS);
    },

    async 'POST /oauth2/token'({ form }) {
      const clientId = form.get('client_id') ?? '';
      const code = form.get('code');
      if (!clients[clientId]) return json(400, { error: 'invalid_client' });
      if (form.get('grant_type') !== 'authorization_code') {
        return json(400, { error: 'unsupported_grant_type' });
      }
      if (code === null) return json(400, { error: 'invalid_request' });
      const redirectUri = form.get('redirect_uri');
      const verifier = form.get('code_verifier');
      const granted = codes.redeem(code, { clientId, redirectUri, verifier });
      const tokens = granted && (await pool.issueTokens(granted.username, clientId, granted.scope));
      if (!tokens) return json(400, { error: 'invalid_grant' });
      const isOpenId = granted.scope.split(' ').includes('openid');
      return json(200, {
        ...(isOpenId && { id_token: tokens.IdToken }),
        access_token: tokens.AccessToken,
        refresh_token: tokens.RefreshToken,
        expires_in: tokens.ExpiresIn,
        token_type: tokens.TokenType,
      });
    },

    async 'POST /oauth2/revoke'({ form }) {
      const clientId = form.get('client_id') ?? '';
      const token = form.get('token');
      if (!clients[clientId]) return json(400, { error: 'invalid_client' });
      if (token === null) return json(400, { error: 'invalid_request' });
      const isRevoked = await revoke(clientId, token);
      return isRevoked ? html(200, '') : json(400, { error: 'unsupported_token_type' });
    },

    // The cookie goes before the addresses are looked at: who lands on the error page is signed out nevertheless.
    async 'GET /logout'({ query, cookie }) {
      browsers.end(cookie);
      return withCookie(afterLogout(query), '', 0);
    },
  };

  async function revoke(clientId: string, token: string): Promise<boolean> {
    const target = 'AWSCognitoIdentityProviderService.RevokeToken';
    const body = JSON.stringify({ ClientId: clientId, Token: token });
    const headers = { 'x-amz-target': target };
    return (await fetch(pool.endpoint, { method: 'POST', headers, body })).ok;
  }

  function afterLogout(query: URLSearchParams): Answer {
    const client = clients[query.get('client_id') ?? ''];
    const logoutUri = query.get('logout_uri');
    if (!client) return refusal('invalid_client');
    if (logoutUri !== null && client.logoutUrls.includes(logoutUri)) return redirect(logoutUri);
    // A logout_uri that isn't allowed counts as none, and then a new sign-in is what is left to be meant.
    return query.has('redirect_uri')
      ? redirect(`/login?${query}`)
      : refusal(missing('redirect_uri'));
  }
}

const missing = (name: string) => `Required String parameter '${name}' is not present`;

function backToApp(
  { redirectUri, state }: Pick<SignInRequest, 'redirectUri' | 'state'>,
  result: { code: string } | { error: string },
): Answer {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(result)) url.searchParams.set(name, value);
  if (state !== null) url.searchParams.set('state', state);
  return redirect(url.href);
}
