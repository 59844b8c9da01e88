// One app in a process of its own, as far as Amplify can tell: signs people in and out again, and reports what it was told.
import { parentPort, workerData } from 'node:worker_threads';
import { Amplify } from 'aws-amplify';
import { signIn } from 'aws-amplify/auth';
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito';

/** By a name that is there only once the package is built. */
const kit = '../../dist/index.js';
/** @type {typeof import('../../src/index.ts')} */
const { createAmplifyAdapter } = await import(kit);

/** @type {{ config: import('aws-amplify').ResourcesConfig, people: { username: string, password: string, scope: 'local' | 'global' }[] }} */
const { config, people } = workerData;

/** @type {Map<string, string>} */
const items = new Map();
Amplify.configure(config);
cognitoUserPoolsTokenProvider.setKeyValueStorage({
  getItem: async (key) => items.get(key) ?? null,
  setItem: async (key, value) => void items.set(key, value),
  removeItem: async (key) => void items.delete(key),
  clear: async () => items.clear(),
});
const adapter = createAmplifyAdapter({ attemptTimeoutMs: 2000, deadlineMs: 8000 });

for (const { username, password, scope } of people) {
  const options = /** @type {const} */ ({ authFlowType: 'USER_PASSWORD_AUTH' });
  await signIn({ username, password, options });
  const token = String(
    items.get([...items.keys()].find((key) => key.endsWith('accessToken')) ?? ''),
  );
  const { origin_jti } = JSON.parse(atob(String(token.split('.')[1])));
  const attempt = await adapter.signOut({ scope });
  attempt.forget();
  parentPort?.postMessage({
    username,
    originJti: origin_jti,
    outcome: attempt.outcome,
    left: items.size,
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  items.clear();
}
