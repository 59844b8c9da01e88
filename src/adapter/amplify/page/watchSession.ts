import { Hub } from 'aws-amplify/utils';
import type { AuthEvent, SignedOutBy } from '../../AuthAdapter';
import type { Session } from '../session/Session';
import { userOf } from '../session/userOf';
import { onReturn } from './onReturn';

/** A storage may take its time to let go of what Amplify says is gone. */
const lookAgainAfterMs = [50, 250, 1000];

/**
 * Tells when somebody else is signed in than before, or nobody. What Amplify says, here or in another tab, and a page that
 * is come back to are hints to read the storage, and only what is there counts. `read` rejects where that can't be told;
 * `isSigningOut` is asked where nobody said what has ended the session.
 */
export function watchSession(
  listener: (event: AuthEvent) => void,
  read: () => Promise<Session | null>,
  isSigningOut: () => boolean,
): () => void {
  /** Whose session was there when it was last read; undefined before that. */
  let seen: string | null | undefined;
  /** What is said to have ended it. */
  let cause: SignedOutBy | null = null;
  let hasNews = false;
  let isHinted = true;
  let isWatching = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking: Promise<void> | null = lookWhileHinted();

  async function look(): Promise<void> {
    const session = await read().catch(() => undefined);
    if (!isWatching) return;
    if (session === undefined) {
      seen ??= null;
      return;
    }
    const user = session && userOf(session);
    const [before, now] = [seen, user && idOf(session)];
    seen = now;
    // At first nobody was told anything else.
    if (now === before || (before === undefined && !hasNews)) return;
    const by = cause ?? (isSigningOut() ? 'user' : 'unknown');
    cause = null;
    if (user) listener({ type: 'signedIn', user });
    else if (before !== undefined || by !== 'unknown') listener({ type: 'signedOut', by });
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
    cause ??= by;
    clearTimeout(timer);
    const waits = [...lookAgainAfterMs];
    const again = () => {
      const wait = seen === null ? undefined : waits.shift();
      if (wait === undefined) cause = null;
      else timer = setTimeout(() => void hint().then(again), wait);
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
  const stopReturning = onReturn((isOtherTab) => {
    if (isOtherTab) hintEnded('otherTab');
    else void hint();
  });
  return () => {
    isWatching = false;
    clearTimeout(timer);
    stopAuth();
    stopCore();
    stopReturning();
  };
}

const idOf = ({ username, claims }: Session) =>
  JSON.stringify([username, claims?.sub, claims?.origin_jti ?? claims?.auth_time]);

/** Amplify drops the session only where Cognito refused the refresh token, not on a passing failure. */
function endedBy(error: { name?: string; message?: string } | undefined): SignedOutBy | null {
  const { name = '', message = '' } = error ?? {};
  if (/^(RefreshTokenReuse|TokenRevoked)Exception/.test(name)) return 'revoked';
  if (/^(UserNotFound|PasswordResetRequired|UserNotConfirmed)Exception/.test(name))
    return 'unknown';
  if (!name.startsWith('NotAuthorizedException')) return null;
  return /revoked/i.test(message) ? 'revoked' : /expired/i.test(message) ? 'expired' : 'unknown';
}
