import { cutShort } from '../../outcome/cutShort';
import { isNobody } from '../../outcome/isNobody';
import { type SignOutOutcome, type SignOutScope, wasCalledOff } from '../../outcome/SignOutOutcome';
import { tooLate } from '../../outcome/tooLate';
import type {
  AuthAdapter,
  RestoredSignOut,
  SettledSignOut,
  SignOutAttempt,
  SignOutRequest,
} from '../AuthAdapter';
import { cleaned } from '../cleaned';
import { type KeptOutcome, keepOutcome, takeOutcome } from '../keptOutcome';
import { restoreLeft } from '../restoreLeft';
import { type Told, tellAll, whatWasTold } from '../tellAll';
import { unlessAborted } from '../unlessAborted';
import { callRoute, type Post } from './callRoute';
import { createEnd } from './createEnd';
import { holdAttempt } from './holdAttempt';
import { onePerPage } from './onePerPage';
import type { RouteAdapterOptions } from './RouteAdapterOptions';
import { isNews, type SharedAttempt, shareAttempt } from './shareAttempt';
import { watchRoute } from './watchRoute';

/** A sign-out, or a retry of what failed, that is under way. */
interface Running {
  readonly userId: string | undefined;
  /** Who clicked for it, the first one first. */
  readonly asked: SignOutRequest[];
  readonly settling: Promise<SharedAttempt>;
}

interface Last {
  readonly shared: SharedAttempt;
  readonly userId: string | undefined;
}

/**
 * Connects the kit to a route of `amplify-signoff/server`, which signs out whoever keeps their tokens in cookies that
 * JavaScript can't see. Nothing is asked before it is used. Asked for again on a page, it is the same one.
 */
export function createRouteAdapter(
  url: string,
  { deadlineMs = 15_000 }: RouteAdapterOptions = {},
): AuthAdapter {
  return onePerPage(url, () => createAdapter(url, deadlineMs));
}

