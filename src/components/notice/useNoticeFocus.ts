'use client';

import { type FocusEvent, useEffect, useRef } from 'react';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import { useAuthContext } from '../../react/AuthContext';
import { moveFocusOn } from './moveFocusOn';

export type NoticeFocus = ReturnType<typeof useNoticeFocus>;

/**
 * Leads the keyboard to a notice whose button is gone, through its retry, and on when it is put away. Nobody is led to
 * one without an outcome: nobody asked for it.
 */
export function useNoticeFocus(outcome: SignOutOutcome | null) {
  const { presentation } = useAuthContext('SignOutNotice');
  const words = useRef<HTMLDivElement>(null);
  const entered = useRef<{ notice: Element; from: EventTarget | null }>(null);

  useEffect(() => {
    const isNew = outcome !== null && presentation.comesIntoView(outcome);
    if (isNew && document.activeElement === document.body) words.current?.focus();
  }, [outcome, presentation]);

  return {
    words,
    onFocus({ currentTarget: notice, relatedTarget }: FocusEvent) {
      if (notice.contains(relatedTarget as Node | null)) return;
      entered.current = { notice, from: relatedTarget ?? entered.current?.from ?? null };
    },
    /** The button may be gone by now; the words that replace it are the next thing to read. */
    afterRetry() {
      const { activeElement } = document;
      const isHere = entered.current?.notice.contains(activeElement);
      if (isHere || activeElement === document.body) words.current?.focus();
    },
    beforeDismiss() {
      if (entered.current) moveFocusOn(entered.current.notice, entered.current.from);
    },
  };
}
