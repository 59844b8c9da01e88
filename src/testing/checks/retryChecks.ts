import type { AdapterCheck, SetUpStage } from './AdapterStage';
import { hold } from './hold';
import { holdAttempt } from './holdAttempt';
import { signedIn } from './signedIn';

/** A sign-out that a busy service did not confirm. */
async function unconfirmed(setUp: SetUpStage, scope: 'local' | 'global' = 'global') {
  const stage = await signedIn(setUp);
  stage.setBusy(true);
  const attempt = await stage.adapter.signOut({ scope });
  const outcome = await holdAttempt(stage.adapter, attempt);
  stage.setBusy(false);
  const isOpen = outcome.status !== 'complete' && outcome.scope === scope;
  hold(isOpen, `a ${scope} sign-out that is not confirmed is not complete`, outcome);
  const { retry } = attempt;
  hold(retry !== undefined, 'what a busy service did not confirm can be tried again', outcome);
  return { ...stage, attempt, outcome, retry };
}

/** What is retained of a sign-out that was not confirmed. */
export const retryChecks: Readonly<Record<string, AdapterCheck>> = {
  'is not complete where the service is too busy, until a retry is': async (setUp) => {
    for (const scope of ['local', 'global'] as const) {
      const { adapter, retry } = await unconfirmed(setUp, scope);
      const again = await holdAttempt(adapter, await retry());
      const isIt = again.status === 'complete' && again.scope === scope;
      hold(isIt, 'a retry that is confirmed is complete, with the scope', again);
    }
  },

  'can be tried again as long as the service is too busy': async (setUp) => {
    const { adapter, retry, setBusy } = await unconfirmed(setUp);
    setBusy(true);
    const again = await retry();
    setBusy(false);
    const outcome = await holdAttempt(adapter, again);
    const isOpen = outcome.status !== 'complete' && again.retry !== undefined;
    hold(isOpen, 'a retry that is not confirmed can be tried again', outcome);
    const last = await again.retry?.();
    hold(last?.outcome.status === 'complete', 'the retry of a retry can come good', last?.outcome);
  },

  'has its retry left where that is called off': async (setUp) => {
    const { adapter, outcome, retry } = await unconfirmed(setUp);
    const controller = new AbortController();
    controller.abort();
    const again = await retry({ signal: controller.signal });
    const { status } = await holdAttempt(adapter, again);
    const isLeft = status === outcome.status && again.retry !== undefined;
    hold(isLeft, 'a retry that is called off changes nothing', again.outcome);
    const last = await again.retry?.();
    hold(last?.outcome.status === 'complete', 'it can still be tried again', last?.outcome);
  },

  'leaves whoever has signed in before the retry': async (setUp) => {
    const { adapter, outcome, retry, signIn } = await unconfirmed(setUp);
    if (outcome.status === 'failed') return;
    await signIn();
    const before = await adapter.getCurrentUser();
    const again = await retry();
    hold(again.outcome.status === 'complete', 'a retry uses what was retained', again.outcome);
    const after = await adapter.getCurrentUser();
    const isThere = after !== null && after.userId === before?.userId;
    hold(isThere, 'whoever has signed in meanwhile stays', { before, after });
  },

  'retains nothing once it is told to forget': async (setUp) => {
    const { attempt, outcome, retry } = await unconfirmed(setUp);
    attempt.forget();
    attempt.forget();
    const token = attempt.revealToken();
    hold(token === null, 'forget() drops the token, and may be called twice', 'a token');
    if (outcome.status === 'failed') return;
    const again = await retry();
    const isSpent = again.outcome.status === 'partial' && !again.retry;
    hold(isSpent, 'a retry of what was forgotten changes nothing', again.outcome);
  },
};
