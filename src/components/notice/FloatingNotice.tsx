'use client';

import { useEffect, useRef } from 'react';
import { useSignOutState } from '../../react/useSignOutState';
import { isHidden } from './isHidden';
import { OutcomeNotice } from './OutcomeNotice';
import { useEscape } from './useEscape';
import { useHeldTop } from './useHeldTop';

interface FloatingNoticeProps {
  /** Called where it stands in a part of the page that is closed, or closes. */
  onHidden?: (() => void) | undefined;
  /** Whether somebody else shows it then. */
  isHandedOn?: boolean;
}

/** Displays the outcome above the page, so that nothing moves when it comes or goes. Renders a popover, or nothing. */
export function FloatingNotice(props: FloatingNoticeProps) {
  const { outcome } = useSignOutState('SignOutNotice');
  return outcome && <Floating {...props} />;
}

function Floating({ onHidden, isHandedOn }: FloatingNoticeProps) {
  const popover = useRef<HTMLDivElement>(null);
  const dismiss = useRef<HTMLButtonElement>(null);
  useHeldTop(popover);
  useEscape(dismiss);
  useEffect(() => {
    const element = popover.current;
    // Where the browser has no popovers, it is fixed to the edge all the same.
    if (!element?.showPopover) return;
    const rise = () => {
      // The app may have taken away the dialog that it stood in.
      if (!element.isConnected) return;
      // From the button that was clicked, Tab goes on into the notice, wherever that stands.
      const source = document.activeElement?.closest('button');
      element.popover = 'manual';
      element.showPopover(source ? { source } : {});
    };
    // On paper there is nothing to float over.
    const sink = () => {
      element.popover = null;
    };
    rise();
    window.addEventListener('beforeprint', sink);
    window.addEventListener('afterprint', rise);
    return () => {
      window.removeEventListener('beforeprint', sink);
      window.removeEventListener('afterprint', rise);
    };
  }, []);
  useEffect(() => {
    const element = popover.current;
    // Where the browser can't tell, it is where its button is.
    if (!onHidden || !element?.checkVisibility) return;
    const look = () => {
      if (isHidden(element)) onHidden();
    };
    const observer = new IntersectionObserver(look);
    observer.observe(element);
    // A dialog that opens moves nothing. It does not bubble.
    document.addEventListener('toggle', look, true);
    return () => {
      observer.disconnect();
      document.removeEventListener('toggle', look, true);
    };
  }, [onHidden]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it is no click on what it stands in
    // biome-ignore lint/a11y/useKeyWithClickEvents: it is no click on what it stands in
    <div
      ref={popover}
      data-scope="sign-out"
      data-part="floating"
      onClick={(event) => event.stopPropagation()}
    >
      <OutcomeNotice buttonRef={dismiss} isHandedOn={isHandedOn} />
    </div>
  );
}
