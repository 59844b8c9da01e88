import type { AuthAdapter, AuthUser, RestoredSignOut } from '../adapter/AuthAdapter';
import { cutShort } from '../outcome/cutShort';
import { isLost } from '../outcome/isLost';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { callback } from './callback';
import { forget, type Settling } from './createSettling';
import { pastRun } from './pastRun';
import type { FlowState, Settled } from './signOutState';

/** Shows what the page load before has left, once, and leaves what is shown to the next. */
export function createCarryOver(
  flow: Pick<Settling, 'state' | 'dispatch' | 'hooks'> & { readonly adapter: AuthAdapter },
  getUser: () => AuthUser | null,
  spendRetry: () => void,
) {
  const { adapter } = flow;
  let hasRestored = false;
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
    if (retry && flow.state().last?.outcome === outcome)
      callback('onOutcome', () => flow.hooks().onOutcome?.(outcome));
  }

  /** Shows it, here or elsewhere on the page. False where something newer is shown. */
  async function show(attempt: RestoredSignOut, isElsewhere: boolean) {
    for (let { run } = flow.state(); run; { run } = flow.state()) await run.work.promise;
    if (flow.state().last) {
      forget(attempt);
      return false;
    }
    const { outcome } = attempt;
    restored = outcome;
    // One that was cut off begins anew, with the app's part in it.
    const canRetry = attempt.retry !== undefined;
    const { retry: _, identityProvider, ...retained } = attempt;
    const run = {
      ...pastRun(outcome, getUser()),
      ...(identityProvider && { identityProvider }),
      isElsewhere,
    };
    flow.dispatch({ type: 'corrected', last: { run, outcome, attempt: retained, canRetry } });
    return true;
  }

  function onHide() {
    const state = flow.state();
    const outcome = leftBy(state);
    if (outcome && outcome !== restored) {
      const { run, attempt } = state.last as Settled;
      adapter.keep?.(outcome, run.user ?? undefined, attempt.clientId);
      drop = () => adapter.keep?.(null, undefined, attempt.clientId);
    }
    // What was retained is forgotten now.
    if (state.last?.outcome.status === 'partial') spendRetry();
  }

  function onShow({ persisted }: PageTransitionEvent) {
    if (!persisted) return;
    drop?.();
    drop = undefined;
  }

  function connect(canShow: () => boolean) {
    if (!hasRestored) void restore(canShow);
    hasRestored = true;
    window.addEventListener('pagehide', onHide);
    window.addEventListener('pageshow', onShow);
    return () => {
      window.removeEventListener('pagehide', onHide);
      window.removeEventListener('pageshow', onShow);
    };
  }

  return { connect, show };
}

/** What is shown, and still true on the next page. */
function leftBy({ run, last }: FlowState): SignOutOutcome | null {
  // A page load shows who is there.
  if (
    !last ||
    last.isOutdated ||
    last.run.isElsewhere ||
    run?.kind === 'click' ||
    isLost(last.outcome)
  )
    return null;
  if (!run) return last.outcome;
  return last.outcome.status === 'partial' ? cutShort(last.outcome) : null;
}
