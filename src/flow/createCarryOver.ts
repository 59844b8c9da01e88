import type { AuthAdapter, AuthUser, RestoredSignOut } from '../adapter/AuthAdapter';
import { cutShort } from '../outcome/cutShort';
import { isLost } from '../outcome/isLost';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { callback } from './callback';
import { type createSettling, forget, type Settling } from './createSettling';
import { pastRun } from './pastRun';
import type { FlowState } from './signOutState';

/** Shows what the page load before has left, once, and leaves what is shown to the next. */
export function createCarryOver(
  flow: Pick<Settling, 'state' | 'dispatch' | 'hooks'> & { readonly adapter: AuthAdapter },
  getUser: () => AuthUser | null,
  { settleFor, spendRetry }: Pick<ReturnType<typeof createSettling>, 'settleFor' | 'spendRetry'>,
) {
  const { adapter } = flow;
  /** Null once it is over. */
  let restoring: Promise<void> | null | undefined;
  let restored: SignOutOutcome | null = null;
  let drop: (() => void) | undefined;

  async function restore(canShow: () => boolean) {
    // What is left is there once.
    if (!canShow()) await new Promise((resolve) => setTimeout(resolve));
    const attempt = await (async () => adapter.restore?.())().catch(() => null);
    if (!attempt) return;
    await show(attempt, false);
    const { outcome, retry } = attempt;
    // Of one that was cut off, the app has heard nothing.
    if (retry && outcome.status === 'failed' && flow.state().last?.outcome === outcome)
      callback('onOutcome', () => flow.hooks().onOutcome?.(outcome));
  }

  /** Shows it, here or elsewhere on the page. False where something newer is shown. */
  async function show(attempt: RestoredSignOut, isElsewhere: boolean) {
    const user = getUser();
    let isOld = attempt.outcome.signedOutLocally && user !== null;
    for (let { run } = flow.state(); run; { run } = flow.state()) {
      await run.work.promise;
      const now = getUser();
      // Somebody has come or gone meanwhile, whom it says nothing of.
      isOld =
        attempt.outcome.signedOutLocally === (now !== null) ||
        (user !== null && now?.userId !== user.userId);
    }
    if (flow.state().last || isOld) {
      forget(attempt);
      return false;
    }
    const { outcome, identityProvider } = attempt;
    // What can still be corrected is of this page load.
    if (!attempt.correction) restored = outcome;
    // One that was cut off begins anew, with the app's part in it.
    const { retry, ...begunAnew } = attempt;
    const run = {
      ...pastRun(outcome, getUser()),
      ...(identityProvider && { identityProvider }),
      isElsewhere,
    };
    const retained = outcome.status === 'failed' ? begunAnew : attempt;
    const last = { run, outcome, attempt: retained, canRetry: retry !== undefined };
    flow.dispatch({ type: 'corrected', last });
    settleFor(last, false);
    return true;
  }

  function onHide() {
    const { run, last } = flow.state();
    const outcome = leftBy({ run, last });
    if (outcome && outcome !== restored) {
      const { clientId, userId }: Partial<RestoredSignOut> = last?.attempt ?? {};
      const user = (run ?? last?.run)?.user ?? (userId ? { userId } : undefined);
      adapter.keep?.(outcome, user, clientId);
      drop = () => adapter.keep?.(null, undefined, clientId);
    }
    // What was retained is forgotten now.
    if (last?.outcome.status === 'partial') spendRetry();
  }

  function onShow({ persisted }: PageTransitionEvent) {
    if (!persisted) return;
    drop?.();
    drop = undefined;
  }

  function connect(canShow: () => boolean) {
    if (restoring === undefined) {
      const over = () => {
        restoring = null;
      };
      restoring = adapter.restore ? restore(canShow).finally(over) : null;
    }
    window.addEventListener('pagehide', onHide);
    window.addEventListener('pageshow', onShow);
    return () => {
      window.removeEventListener('pagehide', onHide);
      window.removeEventListener('pageshow', onShow);
    };
  }

  return { connect, show, restoring: () => restoring };
}

/** What is shown, and still true on the next page. */
function leftBy({ run, last }: FlowState): SignOutOutcome | null {
  // Its tasks may lead the page on.
  if (run?.kind === 'click' && run.isAsked)
    return (!run.isElsewhere && !run.isAbandoned && run.work.outcome) || null;
  // A page load shows who is there.
  if (!last || last.isOutdated || last.run.isElsewhere || isLost(last.outcome)) return null;
  if (!run || run.kind === 'click') return last.outcome;
  return last.outcome.status === 'partial' ? cutShort(last.outcome) : null;
}
