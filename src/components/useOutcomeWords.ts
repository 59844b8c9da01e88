'use client';

import { useSignOutState } from '../react/useSignOutState';
import { describeOutcome, type OutcomeWords } from './describeOutcome';
import { useMessages } from './useMessages';

/** The last outcome in the app's language, or null without one. */
export function useOutcomeWords(caller: string): OutcomeWords | null {
  const { outcome, canRetry, identityProvider } = useSignOutState(caller);
  const messages = useMessages();
  return outcome && describeOutcome(outcome, messages, { canRetry, identityProvider });
}
