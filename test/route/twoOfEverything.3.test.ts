import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { SignOutHooks } from '../../src/flow/SignOutHooks';
import { connect, disconnectAll, together } from '../adapter/connected';
import { pause } from '../adapter/setUp';
import { bob, throttled } from '../server/setUp';
import { createPageStage, grantedScope as scope } from './setUp';

const stage = createPageStage();
const { heal, withManagedLogin } = stage;
beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}));
afterEach(disconnectAll);

const global = true;

/** Two providers over one route; whoever is there is known to both. */
async function two(
  [one, other]: [SignOutHooks?, SignOutHooks?] = [],
  ...given: Parameters<typeof stage.page>
) {
  const page = stage.page(...given);
  await stage.signIn({ scope }, page.browser);
  const [a, b] = await together(connect(page.adapter, one), connect(page.adapter, other));
  return { ...page, a, b };
}

type Page = Awaited<ReturnType<typeof two>>;

/** Somebody signs in, and the second provider knows of it. */
async function comes({ browser, b }: Page, user?: typeof bob) {
  await stage.signIn({ scope, ...(user && { user }) }, browser);
  stage.say(new Event('focus'));
  await vi.waitFor(() => expect(b.auth.get().status).toBe('authenticated'));
  if (user) await vi.waitFor(() => expect(b.auth.get().user?.username).toBe(user.username));
}

describe('while the app’s tasks of one provider run', () => {
  test('somebody else, who clicked before it was known what they run for, waits no longer', async () => {
    const page = await two([{ afterSignOut: [() => pause(2000)] }], {}, { deadlineMs: 1000 });
    stage.meddle(async (method, proceed) => {
      const answer = await proceed();
      if (method === 'POST') await pause(400);
      return answer;
    });
    const first = page.a.flow.signOut();
    await pause(150);
    await comes(page, bob);
    heal();
    expect((await page.b.flow.signOut()).status).toBe('complete');
    expect(page.browser.cookies).toEqual([]);
    await first;
  });

  test.each([
    ['the same person', undefined],
    ['somebody else', bob],
  ])('the page is not left under a retry of a newer sign-out: %s', async (_, user) => {
    const page = await two([{ afterSignOut: [() => pause(1500)] }], withManagedLogin());
    const first = page.a.flow.signOut({ global });
    await vi.waitFor(() => expect(page.browser.cookies).toEqual([]));
    await comes(page, user);
    stage.pool.fault('GlobalSignOut', throttled);
    await page.b.flow.signOut({ global });
    expect(page.b.flow.get()).toMatchObject({ status: 'partial', canRetry: true });
    await first;
    expect(stage.left).toEqual([]);
  });

  test('the page is not left before those of a newer sign-out have run', async () => {
    let left = -1;
    const task = async () => {
      await pause(1200);
      left = stage.left.length;
    };
    const hooks = [{ afterSignOut: [() => pause(800)] }, { afterSignOut: [task] }] as const;
    const page = await two([...hooks], withManagedLogin());
    const first = page.a.flow.signOut({ global });
    await vi.waitFor(() => expect(page.browser.cookies).toEqual([]));
    await comes(page);
    await Promise.all([first, page.b.flow.signOut({ global })]);
    expect(left).toBe(0);
    expect(stage.left).toHaveLength(1);
  });
});
