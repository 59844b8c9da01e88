import type { AuthEvent, SignOutRequest } from '../../adapter/AuthAdapter';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import type { AdapterCheck } from './AdapterStage';
import { eventually, hold } from './hold';
import { holdAttempt } from './holdAttempt';
import { signedIn } from './signedIn';

const scopes = ['local', 'global'] as const;

function calledOff(): AbortSignal {
  const controller = new AbortController();
  controller.abort();
  return controller.signal;
}

const isCancelled = (outcome: SignOutOutcome) =>
  outcome.status === 'failed' && outcome.failures[0].reason === 'cancelled';

/** What a sign-out comes to. */
export const signOutChecks: Readonly<Record<string, AdapterCheck>> = {
  'is complete where all is confirmed, and tells it once as the user’s': async (setUp) => {
    for (const scope of scopes) {
      const { adapter } = await signedIn(setUp);
      const events: AuthEvent[] = [];
      const stop = adapter.subscribe((event) => events.push(event));
      const outcome = await holdAttempt(adapter, await adapter.signOut({ scope }));
      const isIt = outcome.status === 'complete' && outcome.scope === scope;
      hold(isIt, `a ${scope} sign-out that is confirmed is complete, with its scope`, outcome);
      await eventually(
        () => events.length > 0,
        'a sign-out is told',
        () => events,
      );
      stop();
      const isTold = events.every((event) => event.type === 'signedOut' && event.by === 'user');
      hold(isTold && events.length === 1, "a sign-out is told once, by: 'user'", events);
    }
  },

  'is one sign-out where two ask at once': async (setUp) => {
    const { adapter } = await signedIn(setUp);
    const events: AuthEvent[] = [];
    const stop = adapter.subscribe((event) => events.push(event));
    const asked = [adapter.signOut({ scope: 'global' }), adapter.signOut({ scope: 'global' })];
    const outcomes = (await Promise.all(asked)).map((attempt) => attempt.outcome);
    const areAlike = outcomes.every((it) => it.status === 'complete' && it.scope === 'global');
    hold(areAlike, 'two who ask for the same at once are told the same', outcomes);
    await eventually(
      () => events.length > 0,
      'a sign-out is told',
      () => events,
    );
    stop();
    hold(events.length === 1, 'one end of a session is told once', events);
  },

  'makes each outcome anew': async (setUp) => {
    const { adapter, signIn } = await signedIn(setUp);
    const first = await adapter.signOut({ scope: 'local' });
    await signIn();
    const second = await adapter.signOut({ scope: 'local' });
    const areTwo = first !== second && first.outcome !== second.outcome;
    hold(areTwo, 'two sign-outs are two attempts with an outcome each', second.outcome);
  },

  'does nothing where it is called off before it begins': async (setUp) => {
    const { adapter } = await signedIn(setUp);
    const request = { scope: 'global', signal: calledOff() } as const;
    const outcome = await holdAttempt(adapter, await adapter.signOut(request));
    hold(isCancelled(outcome), 'called off: failed, cancelled', outcome);
    const next = await holdAttempt(adapter, await adapter.signOut({ scope: 'global' }));
    hold(next.status === 'complete', 'the next one is not called off', next);
  },

  'leaves the session of somebody else than was meant': async (setUp) => {
    const { adapter } = await signedIn(setUp);
    const attempt = await adapter.signOut({ scope: 'global', userId: 'somebody-else' });
    const outcome = await holdAttempt(adapter, attempt);
    const [failure] = outcome.status === 'failed' ? outcome.failures : [];
    const isElses = failure?.step === 'session' && failure.reason === 'notAttempted';
    hold(isElses, "somebody else's: failed, session, notAttempted", outcome);
    hold(!attempt.retry, "somebody else's session is not to be tried again", outcome);
  },

  'runs the app’s tasks once nothing is left here, and waits for them': async (setUp) => {
    const { adapter } = await signedIn(setUp);
    const done: unknown[] = [];
    const cleanup = async () => {
      const user = await adapter.getCurrentUser();
      await new Promise((resolve) => setTimeout(resolve, 10));
      done.push(user);
    };
    await adapter.signOut({ scope: 'local', signal: calledOff(), cleanup });
    const early = done.splice(0);
    hold(early.length === 0, 'cleanup is not called where the session is still there', early);
    await adapter.signOut({ scope: 'local', cleanup });
    const isDone = done.length === 1 && done[0] === null;
    hold(isDone, 'cleanup is called once, with nobody signed in, and awaited', done);
  },

  'warns of the app’s tasks where they throw': async (setUp) => {
    const { adapter } = await signedIn(setUp);
    const cleanup = () => Promise.reject(new Error('a task of the app that throws'));
    const attempt = await adapter.signOut({ scope: 'local', cleanup });
    const outcome = await holdAttempt(adapter, attempt);
    const isWarned =
      outcome.status === 'complete' && outcome.warnings.some(({ step }) => step === 'cleanup');
    hold(isWarned, 'a task that throws is a warning, and the sign-out complete', outcome);
  },

  'tells the page of what has settled, where it has onSettled': async (setUp) => {
    const { adapter } = await signedIn(setUp);
    const told: SignOutOutcome[] = [];
    const requests: SignOutRequest[] = [];
    const unheard: unknown[] = [];
    if (!adapter.onSettled) return;
    const stop = adapter.onSettled((settled) => {
      told.push(settled.take().outcome);
      requests.push(...settled.requests);
    });
    adapter.onSettled((settled) => unheard.push(settled))();
    const request: SignOutRequest = { scope: 'local' };
    const { outcome } = await adapter.signOut(request);
    stop();
    const isIt = told.length === 1 && JSON.stringify(told[0]) === JSON.stringify(outcome);
    hold(isIt && requests[0] === request, 'onSettled tells the outcome and who asked', told);
    hold(unheard.length === 0, 'what onSettled() returns stops it', unheard);
  },
};
