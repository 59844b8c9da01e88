import {
  type Complaint,
  complaints,
  judgeClaim,
  judgeHere,
  judgeSecrets,
  judgeShape,
} from '../contract/rules';
import type { Failure, Outcome, Scope } from '../contract/words';
import type { RequestRecord } from '../pool/RequestRecord';
import type { SessionRecord } from '../pool/Sessions';
import type { Expectation, ExpectedFailure } from './expectationOf';

/** What really happened, from the pool's own record and a dump of the storage. */
export interface Evidence {
  asked: Scope;
  wasSignedIn: boolean;
  /** Someone else signed in before this browser was cleared. */
  isReplaced: boolean;
  /** The session that was to end. */
  own: string;
  username: string;
  before: readonly SessionRecord[];
  after: readonly SessionRecord[];
  /** Since the click. */
  requests: readonly RequestRecord[];
  isUserGone: boolean;
  /** The app client doesn't revoke, or Cognito said so. */
  isRevocationOff: boolean;
  /** Nothing listened at the endpoint. */
  isUnreachable: boolean;
  /** Keys whose values hold a token of the session. */
  tokenKeysLeft: readonly string[];
  /** Keys of the session's user, LastAuthUser among them. */
  userKeysLeft: readonly string[];
  /** Whether anyone could have verified that the storage is empty. */
  isVerifiable: boolean;
  /** Whether the storage deletes what it is asked to. */
  isObedient: boolean;
  /** Somebody else's keys, before and after. */
  bystander: readonly [before: string, after: string];
  hubEvents: readonly string[];
  tookMs: number;
  deadlineMs: number;
  /** What a busy machine may add to it. */
  slackMs: number;
  /** When the click was, milliseconds since 1970. */
  clickedAt: number;
  /** When the last token that this browser was ever given expires; null if none of them can be read. */
  lastExpiry: number | null;
  /** All that was shown: the outcome, the attempt, events, the console, in every form. */
  shown: string;
  secrets: readonly string[];
  consoleLines: readonly string[];
  rejections: readonly string[];
  hasRetry: boolean;
  isFrozen: boolean;
  /** What `revealToken()` gave, by name. */
  revealed: 'accessToken' | 'refreshToken' | 'other' | null;
}

/** Every lie in an outcome, one sentence each. */
export function judge(outcome: Outcome, evidence: Evidence): string[] {
  return [
    // Ten minutes are the default.
    ...judgeShape(outcome, evidence.isFrozen, evidence.clickedAt + 600_500),
    ...judgeHere(outcome, evidence.tokenKeysLeft, evidence.isVerifiable),
    ...judgeStatus(outcome, evidence),
    ...judgeServer(outcome, evidence),
    ...judgeTimes(outcome, evidence),
    ...judgeRetry(outcome, evidence),
    ...judgeBystanders(evidence, outcome),
    ...judgeEvents(outcome, evidence),
    ...judgeSecrets(evidence.shown, evidence.secrets),
    ...judgeNoise(evidence),
  ];
}

function judgeStatus({ status, scope }: Outcome, evidence: Evidence): string[] {
  const { asked, wasSignedIn, tokenKeysLeft, userKeysLeft, isVerifiable, isObedient } = evidence;
  const isNobody = status === 'complete' && !wasSignedIn;
  const isClean = tokenKeysLeft.length === 0;
  const isDone = !canEnd(evidence) || isEnded(evidence);
  return complaints([
    [scope !== (isNobody ? 'local' : asked), `asked ${asked}, and the outcome's scope is ${scope}`],
    [
      status !== 'complete' && isClean && isVerifiable && isDone,
      `${status}, though all of it was confirmed`,
    ],
    [status !== 'failed' && isObedient && userKeysLeft.length > 0, `left behind: ${userKeysLeft}`],
  ]);
}

/** Whether somebody was there, and Cognito ends what was asked for. */
const canEnd = ({ asked, wasSignedIn, isRevocationOff }: Evidence) =>
  wasSignedIn && (asked === 'global' || !isRevocationOff);

/** The sessions that were to end, and live on. */
const aliveOf = ({ asked, own, after, username }: Evidence) =>
  after.filter(
    (it) => it.live && (asked === 'global' ? it.username === username : it.originJti === own),
  );

