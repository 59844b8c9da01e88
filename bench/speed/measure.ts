import type { Browser, Page } from 'playwright';
import { Device } from '../../test/adapter/Device';
import type { UserPool } from '../../test/pool/startUserPool';
import type { Measured } from './page/main';

export const alice = { username: 'alice', password: 'Correct-horse-1' };

/** What is measured: this kit, or `signOut()` of aws-amplify under Amplify UI's Authenticator. */
export type Kind = 'kit' | 'amplify';

export interface Sample extends Measured {
  /** What the browser sent from the click on. */
  requests: string[];
}

interface Circumstances {
  browser: Browser;
  pool: UserPool;
  /** The way to the pool. */
  endpoint: string;
  url: string;
  scope: 'local' | 'global';
  longestMs?: number;
  clientId?: string;
  /** How long the page was open. */
  openMs?: number;
  beforeClick?: () => void;
}

/** One click in a browser context of its own, in which a session is stored. */
export async function measure(
  kind: Kind,
  {
    browser,
    pool,
    endpoint,
    url,
    scope,
    longestMs = 20_000,
    clientId = pool.clientId,
    openMs = 0,
    beforeClick,
  }: Circumstances,
): Promise<Sample> {
  const device = await new Device(pool, clientId).signIn(alice.username, alice.password);
  const { userPoolId } = pool;
  const config = {
    Auth: { Cognito: { userPoolId, userPoolClientId: clientId, userPoolEndpoint: endpoint } },
  };
  const localStorage = [...device.items].map(([name, value]) => ({ name, value }));
  const origins = [{ origin: new URL(url).origin, localStorage }];
  const context = await browser.newContext({ storageState: { cookies: [], origins } });
  try {
    const page = await context.newPage();
    const query = new URLSearchParams({ config: JSON.stringify(config), kind, scope });
    await page.goto(`${url}?${query}`);
    await page.getByTestId('leave').waitFor();
    await page.waitForTimeout(openMs);
    const requests = await recordRequests(page);
    beforeClick?.();
    const measured = await page.evaluate(
      (longest) =>
        (window as unknown as { measure(ms: number): Promise<Measured> }).measure(longest),
      longestMs,
    );
    return { ...measured, requests };
  } finally {
    await context.close();
    pool.clearFaults();
  }
}

async function recordRequests(page: Page): Promise<string[]> {
  const requests: string[] = [];
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.requestWillBeSent', ({ request: { method, headers } }) => {
    const target = headers['x-amz-target'] ?? headers['X-Amz-Target'];
    requests.push(method === 'OPTIONS' ? 'preflight' : String(target?.split('.').at(-1)));
  });
  return requests;
}
