import { useEffect, useRef } from 'react';

/** Takes the focus that the screen before it has dropped, where this frame had it. */
export function useCaughtFocus<T extends HTMLElement>(isWanted = true) {
  const ref = useRef<T>(null);
  useEffect(() => {
    const isDropped = document.hasFocus() && document.activeElement === document.body;
    if (isWanted && isDropped) ref.current?.focus();
  }, [isWanted]);
  return ref;
}
