import { expect, test } from 'vitest';
import { dropTokens } from '../../src/adapter/amplify/session/Session';
import { clearSession, readSession } from '../../src/adapter/amplify/session/storedSession';

const jwt = (claims: object) =>
  `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ exp: 1, iat: 0, ...claims }))}.unsigned`;
const own = { sub: 'a', origin_jti: 'own' };
const newer = { sub: 'a', origin_jti: 'newer' };

/** A client whose storage holds alice's tokens. */
function storing(tokens: Record<string, string>) {
  const key = (name: string) => `CognitoIdentityServiceProvider.client.alice.${name}`;
  const items = new Map(Object.entries(tokens).map(([name, token]) => [key(name), token]));
  const storage = {
    getItem: async (name: string) => items.get(name) ?? null,
    setItem: async (name: string, value: string) => void items.set(name, value),
    removeItem: async (name: string) => void items.delete(name),
    clear: async () => items.clear(),
  };
  const client = { clientId: 'client', storage, names: () => [...items.keys()] };
  return { client: client as unknown as Parameters<typeof clearSession>[0], items };
}

test.each([
  ['nothing', {}, true],
  ['a newer session', { accessToken: jwt(newer), idToken: jwt(newer), refreshToken: 'r' }, true],
  ['a newer one without its access token', { idToken: jwt(newer), refreshToken: 'r' }, true],
  ['half of a newer one', { accessToken: jwt(newer), refreshToken: 'r' }, false],
  ['a refresh token alone', { refreshToken: 'r' }, false],
  ['a corrupt access token', { accessToken: 'corrupt', refreshToken: 'r' }, false],
  ['one beside a newer ID token', { accessToken: 'corrupt', idToken: jwt(newer) }, false],
  ['its own', { accessToken: jwt(own), idToken: jwt(own), refreshToken: 'r' }, true],
])(
  'once its tokens were forgotten, a session is gone from a storage that holds %s: %s',
  async (...row) => {
    const [, left, isGone] = row;
    const before = storing({ accessToken: jwt(own), idToken: jwt(own), refreshToken: 'r' });
    const session = await readSession(before.client, 'alice');
    if (!session) throw new Error('There is a session.');
    dropTokens(session);
    const { client } = storing(left as Record<string, string>);
    expect(await clearSession(client, session, () => {})).toBe(isGone);
  },
);

test('one whose tokens told nothing of it is gone only from an empty storage', async () => {
  const session = await readSession(storing({ accessToken: 'opaque' }).client, 'alice');
  if (!session) throw new Error('There is a session.');
  dropTokens(session);
  const { client } = storing({ accessToken: jwt(newer) });
  expect(await clearSession(client, session, () => {})).toBe(false);
  expect(await clearSession(storing({}).client, session, () => {})).toBe(true);
});

test('what is forgotten while the storage is read back is judged like that', async () => {
  const { client } = storing({ accessToken: jwt(own), refreshToken: 'r' });
  const session = await readSession(client, 'alice');
  if (!session) throw new Error('There is a session.');
  const { storage } = client;
  const { removeItem } = storage;
  storage.removeItem = async (name) => {
    await removeItem(name);
    dropTokens(session);
    if (name.endsWith('refreshToken')) await storage.setItem(name, 'another');
  };
  expect(await clearSession(client, session, () => {})).toBe(false);
});
