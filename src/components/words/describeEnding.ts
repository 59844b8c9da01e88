import type { Ending } from '../../flow/createEnding';
import type { SignOutMessages } from '../../locales/SignOutMessages';
import type { OutcomeWords } from './describeOutcome';

/** What is said first, and what then. */
const sentences = {
  otherTab: ['endedOtherTab'],
  otherTabGlobal: ['endedOtherTabGlobal'],
  otherTabRetry: ['endedOtherTab', 'tryAgainInThatTab'],
  otherTabUnsure: ['endedOtherTab', 'otherDevicesMaybe', 'toBeSure'],
  expired: ['endedExpired', 'signInAgain'],
  revoked: ['endedRevoked', 'signInAgain'],
  unknown: ['endedUnknown', 'signInAgain'],
} as const satisfies Record<string, readonly (keyof SignOutMessages)[]>;

/** An end of a session in words, and which of them. */
export interface EndingWords extends OutcomeWords {
  kind: keyof typeof sentences;
}

/** Says why nobody is signed in any more, and what to do. */
export function describeEnding(
  ending: Ending,
  messages: SignOutMessages,
  now = new Date(),
): EndingWords {
  const kind = kindOf(ending, now);
  const [title, ...details] = sentences[kind];
  return { kind, title: messages[title], details: details.map((detail) => messages[detail]) };
}

function kindOf({ by, outcome }: Ending, now: Date): EndingWords['kind'] {
  if (by !== 'otherTab' || outcome?.scope !== 'global') return by;
  if (outcome.server === 'ended') return 'otherTabGlobal';
  const until = outcome.status === 'partial' ? outcome.retryUntil : null;
  return until && until > now ? 'otherTabRetry' : 'otherTabUnsure';
}
