'use client';

import { VisuallyHidden } from '@aws-amplify/ui-react';
import { useEffect, useRef, useState } from 'react';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import { useAuthContext } from '../../react/AuthContext';
import { useSignOutState } from '../../react/useSignOutState';
import { useMessages } from '../words/useMessages';
import { useOutcomeWords } from '../words/useOutcomeWords';
import { usePresentation } from './usePresentation';
import { usePresenter } from './usePresenter';
import { useSpokenEnding } from './useSpokenEnding';

const spokenForMs = 5000;
/** What an answer follows at once would be spoken after it. */
const waitedForMs = 300;

/**
 * Speaks each outcome once, whoever shows it, and why a session has ended. Renders a visually hidden live region that is
 * always there, and silent where the focus is led to the notice: that is read out, and would cut the region short.
 */
export function SignOutAnnouncer() {
  const { presentation } = useAuthContext('AuthProvider');
  const { status, outcome } = useSignOutState('AuthProvider');
  const { inView } = usePresentation('AuthProvider');
  const isShown = usePresenter('AuthProvider') !== null;
  const messages = useMessages();
  const words = useOutcomeWords('AuthProvider');
  const [spoken, setSpoken] = useState('');

  let text = '';
  if (status === 'pending') text = outcome ? messages.tryingAgain : messages.signingOut;
  else if (words && inView?.outcome === outcome && !inView.isRead)
    text = [words.title, ...words.details].join(' ');
  const said = useRef<SignOutOutcome | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of language or of canRetry says nothing new
  useEffect(() => {
    if (status === 'pending') {
      setSpoken('');
      const timer = setTimeout(setSpoken, waitedForMs, text);
      return () => {
        clearTimeout(timer);
        setSpoken('');
      };
    }
    // One that comes back has been heard: a sign-out after it was called off, or React had hidden it.
    if (text && outcome === said.current) return;
    if (text || !outcome) said.current = outcome;
    setSpoken(text);
  }, [status, outcome, inView]);
  useSpokenEnding('AuthProvider', setSpoken);
  useEffect(() => {
    if (outcome && !isShown) presentation.bringIntoView(outcome, () => false);
  }, [outcome, isShown, presentation]);
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
