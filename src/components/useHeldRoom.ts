'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Keeps the room that an element has taken for as long as it is held, so that shorter words in it move nothing. */
export function useHeldRoom(element: RefObject<HTMLElement | null>, isHeld: boolean) {
  const room = useRef(0);

  useLayoutEffect(() => {
    if (!element.current) return;
    const { offsetHeight, style } = element.current;
    room.current = isHeld ? Math.max(room.current, offsetHeight) : 0;
    style.marginBlockEnd = room.current > offsetHeight ? `${room.current - offsetHeight}px` : '';
  });

  useLayoutEffect(() => {
    const release = () => {
      room.current = 0;
      element.current?.style.removeProperty('margin-block-end');
    };
    window.addEventListener('resize', release);
    return () => window.removeEventListener('resize', release);
  }, [element]);
}
