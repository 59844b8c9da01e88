import { parseOutcome } from '../../outcome/parseOutcome';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import type { AuthEvent, AuthUser, SignedOutBy } from '../AuthAdapter';
import { onReturn } from '../onReturn';
import { callRoute } from './callRoute';

/** Who is signed in, as the route last said. */
export interface RouteWatch {
  /** Undefined before anything was said. */
  readonly user: AuthUser | null | undefined;
  readonly canSignOutGlobally: boolean;
  /** Whether tokens of this person lay in the jar, or anybody's where nobody is named. Undefined where none tells whose. */
  holds(userId: string | undefined): boolean | undefined;
  /** Asks the route, and tells whose session has begun or ended since. Undefined where there is no answer within `leftMs`. */
  look(
    by?: SignedOutBy,
    outcome?: SignOutOutcome | null,
    leftMs?: number,
  ): Promise<AuthUser | null | undefined>;
  subscribe(listener: (event: AuthEvent) => void): () => void;
  /** Tells other tabs what has become of the session. */
  tellTabs(outcome: SignOutOutcome): void;
}

/** How long after an answer that was lost the first look is made again. */
const lookAgainAfterMs = [1000, 4000, 16_000];

/**
 * `address` is the URL as other tabs spell it too. `isEnding` says whether this page is signing out who was there;
 * `onSomebody` is called where somebody is there.
 */
export function watchRoute(
  url: string,
  address: string,
  ms: number,
  isEnding: (before: AuthUser) => boolean,
  onSomebody: () => void,
): RouteWatch {
  const key = `amplify-signoff.${address}`;
  const listeners = new Set<(event: AuthEvent) => void>();
  let user: RouteWatch['user'];
  let canSignOutGlobally = true;
  let held: readonly (string | null)[] = [];
  /** Whoever asked was told that nobody is there. */
  let hasMissed = false;
  /** What was told of how the last session ended. */
  let ended: string | undefined;
  let asked = 0;
  let answered = 0;

  const look: RouteWatch['look'] = async (by = 'unknown', outcome, leftMs = ms) => {
    const turn = ++asked;
    const answer = await callRoute(url, Math.min(ms, leftMs));
    if (answer.user === undefined) {
      hasMissed = true;
      return undefined;
    }
    if (turn < answered) return user;
    answered = turn;
    const before = user;
    const couldGlobally = canSignOutGlobally;
    user = answer.user;
    if (user) onSomebody();
    canSignOutGlobally = answer.canSignOutGlobally !== false;
    held = answer.held ?? (user ? [user.userId] : []);
    const isFirst = before === undefined && !(hasMissed && user);
    // Only another sign-in changes what may be done.
    const isSame = before?.userId === user?.userId && couldGlobally === canSignOutGlobally;
    // What another tab tells of it may come after that was seen.
    const said = outcome ? JSON.stringify(outcome) : undefined;
    const isMore = !user && said && said !== ended;
    if (isFirst || (isSame && !isMore)) return user;
    ended = said;
    const event: AuthEvent = user
      ? { type: 'signedIn', user }
      : {
          type: 'signedOut',
          by: before && isEnding(before) ? 'user' : by,
          ...(outcome && { outcome }),
        };
    for (const listener of [...listeners]) listener(event);
    return user;
  };

  return {
    get user() {
      return user;
    },
    get canSignOutGlobally() {
      return canSignOutGlobally;
    },
    holds(userId) {
      if (held.some((it) => !userId || it === userId)) return true;
      return held.includes(null) ? undefined : false;
    },
    look,
    subscribe(listener) {
      listeners.add(listener);
      const isOurs = (it: string) => it === key;
      const stop = onReturn(isOurs, (isOtherTab, stored) => {
        if (!isOtherTab) void look();
        else if (stored) void look('otherTab', readOutcome(stored));
      });
      let timer: ReturnType<typeof setTimeout> | undefined;
      const waits = [...lookAgainAfterMs];
      async function lookFirst() {
        const wait = (await look()) === undefined && listeners.has(listener) && waits.shift();
        if (wait) timer = setTimeout(lookFirst, wait);
      }
      void lookFirst();
      return () => {
        listeners.delete(listener);
        clearTimeout(timer);
        stop();
      };
    },
    tellTabs(outcome) {
      try {
        // The same again would not be heard.
        localStorage.removeItem(key);
        localStorage.setItem(key, JSON.stringify(outcome));
      } catch {
        // They find out when they are come back to.
      }
    },
  };
}

function readOutcome(stored: string): SignOutOutcome | null {
  try {
    return parseOutcome(JSON.parse(stored));
  } catch {
    return null;
  }
}
