import { inspect } from 'node:util';
import { isPlainData } from '../contract/isPlainData';
import { judgeClaim, judgeHere, judgeSecrets, judgeShape } from '../contract/rules';
import type { Actor } from './actors';
import type { ServerSession } from './Cognito';
import { type StorageCall, StorageError } from './DeviceStorage';
import { type Chain, outcomesOf, type Settled } from './observe';
import type { Run } from './playAdapter';
import type { RequestRecord } from './Transport';
import type { World } from './World';

/** A sentence for each way in which a run broke its word. */
type Rule = (run: Run) => string[];

const isTokenKey = (key: string) => /\.(accessToken|idToken|refreshToken)$/.test(key);

const requestsOf = ({ world }: Run, { id }: Chain) =>
  world.transport.requests.filter(({ actor }) => actor === id);

const calls = (requests: readonly RequestRecord[], operation: string) =>
  requests.filter((request) => request.operation === operation);

/** Whose key of a storage it is. */
const isOfClient = (key: string, clientId: string) => key.includes(`.${clientId}.`);

/** Whether a token was issued to another tab. */
const isOtherTabs = ({ otherTabs }: World, token: string) =>
  otherTabs.some(({ issued }) => issued.includes(token));

/**
 * The sessions that a sign-out found when it looked who is there: one, or two where someone signed in while a slow
 * storage was being read. One that joins another's, and finds nothing of its own, means whoever was there.
 */
export function subjectsOf(run: Run, chain: Chain): Set<ServerSession> {
  const known = subjects.get(chain) ?? findSubjects(run, chain);
  subjects.set(chain, known);
  return known;
}

const subjects = new WeakMap<Chain, Set<ServerSession>>();

function findSubjects(run: Run, chain: Chain): Set<ServerSession> {
  const { world } = run;
  const found = new Set<ServerSession>();
  const firstRequest = requestsOf(run, chain)[0]?.at ?? Infinity;
  // What another tab stored late of an ended session is erased before the one that was meant is found.
  const username = chain.userId?.replace('sub-of-', '');
  const isTheirs = (key: string) => username === undefined || key.includes(`.${username}.`);
  const late = world.otherTabs.flatMap(({ tokens }) => Object.values(tokens));
  const isLate = ({ key, found }: (typeof world.storage.calls)[number]) =>
    username === undefined && (!isTokenKey(key) || late.includes(String(found)));
  for (const call of world.storage.calls) {
    if (call.actor !== chain.id) continue;
    if (
      call.operation === 'removeItem' ? isTheirs(call.key) && !isLate(call) : call.at > firstRequest
    )
      break;
    const session = call.operation === 'getItem' && world.cognito.sessionOf(call.found);
    if (session && isTokenKey(call.key) && session.clientId === chain.clientId) found.add(session);
  }
  const { signedInAtClick } = chain;
  if (!found.size && signedInAtClick && besides(run, chain).length) found.add(signedInAtClick);
  return found;
}

/** The sign-outs that ran when this one was asked for. */
const besides = ({ chains }: Run, chain: Chain) => {
  const clickedAt = chain.asked[0]?.at ?? 0;
  return chains.filter(
    (other) =>
      other !== chain &&
      other.asked.some(
        ({ at, isRetry, settled }) =>
          !isRetry && at <= clickedAt && (settled?.at ?? Infinity) > clickedAt,
      ),
  );
};

/**
 * Whether Amplify itself has mixed up whose tokens are whose: its refresh looks up the name and the app client only
 * when it stores, and one that lands late, or in another tab, brings back a session that nobody signed out over the
 * one that came after it. Or two tabs have stored at once: of a refresh token nobody can see whose it is.
 */
