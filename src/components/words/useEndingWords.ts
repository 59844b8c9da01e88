'use client';

import { useEffect, useReducer } from 'react';
import { useEnding } from '../../react/useEnding';
import { describeEnding, type EndingWords } from './describeEnding';
import { useMessages } from './useMessages';

/** Why the last session has ended in the app's language, or null where nothing is to be said of it. */
export function useEndingWords(caller: string): EndingWords | null {
  const ending = useEnding(caller);
  const messages = useMessages();
  const [, renderAgain] = useReducer((times: number) => times + 1, 0);

  useEffect(() => {
    const told = ending?.outcome;
    const ms = told?.status === 'partial' && told.retryUntil ? +told.retryUntil - Date.now() : 0;
    const timer = ms > 0 ? setTimeout(renderAgain, ms) : undefined;
    return () => clearTimeout(timer);
  }, [ending]);

  return ending && describeEnding(ending, messages);
}
