'use client';

import { useAuth } from '../../react/useAuth';
import { useSignOutState } from '../../react/useSignOutState';
import { describeOutcome, type OutcomeWords } from './describeOutcome';
import { useMessages } from './useMessages';

/** The last outcome in the app's language, or null without one. */
export function useOutcomeWords(caller: string): OutcomeWords | null {
  const { outcome, canRetry, canFinish, identityProvider } = useSignOutState(caller);
  const signedInAs = useAuth().user?.displayName;
  const messages = useMessages();
  const context = { canRetry, canFinish, identityProvider, signedInAs };
  return outcome && describeOutcome(outcome, messages, context);
}
