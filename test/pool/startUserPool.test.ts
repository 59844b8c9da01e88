import { createPublicKey, generateKeyPairSync, randomBytes, sign, verify } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Amplify } from 'aws-amplify';
import {
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  signIn,
  signOut,
} from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { ConsoleLogger, type KeyValueStorageInterface } from 'aws-amplify/utils';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryStorage } from '../storages/MemoryStorage';
import { startUserPool, type UserPool } from './startUserPool';

const password = 'Correct-horse-1';
// It warns of the endpoint at every configure.
ConsoleLogger.LOG_LEVEL = 'ERROR';
let pool: UserPool;

beforeAll(async () => {
  pool = await startUserPool({ client: { refreshTokenSeconds: 3600 } });
});
afterAll(() => pool.stop());

beforeEach(async () => {
  await pool.createUser({ username: 'alice', password, email: 'alice@example.com', name: 'Alice' });
  await pool.createUser({ username: 'bob', password });
});
afterEach(async () => {
  pool.clearFaults();
  await pool.deleteUser('alice');
  await pool.deleteUser('bob');
  pool.clearRequests();
});

function device(clientId?: string): KeyValueStorageInterface {
  const storage = new MemoryStorage();
  use(storage, clientId);
  return storage;
}

/** Amplify forgets its storage at every configure. */
function use(storage: KeyValueStorageInterface, clientId?: string) {
  Amplify.configure(pool.amplifyConfig(clientId));
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
}

async function post(operation: string, body: object) {
  const response = await fetch(pool.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text };
}

interface Tokens {
  AccessToken: string;
  IdToken: string;
  RefreshToken: string;
}

async function tokensFor(username: string, ClientId = pool.clientId): Promise<Tokens> {
  const AuthParameters = { USERNAME: username, PASSWORD: password };
  const { text } = await post('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId,
    AuthParameters,
  });
  return JSON.parse(text).AuthenticationResult;
}

const refusal = (name: string, message: string) => ({
  status: 400,
  text: JSON.stringify({ __type: name, message }),
});
const notAuthorized = (message: string) => refusal('NotAuthorizedException', message);

const refreshWith = ({ RefreshToken }: Tokens, ClientId = pool.clientId) =>
  post('GetTokensFromRefreshToken', { RefreshToken, ClientId });

const revoke = ({ RefreshToken }: Tokens, ClientId = pool.clientId) =>
  post('RevokeToken', { Token: RefreshToken, ClientId });

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
}

