'use client';

import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { FloatingNotice } from './FloatingNotice';
import { onOpening } from './onOpening';
import { topModal } from './topModal';

/** Displays the provider's outcome in the modal dialog that is open, where one is: all else on the page is out of reach. */
export function SurfaceNotice() {
  const home = useRef<HTMLDivElement>(null);
  const [box] = useState(createBox);
  const [moves, move] = useReducer((count: number) => count + 1, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each move finds a place anew
  useLayoutEffect(() => {
    const place = placeFor(home.current);
    // To put it where it is would take the focus out of it.
    if (place !== box.parentElement) place?.append(box);
    // An app's text that changes wipes out what stands beside it.
    const observer = new MutationObserver(() => {
      if (box.parentElement || !place?.isConnected) return;
      place.append(box);
      box.querySelector<HTMLElement>('[popover]')?.showPopover();
    });
    if (place) observer.observe(place, { childList: true });
    return () => {
      observer.disconnect();
      // StrictMode comes back at once.
      queueMicrotask(() => home.current ?? box.remove());
    };
  }, [box, moves]);
  const look = useCallback(
    (event?: Event) => {
      const place = placeFor(home.current);
      if (place !== box.parentElement) return move();
      // Opened anew, a dialog lies over what stood in it.
      if (event?.type !== 'toggle' || event.target !== place) return;
      const popover = box.querySelector<HTMLElement>('[popover]');
      popover?.hidePopover();
      popover?.showPopover();
    },
    [box],
  );
  useEffect(() => onOpening(home.current as HTMLElement, look), [look]);
  return (
    <div ref={home} style={{ display: 'contents' }}>
      {createPortal(<FloatingNotice key={moves} onHidden={look} />, box)}
    </div>
  );
}

/** An element of the kit's own: React of the app's would break on what it finds in its dialog. It has no box. */
function createBox() {
  const box = document.createElement('div');
  box.style.display = 'contents';
  return box;
}

/** The modal dialog that lies on top, else the provider's own place. */
function placeFor(home: HTMLElement | null) {
  const root = home?.getRootNode() as Document | ShadowRoot | undefined;
  return (root && topModal(root)) ?? home;
}
