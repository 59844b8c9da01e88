import { inspect } from 'node:util';
import type { ServerSession } from './Cognito';
import { StorageError } from './DeviceStorage';
import { type Chain, outcomesOf } from './observe';
import type { Run } from './playAdapter';
import type { RequestRecord } from './Transport';

/** A sentence for each way in which a run broke its word. */
type Rule = (run: Run) => string[];

const isTokenKey = (key: string) => /\.(accessToken|idToken|refreshToken)$/.test(key);

const requestsOf = ({ world }: Run, { id }: Chain) =>
  world.transport.requests.filter(({ actor }) => actor === id);

const calls = (requests: RequestRecord[], operation: string) =>
  requests.filter((request) => request.operation === operation);

/**
 * The sessions that a sign-out found when it looked who is there: one, or two where someone signed in while a slow
 * storage was being read.
 */
export function subjectsOf(run: Run, chain: Chain): Set<ServerSession> {
  const { world } = run;
  const found = new Set<ServerSession>();
  const firstRequest = requestsOf(run, chain)[0]?.at ?? Infinity;
  for (const call of world.storage.calls) {
    if (call.actor !== chain.id) continue;
    if (call.operation === 'removeItem' || call.at > firstRequest) break;
    const session = call.operation === 'getItem' && world.cognito.sessionOf(call.found);
    if (session && isTokenKey(call.key)) found.add(session);
  }
  return found;
}

/**
 * Whether Amplify itself has mixed up whose tokens are whose: its refresh looks up the name only when it stores, and
 * one that lands late brings back a session that nobody signed out over the one that came after it.
 */
export function isMixedUp(run: Run): boolean {
  const { cognito, storage } = run.world;
  const signedOut = new Set(run.chains.flatMap((chain) => [...subjectsOf(run, chain)]));
  return storage.calls.some(({ actor, operation, key, written, found }) => {
    if (operation !== 'setItem' || typeof actor === 'number') return false;
    if (key === run.world.lastUserKey) {
      const wasOut = [...signedOut].some(({ username }) => username === written);
      return actor === 'else' && found !== null && found !== written && !wasOut;
    }
    const session = cognito.sessionOf(written);
    if (!session) return false;
    const replaced = cognito.sessionOf(found);
    const comesBack =
      replaced !== undefined &&
      cognito.sessions.indexOf(replaced) > cognito.sessions.indexOf(session) &&
      !signedOut.has(session);
    return comesBack || !key.includes(`.${session.username}.`);
  });
}

/** The one session that a sign-out is about; null where there is none, or no telling which. */
function subjectOf(run: Run, chain: Chain): ServerSession | null {
  const [subject = null, ...others] = subjectsOf(run, chain);
  return others.length ? null : subject;
}

/** The refresh tokens of a session that this browser ever stored, or was given while a sign-out of it ran. */
function refreshTokensHere(
  { world }: Run,
  chain: Chain,
  session: ServerSession,
  until: number,
): string[] {
  const { requests } = world.transport;
  const clickedAt = chain.asked[0]?.at ?? 0;
  const isIn = (reply: unknown, token: string) => JSON.stringify(reply ?? '').includes(token);
  // A storage that refused it before the click has lost it for everybody.
  const isHere = (token: string) =>
    !requests.some(({ performed }) => isIn(performed, token)) ||
    world.storage.calls.some(({ written, isDone }) => written === token && isDone) ||
    requests.some(
      ({ delivered, deliveredAt }) =>
        isIn(delivered, token) &&
        (deliveredAt ?? 0) >= clickedAt &&
        (deliveredAt ?? Infinity) <= until,
    );
  return [...world.cognito.issued]
    .filter(([, { session: of, kind }]) => of === session && kind === 'refresh')
    .map(([token]) => token)
    .filter(isHere);
}

