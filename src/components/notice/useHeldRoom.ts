'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useEnding } from '../../react/useEnding';
import { useSignOutState } from '../../react/useSignOutState';
import { usePresenter } from './usePresenter';

/** Keeps the room that an element has taken, so that shorter words in it, or none, move nothing. */
export function useHeldRoom(element: RefObject<HTMLElement | null>) {
  // What changes the words changes the room they take.
  useSignOutState('SignOutNotice');
  useEnding('SignOutNotice');
  usePresenter('SignOutNotice');
  const room = useRef(0);

  useLayoutEffect(() => {
    if (!element.current) return;
    const { offsetHeight, style } = element.current;
    room.current = Math.max(room.current, offsetHeight);
    style.marginBlockEnd = room.current > offsetHeight ? `${room.current - offsetHeight}px` : '';
  });

  useLayoutEffect(() => {
    let width = window.innerWidth;
    const release = () => {
      // A phone's window changes its height as its bars come and go.
      if (window.innerWidth === width) return;
      width = window.innerWidth;
      room.current = 0;
      element.current?.style.removeProperty('margin-block-end');
    };
    window.addEventListener('resize', release);
    return () => window.removeEventListener('resize', release);
  }, [element]);
}
