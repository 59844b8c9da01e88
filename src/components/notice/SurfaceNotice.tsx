'use client';

import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { FloatingNotice } from './FloatingNotice';

/** Displays the provider's outcome in the modal dialog that is open, where one is: all else on the page is out of reach. */
export function SurfaceNotice() {
  const home = useRef<HTMLDivElement>(null);
  // An element of its own: what the app renders into its dialog would wipe it out, and break on what it finds there.
  const [box] = useState(() => document.createElement('div'));
  const [moves, move] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each move finds a place anew
  useLayoutEffect(() => {
    const place = placeFor(home.current);
    // To put it where it is would take the focus out of it.
    if (place !== box.parentElement) place?.append(box);
    // StrictMode comes back at once.
    return () => queueMicrotask(() => home.current ?? box.remove());
  }, [box, moves]);
  const look = useCallback(() => {
    if (placeFor(home.current) !== box.parentElement) move();
  }, [box]);
  useEffect(() => {
    // It does not bubble.
    document.addEventListener('toggle', look, true);
    return () => document.removeEventListener('toggle', look, true);
  }, [look]);
  return (
    <div ref={home} style={{ display: 'contents' }}>
      {createPortal(<FloatingNotice key={moves} onHidden={look} />, box)}
    </div>
  );
}

/** The modal dialog that lies on top, but for the kit's own, else the provider's own place. */
function placeFor(home: HTMLElement | null) {
  const root = home?.getRootNode() as Document | ShadowRoot | undefined;
  // All beneath it is inert, which nothing is hit on.
  const top = root?.elementFromPoint?.(0, 0)?.closest(modal);
  return top ?? [...(root?.querySelectorAll(modal) ?? [])].at(-1) ?? home;
}

const modal = 'dialog:modal:not([data-scope="sign-out"])';
