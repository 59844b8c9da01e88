import type { SignOutOutcome, SignOutScope } from '../../../outcome/SignOutOutcome';
import { createDeadline } from '../../createDeadline';
import { onPageHide } from '../../onPageHide';
import { adopt, claimsOf, type NewTokens, type Session } from '../session/Session';
import { userOf } from '../session/userOf';
import { createMarking } from './createMarking';
import { createRetention } from './createRetention';
import { createWatch } from './createWatch';
import type { Job } from './Job';
import { outcomeOf } from './outcomeOf';
import type { Progress, Terms } from './progress';
import type { Surroundings } from './Surroundings';
import { erase, eraseAtOnce, isBack, walk } from './walk';

const isGlobal = ({ request, signal }: Job['requests'][number]) =>
  request.scope === 'global' && !signal.aborted;

export function createJob(
  surroundings: Surroundings,
  session: Session,
  given: Terms,
  begin: Progress,
): Job {
  let progress = begin;
  let terms = given;
  let since = performance.now();
  let settledScope: SignOutScope | null = null;
  let running: Promise<void> | null = null;
  let clearing: Promise<void> | null = null;
  let lastTold = '';
  const marking = createMarking((scope) => surroundings.mark(session, scope));

  const around: Surroundings = {
    ...surroundings,
    get options() {
      return terms.options;
    },
    fetch(url, init) {
      if (running && !progress.isCleared) marking.leave(progress.scope);
      job.advance({ hasAsked: true });
      return surroundings.fetch(url, init);
    },
    // A storage may take so long that the session has ended meanwhile.
    storing: (store) => surroundings.storing(store).then(() => job.lookAgain(client)),
  };
  const { client } = around;

  async function runOnce(
    cancel: AbortSignal | undefined,
    asked: number,
    before: Promise<void> | undefined,
  ) {
    const stopHiding = onPageHide(() => eraseAtOnce(job));
    if (before) await before;
    const leftMs = Math.max(0, terms.options.deadlineMs - (performance.now() - asked));
    const whole = createDeadline(leftMs);
    // Leaves time to clear a slow storage.
    const asking = createDeadline(leftMs * 0.8, cancel);
    try {
      await walk(job, whole, asking);
    } finally {
      stopHiding();
      whole.stop();
      asking.stop();
      running = null;
      // To whoever else was told of it before, unless nothing came of it.
      if (!progress.isCalledOff) job.correct();
    }
  }

  const state = {
    around,
    session,
    storage: client.storage,
    username: session.username,
    userId: userOf(session)?.userId ?? null,
    requests: [],
    cleaning: new Set(),
    leaving: null,
    get terms() {
      return terms;
    },
    get since() {
      return since;
    },
    get progress() {
      return progress;
    },
    get isRunning() {
      return running !== null;
    },
    get isOpen() {
      return running !== null || job.cleaning.size > 0;
    },
    get isScopeSettled() {
      return settledScope !== null;
    },
    get clearing() {
      return clearing;
    },
  };
  const job = state as unknown as Job;
  return Object.assign(job, createRetention(job), createWatch(job), {
    advance(change: Partial<Progress>) {
      progress = { ...progress, ...change };
    },
    scope: () => settledScope ?? (job.requests.some(isGlobal) ? 'global' : 'local'),
    settleScope() {
      settledScope = job.scope();
      return settledScope;
    },
    goOn(asked: Job['requests'][number], anew: Terms, stored: NewTokens) {
      const { refreshToken, claims } = session;
      adopt(session, stored);
      // Of what was forgotten, only when its tokens were issued is known.
      const isNewer = refreshToken
        ? session.refreshToken !== refreshToken
        : claimsOf(session.accessToken)?.iat !== claims?.iat;
      if (isNewer) job.onNewer();
      job.advance({ hasAsked: false, isForgotten: false });
      job.requests.splice(0, Number.POSITIVE_INFINITY, asked);
      settledScope = null;
      terms = anew;
      since = performance.now();
    },
    run(cancel?: AbortSignal, asked = performance.now(), before?: Promise<void>) {
      running ??= runOnce(cancel, asked, before);
      return running;
    },
    takeMark: marking.take,
    outcome() {
      const now = around.now();
      // By a clock that was set back, a retry would be offered for longer than it can be had.
      if (now < terms.clickedAt) terms = { ...terms, clickedAt: now - (performance.now() - since) };
      // While it is tried again, what was refused before may be done.
      const isOpen = running !== null && progress.server === 'notEnded';
      return outcomeOf(isOpen ? { ...progress, server: 'unknown' } : progress, terms, now);
    },
    tell(outcome: SignOutOutcome) {
      const words = JSON.stringify(outcome);
      if (lastTold !== words) around.tell(job.userId, outcome);
      lastTold = words;
    },
    onNewer: () => job.advance({ hasNewTokens: true }),
    still: async () => void (await running),
    erase() {
      const erasing = erase(job).then(async () => {
        if (clearing === erasing) clearing = null;
        // One that took longer than the deadline.
        if (running || !progress.isCleared) return;
        await job.endAgain();
        const deadline = createDeadline(terms.options.deadlineMs);
        if (await isBack(job, deadline)) await job.erase();
        deadline.stop();
      });
      clearing = erasing;
      return erasing;
    },
  });
}