export function isMixedUp(run: Run): boolean {
  const { cognito, storage, isTorn } = run.world;
  if (isTorn) return true;
  const signedOut = new Set(run.chains.flatMap((chain) => [...subjectsOf(run, chain)]));
  return storage.calls.some(({ actor, operation, key, written, found }) => {
    if (operation !== 'setItem' || typeof actor === 'number') return false;
    if (key === run.world.lastUserKey) {
      const wasOut = [...signedOut].some(({ username }) => username === written);
      return actor === 'else' && found !== null && found !== written && !wasOut;
    }
    const session = cognito.sessionOf(written);
    if (!session) return false;
    if (!isOfClient(key, session.clientId)) return true;
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

/**
 * The refresh tokens of a session that this browser ever stored, or was given while a sign-out of it ran. Of another
 * tab's nobody can know before they are stored; those that come after the end are judged by themselves.
 */
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
  const endedAt = endedHereAt(world, chain, until);
  const isHere = (token: string) =>
    isOtherTabs(world, token) ? storedElsewhere(world, token, endedAt)?.wasRead : isThisTabs(token);
  const isThisTabs = (token: string) =>
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

/** When a sign-out looked at the storage for the last time: what comes later comes after the session's end here. */
function endedHereAt(world: World, { id }: Chain, settledAt: number): number {
  const looks = world.storage.calls.filter(({ actor, at }) => actor === id && at <= settledAt);
  return looks.at(-1)?.at ?? settledAt;
}

/** Whether two sign-outs of one session overlap, so that either may hold what the other should end. */
function hasRival(run: Run, chain: Chain): boolean {
  const subject = subjectOf(run, chain);
  return run.chains.some((other) => other !== chain && subjectOf(run, other) === subject);
}

/** What is said of Cognito's side is so: it ended what the scope names, and told so, or did nothing that could have. */
const claimsAreTrue: Rule = (run) => run.chains.flatMap((chain) => falseClaims(run, chain));

function falseClaims(run: Run, chain: Chain): string[] {
  const subject = subjectOf(run, chain);
  const { cognito, transport } = run.world;
  // The yes that ends all may have been another sign-out of the kit's: Amplify tells nobody what it was told.
  const isConfirmed = calls(transport.requests, 'GlobalSignOut').some(
    ({ isKits, delivered }) => isKits && delivered?.status === 200,
  );
  return outcomesOf(chain).flatMap(({ outcome, settled }) => {
    const isGlobal = outcome.scope === 'global';
    const operation = isGlobal ? 'GlobalSignOut' : 'RevokeToken';
    // What was rotated out by another tab is answered with yes, and lives on.
    const ended = (input: RequestRecord['input']) => {
      const session = cognito.sessionOf(input.AccessToken ?? input.Token);
      return session?.endedBy === operation && !settled.live.has(session);
    };
    const isDone = calls(requestsOf(run, chain), operation).some(
      ({ at, input, performed }) => at < settled.at && performed?.status === 200 && ended(input),
    );
    const isInScope = (session: ServerSession) =>
      isGlobal
        ? chain.sessionsAtClick.includes(session) && session.username === subject?.username
        : session === subject &&
          !hasRival(run, chain) &&
          refreshTokensHere(
            run,
            chain,
            session,
            endedHereAt(run.world, chain, settled.at),
          ).includes(session.refreshToken);
    const alive = [...settled.live].filter(isInScope).map(({ id }) => id);
    return judgeClaim(outcome, {
      alive,
      isConfirmed: !subject || !isGlobal || isConfirmed,
      isDone,
      isPossible: subject !== null && (isGlobal || cognito.client.revocation),
    }).map((it) => `sign-out ${chain.id} ${it}`);
  });
}

const isKit = (actor: Actor) => typeof actor === 'number' || actor === 'kit';

/** Whether another tab has stored a token, and, where it did, whether the kit has read it since, by then. */
export function storedElsewhere(
  { storage }: World,
  token: string,
  by = Infinity,
): { wasRead: boolean } | null {
  const written = storage.calls.findLastIndex(
    ({ actor, written }) => actor === 'otherTab' && written === token,
  );
  if (written < 0) return null;
  const reads = storage.calls
    .slice(written)
    .filter(({ actor, operation, at }) => isKit(actor) && operation === 'getItem' && at <= by);
  // What is read beside a sign-out in the millisecond in which it settles may come after it.
  const isKnown = ({ actor, answeredAt }: StorageCall) =>
    answeredAt !== null && (actor === 'kit' ? answeredAt < by : answeredAt <= by);
  // One of which a part is refused tells nobody what is there.
  const refusedAt = new Set(reads.filter((read) => !isKnown(read)).map(({ at }) => at));
  return { wasRead: reads.some(({ found, at }) => found === token && !refusedAt.has(at)) };
}

/** Whether another tab has stored a token where a sign-out had removed one from a slow storage, and may not look again. */
function isBackAgain({ storage }: World, { id }: Chain, token: string): boolean {
  const written = storage.calls.findLastIndex(
    ({ actor, written }) => actor === 'otherTab' && written === token,
  );
  const before = storage.calls.slice(0, Math.max(0, written));
  return (
    !storage.isPrompt &&
    before.some(
      ({ actor, operation, key, isDone }) =>
        actor === id && operation === 'removeItem' && key === storage.calls[written]?.key && isDone,
    )
  );
}

/**
 * Nothing of a session is left where the outcome says so, and nothing comes back. What another tab stored after the
 * last look nobody has seen yet: `newerTokensEnd` wants it gone once it is noticed.
 */
const nothingIsLeft: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const { world, end } = run;
    const subject = subjectOf(run, chain);
    if (!subject) return [];
    const isThisTabs = (token: string) => !storedElsewhere(world, token);
    const kindOf = (token: string) => world.cognito.issued.get(token)?.kind ?? '';
    const left = ({ stored, at }: Settled) =>
      stored.filter(
        (token) =>
          world.cognito.sessionOf(token) === subject &&
          (storedElsewhere(world, token, at)?.wasRead ?? true),
      );
    return outcomesOf(chain).flatMap(({ outcome, settled }) => {
      // Whoever is half signed in is about to write over what is left; at the end it is gone.
      const now =
        settled.signingIn > 0
          ? []
          : left(settled).filter((token) => !isBackAgain(world, chain, token));
      const back = left({ ...end, stored: end.stored.filter(isThisTabs) });
      return [now, back].flatMap((tokens) =>
        judgeHere(outcome, tokens.map(kindOf), false).map(
          (it) => `sign-out ${chain.id}, at ${settled.at}: ${it}`,
        ),
      );
    });
  });

/**
 * What another tab got for a session and stores once its sign-out has said that nothing is left here: as soon as the
 * kit has a reason to look it is erased, and revoked where it can be, or the outcome is put right.
 */
const newerTokensEnd: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const { world, end, chains } = run;
    const { cognito, storage } = world;
    const subject = subjectOf(run, chain);
    const outcomes = outcomesOf(chain);
    const isCorrected = outcomes.some(({ is }) => is === 'correction');
    const last = outcomes.at(-1)?.outcome;
    if (!subject || isCorrected || !last?.signedOutLocally) return [];
    return world.otherTabs.flatMap(({ session, tokens, storedAt, noticedAt }) => {
      const wasTold = outcomes.some(
        ({ outcome, settled }) =>
          outcome.signedOutLocally &&
          (endedHereAt(world, chain, settled.at) < (storedAt ?? -1) ||
            Object.values(tokens).some((token) => isBackAgain(world, chain, token))),
      );
      if (session !== subject || noticedAt === null || !wasTold) return [];
      // Whoever signs it out once more is told by that sign-out.
      const isAskedAgain = chains.some(
        (other) =>
          subjectsOf(run, other).has(session) &&
          other.asked.some(({ at }) => at >= (storedAt ?? Infinity)),
      );
      // A storage that does not let itself be read lets nobody notice anything.
      const wasRead = Object.values(tokens).some((token) => storedElsewhere(world, token)?.wasRead);
      const hangs = storage.calls.some(
        ({ actor, operation, key, at, answeredAt }) =>
          isKit(actor) &&
          operation === 'getItem' &&
          isTokenKey(key) &&
          at >= (storedAt ?? Infinity) &&
          answeredAt === null,
      );
      const isRefused = storage.faults.some(({ operation }) => operation === 'getItem');
      const isSilent = (isRefused || hangs) && !wasRead;
      if (isAskedAgain || isSilent) return [];
      const what = `sign-out ${chain.id} said ${last.status}, another tab stored newer tokens at ${storedAt}`;
      // What another tab stored over them, and nobody has noticed, may still be there.
      const unnoticed = world.otherTabs
        .filter((later) => later.noticedAt === null && (later.storedAt ?? 0) > noticedAt)
        .flatMap((later) => Object.values(later.tokens));
      const isUnread = (token: string) =>
        isRefused && storedElsewhere(world, token)?.wasRead === false;
      const left = end.stored.filter(
        (token) =>
          cognito.sessionOf(token) === session && !unnoticed.includes(token) && !isUnread(token),
      ).length;
      if (left) return [`${what}, and ${left} are still there`];
      // Someone may sign in over them before a slow storage is read, and what came of them is another tab's again.
      const isReadWhole = storedElsewhere(world, tokens.refreshToken)?.wasRead === true;
      const isInHand =
        (storage.isPrompt || isReadWhole) && session.refreshToken === tokens.refreshToken;
      if (!isInHand || !cognito.isLive(session) || !cognito.client.revocation) return [];
      // A partial one has said that it could not revoke, or tries it at its own time; what comes late to one that failed
      // revokes nothing behind anybody's back.
      const saidFailed = outcomes.some(({ outcome }) => outcome.status === 'failed');
      const isTried = calls(world.transport.requests, 'RevokeToken').some(
        ({ input, isKits }) => isKits && input.Token === session.refreshToken,
      );
      const isOpen =
        last.status === 'partial' &&
        (isTried ||
          saidFailed ||
          last.scope === 'local' ||
          last.failures.some(({ step }) => step === 'revokeToken'));
      return isOpen ? [] : [`${what}, and they still work`];
    });
  });

