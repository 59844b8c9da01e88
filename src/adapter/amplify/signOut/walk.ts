import { createDeadline, type Deadline } from '../../createDeadline';
import type { AppClient } from '../session/AppClient';
import { adopt } from '../session/Session';
import { adoptStored, clearSession, holdsSession } from '../session/storedSession';
import { endEverySession } from './endEverySession';
import { endThisSession } from './endThisSession';
import type { Job } from './Job';
import {
  asked,
  canRetry,
  isAskDue,
  isOwnEndDue,
  ownEnded,
  scoped,
  staysSignedIn,
  timesOf,
} from './progress';
import { sharedRefresh } from './refreshSession';
import { sleep } from './sleep';

const coolDownMs = 250;

/** The order of a sign-out, which goes on from what is done. Each step replaces the job's progress; nothing rejects. */
export async function walk(job: Job, whole: Deadline, asking: Deadline): Promise<void> {
  if (!(await recapture(job, whole))) return;
  await coolDown(job, asking.signal);
  await askCognito(job, asking);
  const { hasAsked, isCleared } = job.progress;
  if (asking.signal.reason === 'cancelled' && !hasAsked && !isCleared) {
    job.advance({ isCalledOff: true });
    return;
  }
  await endOwnSession(job, asking.signal);
  do {
    await clearHere(job, whole, asking);
    await endNewTokens(job, asking);
    await whole.within(job.takeMark()).catch(() => {});
  } while (await isBack(job, whole));
}

/** Once forgotten, a sign-out that failed goes on from what is stored. Resolves to whether there is anything. */
async function recapture(job: Job, whole: Deadline): Promise<boolean> {
  const { around, session } = job;
  job.advance({ isCalledOff: false, isToldFailed: false });
  if (!job.progress.isForgotten || job.progress.isCleared) return true;
  const isStored = await whole.within(adoptStored(around.client, session, true)).catch(() => true);
  job.advance({ isForgotten: !isStored, isCleared: !isStored });
  // While a storage hangs they are still in hand.
  return isStored || session.refreshToken !== null;
}

/** A Cognito that is too busy again and again is left alone for longer each time. */
async function coolDown({ progress }: Job, signal: AbortSignal) {
  const { throttles } = progress;
  if (throttles > 0) await sleep(coolDownMs * 2 ** Math.min(throttles, 4), signal);
}

/** Asks for what the scope names. */
async function askCognito(job: Job, deadline: Deadline) {
  const { around, session } = job;
  if (job.scope() === 'local' && isAskDue(job.progress)) {
    // Cognito says yes to a token that was rotated out, and does nothing.
    adopt(session, (await sharedRefresh(around, session, deadline.signal)) ?? {});
    await lastCall(job, deadline);
  }
  job.advance(scoped(job.progress, job.settleScope()));
  const before = job.progress;
  if (!isAskDue(before)) return;
  job.advance({ hasNewTokens: false });
  const result =
    before.scope === 'global'
      ? await endEverySession(around, session, deadline)
      : await endThisSession(around, session, deadline.signal);
  const next = asked(job.progress, result, session, around.now());
  const isRetry = before.isCleared && before.failures.length > 0;
  const isCancelled = result.failure && deadline.signal.reason === 'cancelled';
  // A retry that is called off leaves what failed before for the next one.
  job.advance(isRetry && isCancelled ? { server: next.server } : next);
}

/** Until RevokeToken is sent, whoever has asked for more by now may take over. */
async function lastCall(job: Job, { signal }: Deadline) {
  if (job.isScopeSettled) return;
  const { arrivals, client, options, prepare } = job.around;
  const patience = createDeadline(options.attemptTimeoutMs, undefined, signal);
  await patience.within(prepare()).catch(() => {});
  const found = [...arrivals].filter(({ storage }) => storage === client.storage);
  await patience.within(Promise.all(found.map((arrival) => arrival.found))).catch(() => {});
  patience.stop();
}

/** Ends this session where the other ones could not be ended. */
async function endOwnSession(job: Job, signal: AbortSignal) {
  const { around, session, terms } = job;
  // Past the deadline it is not worth waiting: it is ended once it is forgotten, unless this browser still holds it.
  if (signal.aborted || !isOwnEndDue(job.progress, terms, around.now())) return;
  job.advance({ hasNewTokens: false });
  const result = await endThisSession(around, session, signal);
  job.advance(ownEnded(job.progress, result));
}

/** Removes the session from this browser, or leaves it where the app wants that. */
async function clearHere(job: Job, whole: Deadline, asking: Deadline) {
  const { around, session, terms } = job;
  if (job.progress.isCleared && !job.progress.hasNewTokens) return;
  if (staysSignedIn(job.progress, terms)) {
    const holding = whole.within(holdsSession(around.client, session));
    job.advance({ isCleared: !(await holding.catch(() => true)) });
    return;
  }
  await endNewTokens(job, asking);
  await whole.within(job.erase()).catch(() => {});
}

/** What a refresh got meanwhile must not live on. */
export async function endNewTokens(job: Job, deadline: Deadline) {
  const { scope, hasNewTokens } = job.progress;
  if (!hasNewTokens) return;
  if (scope === 'local') await askCognito(job, deadline);
  else if (!canRetry(job.progress, job.terms, job.around.now()))
    await endOwnSession(job, deadline.signal);
}

/** Whether another tab has stored newer tokens while the app was told, or Cognito asked: then they are to end too. */
export async function isBack(job: Job, deadline: Deadline): Promise<boolean> {
  const { around, session, progress } = job;
  if (!progress.isCleared) return false;
  const isHeld = await deadline.within(holdsSession(around.client, session)).catch(() => {
    // What a slow storage holds after all is told as a correction.
    const looking = job.still().then(() => job.lookAgain(around.client));
    looking.catch(() => {});
    return false;
  });
  if (isHeld) job.advance({ isCleared: false, isAnnounced: false });
  return isHeld;
}

/** Removes the session from a storage while nobody else writes there. Resolves to whether nothing is left; may reject. */
export const clearAt = ({ around, session, onNewer }: Job, client: AppClient): Promise<boolean> =>
  around.exclusively(() => around.undisturbed(() => clearSession(client, session, onNewer)));

/** Erases the session, and tells the app once. */
export async function erase(job: Job): Promise<void> {
  const { around, session } = job;
  if (!(await clearAt(job, around.client).catch(() => false))) return;
  const { isAnnounced, isFederated, longestLifetimeMs } = job.progress;
  job.advance({ isCleared: true, isAnnounced: true, ...timesOf(session, longestLifetimeMs) });
  if (isAnnounced) return;
  // Gone is gone, whatever becomes of the telling.
  const patience = createDeadline(around.options.deadlineMs * 0.4);
  const wasFederated = await patience.within(around.announce()).catch(() => false);
  patience.stop();
  job.advance({ isFederated: isFederated || wasFederated });
}

/** Removes the session as the page goes: the requests outlive the page, and the tokens must not. */
export function eraseAtOnce(job: Job) {
  const { around, session, progress, terms } = job;
  if (progress.isCleared || staysSignedIn(progress, terms)) return;
  void clearSession(around.client, session, job.onNewer)
    .then((isGone) => (isGone ? job.takeMark() : undefined))
    .catch(() => {});
}
