import { parseOutcome } from '../../outcome/parseOutcome';
import { signOutFailure } from '../../outcome/SignOutFailure';
import { failedSignOut } from '../../outcome/SignOutOutcome';
import type { RetryOptions, SignOutAttempt, SignOutRequest } from '../AuthAdapter';
import type { cleanOnce } from '../cleanOnce';
import { isOffline } from '../isOffline';
import type { Answer, Body, Post } from './callRoute';
import { hadNothingToEnd } from './hadNothingToEnd';
import type { holdAttempt } from './holdAttempt';
import { outcomeOfAnswer } from './outcomeOfAnswer';
import type { Turn } from './Turn';
import { unlessHeard } from './unlessHeard';
import type { RouteWatch } from './watchRoute';

/** What ending a session needs. */
export interface Ending {
  readonly post: Post;
  readonly watch: RouteWatch;
  readonly deadlineMs: number;
  readonly hold: ReturnType<typeof holdAttempt>;
  /** Leaves to the next page what is not known by the time that this one goes. Returns what ends that. */
  keepLost(request: SignOutRequest): () => void;
}

interface Surroundings extends Ending {
  readonly cleaned: ReturnType<typeof cleanOnce>;
  /** What a retry joins: another sign-out that is under way. */
  joined(
    request: SignOutRequest,
    signal: AbortSignal | undefined,
  ): Promise<SignOutAttempt> | undefined;
  /** Is told that it is known what a sign-out came to. Returns who has asked for it, and who may, until it is over. */
  answered(request: SignOutRequest): Pick<Turn, 'asked' | 'looks'>;
  /** Whether no other sign-out has begun since. */
  isNewest(request: SignOutRequest): boolean;
}

interface Earlier {
  /** When it was asked for, by `performance.now()`. */
  readonly since?: number;
  readonly options?: RetryOptions;
  /** The answer to a sign-out that is over, and of which a cookie has stayed, or may have. */
  readonly before?: Answer | undefined;
  /** Whether nobody has seen who was there after it. */
  readonly isUnseen?: boolean | undefined;
  /** Whether Cognito may have heard an earlier one. */
  readonly wasHeard?: boolean;
  /** Whether somebody has asked for all devices who was too late for that. */
  readonly isForAll?: boolean;
}

/** Whether any of them asks for all devices. */
export const areForAll = (asked: Iterable<SignOutRequest>) =>
  [...asked].some(({ scope }) => scope === 'global');

/** Asks the route to end the session of the cookies, and looks whether it did. */
export function createEnd({
  post,
  watch,
  deadlineMs,
  hold,
  keepLost,
  cleaned,
  joined,
  answered,
  isNewest,
}: Surroundings) {
  const calledOff = ({ scope }: SignOutRequest) =>
    hold(failedSignOut(scope, 'notEnded', signOutFailure('prepare', 'cancelled')));

  async function end(request: SignOutRequest, given: Earlier = {}): Promise<SignOutAttempt> {
    const { since = performance.now(), before, wasHeard = false, isForAll = false } = given;
    const options: RetryOptions = given.options ?? request;
    const { redirectUrl, userId } = request;
    const scope = isForAll ? 'global' : request.scope;
    const { signal } = options;
    if (signal?.aborted) return calledOff(request);
    const isUnsent = isOffline();
    const body: Body = { scope, redirectUrl, userId };
    const leftOf = (share: number) => Math.max(0, deadlineMs * share - (performance.now() - since));
    const found = keepLost(request);
    const over = parseOutcome(before?.outcome);
    // Whoever is there by now may have come since: of nobody's click, only what has become of it is looked for.
    const isNobodys = given.isUnseen && userId === undefined && over?.signedOutLocally;
    const send = () => (isNobodys ? before : undefined) ?? post(body, signal, leftOf(0.8));
    const fresh: Answer = isUnsent ? { reason: 'offline', server: 'notEnded' } : await send();
    const answer = before && hadNothingToEnd(fresh) ? before : fresh;
    const told = parseOutcome(answer.outcome);
    const isSeen = isUnsent || (await watch.look('user')) !== undefined;
    const isThere = isSeen ? watch.holds(userId) : undefined;
    // Who was not there before may be by now.
    const isUnclear = isUnsent ? before || !isThere : isNobodys && isThere;
    const seen = isUnclear ? undefined : isThere;
    const wasEnded = !told && over?.server === 'ended';
    const outcome = unlessHeard(outcomeOfAnswer(scope, told, answer, seen), wasHeard || wasEnded);
    if (outcome.signedOutLocally) watch.tellTabs(outcome);
    const mayHaveHeard = told?.status !== 'complete' && (told ?? answer).server === 'unknown';
    const earlier = told?.signedOutLocally ? answer : before;
    const isUnseen = !isSeen || (isNobodys && isThere);
    const again = (more: RetryOptions = {}, known = earlier, isLost = isUnseen) =>
      joined(request, more.signal) ??
      end(request, {
        options: more,
        before: known,
        isUnseen: isLost,
        wasHeard: wasHeard || mayHaveHeard,
        isForAll: isForAll || areForAll(asked),
      });
    const leftMs = leftOf(1);
    const { asked, looks } = answered(request);
    found();
    const done = await cleaned(outcome, request);
    const leaves = done.status === 'complete' && (answer.leaveTo ?? redirectUrl);
    if (leaves) {
      for (const it of asked) {
        await looks.get(it);
        if (asked.has(it)) await cleaned(outcome, it);
      }
    }
    // Somebody may have signed in while the app's tasks ran.
    const hasRun = [request, ...asked].some(({ cleanup }) => cleanup);
    const isUnsure = leaves && hasRun && (await watch.look('unknown', null, leftMs)) === undefined;
    const isStaying = options.isQuiet || isUnsure || !isNewest(request);
    const attempt = hold(done, answer, redirectUrl, again, isStaying);
    const forget = () => {
      attempt.forget();
      if (earlier) earlier.retry = undefined;
    };
    return { ...attempt, forget };
  }

  return { end, calledOff };
}