const settlesInTime: Rule = ({ world, chains, hooksMs }) => {
  const { deadlineMs } = world.schedule.settings;
  return chains.flatMap((chain) =>
    chain.asked.flatMap(({ at, settled, rejected, isRetry, abortedAt }) => {
      const what = `${isRetry ? 'retry' : 'sign-out'} ${chain.id}, asked for at ${at},`;
      if (rejected) return [`${what} rejected`];
      if (!settled) return [`${what} never settled`];
      const took = settled.at - at;
      if (took > deadlineMs + hooksMs + 20) return [`${what} took ${took} ms of ${deadlineMs}`];
      const late = abortedAt === null ? 0 : settled.at - abortedAt;
      return world.storage.isPrompt && late > hooksMs + 20
        ? [`${what} settled ${late} ms after it was aborted`]
        : [];
    }),
  );
};

/**
 * The contract lets a sign-out take "has been revoked" for a yes: for an access token that it got itself, after a
 * GlobalSignOut without an answer. Somebody else may have revoked just this session, and then it is none.
 */
export function isTakenForAYes(run: Run, chain: Chain): boolean {
  const { requests } = run.world.transport;
  const asked = calls(requestsOf(run, chain), 'GlobalSignOut');
  const revoked = asked.find(({ delivered }) =>
    /has been revoked/.test(String(delivered?.body.message)),
  );
  const isIssuedToIt = requests.some(
    ({ delivered, deliveredAt }) =>
      (deliveredAt ?? 0) >= (chain.asked[0]?.at ?? 0) &&
      JSON.stringify(delivered).includes(revoked?.input.AccessToken ?? 'none'),
  );
  const isUnanswered = asked.some(({ at, delivered }) => at < (revoked?.at ?? 0) && !delivered);
  return isIssuedToIt && isUnanswered;
}

/** When a sign-out looked at the storage for the last time: what comes later comes after the session's end here. */
function endedHereAt({ world }: Run, { id }: Chain, settledAt: number): number {
  const looks = world.storage.calls.filter(({ actor, at }) => actor === id && at <= settledAt);
  return looks.at(-1)?.at ?? settledAt;
}

/** Whether two sign-outs of one session overlap, so that either may hold what the other should end. */
function hasRival(run: Run, chain: Chain): boolean {
  const subject = subjectOf(run, chain);
  return run.chains.some((other) => other !== chain && subjectOf(run, other) === subject);
}

/** Complete is said only where the server ended what the scope names, and told so. */
const completeIsTrue: Rule = (run) =>
  run.chains.flatMap((chain) => (isTakenForAYes(run, chain) ? [] : falseCompletes(run, chain)));

export function falseCompletes(run: Run, chain: Chain): string[] {
  const subject = subjectOf(run, chain);
  // The yes that ends all may have been another sign-out's.
  const requests = run.world.transport.requests;
  return outcomesOf(chain).flatMap(({ outcome, settled }) => {
    if (!subject || (outcome.status !== 'complete' && outcome.server !== 'ended')) return [];
    const what = `sign-out ${chain.id} says ${outcome.status}/${outcome.server}`;
    if (outcome.scope === 'global') {
      const alive = chain.sessionsAtClick.filter(
        (session) => session.username === subject.username && settled.live.has(session),
      );
      if (alive.length) return [`${what}, and ${alive.map(({ id }) => id)} live on`];
      const asked = calls(requests, 'GlobalSignOut');
      return asked.some(({ performed }) => performed?.status === 200)
        ? []
        : [`${what}, and GlobalSignOut never was`];
    }
    const { revocation } = run.world.cognito.client;
    const here = refreshTokensHere(run, chain, subject, endedHereAt(run, chain, settled.at));
    const works =
      here.includes(subject.refreshToken) && settled.live.has(subject) && !hasRival(run, chain);
    return works && revocation ? [`${what}, and its refresh token still works`] : [];
  });
}

