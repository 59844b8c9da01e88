'use client';

import { type RefObject, useEffect } from 'react';

/** Clicks a button on Escape, where nothing else on the page has a use for the key. */
export function useEscape(button: RefObject<HTMLButtonElement | null>) {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const { key, defaultPrevented } = event;
      const { current } = button;
      if (key !== 'Escape' || defaultPrevented || !current || current.inert) return;
      // A field, a menu and a dialog do; a button of the kit's does not.
      const from = event.composedPath()[0] as Element;
      const isOwn = from.closest('[data-scope="sign-out"]') && !from.closest('dialog');
      if (from === document.body || isOwn) current.click();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [button]);
}
