'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';
import { onNewWidth } from './onNewWidth';

/** Keeps the top of what stands on the edge of the window where it is, so that shorter words in it move nothing. */
export function useHeldTop(element: RefObject<HTMLElement | null>) {
  const room = useRef(0);

  useLayoutEffect(() => {
    if (!element.current) return;
    const { offsetHeight, style } = element.current;
    room.current = Math.max(room.current, offsetHeight);
    style.marginBlockEnd = room.current > offsetHeight ? `${room.current - offsetHeight}px` : '';
  });

  useLayoutEffect(
    () =>
      onNewWidth(() => {
        room.current = 0;
        element.current?.style.removeProperty('margin-block-end');
      }),
    [element],
  );
}