/** `notEnded` is said only where nothing that could have ended it was performed. */
const notEndedIsTrue: Rule = (run) =>
  run.chains.flatMap((chain) =>
    outcomesOf(chain).flatMap(({ outcome, settled }) => {
      if (outcome.server !== 'notEnded') return [];
      const operation = outcome.scope === 'global' ? 'GlobalSignOut' : 'RevokeToken';
      const ended = (input: RequestRecord['input']) =>
        run.world.cognito.sessionOf(input.AccessToken ?? input.Token)?.endedBy === operation;
      const done = calls(requestsOf(run, chain), operation).filter(
        ({ at, input, performed }) => at < settled.at && performed?.status === 200 && ended(input),
      );
      return done.length ? [`sign-out ${chain.id} says notEnded, and ${operation} was done`] : [];
    }),
  );

/** Nothing of a session is left where the outcome says so, and nothing comes back. */
const nothingIsLeft: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const subject = subjectOf(run, chain);
    if (!subject) return [];
    const left = (stored: string[]) =>
      stored.filter((token) => run.world.cognito.sessionOf(token) === subject).length;
    return outcomesOf(chain).flatMap(({ outcome, settled }) => {
      if (!outcome.signedOutLocally) return [];
      const what = `sign-out ${chain.id} said ${outcome.status} at ${settled.at}`;
      // Whoever is half signed in is about to write over what is left; at the end it is gone.
      const isGone = settled.signingIn > 0 || !left(settled.stored);
      if (!isGone) return [`${what} with ${left(settled.stored)} tokens still stored`];
      return left(run.end.stored) ? [`${what}, and ${left(run.end.stored)} tokens came back`] : [];
    });
  });

/** Failed is said only where something is left, or a storage that has its moods can't say. */
const failedIsTrue: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const subject = subjectOf(run, chain);
    return outcomesOf(chain).flatMap(({ outcome, settled }) => {
      if (outcome.status !== 'failed' || !run.world.storage.isPrompt) return [];
      const what = `sign-out ${chain.id} failed (${outcome.failures.map((it) => it.reason)})`;
      const isCalledOff = outcome.failures[0].reason === 'cancelled';
      const stays = run.world.schedule.settings.onGlobalFailure === 'staySignedIn';
      if (!isCalledOff && !(stays && outcome.scope === 'global')) return [`${what} for no reason`];
      if (isCalledOff && outcome.failures[0].step === 'prepare') {
        const sent = requestsOf(run, chain).filter(({ at }) => at <= settled.at);
        return sent.length ? [`${what} as if nothing had been sent`] : [];
      }
      return subject && !settled.stored.length && !hasRival(run, chain)
        ? [`${what}, and nothing is left`]
        : [];
    });
  });

/** Nobody is said only where no session was there all along. */
const nobodyIsTrue: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const [first] = outcomesOf(chain);
    const { outcome, settled } = first ?? {};
    const isNobody =
      outcome?.status === 'complete' && outcome.server === 'unknown' && outcome.scope === 'local';
    if (!isNobody) return [];
    const there = chain.storedAtClick.filter((token) => settled?.stored.includes(token));
    // Whoever was signed in before somebody else was is not signed in.
    const mine = there.filter((token) => run.world.cognito.sessionOf(token)?.username === 'alice');
    const other = run.world.cognito.sessions.some(({ username }) => username === 'bob');
    return (other ? [] : mine).length
      ? [`sign-out ${chain.id} found nobody, and alice was there`]
      : [];
  });