const operationOf = ({ asked }: Evidence) => (asked === 'global' ? 'GlobalSignOut' : 'RevokeToken');

const isConfirmed = (evidence: Evidence) =>
  (evidence.asked === 'global' && evidence.isUserGone) ||
  evidence.requests.some((it) => it.operation === operationOf(evidence) && isAnswered(it));

const isEnded = (evidence: Evidence) => aliveOf(evidence).length === 0 && isConfirmed(evidence);

const isAnswered = ({ performed, ended, status }: RequestRecord) =>
  performed && ended === 'answered' && status === 200;

const isLostAnswer = ({ performed, ended, status }: RequestRecord) =>
  performed && (ended !== 'answered' || Number(status) >= 500);

function judgeServer(outcome: Outcome, evidence: Evidence): string[] {
  const { wasSignedIn, requests, isUnreachable } = evidence;
  const { server } = outcome;
  const calls = requests.filter((it) => it.operation === operationOf(evidence));
  const alive = aliveOf(evidence);
  const claims = judgeClaim(outcome, {
    alive: alive.map(({ originJti }) => originJti),
    isConfirmed: wasSignedIn && isConfirmed(evidence),
    isDone: alive.length === 0 && calls.some(isLostAnswer),
    isPossible: canEnd(evidence),
  });
  const isRefused = calls.every(
    (it) => it.ended === 'answered' && Number(it.status) >= 300 && Number(it.status) < 500,
  );
  const humble = complaints([
    [
      wasSignedIn && server !== 'ended' && isEnded(evidence),
      `${server}, though Cognito confirmed it`,
    ],
    [
      wasSignedIn && server === 'unknown' && isRefused && !isUnreachable,
      'unknown, though Cognito refused or was not asked',
    ],
  ]);
  return [...claims.map((it) => `${it}: ${recordOf(evidence)}`), ...humble];
}

function recordOf(evidence: Evidence): string {
  const requests = evidence.requests.map(
    (it) =>
      `${it.operation} ${it.performed ? 'performed' : 'not performed'}, ${it.ended} ${it.status ?? ''}`,
  );
  return requests.join('; ') || 'no request';
}

const hour = 3_600_000;

function judgeTimes(outcome: Outcome, evidence: Evidence): string[] {
  const { tookMs, deadlineMs, slackMs, clickedAt, lastExpiry, wasSignedIn } = evidence;
  const expireBy = outcome.tokensExpireBy?.getTime() ?? null;
  const isTold = outcome.status !== 'failed' && wasSignedIn;
  return complaints([
    [
      tookMs > deadlineMs + slackMs,
      `settled after ${Math.round(tookMs)} ms, with a deadline of ${deadlineMs}`,
    ],
    [
      isTold && lastExpiry !== null && expireBy === null,
      'tokensExpireBy is null, though a token says when it expires',
    ],
    [
      isTold && lastExpiry !== null && expireBy !== null && expireBy < lastExpiry - 2000,
      `tokensExpireBy is ${Math.round((Number(lastExpiry) - Number(expireBy)) / 1000)} s before the last token's expiry`,
    ],
    // Clients of this matrix issue tokens for an hour.
    [
      expireBy !== null && expireBy > clickedAt + hour + 10_000,
      'tokensExpireBy is later than any token',
    ],
  ]);
}

function judgeRetry(outcome: Outcome, evidence: Evidence): string[] {
  const { hasRetry, revealed } = evidence;
  const { status, failures = [] } = outcome;
  const until = outcome.retryUntil ?? null;
  if (status !== 'partial') {
    return complaints([
      [
        status === 'complete' && (hasRetry || revealed !== null),
        'complete, and something is retained',
      ],
    ]);
  }
  const isRetryable = failures.some(({ retryable }) => retryable);
  const [first] = failures;
  const wanted: Record<string, string> = {
    globalSignOut: 'accessToken',
    revokeToken: 'refreshToken',
  };
  const token = isRetryable ? (wanted[first?.step ?? ''] ?? null) : null;
  return complaints([
    [
      hasRetry !== isRetryable,
      `a failure is ${isRetryable ? '' : 'not '}retryable, and there is ${hasRetry ? 'a' : 'no'} retry`,
    ],
    [(until !== null) !== isRetryable, `retryUntil is ${until}`],
    [until !== null && until.getTime() < Date.now() - 5000, 'retryUntil has passed'],
    [
      first?.retryable !== false && revealed !== token,
      `revealToken() gives ${revealed}, not ${token}`,
    ],
    [
      !isRetryable && revealed !== null,
      `without a retry, revealToken() still gives the ${revealed}`,
    ],
  ]);
}

