import type { AuthAdapter, AuthUser, SignOutRequest } from '../adapter/AuthAdapter';
import { isOutcome } from '../outcome/isOutcome';
import { signOutFailure } from '../outcome/SignOutFailure';
import { failedSignOut, type SignOutOutcome, type SignOutScope } from '../outcome/SignOutOutcome';
import { withCleanupFailures } from '../outcome/withCleanupFailures';
import { askApp } from './askApp';
import { type createSettling, forget, type Settling } from './createSettling';
import { isSameOutcome } from './isSameOutcome';
import type { Attempt, Run, Settled } from './signOutState';

type Settle = Pick<
  ReturnType<typeof createSettling>,
  'cleanUp' | 'settle' | 'settledAs' | 'correct' | 'hasMissed'
>;

export const prepareFailed = (
  scope: SignOutScope,
  reason: 'cancelled' | 'timeout' | 'unknown',
): SignOutOutcome => failedSignOut(scope, 'notEnded', signOutFailure('prepare', reason));

const withoutRetry = (outcome: SignOutOutcome): Attempt => ({ outcome, forget() {} });

/** One run from the app's yes over the adapter to its result. */
export function createRunning(
  flow: Settling & {
    readonly adapter: AuthAdapter;
    getUser(): AuthUser | null;
    nextId(): number;
    /** Whether what another provider was clicked for is to be shown here from now on. */
    claim(): boolean;
  },
  { cleanUp, settle, settledAs, correct, hasMissed }: Settle,
) {
  async function start(run: Run): Promise<SignOutOutcome> {
    const { redirectUrl, signal } = run.options;
    const { beforeSignOut } = flow.hooks();
    const answer = beforeSignOut ? await askApp(beforeSignOut, run.scope, signal) : 'go';
    const now = flow.live(run);
    // Whoever signed in while the app was asked did not click.
    const isGone = answer !== 'go' && run.user !== null && flow.getUser() === null;
    if (answer === 'no' || isGone || !now || now.isAbandoned) {
      if (now) flow.dispatch({ type: 'declined' });
      return prepareFailed((now ?? run).scope, 'cancelled');
    }
    const { last } = flow.state();
    // Whatever can be tried again goes on with what was retained, and needs it.
    if (!last?.canRetry) forget(last?.attempt);
    flow.dispatch({ type: 'asked' });
    if (answer !== 'go') {
      forget(last?.attempt);
      return settle(now, withoutRetry(prepareFailed(now.scope, answer)));
    }
    const request: SignOutRequest = {
      get scope() {
        const { run: own, last } = flow.state();
        return ([own, last?.run].find((it) => it?.work === run.work) ?? now).asked;
      },
      ...(redirectUrl !== undefined && { redirectUrl }),
      ...(run.user && { userId: run.user.userId }),
      ...(run.user?.sessionId && { sessionId: run.user.sessionId }),
      ...(signal && { signal }),
      cleanup: async (outcome) => void (await cleanUp(run, outcome)),
    };
    flow.asked.add(request);
    const broken = failedSignOut(now.scope, 'unknown', signOutFailure('session', 'unknown'));
    const { settled } = run.work;
    const attempt = await unbroken(
      () => settled?.join?.(request) ?? flow.adapter.signOut(request),
      withoutRetry(broken),
    );
    forget(last?.attempt);
    return settle(run, attempt);
  }

  /** What an adapter that breaks its promise comes to: the error is logged, and who is there is asked again. */
  async function unbroken(
    call: () => Promise<Attempt | undefined>,
    otherwise: Attempt,
  ): Promise<Attempt> {
    try {
      const attempt = await call();
      // Whatever it is instead may hold a token.
      if (!isOutcome(attempt?.outcome)) throw new TypeError('What it resolved to has no outcome.');
      return attempt;
    } catch (error) {
      console.error(
        'amplify-signoff: the adapter threw instead of resolving to an outcome, so it is not known who is signed in. Its signOut(), retry() and finish() must never reject.',
        error,
      );
      void flow.lookAgain();
      return otherwise;
    }
  }

  /** Whether somebody else still shows what is tried again here; else it is shown here from now on. */
  function staysElsewhere({ isElsewhere }: Run): boolean {
    if (!isElsewhere || !flow.claim()) return isElsewhere;
    flow.dispatch({ type: 'shown', isElsewhere: false, isForAll: false });
    return false;
  }

  function resume(
    { run: before, outcome, attempt }: Settled,
    kind: 'retry' | 'quiet',
    signal?: AbortSignal,
  ): Promise<SignOutOutcome> {
    const isElsewhere = kind === 'retry' ? staysElsewhere(before) : before.isElsewhere;
    const run: Run = { ...before, id: flow.nextId(), kind, isElsewhere, isAwaited: false };
    flow.dispatch({ type: 'begun', run });
    // Of what failed elsewhere, whoever is clicked has tasks of their own.
    if (kind === 'retry' && outcome.status === 'failed' && before.id === 0) run.work.cleanup = null;
    const options = {
      ...(signal && { signal }),
      get isQuiet() {
        return kind === 'quiet' && !flow.live(run)?.isAwaited;
      },
    };
    const looking = hasMissed();
    const retrying = unbroken(async () => attempt.retry?.(options), attempt);
    run.work.promise = retrying.then(async (next) => {
      // Meanwhile: a retry has a deadline.
      const hasSomebodyCome = (await looking) && next.outcome.signedOutLocally;
      const failed = (await run.work.cleanup) ?? [];
      const settled = settledAs(run, withCleanupFailures(next.outcome, failed), next).outcome;
      const now = flow.live(run);
      const isOver = !now || now.isAbandoned;
      // Without its retry, what was put away is what it was.
      const isNews = isOver
        ? settled.status !== outcome.status || settled.server !== outcome.server
        : !next.retry || !isSameOutcome(settled, outcome);
      // Whoever showed it may have put it away since.
      if (kind === 'retry' && now) staysElsewhere(now);
      if (kind === 'retry' || isNews || now?.isAwaited) return settle(run, next);
      if (isOver || hasSomebodyCome) {
        forget(next);
        if (now) flow.dispatch({ type: 'settled', last: null });
        return outcome;
      }
      flow.dispatch({ type: 'unchanged', attempt: next });
      void correct(next, next.correction);
      return outcome;
    });
    return run.work.promise;
  }

  return { start, resume, unbroken };
}