/** Only what a sign-out found at its start is ever sent, removed or written over. */
const othersAreLeftAlone: Rule = (run) => {
  const { world, chains } = run;
  return chains.flatMap((chain) => {
    const subjects = subjectsOf(run, chain);
    const isForeign = (value: string | null) => {
      const session = world.cognito.sessionOf(value);
      return session !== undefined && !subjects.has(session);
    };
    const sent = requestsOf(run, chain)
      .filter(({ input }) => Object.values(input).some(isForeign))
      .map(
        ({ at, operation }) =>
          `sign-out ${chain.id} sent another session's token to ${operation} at ${at}`,
      );
    const read = new Map<string, string | null>();
    const touched = world.storage.calls
      .filter(({ actor }) => actor === chain.id)
      .flatMap(({ at, operation, key, found, isAnswered }) => {
        if (operation === 'getItem') {
          if (isAnswered) read.set(key, found);
          return [];
        }
        // Between a look and a removal a slow storage leaves a gap that nobody can close.
        const known = world.storage.isPrompt ? found : (read.get(key) ?? null);
        const isName = key === world.lastUserKey;
        const isOthers = isName
          ? known !== null && ![...subjects].some(({ username }) => username === known)
          : isTokenKey(key) && isForeign(known);
        return isOthers
          ? [`sign-out ${chain.id} did ${operation} at ${at} to another session's ${key}`]
          : [];
      });
    return [...sent, ...touched];
  });
};

/** Where the storage is prompt, whoever signed in last and wasn't signed out is there at the end, whole. */
const newcomersStay: Rule = (run) => {
  const { world, chains } = run;
  if (!world.storage.isPrompt) return [];
  const subjects = new Set(chains.flatMap((chain) => [...subjectsOf(run, chain)]));
  return chains.flatMap((chain) => {
    const last = chain.asked.at(-1)?.settled;
    const { signedIn } = last ?? {};
    if (!last || !signedIn || subjects.has(signedIn)) return [];
    const whole = last.stored.filter((token) => world.cognito.sessionOf(token) === signedIn);
    return whole.length < 3
      ? [`sign-out ${chain.id} left ${whole.length} keys of ${signedIn.id}`]
      : [];
  });
};

/** Other sessions live on, unless somebody asked for all of that user's. */
const othersLiveOn: Rule = (run) => {
  const { world, chains } = run;
  const subjects = new Set(chains.flatMap((chain) => [...subjectsOf(run, chain)]));
  return world.cognito.sessions
    .filter((session) => session.endedBy === 'RevokeToken' && !subjects.has(session))
    .map(({ id }) => `${id} was revoked, and nobody signed it out`);
};

/** Hub hears of a sign-out only when nobody is signed in. */
const hubIsTrue: Rule = ({ world }) =>
  world.hub
    .filter(({ event }) => event === 'signedOut')
    .flatMap(({ at, actor, signedIn, signedInAtLastLook }) => {
      const there = world.storage.isPrompt ? signedIn : signedIn && signedInAtLastLook;
      return there ? [`sign-out ${actor} told Hub at ${at}, and ${there.id} was signed in`] : [];
    });

/** Hub hears of each session that ended here, once. */
const hubHears: Rule = (run) => {
  const { world, chains } = run;
  const [chain, ...others] = chains;
  if (!chain || others.length || !world.storage.isPrompt || !subjectOf(run, chain)) return [];
  if (world.schedule.events.some(({ does }) => does === 'signIn' || does === 'refresh')) return [];
  const told = world.hub.filter(({ event }) => event === 'signedOut').length;
  const expected = outcomesOf(chain).some(({ outcome }) => outcome.signedOutLocally) ? 1 : 0;
  return told === expected ? [] : [`Hub heard signedOut ${told} times instead of ${expected}`];
};

const forgottenIsForgotten: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const [forgotten] = chain.forgets;
    const revealed = chain.forgets.flatMap(({ at, revealed }) =>
      revealed === null ? [] : [`sign-out ${chain.id} reveals a token after forget() at ${at}`],
    );
    const atRest = chain.attempts.at(-1)?.revealToken() ?? null;
    const failed = outcomesOf(chain).at(-1)?.outcome.status === 'failed';
    const kept =
      atRest !== null && !failed
        ? [`sign-out ${chain.id} still reveals a token when all is over`]
        : [];
    if (!forgotten) return [...revealed, ...kept];
    const isRunning = chain.asked.some(
      ({ at, settled }) => at <= forgotten.at && (settled?.at ?? Infinity) >= forgotten.at,
    );
    const used = requestsOf(run, chain).filter(
      ({ at, operation }) => at > forgotten.at && operation !== 'RevokeToken',
    );
    const again =
      !isRunning && used.length ? [`sign-out ${chain.id} asked again when forgotten`] : [];
    return [...revealed, ...kept, ...again];
  });

