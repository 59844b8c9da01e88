import type { SignOutMessages } from '../locales/SignOutMessages';
import type { SignOutFailure } from '../outcome/SignOutFailure';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
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
  now?: Date;
}

/** Says what is true now, why, until when it matters, and what to do. */
export function describeOutcome(
  outcome: SignOutOutcome,
  messages: SignOutMessages,
  context: OutcomeContext,
): OutcomeWords {
  const said = detailsOf(outcome, messages, context).filter((detail) => detail !== null);
  return { title: titleOf(outcome, messages), details: [...new Set(said)] };
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
      return [
        reasonOf(failure),
        canRetry && failure.reason === 'offline' ? messages.willRetryOnline : null,
        canRetry ? until(messages.retryUntil, outcome.retryUntil) : null,
        isEnded ? until(messages.tokensExpireBy, outcome.tokensExpireBy) : null,
        afterCleanup(outcome.failures),
        atProvider,
      ];
    }
    case 'failed':
      return outcome.failures.map(reasonOf);
    default:
      return outcome satisfies never;
  }
}

function titleOf(outcome: SignOutOutcome, messages: SignOutMessages): string {
  const isGlobal = outcome.scope === 'global';
  switch (outcome.status) {
    case 'complete':
      if (isGlobal && outcome.server === 'ended') return messages.completeGlobal;
      return outcome.server === 'unknown' ? messages.completeNobody : messages.completeLocal;
    case 'partial':
      if (outcome.server === 'ended') return messages.partialManagedLogin;
      return isGlobal ? messages.partialGlobal : messages.partialLocal;
    case 'failed':
      if (outcome.server !== 'ended') return messages.failed;
      return isGlobal ? messages.failedEndedGlobal : messages.failedEndedLocal;
    default:
      return outcome satisfies never;
  }
}
