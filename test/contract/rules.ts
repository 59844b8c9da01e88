import { isPassing, type Outcome } from './words';

export type Complaint = readonly [isTrue: boolean, sentence: string];

export const complaints = (list: readonly Complaint[]): string[] =>
  list.flatMap(([isTrue, sentence]) => (isTrue ? [sentence] : []));

const fields: Record<string, string> = {
  complete: 'scope,server,signedOutLocally,status,tokensExpireBy,warnings',
  partial: 'failures,retryUntil,scope,server,signedOutLocally,status,tokensExpireBy',
  failed: 'failures,scope,server,signedOutLocally,status',
};

/** What no outcome may be, whatever happened. */
export function judgeShape(outcome: Outcome, isPlain: boolean, retainedUntil: number): string[] {
  const { status, scope, server, signedOutLocally, failures = [], warnings = [] } = outcome;
  const names = Object.keys(outcome).sort().join();
  const until = outcome.retryUntil?.getTime();
  const isRetryable = failures.some(({ retryable }) => retryable);
  return complaints([
    [names !== fields[status], `a ${status} outcome with ${names}`],
    [!isPlain, 'the outcome is not frozen, or no plain data'],
    [signedOutLocally !== (status !== 'failed'), `${status}, signedOutLocally ${signedOutLocally}`],
    [status === 'complete' && scope === 'global' && server !== 'ended', `complete, and ${server}`],
    [status !== 'complete' && failures.length === 0, `${status} without a failure`],
    [until !== undefined && !isRetryable, 'to be retried, with nothing to retry'],
    [until !== undefined && until > retainedUntil, 'retained for too long'],
    ...[...failures, ...warnings].map(
      ({ reason, retryable }): Complaint => [
        retryable !== isPassing(reason),
        `${reason} says retryable ${retryable}`,
      ],
    ),
  ]);
}

/** What is stored of a session here, against what was said of it. */
export function judgeHere(
  { status, signedOutLocally }: Outcome,
  left: readonly string[],
  isVerifiable: boolean,
): string[] {
  const isEmpty = left.length === 0;
  return complaints([
    [signedOutLocally && !isEmpty, `a false ${status}: the storage holds ${left}`],
    [!signedOutLocally && isEmpty && isVerifiable, `a false ${status}: the storage holds nothing`],
  ]);
}

/** What became of the sessions that a scope names, by the server's own record. */
interface AtCognito {
  /** Those that live on. */
  alive: readonly string[];
  /** Whether a yes to what ends them arrived. */
  isConfirmed: boolean;
  /** Whether what ends them was done, and nobody may have been told. */
  isDone: boolean;
  /** Whether there was anything to end, and a way to: else `complete` does not say that it ended. */
  isPossible: boolean;
}

/** The server's record against what was said of it: nothing is claimed that is not so. */
export function judgeClaim(
  { status, server }: Outcome,
  { alive, isConfirmed, isDone, isPossible }: AtCognito,
): string[] {
  const isClaimed = server === 'ended' || (status === 'complete' && isPossible);
  return complaints([
    [isClaimed && alive.length > 0, `says ${status}/${server}, and ${alive} live on`],
    [isClaimed && !isConfirmed, `says ${status}/${server}, and Cognito has not said yes`],
    [server === 'notEnded' && isDone, `says ${status}/${server}, and it was done`],
  ]);
}

/** What was shown, in every form, against what nobody may see. */
export function judgeSecrets(shown: string, secrets: readonly string[]): string[] {
  return complaints([
    [secrets.some((secret) => shown.includes(secret)), 'a token was shown'],
    // A token of any kind is a long run of these.
    [/[\w-]{60}/.test(shown), `something like a token was shown: ${/[\w-]{60,}/.exec(shown)?.[0]}`],
  ]);
}