/** A global sign-out that was not confirmed ends at least its own session, in the end. */
const ownSessionEnds: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const subject = subjectOf(run, chain);
    const last = outcomesOf(chain).at(-1)?.outcome;
    if (!subject || last?.status !== 'partial' || last.scope !== 'global') return [];
    const { cognito, transport } = run.world;
    const here = refreshTokensHere(run, chain, subject, Infinity);
    const isInHand = here.includes(subject.refreshToken) && wasStored(run, subject);
    const wasAsked = calls(transport.requests, 'RevokeToken').some(
      ({ input }) => cognito.sessionOf(input.Token) === subject,
    );
    const isOpen = cognito.isLive(subject) && cognito.client.revocation;
    return isInHand && isOpen && !wasAsked
      ? [
          `sign-out ${chain.id} gave up (${last.failures.map((it) => it.reason)}) and left ${subject.id} alive`,
        ]
      : [];
  });

/** Whether this browser ever held the session's refresh token. */
function wasStored({ world, chains }: Run, session: ServerSession): boolean {
  const isIt = (token: string | null) =>
    token !== null &&
    world.cognito.issued.get(token)?.kind === 'refresh' &&
    world.cognito.sessionOf(token) === session;
  return chains.some(
    ({ id, storedAtClick }) =>
      storedAtClick.some(isIt) &&
      world.storage.calls.some((call) => call.actor === id && isIt(call.found)),
  );
}

/** What a late refresh brings for a session whose sign-out is complete does not live on. */
const lateTokensEnd: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const subject = subjectOf(run, chain);
    const last = outcomesOf(chain).at(-1)?.outcome;
    const { cognito, transport } = run.world;
    if (!subject || last?.status !== 'complete' || !cognito.client.revocation) return [];
    if (!cognito.isLive(subject) || hasRival(run, chain)) return [];
    const here = refreshTokensHere(run, chain, subject, Infinity);
    const asked = calls(transport.requests, 'RevokeToken').map(({ input }) => input.Token);
    return cognito.client.rotation &&
      wasStored(run, subject) &&
      here.includes(subject.refreshToken) &&
      !asked.includes(subject.refreshToken)
      ? [
          `sign-out ${chain.id} is over, and nobody tried to revoke the last refresh token of ${subject.id}`,
        ]
      : [];
  });

/** With nothing in its way a sign-out is complete. */
const worksWhereItCan: Rule = (run) => {
  const { schedule, storage, cognito } = run.world;
  const [chain, ...others] = run.chains;
  const isUntroubled =
    storage.isPrompt &&
    schedule.answers.every(({ how }) => how === 'answers') &&
    ['fresh', 'accessExpired', 'noIdToken'].includes(schedule.tokens) &&
    cognito.client.adminScope &&
    schedule.events.every(({ does }) => does === 'signOut' || does === 'signIn');
  const asked = chain?.asked[0];
  if (!isUntroubled || !chain || !asked?.attempt || others.length) return [];
  const isSlow = schedule.answers.some(({ thereMs, backMs }) => thereMs + backMs > 700);
  if (isSlow || asked.abortedAt !== null || schedule.events[0]?.does !== 'signOut') return [];
  const { status } = asked.attempt.outcome;
  return status === 'complete'
    ? []
    : [`sign-out ${chain.id} is ${status}, with nothing in its way`];
};

const attemptsAreBounded: Rule = (run) =>
  run.chains.flatMap((chain) =>
    chain.asked.flatMap(({ at, settled }) => {
      const sent = requestsOf(run, chain).filter(
        (request) => request.at >= at && request.at <= (settled?.at ?? Infinity),
      );
      const same = sent
        .filter(({ operation }) => operation !== 'GetTokensFromRefreshToken')
        .map(({ operation, input }) => operation + JSON.stringify(input));
      const most = Math.max(0, ...same.map((it) => same.filter((other) => other === it).length));
      return most > 3 ? [`sign-out ${chain.id} sent the same ${most} times`] : [];
    }),
  );

