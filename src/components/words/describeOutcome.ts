import type { SignOutMessages } from '../../locales/SignOutMessages';
import { isLost } from '../../outcome/isLost';
import { isNobody } from '../../outcome/isNobody';
import { isSomeoneElses } from '../../outcome/isSomeoneElses';
import type { SignOutFailure } from '../../outcome/SignOutFailure';
import type { FailedSignOut, PartialSignOut, SignOutOutcome } from '../../outcome/SignOutOutcome';
import { canRetryHelp } from './canRetryHelp';
import { formatTime } from './formatTime';

/** An outcome in words. */
export interface OutcomeWords {
  title: string;
  details: readonly string[];
}

interface OutcomeContext {
  canRetry: boolean;
  /** Whether the page can still go on to the managed login's `/logout`. */
  canFinish?: boolean | undefined;
  /** Through whom the person had signed in, whose own session goes on. */
  identityProvider?: string | undefined;
  /** The name of whoever is signed in by now. */
  signedInAs?: string | undefined;
  now?: Date;
}

type Sentence = keyof SignOutMessages;

/** Says what is true now, why, until when it matters, and what to do. */
export function describeOutcome(
  outcome: SignOutOutcome,
  messages: SignOutMessages,
  context: OutcomeContext,
): OutcomeWords {
  const { identityProvider = '', signedInAs = '', now = new Date() } = context;
  const until = (sentence: 'tokensExpireBy' | 'retryUntil') => {
    const time = (outcome as PartialSignOut)[sentence];
    return time && time > now
      ? messages[sentence].replace('{time}', formatTime(time, messages.language, now))
      : null;
  };
  const say = (sentence: Sentence) => {
    switch (sentence) {
      case 'tokensExpireBy':
        return until(sentence);
      case 'retryUntil':
        return until(sentence) ?? messages.pleaseTryAgain;
      case 'identityProvider':
        return messages[sentence].replace('{provider}', () => identityProvider);
      case 'someoneElse':
        return messages[sentence].replace('{name}', () => signedInAs);
      default:
        return messages[sentence];
    }
  };
  const sentences =
    outcome.status === 'failed' ? ofFailed(outcome, context) : ofSignedOut(outcome, context);
  const said = sentences.map((sentence) => sentence && say(sentence)).filter(Boolean);
  const [title, ...details] = new Set(said as string[]);
  return { title: title as string, details };
}

function ofSignedOut(
  outcome: Exclude<SignOutOutcome, FailedSignOut>,
  context: OutcomeContext,
): (Sentence | false)[] {
  const isPartial = outcome.status === 'partial';
  const isGlobal = outcome.scope === 'global' && outcome.server === 'ended';
  return [
    titleOf(outcome),
    isGlobal && 'tokensExpireBy',
    ...(isPartial ? openOf(outcome, context) : []),
    has('cleanup', isPartial ? outcome.failures : outcome.warnings) && 'cleanupFailed',
    !!context.identityProvider && 'identityProvider',
  ];
}

function titleOf(outcome: Exclude<SignOutOutcome, FailedSignOut>): Sentence {
  const isGlobal = outcome.scope === 'global';
  const isEnded = outcome.server === 'ended';
  if (outcome.status === 'complete') {
    if (isGlobal && isEnded) return 'completeGlobal';
    return isNobody(outcome) ? 'completeNobody' : 'completeLocal';
  }
  if (isEnded) return 'partialManagedLogin';
  if (areOthersUnknown(outcome)) return 'completeLocal';
  return isGlobal ? 'partialGlobal' : 'partialLocal';
}

/** What is open after a partial one: why, and what to do about it. */
function openOf(outcome: PartialSignOut, context: OutcomeContext): (Sentence | false)[] {
  const { server, failures } = outcome;
  const [failure] = failures;
  const canRetry = context.canRetry && failure.retryable;
  const finish = context.canFinish ? 'finishHere' : 'clearCookies';
  // That it was left out, or what is wrong with the managed login, says no more than that it is open.
  const isTold = server === 'ended' || failure.reason === 'notAttempted';
  const why = !isTold && whyOf(failure);
  return [
    areOthersUnknown(outcome) ? 'otherDevicesUnknown' : why,
    has('hostedUi', failures) && 'managedLogin',
    canRetry && failure.reason === 'offline' && 'willRetryOnline',
    server === 'ended' ? finish : canRetry ? 'retryUntil' : insteadOfRetry(failure),
  ];
}

function ofFailed(
  outcome: FailedSignOut,
  { canRetry, signedInAs }: OutcomeContext,
): (Sentence | false)[] {
  const { scope, server, failures } = outcome;
  const [failure] = failures;
  if (isSomeoneElses(outcome) && signedInAs) return ['someoneElse'];
  if (isSomeoneElses(outcome) || isLost(outcome)) return ['failedUnknown', 'reloadPage'];
  const isStored = server === 'ended' || failures.some((it) => it.reason === 'storage');
  const whys = failures.map(whyOf).filter((why) => why !== 'reason.storage');
  const said = [failedTitleOf(outcome), ...whys];
  if (!isStored && canRetry && canRetryHelp(outcome)) return [...said, 'pleaseTryAgain'];
  if (isStored || scope === 'local' || failure.step === 'prepare')
    return [...said, 'reason.storage'];
  return [...said, 'otherDevicesMaybe', insteadOfRetry(failure)];
}

function failedTitleOf({ scope, server, failures }: FailedSignOut): Sentence {
  const [{ step, reason }] = failures;
  // A storage let nothing be read.
  if (step === 'session' && reason === 'storage') return 'failedUnknown';
  // Before anything was read, sent or cleared.
  if (step === 'prepare') return reason === 'cancelled' ? 'reason.cancelled' : 'prepareFailed';
  if (server !== 'ended') return 'failed';
  return scope === 'global' ? 'failedEndedGlobal' : 'failedEndedLocal';
}

/** Whether the token had been revoked, by an earlier GlobalSignOut that got no answer or by something else. */
function areOthersUnknown({ scope, server, failures }: PartialSignOut): boolean {
  const [{ step, reason }] = failures;
  const isRevoked = step === 'globalSignOut' && reason === 'sessionRevoked';
  return scope === 'global' && server === 'unknown' && isRevoked;
}

/** Why, where the title doesn't say it: that the app's own part failed says nothing of the service. */
function whyOf({ step, reason }: SignOutFailure): Sentence | false {
  const isOfTheApp = step === 'prepare' || step === 'cleanup';
  return (!isOfTheApp || reason === 'misconfigured') && `reason.${reason}`;
}

/** What to do where trying again can't help. */
function insteadOfRetry({ reason }: SignOutFailure): Sentence {
  const isForAll = reason === 'missingScope' || reason === 'revocationDisabled';
  return isForAll ? 'everyDevice' : 'toBeSure';
}

function has(name: SignOutFailure['step'], failures: readonly SignOutFailure[]): boolean {
  return failures.some(({ step }) => step === name);
}
