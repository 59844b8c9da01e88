import { tooLate } from '../../../outcome/tooLate';
import type { SignOutRequest } from '../../AuthAdapter';
import { adopt, dropTokens, type NewTokens, type Session } from '../session/Session';
import { cleanedUp, createSettle, settledWith } from './attempt';
import { createJob, type Job } from './job';
import type { Click, KnownSignOut } from './KnownSignOut';
import { begun, outcomeOf, type Progress, type Terms } from './progress';
import type { Stage } from './Stage';
import type { Surroundings } from './Surroundings';

export const termsOf = ({ options }: Surroundings, click: Click): Terms => ({
  clickedAt: click.at,
  retainMs: options.retainMs,
  staysSignedIn: options.onGlobalFailure === 'staySignedIn',
});

/** A session that has ended is remembered for refreshes that land late. One that takes longer than so many has hung for good. */
const mostKnown = 50;

export function enlist(
  stage: Stage,
  session: Session,
  terms: Terms,
  progress: Progress,
  asked: Job['requests'][number],
): Job {
  const { others } = stage.around;
  const job = createJob(stage.around, session, terms, progress);
  job.requests.push(asked);
  const joinIt: KnownSignOut['join'] = (...next) => join(stage, job, ...next);
  others.add(Object.assign(job, { join: joinIt }));
  const [oldest] = others;
  if (oldest && others.size > mostKnown) others.delete(oldest);
  return job;
}

export function joinAny(
  { client, others }: Surroundings,
  sessions: Session[],
  request: SignOutRequest,
  click: Click,
): ReturnType<KnownSignOut['join']> | null {
  for (const session of sessions) {
    const own = [...others].filter((other) => other.owns(client, session));
    const running = own.find(({ isRunning }) => isRunning);
    if (running && sessions.length > 1) return running.still().then(() => null);
    if (running) return running.join(request, click, session);
    const failed = own.find(({ progress }) => !progress.isCleared);
    if (sessions.length === 1 && failed) return failed.join(request, click, session);
  }
  return null;
}

/** Joins a sign-out: takes it over as long as Cognito was not asked, else follows it; goes on with one that failed. */
function join(
  stage: Stage,
  job: Job,
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
      const settle = createSettle([job], request, stage.leave);
      return () => settle(true);
    });
  }
  job.goOn(asked, termsOf(stage.around, click), stored);
  const running = job.run(request.signal, performance.now() - click.since);
  const settle = createSettle([job], request, stage.leave);
  return Promise.resolve(() => running.then(() => settle(true)));
}

/** Ends every session where the one that was asked for first has ended this one here, and not at Cognito. */
async function follow(stage: Stage, first: Job, asked: Job['requests'][number], click: Click) {
  const { request } = asked;
  const { around, leave, longestLifetimeMs } = stage;
  const terms = termsOf(around, click);
  // A copy: what the first one retained is dropped as soon as it is settled.
  const session = { ...first.session, known: new Set(first.session.known) };
  await first.still();
  const { isCleared, isFederated, server } = first.progress;
  if (!isCleared || server === 'ended' || click.signal.aborted) {
    dropTokens(session);
    const outcome = isCleared && tooLate(outcomeOf(first.progress, first.terms, around.now()));
    return outcome ? async () => settledWith(await cleanedUp(request, outcome)) : null;
  }
  adopt(session, first.session);
  const here = { isFederated, hasAsked: true, isCleared: true, isAnnounced: true };
  const progress = { ...begun(session, longestLifetimeMs()), ...here };
  const job = enlist(stage, session, terms, progress, asked);
  return async () => {
    await job.run(request.signal, performance.now() - click.since);
    return createSettle([job], request, leave)(true);
  };
}
