import { signOutFailure } from '../../../outcome/SignOutFailure';
import { failedSignOut, type SignOutOutcome } from '../../../outcome/SignOutOutcome';
import type { SignOutAttempt, SignOutRequest } from '../../AuthAdapter';
import { createDeadline, type Deadline } from '../../createDeadline';
import { clientIdOf, type Session } from '../session/Session';
import { userOf } from '../session/userOf';
import { createSettle } from './attempt';
import { carriedOver, enlist, joinAny, termsOf } from './join';
import type { Click, KnownSignOut } from './KnownSignOut';
import { begun } from './progress';
import type { Stage } from './Stage';
import { settleWithout } from './settledWith';

/** Where it is not the request that says so: when it was asked for, by `performance.now()`, and what calls it off. */
export interface Asking {
  readonly since: number;
  readonly cancel: AbortSignal | undefined;
}

/**
 * One sign-out from the click to its outcome: finds the sessions, joins what runs, ends one after the other. `ended` are
 * sign-outs that were over by the time that the click was meant.
 */
export async function signOut(
  stage: Stage,
  request: SignOutRequest,
  ended: readonly KnownSignOut[] = [],
  { since, cancel }: Asking = { since: performance.now(), cancel: request.signal },
): Promise<SignOutAttempt> {
  const leftMs = stage.around.options.deadlineMs - (performance.now() - since);
  const deadline = createDeadline(Math.max(0, leftMs), cancel);
  const { signal } = deadline;
  const { around } = stage;
  const { options } = around;
  const waited: Click['waited'] = new Set();
  const click = { at: around.now(), since, options, waited, signal, cancel };
  const settle = await find(stage, request, click, deadline, ended);
  return settle();
}

/** Finds the sessions that are to end, and begins with it, or joins the sign-out that is at it. */
async function find(
  stage: Stage,
  request: SignOutRequest,
  click: Click,
  deadline: Deadline,
  ended: readonly KnownSignOut[],
): Promise<() => Promise<SignOutAttempt>> {
  const { around, capture } = stage;
  let isJoining = false;
  let arrive = () => {};
  const arrival = {
    storage: around.client.storage,
    found: new Promise<void>((resolve) => {
      arrive = resolve;
    }),
  };
  around.arrivals.add(arrival);
  const openNow = () => [...around.others].filter((it) => it.isOpen);
  const running = [...ended, ...openNow()];
  const isHere = [undefined, around.client.clientId].includes(clientIdOf(request.sessionId));
  try {
    for (;;) {
      const found = await deadline.within(capture());
      const sessions = found.filter((session) => isMeant(request, session));
      if (!isHere || (sessions.length < found.length && !sessions.length))
        return () => settleWithout(stage, request, isSomeoneElses(request));
      const joined =
        joinAny(around, sessions, request, click) ??
        (click.waited.size
          ? null
          : joinLast(stage, found, [...running, ...openNow()], request, click));
      if (!joined) return begin(stage, sessions, request, click);
      isJoining = true;
      arrive();
      const settle = await deadline.within(joined);
      isJoining = false;
      if (settle) return settle;
    }
  } catch {
    const outcome = gaveUp(request, click, isJoining);
    return () => settleWithout(stage, request, outcome);
  } finally {
    deadline.stop();
    arrive();
    around.arrivals.delete(arrival);
  }
}

/** A click ends the session of the person whom the page shows; tokens that can't be read are nobody else's. */
function isMeant({ userId }: SignOutRequest, session: Session): boolean {
  const user = userId === undefined ? null : userOf(session);
  return user === null || user.userId === userId;
}

const isSomeoneElses = ({ scope }: SignOutRequest) =>
  failedSignOut(scope, 'notEnded', signOutFailure('session', 'notAttempted'));

const isRetained = ({ progress: { isCleared, isForgotten, failures } }: KnownSignOut) =>
  isCleared && !isForgotten && failures.some(({ retryable }) => retryable);

/**
 * Whose session was gone by the time that it was looked for has clicked on a sign-out that was nearly over, or is still
 * to be tried again.
 */
function joinLast(
  { around }: Stage,
  found: Session[],
  running: KnownSignOut[],
  request: SignOutRequest,
  click: Click,
) {
  const { userId } = request;
  if (found.length > 0) return;
  const isOwn = (it: KnownSignOut) =>
    it.isAt(around.client) && (!userId || !it.userId || it.userId === userId);
  const latest = [...around.others].filter(isOwn).slice(-1);
  const own = new Set(running.filter(isOwn));
  const [last, ...others] = own.size > 0 ? own : latest.filter(isRetained);
  for (const other of others) click.waited.add(other);
  return last?.join(request, click, {});
}

/** Ends one session after the other; whoever asks for the same joins it. */
function begin(stage: Stage, sessions: Session[], request: SignOutRequest, click: Click) {
  const terms = termsOf(click);
  const jobs = sessions.map((session, index) => {
    const isAnnounced = index < sessions.length - 1;
    const before = { ...stage.cutOff(session), ...carriedOver(stage.around, session) };
    const progress = { ...begun(session, stage.longestLifetimeMs()), ...before, isAnnounced };
    return enlist(stage, session, terms, progress, { request, signal: click.signal });
  });
  let running: Promise<void> | undefined;
  for (const job of jobs) {
    // One that was refused for good is told again with the others, and not asked again.
    if (job.progress.isForgotten) continue;
    // Called off is only what nothing has come of.
    const before = running?.then(() =>
      job.advance({ hasAsked: jobs.some(({ progress }) => progress.hasAsked) }),
    );
    running = job.run(click.cancel, click.since, before);
  }
  const settle = createSettle(stage, jobs, request, click.waited);
  return async () => {
    await running;
    return settle(click.since);
  };
}

function gaveUp({ scope }: SignOutRequest, { cancel }: Click, isJoining: boolean): SignOutOutcome {
  if (cancel?.aborted)
    return failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'cancelled'));
  return isJoining
    ? failedSignOut(scope, 'unknown', signOutFailure('session', 'timeout'))
    : failedSignOut(scope, 'notEnded', signOutFailure('session', 'storage'));
}