function judgeBystanders(evidence: Evidence, { scope }: Outcome): string[] {
  const { before, after, own, username, bystander } = evidence;
  const untouchable = before.filter(
    (it) => it.live && it.originJti !== own && (it.username !== username || scope === 'local'),
  );
  const touched = untouchable.filter(
    ({ originJti }) => !after.some((it) => it.originJti === originJti && it.live),
  );
  return complaints([
    [touched.length > 0, `ended somebody else's session: ${touched.map((it) => it.username)}`],
    [bystander[0] !== bystander[1], "touched somebody else's keys"],
  ]);
}

function judgeEvents({ status }: Outcome, evidence: Evidence): string[] {
  const { hubEvents, wasSignedIn, isReplaced } = evidence;
  const isDue = status !== 'failed' && wasSignedIn && !isReplaced;
  const expected = isDue ? 'signedOut' : '';
  return complaints([
    [
      hubEvents.join() !== expected,
      `Hub heard [${hubEvents}], and should have heard [${expected}]`,
    ],
  ]);
}

function judgeNoise({ consoleLines, rejections }: Evidence): string[] {
  return complaints([
    [consoleLines.length > 0, `the console says: ${consoleLines.join(' | ').slice(0, 300)}`],
    [rejections.length > 0, `unhandled: ${rejections.join(' | ').slice(0, 300)}`],
  ]);
}

/** Where the outcome isn't what the tables promise. */
export function compare(
  outcome: Outcome,
  requests: readonly RequestRecord[],
  expectation: Expectation,
): string[] {
  const { statuses, server, scope, calls } = expectation;
  const counts = calls.flatMap(({ operation, min, max, gapMs = 0 }): Complaint[] => {
    const times = requests.filter((it) => it.operation === operation).map(({ at }) => at);
    const count = times.length;
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    const tooSoon = gaps.filter((gap) => gap < gapMs);
    return [
      [count < min || count > max, `${count} ${operation}, expected ${min} to ${max}`],
      [
        tooSoon.length > 0,
        `${operation} came again after ${tooSoon} ms, expected ${gapMs} at least`,
      ],
    ];
  });
  const order = [...new Set(requests.map(({ operation }) => operation))];
  const expectedOrder = calls
    .map(({ operation }) => operation as string)
    .filter((it) => order.includes(it));
  return complaints([
    [!statuses.includes(outcome.status), `${outcome.status}, expected ${statuses.join(' or ')}`],
    [outcome.scope !== scope, `scope ${outcome.scope}, expected ${scope}`],
    [
      !(server as readonly string[]).includes(outcome.server),
      `server ${outcome.server}, expected ${server.join(' or ')}`,
    ],
    ...counts,
    [order.join() !== expectedOrder.join(), `called ${order}, expected ${expectedOrder}`],
  ]).concat(
    compareFailures('failures', outcome.failures ?? [], expectation.failures),
    compareFailures('warnings', outcome.warnings ?? [], expectation.warnings),
  );
}

function compareFailures(
  what: string,
  said: readonly Failure[],
  expected: readonly ExpectedFailure[],
): string[] {
  const left = [...said];
  const missing = expected.filter(({ step, reasons, errorName, isOptional }) => {
    const fits = ({ ...it }: Failure) =>
      it.step === step &&
      (reasons as readonly string[]).includes(it.reason) &&
      (it.errorName === errorName || (reasons[0] === 'revocationDisabled' && !errorName));
    if (left[0] && fits(left[0])) {
      left.shift();
      return false;
    }
    return !isOptional;
  });
  if (missing.length === 0 && left.length === 0) return [];
  const words = (it: {
    step: string;
    reason?: string;
    reasons?: readonly string[];
    errorName?: string | undefined;
  }) =>
    `${it.step}/${it.reason ?? it.reasons?.join('|')}${it.errorName ? ` (${it.errorName})` : ''}`;
  return [`${what} [${said.map(words)}], expected [${expected.map(words)}]`];
}
