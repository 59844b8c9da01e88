import type { SignOutMessages } from '../../locales/SignOutMessages';
import { isLost } from '../../outcome/isLost';
import { isNobody } from '../../outcome/isNobody';
import { isSomeoneElses } from '../../outcome/isSomeoneElses';
import type { SignOutFailure } from '../../outcome/SignOutFailure';
import type { FailedSignOut, PartialSignOut, SignOutOutcome } from '../../outcome/SignOutOutcome';
import { formatTime } from './formatTime';

/** An outcome in words. */
export interface OutcomeWords {
  title: string;
  details: readonly string[];
}

interface OutcomeContext {
  canRetry: boolean;
  /** Through whom the person had signed in, whose own session goes on. */
  identityProvider?: string | undefined;
  /** The name of whoever is signed in by now. */
  signedInAs?: string | undefined;
  now?: Date;
}

/** Says what is true now, why, until when it matters, and what to do. */
export function describeOutcome(
  outcome: SignOutOutcome,
  messages: SignOutMessages,
  context: OutcomeContext,
): OutcomeWords {
  const said = detailsOf(outcome, messages, context).filter((detail) => detail !== null);
  return { title: titleOf(outcome, messages, context), details: [...new Set(said)] };
}

function detailsOf(
  outcome: SignOutOutcome,
  messages: SignOutMessages,
  { canRetry, identityProvider, now = new Date() }: OutcomeContext,
): (string | null)[] {
  const reasonOf = ({ reason }: SignOutFailure) => messages[`reason.${reason}`];
  const until = (template: string, time: Date | null) =>
    time && time > now
      ? template.replace('{time}', formatTime(time, messages.language, now))
      : null;
  const afterCleanup = (failures: readonly SignOutFailure[]) =>
    failures.some(({ step }) => step === 'cleanup') ? messages.cleanupFailed : null;
  const atProvider = identityProvider
    ? messages.identityProvider.replace('{provider}', () => identityProvider)
    : null;
  switch (outcome.status) {
    case 'complete':
      return [
        until(messages.tokensExpireBy, outcome.tokensExpireBy),
        afterCleanup(outcome.warnings),
        atProvider,
      ];
    case 'partial': {
      const [failure] = outcome.failures;
      const isEnded = outcome.server === 'ended';
      const isManagedLogin = ({ step }: SignOutFailure) => step === 'hostedUi';
      // That it was left out says no more than that it is open.
      const isLeftOut = isManagedLogin(failure) && failure.reason === 'notAttempted';
      const why = isLeftOut ? null : reasonOf(failure);
      return [
        areOthersUnknown(outcome) ? messages.otherDevicesUnknown : why,
        canRetry && failure.reason === 'offline' ? messages.willRetryOnline : null,
        canRetry ? until(messages.retryUntil, outcome.retryUntil) : null,
        outcome.failures.some(isManagedLogin) ? messages.managedLogin : null,
        isEnded ? until(messages.tokensExpireBy, outcome.tokensExpireBy) : null,
        afterCleanup(outcome.failures),
        atProvider,
      ];
    }
    case 'failed':
      if (isSomeoneElses(outcome)) return [];
      if (isLost(outcome)) return [messages.reloadPage];
      return outcome.failures.map((failure) => whyFailed(failure, messages));
    default:
      return outcome satisfies never;
  }
}

function titleOf(
  outcome: SignOutOutcome,
  messages: SignOutMessages,
  { signedInAs }: OutcomeContext,
): string {
  const isGlobal = outcome.scope === 'global';
  switch (outcome.status) {
    case 'complete':
      if (isGlobal && outcome.server === 'ended') return messages.completeGlobal;
      return isNobody(outcome) ? messages.completeNobody : messages.completeLocal;
    case 'partial':
      if (outcome.server === 'ended') return messages.partialManagedLogin;
      if (areOthersUnknown(outcome)) return messages.completeLocal;
      return isGlobal ? messages.partialGlobal : messages.partialLocal;
    case 'failed':
      if (isSomeoneElses(outcome) && signedInAs) {
        return messages.someoneElse.replace('{name}', () => signedInAs);
      }
      if (isSomeoneElses(outcome) || isNothingKnown(outcome)) return messages.failedUnknown;
      if (outcome.server !== 'ended') return messages.failed;
      return isGlobal ? messages.failedEndedGlobal : messages.failedEndedLocal;
    default:
      return outcome satisfies never;
  }
}

/** Whether the token had been revoked, by an earlier GlobalSignOut that got no answer or by something else. */
function areOthersUnknown({ scope, server, failures }: PartialSignOut): boolean {
  const [{ step, reason }] = failures;
  const isRevoked = step === 'globalSignOut' && reason === 'sessionRevoked';
  return scope === 'global' && server === 'unknown' && isRevoked;
}

/** Whether an adapter broke its promise, another sign-out did not end in time, or a storage let nothing be read. */
function isNothingKnown(outcome: FailedSignOut): boolean {
  const [{ step, reason }] = outcome.failures;
  return (step === 'session' && reason === 'storage') || isLost(outcome);
}

function whyFailed({ step, reason }: SignOutFailure, messages: SignOutMessages): string {
  const isOfTheApp = step === 'prepare' && (reason === 'unknown' || reason === 'timeout');
  return isOfTheApp ? messages.prepareFailed : messages[`reason.${reason}`];
}