/** Whether Amplify itself erased a session after a sign-out had looked for the last time whether it stays. */
function isTakenAfterLook(
  { world }: Run,
  { id }: Chain,
  session: ServerSession,
  settledAt: number,
): boolean {
  const { calls } = world.storage;
  const lookedAt = calls.findLastIndex(
    ({ actor, operation, key }) => actor === id && operation === 'getItem' && key.endsWith('Token'),
  );
  return calls
    .slice(lookedAt)
    .some(
      ({ actor, operation, found, at }) =>
        actor === 'else' &&
        operation === 'removeItem' &&
        at === settledAt &&
        world.cognito.sessionOf(found) === session,
    );
}

/** Failed is said only where something is left, or a storage that has its moods can't say. */
const failedIsTrue: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const subject = subjectOf(run, chain);
    return outcomesOf(chain).flatMap(({ outcome, settled }) => {
      if (outcome.status !== 'failed' || !run.world.storage.isPrompt) return [];
      const what = `sign-out ${chain.id} failed (${outcome.failures.map((it) => it.reason)})`;
      const isCalledOff = outcome.failures[0].reason === 'cancelled';
      const stays = run.world.schedule.settings.onGlobalFailure === 'staySignedIn';
      // The provider shows somebody, and somebody else is there.
      const isSomeoneElse =
        outcome.failures[0].step === 'session' &&
        outcome.failures[0].reason === 'notAttempted' &&
        chain.userId !== undefined &&
        ![...subjectsOf(run, chain)].some(({ username }) => chain.userId === `sub-of-${username}`);
      if (isSomeoneElse) return [];
      if (!isCalledOff && !(stays && outcome.scope === 'global')) return [`${what} for no reason`];
      if (isCalledOff && outcome.failures[0].step === 'prepare') {
        const sent = requestsOf(run, chain).filter(({ at }) => at <= settled.at);
        return sent.length ? [`${what} as if nothing had been sent`] : [];
      }
      const isVerifiable =
        subject !== null &&
        !hasRival(run, chain) &&
        !isTakenAfterLook(run, chain, subject, settled.at);
      return judgeHere(outcome, settled.stored, isVerifiable).map((it) => `${what}: ${it}`);
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
    const { cognito } = run.world;
    const there = chain.storedAtClick.filter(
      (token) =>
        settled?.stored.includes(token) && cognito.sessionOf(token)?.clientId === chain.clientId,
    );
    // Whoever was signed in before somebody else was is not signed in.
    const mine = there.filter((token) => cognito.sessionOf(token)?.username === 'alice');
    const other = cognito.sessions.some(({ username }) => username === 'bob');
    return (other ? [] : mine).length
      ? [`sign-out ${chain.id} found nobody, and alice was there`]
      : [];
  });

