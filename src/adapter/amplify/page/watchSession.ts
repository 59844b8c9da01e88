import { AUTH_KEY_PREFIX } from 'aws-amplify/auth/cognito';
import { Hub } from 'aws-amplify/utils';
import type { SignOutOutcome } from '../../../outcome/SignOutOutcome';
import type { AuthEvent, SignedOutBy } from '../../AuthAdapter';
import { onReturn } from '../../onReturn';
import type { Session } from '../session/Session';
import { userOf } from '../session/userOf';
import { endedBy } from './endedBy';
import { registry } from './registry';
import { listenToTabs, tellTabs, type Word } from './tabs';

/** A storage may take its time to let go of what Amplify says is gone. */
const lookAgainAfterMs = [50, 250, 1000];

/** What another tab says of a sign-out comes a moment after its storage has changed. */
const waitForWordMs = 100;

/** What watching needs of the adapter. */
interface Watched {
  /** Reads who is signed in; rejects where that can't be told. */
  read(): Promise<Session | null>;
  /** Whether a sign-out of this page is under way. */
  isSigningOut(): boolean;
  clientId(): string | undefined;
}

/**
 * Tells when somebody else is signed in than before, or nobody. What Amplify says, here or in another tab, what other tabs
 * say, and a page that is come back to are hints to read the storage, and only what is there counts.
 */
export function watchSession(
  listener: (event: AuthEvent) => void,
  { read, isSigningOut, clientId }: Watched,
): () => void {
  /** Whose session was there when it was last read; undefined before that. */
  let seen: { id: string; userId: string } | null | undefined;
  /** Whose session has ended, other than by a sign-out of this page. */
  let endedUserId: string | null = null;
  /** What is said to have ended it. */
  let cause: SignedOutBy | null = null;
  let word: Word | null = null;
  let hasNews = false;
  let isHinted = true;
  let isWatching = true;
  let lookTimer: ReturnType<typeof setTimeout> | undefined;
  let tellTimer: ReturnType<typeof setTimeout> | undefined;
  let somebodyTimer: ReturnType<typeof setTimeout> | undefined;
  let looking: Promise<void> | null = lookWhileHinted();

  async function look(): Promise<void> {
    const session = await read().catch(() => undefined);
    if (!isWatching) return;
    if (session === undefined) {
      seen ??= null;
      return;
    }
    const user = session && userOf(session);
    // Half a session is not nobody.
    if (session && !user && seen) return;
    const before = seen;
    seen = user && { id: idOf(session), userId: user.userId };
    if (before !== undefined ? seen?.id === before?.id : !hasNews) return;
    clearTimeout(tellTimer);
    endedUserId = null;
    if (user) listener({ type: 'signedIn', user });
    else end(before?.userId);
    cause = word = null;
  }

  function end(userId: string | undefined) {
    const by = cause ?? (isSigningOut() ? 'user' : 'unknown');
    // At first nobody was told that anybody was there.
    if (!userId) return by !== 'unknown' && tell(by);
    if (by !== 'user') endedUserId = userId;
    if (word?.userId === userId) tell(by, word.outcome);
    else if (by === 'otherTab') tellTimer = setTimeout(tell, waitForWordMs, by);
    else {
      tell(by);
      if (by !== 'user' && by !== 'unknown') tellTabs({ clientId: clientId(), userId, by });
    }
  }

  function tell(by: SignedOutBy, outcome?: SignOutOutcome) {
    listener({ type: 'signedOut', by, ...(outcome && { outcome }) });
  }

  function onWord(said: Word) {
    if (said.clientId !== clientId()) return;
    if (seen?.userId === said.userId) {
      word = said;
      cause = said.by;
      hintEnded(said.by);
    } else if (endedUserId !== null && endedUserId === said.userId) {
      clearTimeout(tellTimer);
      tell(said.by, said.outcome);
    }
  }

  async function lookWhileHinted() {
    while (isHinted) {
      isHinted = false;
      await look();
    }
    looking = null;
  }

  /** The page may have missed something. */
  function hint(): Promise<void> {
    isHinted = true;
    looking ??= lookWhileHinted();
    return looking;
  }

  /** Something has happened to the session that is there. */
  function hintNews() {
    hasNews = true;
    return hint();
  }

  /** Somebody says that it has ended. */
  function hintEnded(by: SignedOutBy) {
    if (by === 'user' && isSigningOut()) cause = by;
    cause ??= by;
    clearTimeout(lookTimer);
    const waits = [...lookAgainAfterMs];
    const again = () => {
      const wait = seen === null ? undefined : waits.shift();
      if (wait === undefined) cause = word = null;
      else lookTimer = setTimeout(() => void hint().then(again), wait);
    };
    void hintNews().then(() => isWatching && again());
  }

  const stopAuth = Hub.listen(
    'auth',
    ({ payload, crossTab }) => {
      switch (payload.event) {
        case 'signedOut':
          hintEnded(crossTab ? 'otherTab' : 'user');
          break;
        case 'tokenRefresh_failure': {
          const by = endedBy(payload.data?.error);
          if (by) hintEnded(by);
          break;
        }
        case 'tokenRefresh':
        case 'signedIn':
        case 'signInWithRedirect':
          cause = null;
          void hintNews();
      }
    },
    { listenerName: 'amplify-signoff', enableCrossTabEvents: true },
  );
  const stopCore = Hub.listen('core', ({ payload }) => {
    // A storage of the app's own is set right after configure().
    if (payload.event === 'configure') queueMicrotask(hintNews);
  });
  const isAmplifys = (key: string) => key.startsWith(AUTH_KEY_PREFIX);
  const stopReturning = onReturn(isAmplifys, (isOtherTab) => {
    if (isOtherTab) hintEnded('otherTab');
    else void hint();
  });
  const stopTabs = listenToTabs(onWord);
  const { watchers } = registry();
  /** Said while a sign-out runs, which erases what has come back of its session once it is over. */
  function onSomebody() {
    void hint();
    clearTimeout(somebodyTimer);
    somebodyTimer = setTimeout(hint, lookAgainAfterMs[1]);
  }
  watchers.add(onSomebody);
  return () => {
    isWatching = false;
    clearTimeout(lookTimer);
    clearTimeout(tellTimer);
    clearTimeout(somebodyTimer);
    watchers.delete(onSomebody);
    stopTabs();
    stopAuth();
    stopCore();
    stopReturning();
  };
}

const idOf = ({ username, claims }: Session) =>
  JSON.stringify([username, claims?.sub, claims?.origin_jti ?? claims?.auth_time]);