const requestsAreGivenUp: Rule = ({ world }) => {
  const { attemptTimeoutMs } = world.schedule.settings;
  return world.transport.requests
    .filter(
      ({ actor, operation }) =>
        typeof actor === 'number' && operation !== 'GetTokensFromRefreshToken',
    )
    .filter(({ how }) => how === 'unheard' || how === 'muted' || how === 'stalls')
    .filter(({ at, abortedAt }) => (abortedAt ?? Infinity) > at + attemptTimeoutMs + 20)
    .map(({ actor, operation, at }) => `sign-out ${actor} waits for its ${operation} of ${at}`);
};

const outcomesAreWellFormed: Rule = ({ world, chains }) => {
  const { retainMs } = world.schedule.settings;
  const hasJumped = world.schedule.events.some(({ does }) => does === 'jump');
  return chains.flatMap((chain) =>
    outcomesOf(chain).flatMap(({ asked, outcome }) => {
      const clickedAt = chain.asked[0]?.clock ?? asked.clock;
      const wrong: string[] = [];
      if (!Object.isFrozen(outcome)) wrong.push('not frozen');
      if ('failures' in outcome && outcome.failures.length === 0) wrong.push('without a failure');
      if (outcome.status === 'complete' && outcome.scope === 'global' && outcome.server !== 'ended')
        wrong.push('complete and not ended');
      if (outcome.status === 'partial') {
        const canRetry = outcome.failures.some(({ retryable }) => retryable);
        const until = outcome.retryUntil?.getTime() ?? 0;
        if (outcome.retryUntil && !canRetry) wrong.push('to be retried for no reason');
        if (!hasJumped && until > clickedAt + retainMs + 10) wrong.push('retained for too long');
      }
      return wrong.map((it) => `the outcome of sign-out ${chain.id} is ${it}`);
    }),
  );
};

const nothingIsUnhandled: Rule = ({ world }) =>
  world.unhandled
    // Amplify clears tokens and doesn't wait for it.
    .filter((reason) => !(reason instanceof StorageError && reason.actor === 'else'))
    .map((reason) => `unhandled: ${inspect(reason)}`);

const tokensStaySecret: Rule = ({ world, chains }) => {
  const shown = chains.flatMap((chain) => [
    ...outcomesOf(chain).map(({ outcome }) => JSON.stringify(outcome)),
    inspect([outcomesOf(chain).map(({ outcome }) => outcome), chain.attempts], {
      depth: null,
      showHidden: true,
    }),
  ]);
  const text = shown.join() + inspect(world.said, { depth: null, showHidden: true });
  return [...world.cognito.issued.keys()]
    .filter((token) => text.includes(token))
    .map((token) => `a token was shown: ${token}`);
};

/** The contract, rule by rule, as far as a server's record and a storage can tell. */
export const rules: Record<string, Rule> = {
  settlesInTime,
  completeIsTrue,
  notEndedIsTrue,
  nothingIsLeft,
  failedIsTrue,
  nobodyIsTrue,
  othersAreLeftAlone,
  newcomersStay,
  othersLiveOn,
  hubIsTrue,
  hubHears,
  forgottenIsForgotten,
  ownSessionEnds,
  lateTokensEnd,
  worksWhereItCan,
  attemptsAreBounded,
  requestsAreGivenUp,
  outcomesAreWellFormed,
  nothingIsUnhandled,
  tokensStaySecret,
};

/** Everything that a run did wrong. */
export function complaints(run: Run): string[] {
  if (isMixedUp(run)) return [];
  return Object.entries(rules).flatMap(([name, rule]) =>
    rule(run).map((complaint) => `${name}: ${complaint}`),
  );
}
