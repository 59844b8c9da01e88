import type { AuthAdapter, AuthUser, SettledSignOut } from '../adapter/AuthAdapter';
import { type createSettling, forget, type Settling } from './createSettling';
import { goneButton, pastRun } from './pastRun';
import type { Run } from './signOutState';

type Settle = Pick<ReturnType<typeof createSettling>, 'settledAs' | 'settleFor'>;

/** Tells here too what becomes of other providers' sign-outs; the one that was clicked first shows it, as long as it is there. Returns what stops that. */
export function followOthers(
  flow: Pick<Settling, 'state' | 'dispatch' | 'asked'> & { readonly adapter: AuthAdapter },
  getUser: () => AuthUser | null,
  { settledAs, settleFor }: Settle,
  canShow: () => boolean,
): () => void {
  let latest: SettledSignOut;

  async function onSettled(news: SettledSignOut) {
    latest = news;
    const { requests, take } = news;
    // What was asked for one session, and then for all of them, may have been asked too late.
    const isForAll = requests.some(({ scope }) => scope === 'global');
    const place = requests.findIndex((request) => flow.asked.has(request));
    const { run: own, last: shown } = flow.state();
    // What was put away is shown by somebody else who was clicked.
    if (place >= 0 && !own && !shown) return;
    // Whoever asked before may be gone, with their part of the page.
    const turn = place < 0 ? requests.length + (canShow() ? 0 : 1) : place;
    for (let waited = 0; waited < turn; waited++) await null;
    const isElsewhere = !(news.claim?.() ?? place === 0);
    if (place >= 0) return flow.dispatch({ type: 'shown', isElsewhere, isForAll });
    const user = getUser();
    const userId = requests[0]?.userId ?? user?.userId;
    const isElses = () => {
      const here = getUser();
      return here !== null && (here !== user || here.userId !== userId);
    };
    if (isElses()) return;
    for (let { run } = flow.state(); run; { run } = flow.state()) {
      if (!run.isAsked && news.join) run.work.settled = news;
      await run.work.promise;
    }
    // What came of a click here may be newer, and whoever signed in meanwhile is somebody else.
    if (latest !== news || isElses()) return;
    const attempt = take();
    const run: Run = {
      ...pastRun(attempt.outcome, user, isElsewhere ? null : goneButton),
      ...(isForAll && { scope: 'global', options: {} }),
      isElsewhere,
    };
    // The app's tasks are for its own.
    run.work.cleanup = Promise.resolve([]);
    const settled = settledAs(run, attempt.outcome, attempt);
    const { last } = flow.state();
    // Each of several who asked tells of it.
    const isSame = JSON.stringify(last?.outcome) === JSON.stringify(settled.outcome);
    if (last?.run.id === 0 && isSame) return forget(attempt);
    forget(last?.attempt);
    flow.dispatch({ type: 'corrected', last: settled });
    settleFor(settled);
  }
  const listener = (settled: SettledSignOut) => {
    onSettled(settled).catch((error) =>
      console.error("amplify-signoff: what the adapter's onSettled told of broke.", error),
    );
  };
  return flow.adapter.onSettled?.(listener) ?? (() => {});
}