describe('signing in', () => {
  it('proves thirty random passwords by SRP', { timeout: 60_000 }, async () => {
    for (let run = 0; run < 30; run += 1) {
      const username = `user-${randomBytes(1 + (run % 7)).toString('hex')}-é${run}`;
      const secret = `Aa1!${randomBytes(8).toString('base64')}`;
      await pool.createUser({ username, password: secret });
      device();
      expect(await signIn({ username, password: secret })).toMatchObject({ isSignedIn: true });
      expect(await getCurrentUser()).toMatchObject({ username });
    }
  });

  it('refuses a wrong password, an unknown user and a disabled one, in both flows', async () => {
    await pool.disableUser('bob');
    for (const authFlowType of ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'] as const) {
      device();
      const attempt = (username: string, secret: string) =>
        signIn({ username, password: secret, options: { authFlowType } });
      const incorrect = {
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      };
      await expect(attempt('alice', 'wrong')).rejects.toMatchObject(incorrect);
      await expect(attempt('nobody', password)).rejects.toMatchObject(incorrect);
      await expect(attempt('bob', password)).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'User is disabled.',
      });
    }
    expect(pool.liveSessions()).not.toContainEqual(expect.objectContaining({ username: 'bob' }));
  });

  it('accepts one SRP proof once', async () => {
    device();
    const sent = vi.spyOn(globalThis, 'fetch');
    await signIn({ username: 'alice', password });
    const proof = sent.mock.calls.map(([, init]) => init).find((init) => isProof(init?.body));
    const { text } = await post('RespondToAuthChallenge', JSON.parse(String(proof?.body)));
    expect(text).toContain('Incorrect username or password.');
  });

  it('knows the user behind the token', async () => {
    device();
    await signIn({ username: 'alice', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
    expect(await fetchUserAttributes()).toMatchObject({
      email: 'alice@example.com',
      name: 'Alice',
    });
    const { tokens } = await fetchAuthSession();
    expect(tokens?.idToken?.payload).toMatchObject({ name: 'Alice', email_verified: true });
    expect(tokens?.accessToken.payload).toMatchObject({
      scope: 'aws.cognito.signin.user.admin',
      origin_jti: pool.sessions('alice').at(-1)?.originJti,
    });
  });

  it('signs with the key it publishes', async () => {
    const { AccessToken } = await tokensFor('alice');
    const [head = '', payload = '', signature = ''] = AccessToken.split('.');
    const keys = await fetch(`${claimsOf(AccessToken).iss}/.well-known/jwks.json`);
    const [key] = (await keys.json()).keys;
    const publicKey = createPublicKey({ key, format: 'jwk' });
    const content = Buffer.from(`${head}.${payload}`);
    expect(verify('sha256', content, publicKey, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('confirms a sign-up without sending or printing anything', async () => {
    const ClientId = pool.clientId;
    await post('SignUp', { ClientId, Username: 'carol', Password: password, UserAttributes: [] });
    const AuthParameters = { USERNAME: 'carol', PASSWORD: password };
    const attempt = { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters };
    expect((await post('InitiateAuth', attempt)).text).toContain('UserNotConfirmedException');
    await post('ConfirmSignUp', { ClientId, Username: 'carol', ConfirmationCode: '123456' });
    expect((await post('InitiateAuth', attempt)).status).toBe(200);
  });
});

describe('refreshing', () => {
  it('brings new tokens of the same session', async () => {
    device();
    await signIn({ username: 'alice', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
    const before = (await fetchAuthSession()).tokens?.accessToken;
    const after = (await fetchAuthSession({ forceRefresh: true })).tokens?.accessToken;
    expect(after?.toString()).not.toBe(before?.toString());
    expect(after?.payload.origin_jti).toBe(before?.payload.origin_jti);
    expect(pool.liveSessions('alice')).toHaveLength(1);
  });

  it('rotates where the client says so', async () => {
    const clientId = await pool.createClient({ rotation: true });
    device(clientId);
    const first = await tokensFor('alice', clientId);
    const { AuthenticationResult: second } = JSON.parse((await refreshWith(first, clientId)).text);
    expect(second.RefreshToken).not.toBe(first.RefreshToken);
    expect(await refreshWith(first, clientId)).toMatchObject(
      refusal('RefreshTokenReuseException', 'Refresh Token has been rotated'),
    );
    expect((await refreshWith(second, clientId)).status).toBe(200);

    await signIn({ username: 'bob', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
    await fetchAuthSession({ forceRefresh: true });
    expect(await fetchAuthSession({ forceRefresh: true })).toHaveProperty('tokens.accessToken');
  });

  it('keeps the refresh token where it does not rotate', async () => {
    const { AuthenticationResult } = JSON.parse((await refreshWith(await tokensFor('bob'))).text);
    expect(AuthenticationResult).not.toHaveProperty('RefreshToken');
  });

  it('is refused for a token that is revoked, expired, foreign or made up', async () => {
    const brief = await pool.createClient({ refreshTokenSeconds: 0.2 });
    const expired = await tokensFor('alice', brief);
    const revoked = await tokensFor('alice');
    await revoke(revoked);
    await sleep(250);
    const madeUp = { ...revoked, RefreshToken: 'made-up' };
    const invalid = notAuthorized('Invalid Refresh Token');
    expect(await refreshWith(revoked)).toMatchObject(
      notAuthorized('Refresh Token has been revoked'),
    );
    expect(await refreshWith(expired, brief)).toMatchObject(
      notAuthorized('Refresh Token has expired'),
    );
    expect(await refreshWith(await tokensFor('alice'), brief)).toMatchObject(invalid);
    expect(await refreshWith(madeUp)).toMatchObject(invalid);
    expect(pool.sessions('alice').find((it) => it.clientId === brief)).toMatchObject({
      live: false,
      endedBy: 'Expiry',
    });
  });
});

describe('signing out', () => {
  it('everywhere ends every session of the user, and of no one else', async () => {
    const elsewhere = await tokensFor('alice');
    await tokensFor('bob');
    device();
    await signIn({ username: 'alice', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
    expect(pool.liveSessions('alice')).toHaveLength(2);
    await signOut({ global: true });

    expect(pool.liveSessions('alice')).toEqual([]);
    expect(pool.sessions('alice').slice(-2)).toEqual([
      expect.objectContaining({ endedBy: 'GlobalSignOut' }),
      expect.objectContaining({ endedBy: 'GlobalSignOut' }),
    ]);
    expect(pool.liveSessions('bob')).toHaveLength(1);
    expect(await refreshWith(elsewhere)).toMatchObject(
      notAuthorized('Refresh Token has been revoked'),
    );
    expect(await post('GetUser', elsewhere)).toMatchObject(
      notAuthorized('Access Token has been revoked'),
    );
    expect(await post('GlobalSignOut', elsewhere)).toMatchObject(
      notAuthorized('Access Token has been revoked'),
    );
  });

  it('here ends one session', async () => {
    const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const;
    const phone = device();
    await signIn({ username: 'alice', password, options });
    device();
    await signIn({ username: 'alice', password, options });
    const AccessToken = (await fetchAuthSession()).tokens?.accessToken.toString();
    await signOut();

    expect(await post('GetUser', { AccessToken })).toMatchObject(
      notAuthorized('Access Token has been revoked'),
    );
    expect(pool.sessions('alice').at(-1)).toMatchObject({ live: false, endedBy: 'RevokeToken' });
    expect(pool.liveSessions('alice')).toHaveLength(1);
    use(phone);
    expect(await fetchAuthSession({ forceRefresh: true })).toHaveProperty('tokens.accessToken');
    expect(await fetchUserAttributes()).toHaveProperty('email');
  });

  it('answers an empty object, also for a token that is dead already', async () => {
    const tokens = await tokensFor('alice');
    const empty = { status: 200, text: '{}' };
    expect(await revoke(tokens)).toMatchObject(empty);
    expect(await revoke(tokens)).toMatchObject(empty);
    expect(await post('GlobalSignOut', await tokensFor('alice'))).toMatchObject(empty);
  });

  it('does not end a session by a token that was rotated out of it', async () => {
    const clientId = await pool.createClient({ rotation: true });
    const first = await tokensFor('alice', clientId);
    await refreshWith(first, clientId);
    expect((await revoke(first, clientId)).status).toBe(200);
    expect(pool.liveSessions('alice')).toHaveLength(1);
  });

  it('is no call at all for Amplify where revocation is off, and refused if made', async () => {
    const clientId = await pool.createClient({ revocation: false });
    device(clientId);
    await signIn({ username: 'alice', password, options: { authFlowType: 'USER_PASSWORD_AUTH' } });
    expect((await fetchAuthSession()).tokens?.accessToken.payload.origin_jti).toBeUndefined();
    await signOut();
    expect(pool.requests.map((it) => it.operation)).not.toContain('RevokeToken');
    expect(pool.liveSessions('alice')).toHaveLength(1);

    const tokens = await tokensFor('alice', clientId);
    expect(claimsOf(tokens.IdToken)).not.toHaveProperty('origin_jti');
    expect((await revoke(tokens, clientId)).text).toContain('UnsupportedOperationException');
    expect((await post('GlobalSignOut', tokens)).status).toBe(200);
    expect(pool.liveSessions('alice')).toEqual([]);
  });

  it('by RevokeToken wants a refresh token of that client', async () => {
    const tokens = await tokensFor('alice');
    const other = await pool.createClient();
    expect((await revoke({ ...tokens, RefreshToken: tokens.AccessToken })).text).toContain(
      'UnsupportedTokenTypeException',
    );
    expect((await revoke(tokens, other)).text).toContain('InvalidParameterException');
    expect((await revoke(tokens, 'nowhere')).text).toContain('ResourceNotFoundException');
    expect(pool.liveSessions('alice')).toHaveLength(1);
  });

  it('of managed login leads back to the page', async () => {
    const query = new URLSearchParams({ client_id: 'x', logout_uri: 'http://localhost/bye' });
    const response = await fetch(`${pool.endpoint}/logout?${query}`, { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('http://localhost/bye');
    expect((await fetch(`${pool.endpoint}/logout`)).status).toBe(400);
    expect(pool.requests[0]).toMatchObject({ operation: 'logout', status: 302 });
  });
});

describe('an access token', () => {
  it('is refused when it has expired', async () => {
    const brief = await pool.createClient({ accessTokenSeconds: 1 });
    const tokens = await tokensFor('alice', brief);
    await sleep(1050);
    const expired = notAuthorized('Access Token has expired');
    expect(await post('GetUser', tokens)).toMatchObject(expired);
    expect(await post('GlobalSignOut', tokens)).toMatchObject(expired);
    expect((await refreshWith(tokens, brief)).status).toBe(200);
  });

  it('is refused without the scope', async () => {
    const federated = await pool.createClient({ scope: 'openid profile' });
    const tokens = await tokensFor('alice', federated);
    const unscoped = notAuthorized('Access Token does not have required scopes');
    expect(await post('GetUser', tokens)).toMatchObject(unscoped);
    expect(await post('GlobalSignOut', tokens)).toMatchObject(unscoped);
    expect((await revoke(tokens, federated)).status).toBe(200);
  });

  it('is refused when it is forged, of another use, or no token', async () => {
    const { AccessToken, IdToken } = await tokensFor('alice');
    const [head, payload] = AccessToken.split('.');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const signature = sign('sha256', Buffer.from(`${head}.${payload}`), privateKey);
    const forged = `${head}.${payload}.${signature.toString('base64url')}`;
    for (const token of [forged, IdToken, 'no.token.atall', '']) {
      expect(await post('GetUser', { AccessToken: token })).toMatchObject(
        notAuthorized('Invalid Access Token'),
      );
    }
  });

  it('is refused when the user is gone or disabled', async () => {
    const alice = await tokensFor('alice');
    const bob = await tokensFor('bob');
    await pool.deleteUser('alice');
    await pool.disableUser('bob');
    const gone = refusal('UserNotFoundException', 'User does not exist.');
    expect(await post('GetUser', alice)).toMatchObject(gone);
    expect(await post('GlobalSignOut', alice)).toMatchObject(gone);
    expect(await refreshWith(alice)).toMatchObject(gone);
    expect(await post('GlobalSignOut', bob)).toMatchObject(
      notAuthorized('Access Token has been revoked'),
    );
    expect(await refreshWith(bob)).toMatchObject(notAuthorized('User is disabled.'));
    await pool.createUser({ username: 'alice', password });
  });

  it('is refused after the user deleted the account', async () => {
    const alice = await tokensFor('alice');
    expect((await post('DeleteUser', alice)).status).toBe(200);
    expect((await post('GetUser', alice)).text).toContain('UserNotFoundException');
    await pool.createUser({ username: 'alice', password });
    expect((await post('GetUser', alice)).text).toContain('UserNotFoundException');
  });

  it('is refused after the session was revoked from outside', async () => {
    const alice = await tokensFor('alice');
    pool.revokeSession(String(claimsOf(alice.AccessToken).origin_jti));
    expect((await post('GetUser', alice)).text).toContain('Access Token has been revoked');
    expect(() => pool.revokeSession('none')).toThrow('no session none');
  });
});

describe('the pool', () => {
  it('tells browsers what Cognito tells them', async () => {
    const refused = await post('GetUser', { AccessToken: 'x' });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toBe(
      'x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date',
    );
    expect(refused.headers.get('x-amzn-errortype')).toBe('NotAuthorizedException:');
    expect(refused.headers.get('x-amzn-errormessage')).toBe('Invalid Access Token');
    const preflight = await fetch(pool.endpoint, {
      method: 'OPTIONS',
      headers: { 'access-control-request-headers': 'content-type,x-amz-target' },
    });
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type,x-amz-target');
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('writes dates as seconds', async () => {
    const { text } = await post('AdminGetUser', { UserPoolId: pool.userPoolId, Username: 'alice' });
    const { UserCreateDate } = JSON.parse(text);
    expect(UserCreateDate).toBeCloseTo(Date.now() / 1000, -2);
  });

  it('refuses an operation it does not have', async () => {
    expect((await post('Nonsense', {})).text).toContain('UnknownOperationException');
  });

  it('records calls by session and without tokens', async () => {
    const tokens = await tokensFor('alice');
    const originJti = claimsOf(tokens.AccessToken).origin_jti;
    await post('GetUser', tokens);
    await refreshWith(tokens);
    await revoke(tokens);
    const [, ...calls] = pool.requests;
    expect(calls.map((it) => it.operation)).toEqual([
      'GetUser',
      'GetTokensFromRefreshToken',
      'RevokeToken',
    ]);
    for (const call of calls) {
      expect(call).toEqual({
        operation: call.operation,
        at: expect.any(Number),
        ended: 'answered',
        status: 200,
        performed: true,
        faulted: false,
        originJti,
      });
    }
    expect(JSON.stringify(pool.requests)).not.toContain(tokens.RefreshToken);
    pool.clearRequests();
    expect(pool.requests).toEqual([]);
  });

  it('runs beside another on a port of its choice, and stops twice', async () => {
    const second = await startUserPool({ users: [{ username: 'dora', password }] });
    const port = Number(new URL(second.endpoint).port);
    await second.stop();
    await second.stop();
    const third = await startUserPool({ port });
    expect(third.endpoint).toBe(second.endpoint);
    const { AccessToken } = await tokensFor('alice');
    const response = await fetch(third.endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'X.GetUser' },
      body: JSON.stringify({ AccessToken }),
    });
    expect(await response.text()).toContain('Invalid Access Token');
    await expect(startUserPool({ port })).rejects.toThrow('EADDRINUSE');
    await third.stop();
  });

  it('prints nothing', async () => {
    const prints = [
      ...(['debug', 'error', 'info', 'log', 'warn'] as const).map((it) => vi.spyOn(console, it)),
      vi.spyOn(process.stdout, 'write'),
      vi.spyOn(process.stderr, 'write'),
    ];
    const other = await startUserPool({ users: [{ username: 'dora', password }] });
    await tokensFor('alice');
    await post('Nonsense', {});
    await post('GetUser', {});
    await other.stop();
    for (const print of prints) expect(print).not.toHaveBeenCalled();
  });
});

function isProof(body: unknown): boolean {
  return typeof body === 'string' && body.includes('PASSWORD_CLAIM_SIGNATURE');
}
