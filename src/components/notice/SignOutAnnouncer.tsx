'use client';

import { VisuallyHidden } from '@aws-amplify/ui-react';
import { useEffect, useRef, useState } from 'react';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import { useSignOutState } from '../../react/useSignOutState';
import { useMessages } from '../words/useMessages';
import { useOutcomeWords } from '../words/useOutcomeWords';
import { useSpokenEnding } from './useSpokenEnding';

const spokenForMs = 5000;

/** Speaks each outcome once, whoever shows it, and why a session has ended. Renders a visually hidden live region that is always there. */
export function SignOutAnnouncer() {
  const { status, outcome } = useSignOutState('AuthProvider');
  const messages = useMessages();
  const words = useOutcomeWords('AuthProvider');
  const [spoken, setSpoken] = useState('');

  let text = '';
  if (status === 'pending') text = outcome ? messages.tryingAgain : messages.signingOut;
  else if (words) text = [words.title, ...words.details].join(' ');
  const last = useRef<SignOutOutcome | null>(null);
  const spokenBefore = useRef<SignOutOutcome | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of language or of canRetry says nothing new
  useEffect(() => {
    // A sign-out that is called off goes back to an outcome that was spoken.
    if (status === 'pending') spokenBefore.current = last.current;
    else last.current = outcome;
    setSpoken(status !== 'pending' && outcome === spokenBefore.current ? '' : text);
  }, [status, outcome]);
  useSpokenEnding('AuthProvider', setSpoken);
  useEffect(() => {
    if (!spoken) return;
    // Said once; left there, it would be found again by whoever reads on.
    const timer = setTimeout(setSpoken, spokenForMs, '');
    return () => clearTimeout(timer);
  }, [spoken]);

  return (
    <VisuallyHidden role="status" aria-live="polite" data-scope="sign-out" data-part="announcer">
      {spoken}
    </VisuallyHidden>
  );
}
