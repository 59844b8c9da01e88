'use client';

import { useEffect, useRef } from 'react';
import { useSignOutState } from '../react/useSignOutState';
import { OutcomeNotice } from './OutcomeNotice';

/** Displays the outcome above the page, so that nothing moves when it comes or goes. Renders a popover, or nothing. */
export function FloatingNotice() {
  const { outcome } = useSignOutState('SignOutNotice');
  return outcome && <Floating />;
}

function Floating() {
  const popover = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = popover.current;
    // Where the browser has no popovers, it is fixed to the edge all the same.
    if (!element?.showPopover) return;
    element.popover = 'manual';
    element.showPopover();
  }, []);
  return (
    <div ref={popover} data-scope="sign-out" data-part="floating">
      <OutcomeNotice />
    </div>
  );
}
