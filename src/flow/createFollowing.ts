import type {
  AuthAdapter,
  AuthUser,
  RestoredSignOut,
  SettledSignOut,
} from '../adapter/AuthAdapter';
import { type createSettling, forget, type Settling } from './createSettling';
import { isSameOutcome } from './isSameOutcome';
import { pastRun } from './pastRun';
import type { Run } from './signOutState';

type Settle = Pick<ReturnType<typeof createSettling>, 'settledAs' | 'settleFor' | 'look'>;

/** Tells here too what becomes of other providers' sign-outs; the one that was clicked first shows it, as long as it is there. */
export function createFollowing(
  flow: Pick<Settling, 'state' | 'dispatch' | 'asked'> & {
    readonly adapter: AuthAdapter;
    showPast(attempt: RestoredSignOut): Promise<boolean>;
    restoring(): Promise<void> | null | undefined;
  },
  getUser: () => AuthUser | null,
  { settledAs, settleFor, look }: Settle,
) {
  let latest: SettledSignOut | undefined;
  const known = new WeakSet<object>();
  /** Null while the provider is hidden, or gone. */
  let canShow: (() => boolean) | null = null;
  let stopListening: (() => void) | null = null;
  /** Whether the latest is this provider's to show. */
  let isOwn = false;

  const shown = (isElsewhere: boolean, isForAll = false) =>
    flow.dispatch({ type: 'shown', isElsewhere, isForAll });

  /** Whether it is to be shown here from now on: whoever showed it has put it away, or is gone. */
  function claim(isBack = false): boolean {
    const news = latest;
    function show() {
      const isHere = latest === news && flow.state().last !== null && canShow?.() === true;
      if (isHere) shown(false);
      isOwn ||= isHere;
      return isHere;
    }
    isOwn = news?.claim?.(show, isBack) ?? false;
    return isOwn;
  }

  async function onSettled(news: SettledSignOut) {
    const { requests, take, past } = news;
    // It is told again to whoever comes later, or is clicked while it is tried again.
    const same = news.claim ?? news;
    const place = requests.findIndex((request) => flow.asked.has(request));
    if (known.has(same) && (past || place < 0)) return;
    known.add(same);
    if (past && !(await flow.showPast({ ...past, ...take() }))) return;
    latest = news;
    isOwn = false;
    if (past) return claimBack();
    // What was asked for one session, and then for all of them, may have been asked too late.
    const isForAll = requests.some(({ scope }) => scope === 'global');
    return place < 0 ? follow(news, isForAll) : showOwn(news, place, isForAll);
  }

  /** The first that was asked and can show it shows it. */
  async function showOwn(news: SettledSignOut, place: number, isForAll: boolean) {
    const { run, last } = flow.state();
    // What was put away is shown by somebody else who was clicked.
    if (!run && !last) return;
    for (let waited = 0; waited < place; waited++) await null;
    // Who is hidden leaves it to whoever can show it, sooner or later.
    const isHere = news.claim ? latest === news && (!canShow || claim()) : place === 0;
    shown(!isHere, isForAll);
  }

  /** Tells here what only others were clicked for. */
  async function follow(news: SettledSignOut, isForAll: boolean) {
    const { requests, take } = news;
    for (let waited = 0; waited < requests.length; waited++) await null;
    const user = getUser();
    const [first] = requests;
    const userId = first?.userId ?? user?.userId;
    const isElses = () => {
      const here = getUser();
      return here !== null && (here !== user || here.userId !== userId);
    };
    if (isElses()) return;
    let hasRetried = false;
    for (let { run } = flow.state(); run; { run } = flow.state()) {
      hasRetried ||= run.kind !== 'click';
      if (!run.isAsked && news.join) run.work.settled = news;
      await run.work.promise;
    }
    // What came of a click here may be newer, and whoever signed in meanwhile is somebody else.
    if (latest !== news || isElses()) return;
    const attempt = take();
    const isBack = () => attempt.outcome.signedOutLocally && getUser() !== null;
    // Where a storage hangs, what is shown of the session that was ended is old.
    const isEnded = () => user?.sessionId !== undefined && user.sessionId === first?.sessionId;
    const isOld = isBack() && (await look()) === 'timeout' && isEnded();
    if (latest !== news || isElses() || (isBack() && !isOld)) return forget(attempt);
    const run: Run = {
      ...pastRun(attempt.outcome, user),
      ...(isForAll && { scope: 'global', options: {} }),
      isElsewhere: true,
    };
    // The app's tasks are for its own.
    run.work.cleanup = Promise.resolve([]);
    const settled = settledAs(run, attempt.outcome, attempt);
    const { last } = flow.state();
    // What became of another app client's sessions takes no retry from this one's.
    const before = last?.attempt.clientId;
    if (before && attempt.clientId && before !== attempt.clientId) return forget(attempt);
    // Each of several who asked tells of it, once.
    const isSame = isSameOutcome(last?.outcome, settled.outcome);
    if ((hasRetried || last?.run.id === 0) && isSame) forget(attempt);
    else {
      forget(last?.attempt);
      flow.dispatch({ type: 'corrected', last: settled });
      settleFor(settled);
    }
    claimBack();
  }

  const listener = (settled: SettledSignOut) => {
    onSettled(settled).catch((error) =>
      console.error("amplify-signoff: what the adapter's onSettled told of broke.", error),
    );
  };

  /** Shows what nobody shows, now that this provider can. */
  function claimBack() {
    const { run, last } = flow.state();
    const isOver = last !== null && run?.kind !== 'click';
    if (isOver && !isOwn && latest?.claim && canShow?.()) shown(!claim(true));
  }

  /** Puts away, or leaves to the others, what is shown here. True where somebody else shows it from now on. */
  function release(isGone: boolean): boolean {
    if (!isOwn) return false;
    isOwn = false;
    return latest?.release?.(isGone) === true;
  }

  function stop() {
    if (canShow) return;
    stopListening?.();
    stopListening = null;
  }

  return {
    claim: () => canShow?.() === true && claim(),
    claimBack,
    putAway() {
      release(false);
      latest = undefined;
    },
    connect(canShowHere: () => boolean) {
      canShow = canShowHere;
      stopListening ??= flow.adapter.onSettled?.(listener) ?? null;
      claimBack();
      void flow.state().run?.work.promise.then(claimBack);
      return () => {
        canShow = null;
        if (release(true)) shown(true);
        // Who shows what was clicked here is still to be heard.
        const { run } = flow.state();
        const open = run?.work.promise ?? flow.restoring();
        if (open) void open.then(stop);
        else stop();
      };
    },
  };
}