/** Whoever asks for all sessions while another sign-out runs is told neither that all is done nor that nobody is here. */
const allMeansAll: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const [first] = outcomesOf(chain);
    if (chain.scope !== 'global' || first?.outcome.status !== 'complete') return [];
    const own = [...subjectsOf(run, chain)];
    return besides(run, chain)
      .filter(({ clientId }) => clientId === chain.clientId)
      .map((other) => subjectOf(run, other)?.username)
      .filter((name) => own.every(({ username }) => username === name))
      .flatMap((name) => {
        const alive = chain.sessionsAtClick.filter(
          (session) => session.username === name && first.settled.live.has(session),
        );
        const { status, scope } = first.outcome;
        return alive.length
          ? [
              `sign-out ${chain.id}, to end all of ${name}, says ${status}/${scope}, and ${alive.map(({ id }) => id)} live on`,
            ]
          : [];
      });
  });

/**
 * What a click may have joined: the sessions of sign-outs that were not over when it came, and where nobody was signed in
 * any more, the person's own that could still be tried again.
 */
function joinedSubjects(run: Run, chain: Chain): ServerSession[] {
  const clickedAt = chain.asked[0]?.at ?? 0;
  const isRunning = ({ asked }: Chain) =>
    asked.some(({ at, settled }) => at <= clickedAt && (settled?.at ?? Infinity) >= clickedAt);
  const others = run.chains.filter((other) => other !== chain);
  const isEarlier = (other: Chain) => run.chains.indexOf(other) < run.chains.indexOf(chain);
  // What is joined may have joined another one itself.
  const subjectsAlong = (other: Chain) => [
    ...subjectsOf(run, other),
    ...(isEarlier(other) ? joinedSubjects(run, other) : []),
  ];
  const joined = others.filter(isRunning).flatMap(subjectsAlong);
  if (subjectsOf(run, chain).size > 0) return joined;
  const isRetained = (other: Chain) => {
    const last = outcomesOf(other).findLast(({ settled }) => settled.at <= clickedAt)?.outcome;
    // Of one that failed, a slow storage may have lost the session by now.
    return last && last.status !== 'complete' && last.failures.some(({ retryable }) => retryable);
  };
  const retained = others.filter(isRetained).flatMap(subjectsAlong);
  const isOwn = ({ username }: ServerSession) =>
    !chain.userId || chain.userId === `sub-of-${username}`;
  return [...joined, ...retained.filter(isOwn)];
}

