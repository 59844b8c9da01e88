'use client';

import { useEffect, useRef } from 'react';
import { useSignOutState } from '../../react/useSignOutState';
import { isAsking } from './isAsking';
import { OutcomeNotice, type OutcomeNoticeProps } from './OutcomeNotice';
import { onOpening } from './onOpening';
import { stopClick } from './stopClick';
import { useEscape } from './useEscape';
import { useHeldTop } from './useHeldTop';

type FloatingNoticeProps = Pick<OutcomeNoticeProps, 'onHidden' | 'isHandedOn'>;

/** Displays the outcome above the page, so that nothing moves when it comes or goes. Renders a popover, or nothing. */
export function FloatingNotice(props: FloatingNoticeProps) {
  const { outcome } = useSignOutState('SignOutNotice');
  return outcome && <Floating {...props} />;
}

function Floating(props: FloatingNoticeProps) {
  const popover = useRef<HTMLDivElement>(null);
  const dismiss = useRef<HTMLButtonElement>(null);
  useHeldTop(popover);
  const onEscape = useEscape(dismiss);
  useEffect(() => {
    const element = popover.current;
    // Where the browser has no popovers, it is fixed to the edge all the same.
    if (!element?.showPopover) return;
    let isOnPaper = false;
    const rise = () => {
      // The app may have taken away the dialog that it stood in.
      if (!element.isConnected || element.matches(':popover-open')) return;
      // Above a question it would be seen, and a press on it would answer that.
      if (isOnPaper || isAsking(element)) return;
      // From the button that was clicked, Tab goes on into the notice, wherever that stands.
      const source = document.activeElement?.closest('button');
      element.popover = 'manual';
      element.showPopover(source ? { source } : {});
    };
    // On paper there is nothing to float over.
    const sink = () => {
      isOnPaper = true;
      element.popover = null;
    };
    const riseAgain = () => {
      isOnPaper = false;
      rise();
    };
    rise();
    window.addEventListener('beforeprint', sink);
    window.addEventListener('afterprint', riseAgain);
    const unlisten = onOpening(element, rise);
    return () => {
      unlisten();
      window.removeEventListener('beforeprint', sink);
      window.removeEventListener('afterprint', riseAgain);
    };
  }, []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is no click on what it stands in
    <div
      ref={popover}
      data-scope="sign-out"
      data-part="floating"
      onClick={stopClick}
      onKeyDown={(event) => {
        if (onEscape(event.nativeEvent)) event.stopPropagation();
      }}
    >
      <OutcomeNotice {...props} buttonRef={dismiss} />
    </div>
  );
}
