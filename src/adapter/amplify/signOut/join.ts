import { tooLate } from '../../../outcome/tooLate';
import type { SignOutRequest } from '../../AuthAdapter';
import type { AppClient } from '../session/AppClient';
import { adopt, dropTokens, type NewTokens, type Session } from '../session/Session';
import { createSettle } from './attempt';
import { createJob } from './createJob';
import type { Job, KnownJob } from './Job';
import type { Click, KnownSignOut } from './KnownSignOut';
import { begun, type Progress, type Terms } from './progress';
import type { Stage } from './Stage';
import type { Surroundings } from './Surroundings';
import { settledWith, settleWithout } from './settledWith';

export const termsOf = ({ at, options }: Click): Terms => ({ clickedAt: at, options });

/** A session that has ended is remembered for refreshes that land late. One that takes longer than so many has hung for good. */
const mostKnown = 50;

export function enlist(
  stage: Stage,
  session: Session,
  terms: Terms,
  progress: Progress,
  asked: Job['requests'][number],
): KnownJob {
  const { others } = stage.around;
  const job: KnownJob = Object.assign(createJob(stage.around, session, terms, progress), {
    join: (...next: Parameters<KnownSignOut['join']>) => join(stage, job, ...next),
  });
  job.requests.push(asked);
  others.add(job);
  const [oldest] = others;
  if (oldest && others.size > mostKnown) others.delete(oldest);
  return job;
}

/** Whose sign-out a session is, where the same storage holds it. */
const ownersOf = (client: AppClient, others: Iterable<KnownSignOut>, session: Session) =>
  [...others].filter((other) => other.storage === client.storage && other.owns(client, session));

/** What is known of a session whose sign-out has failed, for one that begins anew. */
export function carriedOver({ client, others }: Surroundings, session: Session): Partial<Progress> {
  const failed = ownersOf(client, others, session).find(({ progress }) => !progress.isCleared);
  const anew = { hasAsked: false, isCalledOff: false, isForgotten: false, isToldFailed: false };
  // Its tokens may be newer than those that were ended.
  return failed ? { ...failed.progress, ...anew, hasNewTokens: true } : {};
}

/** Joins a sign-out of the session that was found; of several, waits for those that run. */
export function joinAny(
  { client, others }: Surroundings,
  sessions: Session[],
  request: SignOutRequest,
  click: Click,
): ReturnType<KnownSignOut['join']> | null {
  for (const session of sessions) {
    const own = ownersOf(client, others, session);
    const running = own.find(({ isRunning }) => isRunning);
    if (running && sessions.length > 1) {
      const all = sessions.flatMap((it) => ownersOf(client, others, it));
      for (const other of all.filter(({ isRunning }) => isRunning)) click.waited.add(other);
      return running.still().then(() => null);
    }
    if (running) return running.join(request, click, session);
    const failed = own.find(({ progress }) => !progress.isCleared);
    if (sessions.length === 1 && failed) return failed.join(request, click, session);
  }
  return null;
}

/** Joins a sign-out: takes it over as long as Cognito was not asked, else follows it; goes on with one that failed. */
function join(
  stage: Stage,
  job: KnownJob,
  request: SignOutRequest,
  click: Click,
  stored: NewTokens,
): ReturnType<KnownSignOut['join']> {
  const asked = { request, signal: click.signal };
  if (job.isRunning || job.progress.isCleared) {
    const isMore = request.scope === 'global' && job.scope() === 'local';
    if (isMore && job.isScopeSettled) return follow(stage, job, asked, click);
    job.requests.push(asked);
    return job.still().then(() => {
      // Whoever called it off called off their own; and whoever waits no longer holds on to nothing.
      if (job.progress.isCalledOff || click.signal.aborted) return null;
      const settle = createSettle(stage, [job], request, click.waited);
      return () => settle(click.since);
    });
  }
  job.goOn(asked, termsOf(click), stored);
  const running = job.run(click.cancel, click.since);
  const settle = createSettle(stage, [job], request, click.waited);
  return Promise.resolve(() => running.then(() => settle(click.since)));
}

/** Ends every session where the one that was asked for first has ended this one here, and not at Cognito. */
async function follow(stage: Stage, first: Job, asked: Job['requests'][number], click: Click) {
  const { request } = asked;
  const { longestLifetimeMs } = stage;
  const terms = termsOf(click);
  // A copy: what the first one retained is dropped as soon as it is settled.
  const session = { ...first.session, known: new Set(first.session.known) };
  await first.still();
  const { isCleared, isFederated, isForgotten, server } = first.progress;
  if (!isCleared || isForgotten || server === 'ended' || click.signal.aborted) {
    dropTokens(session);
    const outcome = isCleared && tooLate(first.outcome());
    if (!outcome) return null;
    const correction = first.correction().then(async () => {
      await first.still();
      const corrected = first.outcome();
      return settledWith(tooLate(corrected) ?? corrected, stage.around.client.clientId);
    });
    return () => settleWithout(stage, request, outcome, { correction });
  }
  adopt(session, first.session);
  const here = { isFederated, hasAsked: true, isCleared: true, isAnnounced: true };
  const progress = { ...begun(session, longestLifetimeMs()), ...here };
  const job = enlist(stage, session, terms, progress, asked);
  return async () => {
    await job.run(click.cancel, click.since);
    return createSettle(stage, [job], request, click.waited)(click.since);
  };
}