function createAdapter(url: string, deadlineMs: number): AuthAdapter {
  let running: Running | null = null;
  let retries = 0;
  /** The last one, as long as somebody can try it again. */
  let last: Last | undefined;
  const listeners = new Set<(settled: SettledSignOut) => void>();
  let latest: Told | undefined;
  const endings: NonNullable<AuthAdapter['endings']> = new Map();
  const isSigningOut = () => running !== null || retries > 0;
  const watch = watchRoute(url, deadlineMs * 0.2, isSigningOut, onSomebody);
  const postMs = deadlineMs * 0.8;
  const post: Post = (body, signal, ms = postMs) => callRoute(url, ms, body, signal);
  const hold = holdAttempt(post, watch);
  function joined(request: SignOutRequest): Promise<SignOutAttempt> | undefined {
    running?.asked.push(request);
    return running?.settling.then(({ take }) => take(toldAs(request.scope)));
  }
  const { end, calledOff } = createEnd({ post, watch, deadlineMs, hold, joined });

  function tellPage(settled: SettledSignOut, before?: Told) {
    latest = tellAll(listeners, settled, before);
  }

  /** What was said of nobody is nothing after somebody has come. */
  function onSomebody() {
    if (!whatWasTold(latest)?.outcome.signedOutLocally) return;
    latest?.showing.release(false);
    latest = undefined;
  }

  function tellOf(shared: SharedAttempt, asked: SignOutRequest[], before?: Told) {
    const open = asked.filter(({ signal }) => !signal?.aborted);
    const requests = open.length > 0 ? open : asked.slice(0, 1);
    // Somebody may have signed in since, or what failed may be over.
    const join = async (request: SignOutRequest) =>
      shared.outcome.status === 'failed' || (await watch.look()) !== null
        ? signOut(request)
        : joinOf(shared, request, performance.now());
    tellPage({ requests, take: () => shared.take(asTold), join }, before);
  }

  /** Somebody may have signed in or out since. What can't be asked says nothing against it. */
  async function isStillTrue({ outcome, userId }: KeptOutcome): Promise<boolean> {
    const user = await watch.look();
    if (!user) return user === undefined || outcome.signedOutLocally;
    // Of one that has ended, it can't be told whether they have signed in since.
    const isSame = user.userId === userId && outcome.server !== 'ended';
    return !outcome.signedOutLocally && isSame;
  }

  async function restoreKept(): Promise<RestoredSignOut | null> {
    const kept = takeOutcome(url, latest?.at);
    if (!kept || !(await isStillTrue(kept))) return null;
    const { outcome, userId, identityProvider } = kept;
    return { ...hold(outcome), userId, identityProvider };
  }

  /** Whoever asks meanwhile joins. */
  function occupy(
    { userId }: SignOutRequest,
    asked: SignOutRequest[],
    ending: Promise<SignOutAttempt>,
    settle: (attempt: SignOutAttempt) => SharedAttempt,
  ) {
    const settling = ending.then(settle).finally(() => {
      running = null;
    });
    running = { userId, asked, settling };
    return settling;
  }

  async function joinOf(
    shared: SharedAttempt,
    request: SignOutRequest,
    since: number,
  ): Promise<SignOutAttempt> {
    if (request.signal?.aborted) return calledOff(request);
    const attempt = shared.take(toldAs(request.scope));
    if (wasCalledOff(attempt.outcome)) {
      // Whoever called it off called off their own.
      attempt.forget();
      return signOut(request, since);
    }
    return { ...attempt, outcome: await cleaned(attempt.outcome, request) };
  }

  /** `since` is when it was asked for, by `performance.now()`. */
  function signOut(request: SignOutRequest, since = performance.now()): Promise<SignOutAttempt> {
    const { userId, signal, scope } = request;
    if (running) {
      const isElses = userId && running.userId && userId !== running.userId;
      if (!isElses) running.asked.push(request);
      const joined = running.settling.then((shared) =>
        isElses ? signOut(request, since) : joinOf(shared, request, since),
      );
      return unlessAborted(joined, signal, calledOff(request));
    }
    const asked = [request];
    const ending = end(request, { since });
    const settling = occupy(request, asked, ending, (attempt) => {
      // Whoever clicks on what is partial is not nobody.
      const isOpen = last?.shared.canRetry() && (!userId || userId === last.userId);
      if (!isOpen || !isNobody(attempt.outcome))
        last = { shared: sharedOf(attempt, request), userId };
      const { shared } = last as Last;
      if (isNews(shared.outcome)) tellOf(shared, asked);
      return shared;
    });
    return settling.then(({ take }) => take(toldAs(scope)));
  }

  function sharedOf(attempt: SignOutAttempt, request: SignOutRequest): SharedAttempt {
    const shared = shareAttempt(attempt, (retrying, { outcome }) => {
      retries += 1;
      void retrying.then(() => {
        retries -= 1;
      });
      // What can be tried again without the session stands in nobody's way.
      if (running || outcome.signedOutLocally) return;
      const asked: SignOutRequest[] = [];
      void occupy(request, asked, retrying, (now) => {
        if (!isNews(now.outcome)) return shareAttempt(now, () => {});
        if (asked.length > 0) tellOf(shared, asked, latest);
        return shared;
      });
    });
    return shared;
  }

  return {
    getCurrentUser: async () => (await watch.look()) ?? watch.user ?? null,
    signOut: (request) => signOut(request),
    subscribe: watch.subscribe,
    onSettled(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    endings,
    keep(outcome, user) {
      keepOutcome(url, isSigningOut() ? cutShort(outcome) : outcome, user);
    },
    restore: () => restoreLeft({ told: latest, isStillTrue, restore: restoreKept, tell: tellPage }),
    async canSignOutGlobally() {
      if (watch.user === undefined) await watch.look();
      return watch.canSignOutGlobally;
    },
  };
}

const asTold = (outcome: SignOutOutcome) => outcome;
const toldAs = (scope: SignOutScope) => (outcome: SignOutOutcome) =>
  (scope === 'global' && tooLate(outcome)) || outcome;
