'use client';

import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { provider, type Question } from '../../react/createPresentation';

/** What is asked by whoever has this id: by the button that was clicked, else by the provider. */
export function useQuestion(asker: string): Question | null {
  const { presentation } = useAuthContext('SignOutButton');
  const get = () => {
    const { question, buttons } = presentation.get();
    const isSeen = question && buttons.includes(question.button);
    return (isSeen ? question.button : provider) === asker ? question : null;
  };
  return useSyncExternalStore(presentation.subscribe, get, () => null);
}
