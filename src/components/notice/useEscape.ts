'use client';

import { type RefObject, useCallback, useEffect } from 'react';

/**
 * Clicks a button on Escape, where nothing else on the page has a use for the key. Returns what does so before the elements
 * that it stands in hear of the key, and whether it did.
 */
export function useEscape(button: RefObject<HTMLButtonElement | null>) {
  const onEscape = useCallback(
    (event: KeyboardEvent): boolean => {
      const { key, defaultPrevented } = event;
      const { current } = button;
      if (key !== 'Escape' || defaultPrevented || !current || current.inert) return false;
      // A field, a menu, a dialog and what is open above the page do; a button of the kit's does not.
      const from = event.composedPath()[0] as Element;
      const isOwn = from.closest('[data-scope="sign-out"]') && !from.closest('dialog');
      const isMeant = (from === document.body || isOwn) && !document.querySelector(open);
      if (isMeant) current.click();
      return Boolean(isMeant);
    },
    [button],
  );
  useEffect(() => {
    document.addEventListener('keydown', onEscape);
    return () => document.removeEventListener('keydown', onEscape);
  }, [onEscape]);
  return onEscape;
}

// What a browser doesn't know of these it doesn't find; nor does it throw.
const open = ':is(dialog:modal, [popover]:not([popover="manual"]):popover-open)';
