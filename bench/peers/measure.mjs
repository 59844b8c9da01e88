import { serveStub } from './serveStub.mjs';

export const patienceMs = 30_000;
const settlingMs = 1_000;

/** Signs one client out in a fresh browser context while its service answers with `fault`. */
export async function measure({ browser, folder, peer, call, fault }) {
  const stub = await serveStub(folder, peer);
  const context = await browser.newContext({
    storageState: stateOf(peer.seed(stub.origin), stub.origin),
  });
  try {
    const page = await openSignedIn(context, stub, peer, call);
    if (fault === 'refused') await stub.close();
    else if (fault === 'offline') await context.setOffline(true);
    else stub.fault = fault;
    const seen = await watchSignOut(page);
    const hears = fault !== 'refused' && fault !== 'offline';
    if (hears && !stub.asked) throw new Error(`${peer.package} never asked to sign out.`);
    await page.close(); // what it would still do by itself is not what it said
    stub.fault = '200';
    if (fault === 'refused') await stub.open();
    await context.setOffline(false);
    const back = await open(await context.newPage(), stub, peer, call);
    const isBack = await isSignedIn(back);
    if (isBack === null) throw new Error(`${peer.package} doesn’t say who is signed in.`);
    return { ...seen, isBack };
  } finally {
    await context.close();
    await stub.close();
  }
}

const named = (items = {}) => Object.entries(items).map(([name, value]) => ({ name, value }));

/** A service's own cookies are HttpOnly, a page's aren't. */
function stateOf({ serverCookies, cookies, localStorage }, origin) {
  const cookie = (httpOnly) => (item) => ({
    ...item,
    httpOnly,
    domain: '127.0.0.1',
    path: '/',
    expires: -1,
    secure: false,
    sameSite: 'Lax',
  });
  return {
    cookies: [...named(serverCookies).map(cookie(true)), ...named(cookies).map(cookie(false))],
    origins: [{ origin, localStorage: named(localStorage) }],
  };
}

function open(page, stub, peer, call) {
  const query = new URLSearchParams({ client: peer.client, call: call.name });
  return page.goto(`${stub.origin}/?${query}`).then(() => page);
}

/** As its package says it; null where that says nothing. */
async function isSignedIn(page) {
  const title = await page
    .waitForFunction(() => document.title.startsWith('signed') && document.title, null, {
      timeout: 20_000,
    })
    .then((handle) => handle.jsonValue())
    .catch(() => null);
  return title && title === 'signed in';
}

async function openSignedIn(context, stub, peer, call) {
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => problems.push(message.text()));
  await open(page, stub, peer, call);
  if (await isSignedIn(page)) return page;
  throw new Error([`${peer.package} finds no session.`, ...problems].join('\n'));
}

/** What an app, and who sits before it, can know of the sign-out. */
async function watchSignOut(page) {
  const seen = { settled: 'pending', told: null, ms: null, page: null };
  await new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    const settleSoon = () => {
      clearTimeout(timer);
      setTimeout(resolve, settlingMs);
    };
    const startedAt = performance.now();
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      seen.page ??= 'browser’s error page';
      seen.ms ??= performance.now() - startedAt;
      settleSoon();
    });
    page.on('response', (response) => {
      if (response.request().isNavigationRequest()) seen.page ??= String(response.status());
    });
    page
      .exposeFunction('report', ({ settled, told, ms }) => {
        seen.told ??= told;
        if (settled === 'rendered') return;
        Object.assign(seen, { settled, ms });
        settleSoon();
      })
      .then(() => page.evaluate(() => void window.signOut()));
  });
  return seen;
}
