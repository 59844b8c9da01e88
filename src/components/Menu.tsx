'use client';

import { Flex } from '@aws-amplify/ui-react';
import { type HTMLAttributes, type RefObject, useLayoutEffect, useRef } from 'react';
import { menuFocus } from './menuFocus';
import { placeMenu } from './placeMenu';

interface MenuProps extends HTMLAttributes<HTMLDivElement> {
  /** What the menu stands at, and where the focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  align: 'start' | 'center' | 'end';
  /** The key that opened it; a pointer needs none of the items. */
  openedBy: string | null;
  onClose: () => void;
}

/**
 * Displays an open menu above the page, with the keyboard of https://www.w3.org/WAI/ARIA/apg/patterns/menu/. Renders a
 * popover that looks like Amplify UI's `Menu`.
 */
export function Menu({ opener, align, openedBy, onClose, children, ...props }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const firstKey = useRef(openedBy);
  const isLeaving = useRef(false);

  useLayoutEffect(() => {
    const element = menu.current as HTMLDivElement;
    const { current: button } = opener;
    isLeaving.current = false;
    // Where the browser has no popovers, it is fixed to the window all the same.
    if (element.showPopover) {
      element.popover = 'manual';
      element.showPopover();
    }
    (menuFocus(element, firstKey.current) ?? element).focus({ preventScroll: true });
    return () => {
      isLeaving.current = true;
      if (element.contains(document.activeElement)) button?.focus();
      element.popover = null;
    };
  }, [opener]);

  useLayoutEffect(() => {
    const element = menu.current as HTMLDivElement;
    const { current: button } = opener;
    if (!button) return;
    const listening = new AbortController();
    const { signal } = listening;
    const place = () => placeMenu(element, button, align);
    place();
    window.addEventListener('resize', place, { signal });
    window.addEventListener('scroll', place, { signal, capture: true });
    const isOutside = (target: EventTarget | null) =>
      !element.contains(target as Node) && !button.contains(target as Node);
    document.addEventListener('pointerdown', ({ target }) => isOutside(target) && onClose(), {
      signal,
    });
    // A press on the button closes the menu by its click, and must not take the focus first.
    button.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
    return () => listening.abort();
  });

  return (
    <div
      {...props}
      ref={menu}
      role="menu"
      tabIndex={-1}
      data-scope="sign-out"
      data-part="menu"
      onKeyDown={(event) => {
        const { key, currentTarget } = event;
        const next = menuFocus(currentTarget, event.ctrlKey || event.metaKey ? null : key);
        if (!next && key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (next) next.focus();
        else onClose();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // A window that is left keeps its active element.
        const next = relatedTarget ?? document.activeElement;
        if (!isLeaving.current && !currentTarget.contains(next)) onClose();
      }}
    >
      <Flex className="amplify-menu__content">{children}</Flex>
    </div>
  );
}
