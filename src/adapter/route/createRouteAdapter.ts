import { cutShort } from '../../outcome/cutShort';
import { isNobody } from '../../outcome/isNobody';
import { parseOutcome } from '../../outcome/parseOutcome';
import { signOutFailure } from '../../outcome/SignOutFailure';
import {
  failedSignOut,
  type SignOutOutcome,
  type SignOutScope,
  wasCalledOff,
} from '../../outcome/SignOutOutcome';
import { tooLate } from '../../outcome/tooLate';
import { withCleanupFailures } from '../../outcome/withCleanupFailures';
import type {
  AuthAdapter,
  RestoredSignOut,
  RetryOptions,
  SettledSignOut,
  SignOutAttempt,
  SignOutRequest,
} from '../AuthAdapter';
import { cleanUp } from '../cleanUp';
import { isOffline } from '../isOffline';
import { type KeptOutcome, keepOutcome, takeOutcome } from '../keptOutcome';
import { restoreLeft } from '../restoreLeft';
import { type Told, tellAll } from '../tellAll';
import { unlessAborted } from '../unlessAborted';
import { type Answer, type Body, callRoute } from './callRoute';
import { hadNothingToEnd } from './hadNothingToEnd';
import { holdAttempt } from './holdAttempt';
import { outcomeOfAnswer } from './outcomeOfAnswer';
import type { RouteAdapterOptions } from './RouteAdapterOptions';
import { isNews, type SharedAttempt, shareAttempt } from './shareAttempt';
import { unlessHeard } from './unlessHeard';
import { watchRoute } from './watchRoute';

interface Last {
  readonly shared: SharedAttempt;
  readonly userId: string | undefined;
}

/**
 * Connects the kit to a route of `amplify-signoff/server`, which signs out whoever keeps their tokens in cookies that
 * JavaScript can't see. Nothing is asked before it is used.
 */
export function createRouteAdapter(
  url: string,
  { deadlineMs = 15_000 }: RouteAdapterOptions = {},
): AuthAdapter {
  let running: Promise<SharedAttempt> | null = null;
  let asked: SignOutRequest[] = [];
  /** The last one, as long as somebody can try it again. */
  let last: Last | undefined;
  const listeners = new Set<(settled: SettledSignOut) => void>();
  let latest: Told | undefined;
  const endings: NonNullable<AuthAdapter['endings']> = new Map();
  const watch = watchRoute(url, deadlineMs * 0.2, () => running !== null);
  const postMs = deadlineMs * 0.8;
  const post = (body: Body, signal?: AbortSignal, ms = postMs) => callRoute(url, ms, body, signal);
  const hold = holdAttempt(post, watch);

  const cleaned = async (outcome: SignOutOutcome, request: SignOutRequest) =>
    outcome.signedOutLocally
      ? withCleanupFailures(outcome, await cleanUp(request, outcome))
      : outcome;

  function tellPage(settled: SettledSignOut, before?: Told) {
    latest = tellAll(listeners, settled, before);
  }

  function tellOf(shared: SharedAttempt) {
    const open = asked.filter(({ signal }) => !signal?.aborted);
    const requests = open.length > 0 ? open : asked.slice(0, 1);
    const join = (request: SignOutRequest) => joinOf(shared, request, performance.now());
    tellPage({ requests, take: () => shared.take(asTold), join });
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
    const kept = takeOutcome(url);
    if (!kept || !(await isStillTrue(kept))) return null;
    const { outcome, identityProvider } = kept;
    return { ...hold(outcome), ...(identityProvider && { identityProvider }) };
  }

  const calledOff = ({ scope }: SignOutRequest) =>
    hold(failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'cancelled')));

  /**
   * `before` is the answer to a sign-out that is over, and of which a cookie has stayed, or may have; `wasHeard` says
   * whether Cognito may have heard an earlier one.
   */
  async function end(
    request: SignOutRequest,
    ms: number,
    options: RetryOptions = request,
    before?: Answer,
    wasHeard = false,
  ): Promise<SignOutAttempt> {
    const { scope, redirectUrl, userId } = request;
    const { signal } = options;
    if (signal?.aborted) return calledOff(request);
    const isUnsent = isOffline();
    const body: Body = { scope, redirectUrl, userId };
    const fresh: Answer = isUnsent
      ? { reason: 'offline', server: 'notEnded' }
      : await post(body, signal, ms);
    const answer = before && hadNothingToEnd(fresh) ? before : fresh;
    const told = parseOutcome(answer.outcome);
    const isSeen = isUnsent || (await watch.look('user')) !== undefined;
    const isThere = isSeen ? watch.holds(userId) : undefined;
    // Who was not there when the page went offline may be by now.
    const seen = isUnsent ? isThere || undefined : isThere;
    const outcome = unlessHeard(outcomeOfAnswer(scope, told, answer, seen), wasHeard);
    if (outcome.signedOutLocally) watch.tellTabs(outcome);
    const mayHaveHeard = told?.status !== 'complete' && (told ?? answer).server === 'unknown';
    const earlier = told?.signedOutLocally ? answer : before;
    const again = (more: RetryOptions = {}) =>
      end(request, postMs, more, earlier, wasHeard || mayHaveHeard);
    const done = await cleaned(outcome, request);
    // Somebody may have signed in while the app's tasks ran.
    const leaves = done.status === 'complete' && (answer.leaveTo ?? redirectUrl);
    if (leaves && request.cleanup) await watch.look();
    const attempt = hold(done, answer, redirectUrl, again, options.isQuiet);
    const forget = () => {
      attempt.forget();
      if (earlier) earlier.retry = undefined;
    };
    return { ...attempt, forget };
  }

  async function joinOf(
    shared: SharedAttempt,
    request: SignOutRequest,
    since: number,
  ): Promise<SignOutAttempt> {
    // Whoever called it off called off their own.
    if (wasCalledOff(shared.outcome)) return signOut(request, since);
    if (request.signal?.aborted) return calledOff(request);
    const attempt = shared.take(toldAs(request.scope));
    return { ...attempt, outcome: await cleaned(attempt.outcome, request) };
  }

  /** `since` is when it was asked for, by `performance.now()`. */
  function signOut(request: SignOutRequest, since = performance.now()): Promise<SignOutAttempt> {
    const { userId, signal, scope } = request;
    if (running) {
      const runningFor = asked[0]?.userId;
      const isElses = userId && runningFor && userId !== runningFor;
      if (!isElses) asked.push(request);
      const joined = running.then((shared) =>
        isElses ? signOut(request) : joinOf(shared, request, since),
      );
      return unlessAborted(joined, signal, calledOff(request));
    }
    asked = [request];
    running = end(request, Math.max(0, postMs - (performance.now() - since)))
      .then((attempt) => {
        // Whoever clicks on what is partial is not nobody.
        const isOpen = last?.shared.canRetry() && (!userId || userId === last.userId);
        if (!isOpen || !isNobody(attempt.outcome)) last = { shared: shareAttempt(attempt), userId };
        const { shared } = last as Last;
        if (isNews(shared.outcome)) tellOf(shared);
        return shared;
      })
      .finally(() => {
        running = null;
      });
    return running.then(({ take }) => take(toldAs(scope)));
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
      keepOutcome(url, running ? cutShort(outcome) : outcome, user);
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
