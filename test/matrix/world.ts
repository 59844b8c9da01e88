import { Amplify } from 'aws-amplify';
import { signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';
import { vi } from 'vitest';
import { tokenNames } from '../contract/words';
import { startUserPool, type UserPool } from '../pool/startUserPool';
import type { Cell } from './cells';
import { MatrixStorage } from './storages';

export const alice = { username: 'alice', password: 'Correct-horse-1', name: 'Alice Example' };
const bob = { username: 'bob', password: 'Correct-horse-2' };

/** A user pool and a browser's storage, just before the click. */
export interface World {
  pool: UserPool;
  clientId: string;
  endpoint: string;
  storage: MatrixStorage;
  /** The session that is to end. */
  own: string;
}

/** Nothing listens there, on any machine, and `fetch` doesn't refuse the port by itself. */
const closedEndpoint = 'http://127.0.0.1:2';

const anotherClient = 'another0client';

/** Whether a key is neither Alice's nor about her, in this app. */
export const isBystanders = (key: string, value: string) =>
  key.includes('.bob.') || key.includes(anotherClient) || value === 'bob';

const twoHours = 7_200_000;
const prefix = 'CognitoIdentityServiceProvider';

/** Builds what a cell's state says. Bob used this browser before, and Alice has another device. */
export async function createWorld({ state, storage: row, faults }: Cell): Promise<World> {
  const pool = await startUserPool({ users: [alice, bob] });
  const clientId = await pool.createClient({ ...state.client });
  const storage = new MatrixStorage(row);
  const key = (name: string) => `${prefix}.${clientId}.${name}`;
  if (state.isAged) vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - twoHours });
  try {
    if (!state.isNobody) await signInElsewhere(pool, clientId, bob, storage);
    await signInElsewhere(pool, clientId, alice);
    use(pool, clientId, storage);
    if (!state.isNobody) {
      const options = { authFlowType: 'USER_PASSWORD_AUTH' } as const;
      await signIn({ ...alice, options });
    }
  } finally {
    vi.useRealTimers();
  }
  const own = state.isNobody ? '' : (pool.sessions('alice').at(-1)?.originJti ?? '');
  if (state.since === 'deleted') await pool.deleteUser('alice');
  if (state.since === 'disabled') await pool.disableUser('alice');
  if (state.since === 'revoked') pool.revokeSession(own);
  for (const name of state.gone ?? []) storage.items.delete(key(`alice.${name}`));
  if (state.corrupt) {
    const token = storage.items.get(key(`alice.${state.corrupt}`)) ?? '';
    storage.items.set(key(`alice.${state.corrupt}`), token.slice(0, token.indexOf('.') + 70));
  }
  // Another app of the same site.
  for (const [name, value] of [...storage.items]) {
    if (!name.includes('.bob.'))
      storage.items.set(
        name.replace(clientId, anotherClient),
        value.length > 60 ? value.slice(0, 20) : value,
      );
  }
  let { endpoint } = pool;
  const { unreachable } = Object.values(faults).find((it) => it.unreachable) ?? {};
  if (unreachable === 'refused') endpoint = closedEndpoint;
  if (unreachable === 'noSuchHost') endpoint = 'http://nowhere.invalid';
  if (unreachable) use(pool, clientId, storage, endpoint);
  return { pool, clientId, endpoint, storage, own };
}

/** What LastAuthUser is called in this world. */
export const lastAuthUserKey = ({ clientId }: World) => `${prefix}.${clientId}.LastAuthUser`;

function use(pool: UserPool, clientId: string, storage: MatrixStorage, endpoint = pool.endpoint) {
  const { userPoolId } = pool;
  Amplify.configure({
    Auth: {
      Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint },
    },
  });
  cognitoUserPoolsTokenProvider.setKeyValueStorage(storage);
}

/** Signs in past Amplify, and leaves the tokens where an earlier user of the browser would have left them. */
async function signInElsewhere(
  { endpoint }: UserPool,
  clientId: string,
  { username, password }: { username: string; password: string },
  storage?: MatrixStorage,
): Promise<void> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth' },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: clientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  });
  const { AuthenticationResult: result } = (await response.json()) as {
    AuthenticationResult: { AccessToken: string; IdToken: string; RefreshToken: string };
  };
  const values = [result.AccessToken, result.IdToken, result.RefreshToken];
  for (const [index, name] of tokenNames.entries()) {
    storage?.items.set(`${prefix}.${clientId}.${username}.${name}`, values[index] ?? '');
  }
}

/** Spoils the pool the way a cell says. */
export function spoil({ pool }: World, { faults }: Cell): void {
  for (const [operation, { fault, once, next }] of Object.entries(faults)) {
    if (fault) pool.fault(operation, fault, once ? { times: 1 } : {});
    if (next) pool.fault(operation, next);
  }
}

/** What looks like a token: nothing else that Amplify stores is as long. */
export const tokensIn = (values: Iterable<string>) => [...values].filter((it) => it.length > 60);

/** The times that a cell's faults leave room for. */
export function timesOf({ faults, storage }: Cell) {
  const rows = Object.values(faults);
  if (storage.isCrawling) return { attemptTimeoutMs: 2200, deadlineMs: 2400 };
  const isSlowOnce = rows.some(({ isSlow, once }) => isSlow && once);
  if (isSlowOnce) return { attemptTimeoutMs: 600, deadlineMs: 3000 };
  if (rows.some(({ isSlow }) => isSlow)) return { attemptTimeoutMs: 500, deadlineMs: 1600 };
  if (storage.hangs)
    return rows.length > 0
      ? { attemptTimeoutMs: 600, deadlineMs: 1800 }
      : { attemptTimeoutMs: 900, deadlineMs: 1200 };
  return { attemptTimeoutMs: 2000, deadlineMs: 5000 };
}
