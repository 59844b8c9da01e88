'use client';

import { type FocusEvent, useEffect, useRef } from 'react';
import type { SignOutOutcome } from '../../outcome/SignOutOutcome';
import { useAuthContext } from '../../react/AuthContext';
import { meantimeMs } from '../../react/createPresentation';
import { isAsking } from './isAsking';
import { isHidden } from './isHidden';
import { moveFocusOn } from './moveFocusOn';
import { onSight } from './onSight';

export type NoticeFocus = ReturnType<typeof useNoticeFocus>;

/**
 * Leads the keyboard to a notice whose button is gone, or whose retry is, and on when it is put away. Nobody is led to
 * one without an outcome: nobody asked for it.
 */
export function useNoticeFocus(
  outcome: SignOutOutcome | null,
  onHidden?: () => void,
  isHandedOn = false,
) {
  const { presentation } = useAuthContext('SignOutNotice');
  const notice = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<EventTarget>(null);
  const isWithin = useRef(false);
  const ledAt = useRef(Number.NEGATIVE_INFINITY);

  useEffect(() => {
    const { current } = notice;
    if (!outcome || !current) return;
    const lead = (isExpected: boolean) => {
      const { activeElement, body } = document;
      // What is spoken outside a modal dialog is not heard in it.
      const clicked = activeElement?.closest('[data-scope="sign-out"]');
      const isUnheard = clicked?.closest('dialog:modal')?.contains(current);
      if (activeElement !== body && !isUnheard) return false;
      // Whoever reads on waits for nothing.
      if (!isUnheard && !isExpected && !isWithin.current) return false;
      current.focus();
      ledAt.current = performance.now();
      return current.matches(':focus');
    };
    let endLeading: (() => void) | undefined;
    const show = () => {
      // Beneath a question nobody hears it.
      if (!isAsking(current)) endLeading ??= presentation.bringIntoView(outcome, lead);
    };
    // Where it can't be seen, whoever shows it next leads there; or it is about to be.
    if (isHandedOn ? !isHidden(current) : current.isConnected) show();
    const endLook = onSight(current, () => {
      if (!isHidden(current)) show();
      else onHidden?.();
    });
    return () => {
      endLeading?.();
      endLook();
    };
  }, [outcome, presentation, onHidden, isHandedOn]);
  useEffect(() => {
    const leave = () => {
      if (isWithin.current && document.activeElement === document.body) presentation.loseFocus();
    };
    return leave;
  }, [presentation]);
  useEffect(() => {
    // What is removed with the focus in it says no goodbye: a retry whose time is up.
    if (isWithin.current && document.activeElement === document.body) notice.current?.focus();
  });

  return {
    notice,
    onFocus({ currentTarget, relatedTarget }: FocusEvent) {
      isWithin.current = true;
      if (!relatedTarget || currentTarget.contains(relatedTarget as Node)) return;
      cameFrom.current = relatedTarget;
    },
    onBlur({ currentTarget, relatedTarget }: FocusEvent) {
      isWithin.current = false;
      const isCutShort = performance.now() - ledAt.current < meantimeMs;
      if (isCutShort && relatedTarget && !currentTarget.contains(relatedTarget as Node))
        presentation.cutShort();
    },
    beforeDismiss() {
      if (notice.current) moveFocusOn(notice.current, cameFrom.current);
    },
  };
}
