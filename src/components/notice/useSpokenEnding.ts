'use client';

import { type Dispatch, type SetStateAction, useEffect, useRef } from 'react';
import { useAuth } from '../../react/useAuth';
import type { EndingWords } from '../words/describeEnding';
import { useEndingWords } from '../words/useEndingWords';
import { usePresentation } from './usePresentation';

/** Speaks why a session has ended, once, where a notice says so: as soon as somebody looks at the page. */
export function useSpokenEnding(caller: string, speak: Dispatch<SetStateAction<string>>) {
  const words = useEndingWords(caller);
  const isShown = usePresentation(caller).notices.length > 0;
  const kind = words?.kind ?? null;
  const isSignedIn = useAuth().user !== null;
  const spoken = useRef<EndingWords['kind'] | null>(null);
  const last = useRef('');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of language says nothing new
  useEffect(() => {
    if (!words) spoken.current = null;
    if (!words || !isShown) return;
    const say = () => {
      if (spoken.current === kind || document.visibilityState === 'hidden') return;
      spoken.current = kind;
      last.current = [words.title, ...words.details].join(' ');
      speak(last.current);
    };
    say();
    document.addEventListener('visibilitychange', say);
    return () => document.removeEventListener('visibilitychange', say);
  }, [kind, isShown]);
  useEffect(() => {
    if (isSignedIn) speak((now) => (now === last.current ? '' : now));
  }, [isSignedIn, speak]);
}
