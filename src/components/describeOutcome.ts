import type { SignOutMessages } from '../locales/SignOutMessages';
import type { SignOutOutcome } from '../outcome/SignOutOutcome';
import { formatTime } from './formatTime';

/** An outcome in words. */
export interface OutcomeWords {
  title: string;
  details: readonly string[];
}

/** Says what is true now, why, and until when it matters. */
export function describeOutcome(
  outcome: SignOutOutcome,
  messages: SignOutMessages,
  { canRetry, now = new Date() }: { canRetry: boolean; now?: Date },
): OutcomeWords {
  const until = (template: string, time: Date | null) =>
    time && time > now
      ? [template.replace('{time}', formatTime(time, messages.language, now))]
      : [];
  const title = titleOf(outcome, messages);
  switch (outcome.status) {
    case 'complete':
      return {
        title,
        details: [
          ...until(messages.tokensExpireBy, outcome.tokensExpireBy),
          ...(outcome.warnings.some(({ step }) => step === 'cleanup')
            ? [messages.cleanupFailed]
            : []),
        ],
      };
    case 'partial':
      return {
        title,
        details: [
          messages[`reason.${outcome.failures[0].reason}`],
          ...(canRetry ? until(messages.retryUntil, outcome.retryUntil) : []),
          ...(outcome.server === 'ended'
            ? until(messages.tokensExpireBy, outcome.tokensExpireBy)
            : []),
          ...(outcome.failures.some(({ step }) => step === 'cleanup')
            ? [messages.cleanupFailed]
            : []),
        ],
      };
    case 'failed':
      return {
        title,
        details: [...new Set(outcome.failures.map(({ reason }) => messages[`reason.${reason}`]))],
      };
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