/** Only what a sign-out found at its start is ever sent, removed or written over. */
const othersAreLeftAlone: Rule = (run) => {
  const { world, chains } = run;
  return chains.flatMap((chain) => {
    const subjects = new Set([...subjectsOf(run, chain), ...joinedSubjects(run, chain)]);
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
      .flatMap(({ at, operation, key, found, answeredAt }) => {
        if (operation === 'getItem') {
          if (answeredAt !== null) read.set(key, found);
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

/** What belongs to another app client is neither sent nor touched, whichever is configured by now. */
const otherClientsAreLeftAlone: Rule = ({ world, chains }) => {
  const { cognito, storage, transport } = world;
  const clientIds = [...new Set(cognito.sessions.map((session) => session.clientId))];
  return chains.flatMap(({ id, clientId }) => {
    const others = clientIds.filter((other) => other !== clientId);
    const isOthers = (value: string) =>
      others.includes(value) || others.includes(cognito.sessionOf(value)?.clientId ?? '');
    const sent = transport.requests
      .filter(({ actor, input }) => actor === id && Object.values(input).some(isOthers))
      .map(({ at, operation }) => `sign-out ${id} sent another client's to ${operation} at ${at}`);
    const touched = storage.calls
      .filter(({ actor, operation }) => actor === id && operation !== 'getItem')
      .filter(({ key }) => others.some((other) => key.includes(other)))
      .map(({ at, operation, key }) => `sign-out ${id} did ${operation} of ${key} at ${at}`);
    return [...sent, ...touched];
  });
};

/** Whether a sign-out of a session had begun to clear it here by then, or found it replaced, and has not failed at that. */
const isBeingErased = (run: Run, session: ServerSession, by: number): boolean =>
  run.chains.some((chain) => {
    const { cognito, storage } = run.world;
    const told = outcomesOf(chain).findLast(({ settled }) => settled.at <= by);
    const askedAt = requestsOf(run, chain)[0]?.at ?? Infinity;
    const isReplaced = ({ operation, at, found }: StorageCall) => {
      const there = cognito.sessionOf(found);
      const isHers = there?.username === session.username && there !== session;
      return operation === 'getItem' && at > askedAt && isHers;
    };
    const hasBegun = (call: StorageCall) =>
      call.actor === chain.id &&
      call.at <= by &&
      (call.operation === 'removeItem' || isReplaced(call));
    return (
      subjectsOf(run, chain).has(session) &&
      told?.outcome.status !== 'failed' &&
      (told !== undefined || storage.calls.some(hasBegun))
    );
  });

/** Outside a sign-out the kit ends what is left of one that is over, and nothing else. */
const onlyEndedIsTouched: Rule = (run) => {
  const { world, chains } = run;
  const { cognito, storage, transport } = world;
  const sent = transport.requests
    .filter(({ actor, isKits }) => isKits && typeof actor !== 'number')
    .filter(({ operation, input }) => {
      const session = cognito.sessionOf(input.Token);
      const isSignedOut =
        session !== undefined &&
        input.ClientId === session.clientId &&
        chains.some((chain) => subjectsOf(run, chain).has(session));
      return operation !== 'RevokeToken' || !isSignedOut;
    })
    .map(({ at, operation }) => `the kit sent ${operation} at ${at}, and nobody had asked`);
  const touched = storage.calls
    .filter(({ actor, operation }) => actor === 'kit' && operation !== 'getItem')
    .filter(({ at, key, found }) => {
      const session = isTokenKey(key) && cognito.sessionOf(found);
      // Between a look and a removal a slow storage leaves a gap that nobody can close.
      return session && storage.isPrompt && !isBeingErased(run, session, at);
    })
    .map(({ at, operation, key }) => `the kit did ${operation} of ${key} at ${at} by itself`);
  return [...sent, ...touched];
};

/** Once failed was told nothing more is revoked unless somebody asks again, whatever is forgotten meanwhile. */
const failedRevokesNothing: Rule = (run) => {
  const { cognito, transport, storage } = run.world;
  return run.chains.flatMap((chain) => {
    const subject = subjectOf(run, chain);
    const isSubjects = (token: string | undefined) =>
      subject !== null && cognito.sessionOf(token) === subject;
    const outcomes = outcomesOf(chain);
    return outcomes.flatMap(({ outcome, settled }, index) => {
      if (outcome.status !== 'failed') return [];
      // What another tab stored late of somebody else's ended session ends beside it.
      const isTheirs = (token: string | undefined) =>
        chain.userId === undefined ||
        `sub-of-${cognito.sessionOf(token)?.username}` === chain.userId;
      const isOwn = ({ actor, input }: RequestRecord) =>
        actor === chain.id
          ? isTheirs(input.Token)
          : typeof actor !== 'number' && isSubjects(input.Token) && !hasRival(run, chain);
      // Another click on the same session may have gone on from where this one failed, and ended better.
      const heirs = run.chains.filter(
        (other) =>
          other === chain ||
          (subjectOf(run, other) === subject && outcomesOf(other).at(-1)?.outcome.signedOutLocally),
      );
      const isAskedAgain = ({ at }: RequestRecord) =>
        heirs.some(({ asked }) => asked.some((again) => again.at >= settled.at && again.at <= at));
      // A storage that answers late makes it a partial one, which is told when its own session is revoked.
      const isMended = ({ stored, at }: RequestRecord) =>
        outcomes.slice(index + 1).some((next) => next.outcome.signedOutLocally) &&
        !stored.some(
          (token) => isSubjects(token) && (storedElsewhere(run.world, token, at)?.wasRead ?? true),
        );
      // Once it was told mended, what another tab brings back is ended.
      const isBroughtBack = ({ stored, at }: RequestRecord) => {
        const told = outcomes.findLast((one) => one.settled.at <= at);
        const isSince = (token: string) =>
          storage.calls.some(
            (call) =>
              call.actor === 'otherTab' &&
              call.written === token &&
              told !== undefined &&
              call.at >= told.settled.at,
          );
        return told?.outcome.signedOutLocally && stored.filter(isSubjects).every(isSince);
      };
      const revoking = calls(transport.requests, 'RevokeToken');
      // What had ended before ends no further.
      const hadEnded = ({ at, input }: RequestRecord) =>
        revoking.some(
          (before) =>
            before.at < at &&
            before.input.Token === input.Token &&
            before.performed?.status === 200,
        );
      // What another tab stored late of a session that another sign-out had ended here ends with that.
      const isAnothers = ({ at, input: { Token } }: RequestRecord) =>
        storedElsewhere(run.world, `${Token}`, at) !== undefined &&
        run.chains
          .filter((other) => other !== chain && subjectOf(run, other) === cognito.sessionOf(Token))
          .flatMap(outcomesOf)
          .some((told) => told.outcome.signedOutLocally && told.settled.at < at);
      return revoking
        .filter((request) => request.isKits && request.at > settled.at && isOwn(request))
        .filter((request) => !hadEnded(request) && !isBroughtBack(request) && !isAnothers(request))
        .filter((request) => !isAskedAgain(request) && !isMended(request))
        .map(
          ({ at }) =>
            `sign-out ${chain.id} said failed at ${settled.at}, and revoked something at ${at}`,
        );
    });
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
    const { cognito } = world;
    const whole = last.stored.filter((token) => cognito.sessionOf(token) === signedIn);
    // Another client's may not have been whole when this one was clicked.
    const before = chain.storedAtClick.filter((token) => cognito.sessionOf(token) === signedIn);
    return whole.length < (before.length || 3)
      ? [`sign-out ${chain.id} left ${whole.length} keys of ${signedIn.id}`]
      : [];
  });
};

/** Where a storage is slow, and no slower than a sign-in waits, whoever signs in last is there at the end, whole. */
const latecomersStay: Rule = (run) => {
  const { world, chains, end } = run;
  const { cognito, schedule, storage } = world;
  const isTame = storage.faults.every(
    ({ operation, how, forMs }) =>
      operation === 'getItem' && how !== 'rejects' && forMs !== null && forMs < 1500,
  );
  const meddlers = ['refresh', 'bareSignOut', 'otherTabStores', 'reconfigure'];
  const isCalm = schedule.events.every(({ does }) => !meddlers.includes(does));
  const last = cognito.sessions.at(-1);
  const hasSignedIn = storage.calls.some(({ actor }) => actor === 'signIn');
  if (!isTame || !isCalm || !last || !hasSignedIn) return [];
  if (chains.some((chain) => subjectsOf(run, chain).has(last))) return [];
  const whole = end.stored.filter((token) => cognito.sessionOf(token) === last);
  return whole.length < 3
    ? [`${whole.length} keys of ${last.id} are left, who signed in last`]
    : [];
};

/** Other sessions live on, unless somebody asked for all of that user's. */
const othersLiveOn: Rule = (run) => {
  const { world, chains } = run;
  const subjects = new Set(chains.flatMap((chain) => [...subjectsOf(run, chain)]));
  return world.cognito.sessions
    .filter((session) => session.endedBy === 'RevokeToken' && !subjects.has(session))
    .map(({ id }) => `${id} was revoked, and nobody signed it out`);
};

/** Hub hears from the kit of a sign-out only when nobody is signed in. Amplify's own doesn't wait for the storage. */
const hubIsTrue: Rule = ({ world }) =>
  world.hub
    .filter(({ event, actor }) => event === 'signedOut' && actor !== 'else')
    .flatMap(({ at, actor, signedIn, signedInAtLastLook }) => {
      const there = world.storage.isPrompt ? signedIn : signedIn && signedInAtLastLook;
      return there ? [`sign-out ${actor} told Hub at ${at}, and ${there.id} was signed in`] : [];
    });

/** Hub hears of each session that ended here, once. */
const hubHears: Rule = (run) => {
  const { world, chains } = run;
  const [chain, ...others] = chains;
  if (!chain || others.length || !world.storage.isPrompt || !subjectOf(run, chain)) return [];
  const meddlers = ['signIn', 'refresh', 'bareSignOut', 'otherTabStores', 'reconfigure'];
  if (world.schedule.events.some(({ does }) => meddlers.includes(does))) return [];
  const told = world.hub.filter(({ event }) => event === 'signedOut').length;
  const expected = outcomesOf(chain).some(({ outcome }) => outcome.signedOutLocally) ? 1 : 0;
  return told === expected ? [] : [`Hub heard signedOut ${told} times instead of ${expected}`];
};

const forgottenIsForgotten: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const put = chain.holds.map((hold) => chain.forgets.find((it) => it.hold === hold));
    // It is put away once all have.
    const forgotten = put.every(Boolean)
      ? { at: Math.max(...put.map((it) => it?.at ?? 0)) }
      : undefined;
    const revealed = chain.forgets.flatMap(({ at, revealed }) =>
      revealed === null ? [] : [`sign-out ${chain.id} reveals a token after forget() at ${at}`],
    );
    const kept = chain.attempts.some((attempt) => attempt.revealToken() !== null)
      ? [`sign-out ${chain.id} still reveals a token when all is over`]
      : [];
    if (!forgotten) return [...revealed, ...kept];
    const isRunning = chain.asked.some(
      ({ at, settled }) => at <= forgotten.at && (settled?.at ?? Infinity) >= forgotten.at,
    );
    // Whoever tries again what has failed ends what is still stored.
    const failed = outcomesOf(chain).some(({ outcome }) => outcome.status === 'failed');
    const triedAt = chain.asked.find(({ at, isRetry }) => isRetry && at >= forgotten.at)?.at;
    const until = (failed && triedAt) || Infinity;
    const used = requestsOf(run, chain).filter(
      ({ at, operation }) => at > forgotten.at && at < until && operation !== 'RevokeToken',
    );
    // Another provider may hold on to the same session.
    const subject = subjectOf(run, chain);
    const isHeld = run.chains.some(
      (other) =>
        other !== chain &&
        subjectOf(run, other) === subject &&
        other.holds.some((hold) => !other.forgets.some((it) => it.hold === hold)),
    );
    const again =
      !isRunning && !isHeld && used.length
        ? [`sign-out ${chain.id} asked again when forgotten`]
        : [];
    return [...revealed, ...kept, ...again];
  });

/** A global sign-out that was not confirmed ends at least its own session, in the end. */
const ownSessionEnds: Rule = (run) =>
  run.chains.flatMap((chain) => {
    const subject = subjectOf(run, chain);
    const told = outcomesOf(chain);
    const last = told.at(-1)?.outcome;
    if (!subject || last?.status !== 'partial' || last.scope !== 'global') return [];
    // What comes late to one that failed revokes nothing behind anybody's back, and what was dropped revokes nothing.
    const saidFailed = told.some(({ outcome }) => outcome.status === 'failed');
    // What a retry would need is kept for no longer than the access token can be used, which was a minute old.
    const { retainMs } = run.world.schedule.settings;
    const usableMs = Math.min(retainMs, (run.world.schedule.client.accessSeconds - 61) * 1000);
    const waitedMs = (told.at(-1)?.asked.at ?? 0) - (chain.asked[0]?.at ?? 0);
    const isDropped = waitedMs >= usableMs;
    if (saidFailed && (told.at(-1)?.is !== 'first' || isDropped)) return [];
    const { cognito, transport } = run.world;
    const here = refreshTokensHere(run, chain, subject, Infinity);
    // What another one found and failed to erase it may not revoke any more, and this one may never have seen.
    const holders = run.chains.filter(
      (other) => other === chain || outcomesOf(other).at(-1)?.outcome.status !== 'failed',
    );
    const isInHand =
      here.includes(subject.refreshToken) &&
      wasStored(run, subject, holders) &&
      !isLetGo(run, chain, subject);
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

/** Whether Amplify itself erased the session while a click waited for one that was called off, and let go of its tokens. */
function isLetGo(run: Run, chain: Chain, session: ServerSession): boolean {
  return besides(run, chain).some((other) => {
    const [first] = outcomesOf(other);
    if (first?.outcome.status !== 'failed') return false;
    const [{ step, reason }] = first.outcome.failures;
    const isErased = run.world.storage.calls.some(
      ({ actor, operation, found, at }) =>
        actor === 'else' &&
        operation === 'removeItem' &&
        found === session.refreshToken &&
        at <= first.settled.at,
    );
    return step === 'prepare' && reason === 'cancelled' && isErased;
  });
}

/** Whether this browser ever held the session's refresh token. */
function wasStored({ world, chains }: Run, session: ServerSession, holders = chains): boolean {
  const isIt = (token: string | null) =>
    token !== null &&
    world.cognito.issued.get(token)?.kind === 'refresh' &&
    world.cognito.sessionOf(token) === session;
  return holders.some(
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
    schedule.answers.every(({ how }) => how === 'answers' || how === 'answersEmpty') &&
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
    chain.asked.flatMap(({ at, settled }, index) => {
      // A retry may begin in the millisecond in which the last one settles.
      const nextAt = chain.asked[index + 1]?.at ?? Infinity;
      const sent = requestsOf(run, chain).filter(
        (request) =>
          request.at >= at && request.at <= (settled?.at ?? Infinity) && request.at < nextAt,
      );
      const same = sent
        .filter(({ operation }) => operation !== 'GetTokensFromRefreshToken')
        .map(({ operation, input }) => operation + JSON.stringify(input));
      const most = Math.max(0, ...same.map((it) => same.filter((other) => other === it).length));
      // What is forgotten as soon as it is told is tried a last time.
      const { events, settings } = run.world.schedule;
      const hasJumped = events.some(({ does }) => does === 'jump');
      const isForgotten = chain.forgets.some((it) => it.at === settled?.at);
      const begunAt = chain.asked[0]?.at ?? at;
      const isOver = hasJumped || isForgotten || (settled?.at ?? 0) >= begunAt + settings.retainMs;
      return most > (isOver ? 4 : 3) ? [`sign-out ${chain.id} sent the same ${most} times`] : [];
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
    outcomesOf(chain).flatMap(({ asked, outcome, settled }) => {
      const began = chain.asked[0]?.at ?? asked.at;
      // What a storage made fail until now, another click may have gone on with: it counts from that one.
      const later = chains.flatMap((other) => other.asked[0] ?? []);
      const isLater = outcomesOf(chain).some(
        (told) => told.is !== 'first' && told.settled.at <= settled.at,
      );
      const clicks = isLater ? later.filter(({ at }) => at >= began && at < settled.at) : [];
      const clickedAt = Math.max(
        chain.asked[0]?.clock ?? asked.clock,
        ...clicks.map(({ clock }) => clock),
      );
      const retainedUntil = hasJumped ? Infinity : clickedAt + retainMs + 10;
      return judgeShape(outcome, isPlainData(outcome), retainedUntil).map(
        (it) => `the outcome of sign-out ${chain.id}: ${it}`,
      );
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
  return judgeSecrets(text, [...world.cognito.issued.keys()]);
};

/** The contract, rule by rule, as far as a server's record and a storage can tell. */
export const rules: Record<string, Rule> = {
  settlesInTime,
  claimsAreTrue,
  nothingIsLeft,
  newerTokensEnd,
  failedIsTrue,
  nobodyIsTrue,
  allMeansAll,
  othersAreLeftAlone,
  otherClientsAreLeftAlone,
  onlyEndedIsTouched,
  failedRevokesNothing,
  newcomersStay,
  latecomersStay,
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
