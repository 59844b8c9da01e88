'use client';

import { type RefObject, useEffect } from 'react';

/** Clicks a button on Escape, where nothing else on the page has a use for the key. */
export function useEscape(button: RefObject<HTMLButtonElement | null>) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { key, defaultPrevented } = event;
      const { current } = button;
      if (key !== 'Escape' || defaultPrevented || !current || current.inert) return;
      // A field, a menu, a dialog and what is open above the page do; a button of the kit's does not.
      const from = event.composedPath()[0] as Element;
      const isOwn = from.closest('[data-scope="sign-out"]') && !from.closest('dialog');
      if ((from === document.body || isOwn) && !document.querySelector(open)) current.click();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [button]);
}

// What a browser doesn't know of these it doesn't find; nor does it throw.
const open = ':is(dialog:modal, [popover]:not([popover="manual"]):popover-open)';
