import type { AuthAdapter, AuthUser, SettledSignOut } from '../adapter/AuthAdapter';
import { type createSettling, forget, type Settling } from './createSettling';
import { pastRun } from './pastRun';

type Settle = Pick<ReturnType<typeof createSettling>, 'settledAs' | 'settleFor'>;

/** Tells here too what becomes of other providers' sign-outs; the one that was clicked first shows it. Returns what stops that. */
export function followOthers(
  flow: Pick<Settling, 'state' | 'dispatch' | 'asked'> & { readonly adapter: AuthAdapter },
  getUser: () => AuthUser | null,
  { settledAs, settleFor }: Settle,
): () => void {
  let latest: SettledSignOut;

  async function onSettled(news: SettledSignOut) {
    latest = news;
    const { requests, take } = news;
    const [first] = requests;
    if (first && flow.asked.has(first)) return;
    if (requests.some((request) => flow.asked.has(request))) {
      return flow.dispatch({ type: 'followed' });
    }
    const user = getUser();
    for (let { run } = flow.state(); run; { run } = flow.state()) await run.work.promise;
    // What came of a click here may be newer, and whoever signed in meanwhile is somebody else.
    if (latest !== news || (getUser() && getUser() !== user)) return;
    forget(flow.state().last?.attempt);
    const attempt = take();
    const run = { ...pastRun(attempt.outcome, user, null), isElsewhere: true };
    // The app's tasks are for its own.
    run.work.cleanup = Promise.resolve([]);
    const settled = settledAs(run, attempt.outcome, attempt);
    flow.dispatch({ type: 'corrected', last: settled });
    settleFor(settled);
  }
  return flow.adapter.onSettled?.((settled) => void onSettled(settled)) ?? (() => {});
}
