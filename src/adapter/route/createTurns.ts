import { isNobody } from '../../outcome/isNobody';
import { type SignOutOutcome, type SignOutScope, wasCalledOff } from '../../outcome/SignOutOutcome';
import { tooLate } from '../../outcome/tooLate';
import type { AuthUser, SettledSignOut, SignOutAttempt, SignOutRequest } from '../AuthAdapter';
import { cleanOnce } from '../cleanOnce';
import { unlessAborted } from '../unlessAborted';
import { areForAll, createEnd, type Ending } from './createEnd';
import { isNews, type SharedAttempt, shareAttempt } from './shareAttempt';
import type { Turn } from './Turn';
import type { RouteWatch } from './watchRoute';

interface Last {
  readonly shared: SharedAttempt;
  readonly userId: string | undefined;
}

/** One sign-out at a time: whoever asks meanwhile joins. `tell` tells the page; `isAgain` of what it was told of before. */
export function createTurns(
  ending: Ending & { readonly watch: RouteWatch },
  tell: (settled: SettledSignOut, isAgain: boolean) => void,
) {
  const { watch } = ending;
  let running: Turn | null = null;
  let newest: Turn | undefined;
  let retries = 0;
  /** The last one, as long as somebody can try it again. */
  let last: Last | undefined;
  const cleaned = cleanOnce();
  const isNewest = (request: SignOutRequest) => newest?.request === request;
  const { end, calledOff } = createEnd({ ...ending, cleaned, joined, answered, isNewest });

  const isElses = ({ request }: Turn, { userId }: Pick<SignOutRequest, 'userId'>) =>
    Boolean(userId && request.userId && userId !== request.userId);

  /** What a retry joins. */
  function joined(request: SignOutRequest, signal: AbortSignal | undefined) {
    if (!running || running.isAnswered || isElses(running, request)) return undefined;
    return share(running, request, signal).then((shared) =>
      shared ? shared.take(toldAs(request.scope)) : calledOff(request),
    );
  }

  /** Waits as one of those who asked; null where that is in vain. */
  async function share(
    { asked, looks, settling }: Turn,
    request: SignOutRequest,
    signal: AbortSignal | undefined,
    looking?: Promise<AuthUser | null | undefined>,
  ): Promise<SharedAttempt | null> {
    asked.add(request);
    if (looking) looks.set(request, looking);
    const found = await looking;
    const isThere = looking && (found === undefined ? watch.user : found);
    const shared = isThere ? null : await unlessAborted(settling, signal, null);
    if (!shared) asked.delete(request);
    return shared;
  }

  function answered(request: SignOutRequest): Pick<Turn, 'asked' | 'looks'> {
    if (running?.request !== request) return { asked: new Set(), looks: new WeakMap() };
    running.isAnswered = true;
    running.answer();
    return running;
  }

  function tellOf(shared: SharedAttempt, asked: Iterable<SignOutRequest>, isAgain = false) {
    const all = [...asked];
    const open = all.filter(({ signal }) => !signal?.aborted);
    const requests = open.length > 0 ? open : all.slice(0, 1);
    // Somebody may have signed in since, or what failed may be over.
    const join = async (request: SignOutRequest) =>
      shared.outcome.status === 'failed' || (await watch.look()) !== null
        ? signOut(request)
        : joinOf(shared, request, performance.now());
    tell({ requests, take: () => shared.take(asTold), join }, isAgain);
  }

  /** `settle` is told whether none has begun since. */
  function occupy(
    request: SignOutRequest,
    asked: Set<SignOutRequest>,
    ending: Promise<SignOutAttempt>,
    settle: (attempt: SignOutAttempt, isNewest: boolean) => SharedAttempt,
  ) {
    let answer = () => {};
    const answering = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const settling = ending
      .then((attempt) => settle(attempt, newest === turn))
      .finally(() => {
        answer();
        if (running === turn) running = null;
      });
    const looks: Turn['looks'] = new WeakMap();
    const turn: Turn = { request, asked, looks, settling, isAnswered: false, answering, answer };
    running = newest = turn;
    return settling;
  }

  async function joinTurn(turn: Turn, request: SignOutRequest, since: number) {
    const { signal } = request;
    let shared: SharedAttempt | null = null;
    if (isElses(turn, request)) await unlessAborted<unknown>(turn.answering, signal, null);
    else {
      // Somebody may have signed in while the app's tasks run.
      const looking = turn.isAnswered ? unlessAborted(watch.look(), signal, null) : undefined;
      shared = await share(turn, request, signal, looking);
    }
    if (signal?.aborted) return calledOff(request);
    if (shared) return joinOf(shared, request, since);
    return running === turn ? begin(request, since) : signOut(request, since);
  }

  async function joinOf(
    shared: SharedAttempt,
    request: SignOutRequest,
    since: number,
  ): Promise<SignOutAttempt> {
    const attempt = shared.take(toldAs(request.scope));
    if (wasCalledOff(attempt.outcome)) {
      // Whoever called it off called off their own.
      attempt.forget();
      return signOut(request, since);
    }
    return { ...attempt, outcome: await cleaned(attempt.outcome, request) };
  }

  /** `since` is when it was asked for, by `performance.now()`. */
  const signOut = (request: SignOutRequest, since = performance.now()): Promise<SignOutAttempt> =>
    running ? joinTurn(running, request, since) : begin(request, since);

  async function begin(request: SignOutRequest, since: number): Promise<SignOutAttempt> {
    const { userId, scope } = request;
    const asked = new Set([request]);
    const settling = occupy(request, asked, end(request, { since }), (attempt, isNewest) => {
      const shared = sharedOf(attempt, request);
      if (!isNewest) return shared;
      // Whoever clicks on what is partial is not nobody.
      const isOpen = last?.shared.canRetry() && (!userId || userId === last.userId);
      if (!isOpen || !isNobody(attempt.outcome)) last = { shared, userId };
      const { shared: told } = last as Last;
      if (isNews(told.outcome) && !(told.outcome.signedOutLocally && watch.user))
        tellOf(told, asked);
      return told;
    });
    return (await settling).take(toldAs(scope));
  }

  function sharedOf(attempt: SignOutAttempt, request: SignOutRequest): SharedAttempt {
    const shared = shareAttempt(attempt, (retrying, { outcome }) => {
      retries += 1;
      void retrying.then(() => {
        retries -= 1;
      });
      // What can be tried again without the session stands in nobody's way.
      if (running || outcome.signedOutLocally) return retrying;
      const asked = new Set<SignOutRequest>();
      const told = retrying.then((now) =>
        areForAll(asked) ? { ...now, outcome: toldAs('global')(now.outcome) } : now,
      );
      void occupy(request, asked, told, (now) => {
        if (!isNews(now.outcome)) return shareAttempt(now, (again) => again);
        if (asked.size > 0) tellOf(shared, asked, true);
        return shared;
      });
      return told;
    });
    return shared;
  }

  return {
    signOut,
    isSigningOut: () => running !== null || retries > 0,
    /** Whether a sign-out of this person, or of whoever is there, is under way, or may have come to the route too late. */
    isEnding(user: Pick<SignOutRequest, 'userId'>) {
      if (running) return !isElses(running, user);
      const { status, server } = last?.shared.outcome ?? {};
      const isTheirs = !last?.userId || last.userId === user.userId;
      return status === 'failed' && server === 'unknown' && isTheirs;
    },
    /** Whoever clicks on what was partial, after somebody was there, is nobody. */
    onSomebody() {
      if (last?.shared.canRetry()) last = undefined;
    },
  };
}

const asTold = (outcome: SignOutOutcome) => outcome;
const toldAs = (scope: SignOutScope) => (outcome: SignOutOutcome) =>
  (scope === 'global' && tooLate(outcome)) || outcome;
