import { createDeadline } from '../../createDeadline';
import type { AppClient } from '../session/AppClient';
import { adopt, dropTokens, expiryOf, isOf, isSameSession } from '../session/Session';
import { adoptStored, readSession } from '../session/storedSession';
import type { Job } from './Job';
import type { KnownSignOut } from './KnownSignOut';
import { isEndOutdated } from './progress';
import { clearAt, endNewTokens } from './walk';

/** What a sign-out makes of newer tokens of its session, which a refresh or another tab got meanwhile. */
export interface Watch extends Pick<KnownSignOut, 'isAt' | 'owns' | 'isOf' | 'meet' | 'lookAgain'> {
  /** Resolves when what was told may be true no longer: it has run again, or what became of newer tokens is another thing. */
  correction(): Promise<void>;
  correct(): void;
  /** Ends newer tokens of a session that has ended here, or has it said that they live on. */
  endAgain(): Promise<void>;
}

export function createWatch(job: Job): Watch {
  const { around, session } = job;
  const { client } = around;
  let looking: Promise<void> | null = null;
  const correction = { next: Promise.resolve(), correct() {} };
  function awaitNext() {
    correction.next = new Promise((resolve) => {
      correction.correct = () => {
        awaitNext();
        resolve();
      };
    });
  }
  awaitNext();

  async function endAgain(isStored = false) {
    if (!job.progress.hasNewTokens) return;
    const { isConfirmed, server } = job.progress;
    const deadline = createDeadline(around.options.deadlineMs);
    await endNewTokens(job, deadline);
    deadline.stop();
    const isOther = isConfirmed !== job.progress.isConfirmed || server !== job.progress.server;
    if (isStored || isOther) correction.correct();
    if (job.progress.isForgotten) dropTokens(session);
  }

  /** What was ended was an older token, and the person is still signed in. */
  function unsayEnd() {
    if (!job.progress.isToldFailed || !isEndOutdated(job.progress)) return;
    job.advance({ server: 'notEnded', isConfirmed: false });
    correction.correct();
  }

  /** Whether it is stored, once it is forgotten: newer tokens are known by their time. */
  async function isStored(at: AppClient): Promise<boolean> {
    const stored = await readSession(at, session.username);
    if (!stored || !isOf(session, stored)) return false;
    if (expiryOf(stored, stored.accessToken) !== job.progress.accessTokenExpiresAt) job.onNewer();
    return true;
  }

  async function look(at: AppClient) {
    const { isCleared, isForgotten } = job.progress;
    const before = session.refreshToken;
    const patience = createDeadline(around.options.deadlineMs);
    const reading = isCleared || !isForgotten ? adoptStored(at, session) : isStored(at);
    const isHeld = await patience.within(reading).finally(patience.stop);
    if (!isCleared) {
      if (!isHeld) return job.clearing ? undefined : job.forget();
      if (session.refreshToken !== before) job.onNewer();
      unsayEnd();
    } else if (isHeld) {
      const deadline = createDeadline(around.options.deadlineMs);
      const isGone = await deadline.within(clearAt(job, at)).catch(() => false);
      deadline.stop();
      job.advance({ hasNewTokens: true, isCleared: isGone });
      // Once it is told that somebody is there after all, their end is news again.
      if (!isGone) job.advance({ isAnnounced: false });
      void endAgain(!isGone);
    }
  }

  return {
    correction: () => correction.next,
    correct: () => correction.correct(),
    endAgain,
    isAt: ({ clientId }) => clientId === client.clientId,
    owns: (at, tokens) => job.isAt(at) && isOf(session, tokens),
    isOf: (claims) =>
      claims.client_id === client.clientId &&
      session.claims !== null &&
      isSameSession(session.claims, claims),
    async meet(tokens) {
      // What is nothing to a sign-out that is over stays out of memory.
      if (!job.isRunning && !job.progress.isCleared && job.progress.isForgotten) return true;
      if (!tokens.refreshToken || !session.known.has(tokens.refreshToken)) {
        adopt(session, tokens);
        job.advance({ hasNewTokens: true });
      }
      await job.still();
      unsayEnd();
      const { isCleared, isToldFailed, hasNewTokens } = job.progress;
      // What came of a session that has ended is nothing to anybody.
      const mayStore = !isCleared && job.progress.server !== 'ended';
      if (!mayStore && !isToldFailed && hasNewTokens) void endAgain();
      return mayStore;
    },
    async lookAgain(at, newer = {}) {
      if (job.isRunning) {
        const before = session.refreshToken;
        if (!job.progress.isCleared) await adoptStored(at, session);
        if (session.refreshToken !== before) job.onNewer();
        return;
      }
      adopt(session, newer);
      looking ??= look(at).finally(() => {
        looking = null;
      });
      await looking;
    },
  };
}
