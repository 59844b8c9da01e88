import type { Page } from 'playwright';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { slowLink } from '../pool/slowLink';
import { alice } from './serveApp';
import { call, serveTabs } from './serveTabs';

const tabs = serveTabs();
let link: Awaited<ReturnType<typeof slowLink>>;

beforeEach(async () => {
  // 120 ms there and back, before the preflight's answer, and again before the request's.
  link = await slowLink(tabs.pool.endpoint, 60);
});
afterEach(() => link.close());

/** Somebody is signed in on a page that has not asked the pool for anything, so that no preflight is cached. */
async function signedIn() {
  const first = await tabs.open();
  await call(first, 'signIn', alice.username, alice.password);
  const page = await tabs.open({ endpoint: link.endpoint });
  await page.getByRole('heading', { name: 'Home of alice' }).waitFor();
  await first.close();
  tabs.pool.clearRequests();
  return page;
}

const withoutKeepalive = (page: Page) =>
  page.evaluate(() => {
    const { fetch } = window;
    window.fetch = (url, init) => fetch(url, { ...init, keepalive: false });
  });

/** Clicks, and leaves before anything can have come back. */
async function clickAndLeave(page: Page, name: string, leave: Leave) {
  await page.getByRole('button', { name, exact: true }).evaluate((button) => {
    (button as HTMLElement).click();
    return new Promise((resolve) => setTimeout(resolve, 20));
  });
  await leave(page);
}

type Leave = (page: Page) => Promise<unknown>;
const ways: [string, Leave][] = [
  ['closed', (page) => page.close()],
  ['left for another site', (page) => page.goto('data:text/html,elsewhere')],
];

const live = () => tabs.pool.liveSessions(alice.username).length;

describe.each([
  ['Sign out', 'RevokeToken'],
  ['Sign out of all devices', 'GlobalSignOut'],
])('a page that is left right after a click on “%s”', (name, operation) => {
  test.each(ways)('has reached Cognito all the same: %s', async (_, leave) => {
    const page = await signedIn();
    await clickAndLeave(page, name, leave);
    expect(tabs.pool.requests).toEqual([]);
    await expect.poll(live).toBe(0);
    expect(tabs.pool.requests.map((request) => request.operation)).toEqual([operation]);
  });

  test.each(ways)('has not, without keepalive: %s', async (_, leave) => {
    const page = await signedIn();
    await withoutKeepalive(page);
    await clickAndLeave(page, name, leave);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(tabs.pool.requests).toEqual([]);
    expect(live()).toBe(1);
  });
});
