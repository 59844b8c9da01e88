'use client';

import { Flex } from '@aws-amplify/ui-react';
import { type ReactNode, type RefObject, useLayoutEffect, useRef } from 'react';
import { menuFocus } from './menuFocus';
import { placeMenu } from './placeMenu';
import { typedItem } from './typedItem';

/** Letters within so long form one word. */
const wordMs = 1000;

interface MenuProps {
  id: string;
  labelledBy: string;
  describedBy: string | undefined;
  /** What the menu stands at, and where the focus goes back to. */
  opener: RefObject<HTMLElement | null>;
  align: 'start' | 'center' | 'end';
  /** The key that opened it; a pointer needs none of the items. */
  openedBy: RefObject<string | null>;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Displays an open menu above the page, with the keyboard of https://www.w3.org/WAI/ARIA/apg/patterns/menu/. Renders a
 * popover that looks like Amplify UI's `Menu`.
 */
export function Menu({
  id,
  labelledBy,
  describedBy,
  opener,
  align,
  openedBy,
  onClose,
  children,
}: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  /** Once it was told to close, that the focus leaves is no news. */
  const isLeaving = useRef(false);
  const typed = useRef({ word: '', at: Number.NEGATIVE_INFINITY });

  /** Adds a letter to the word that is being typed; a space only inside one. Returns the word, or none. */
  function type(letter: string, at: number): string {
    const word = at - typed.current.at < wordMs ? typed.current.word : '';
    if (letter.length !== 1 || (letter === ' ' && !word)) return '';
    typed.current = { word: word + letter.toLocaleLowerCase(), at };
    return typed.current.word;
  }

  function close() {
    isLeaving.current = true;
    onClose();
  }

  useLayoutEffect(() => {
    const element = menu.current as HTMLDivElement;
    const { current: button } = opener;
    // Where the browser has no popovers, it is fixed to the window all the same.
    if (element.showPopover) {
      element.popover = 'manual';
      element.showPopover();
    }
    (menuFocus(element, openedBy.current) ?? element).focus({ preventScroll: true });
    return () => {
      isLeaving.current = true;
      if (element.matches(':focus-within')) button?.focus({ preventScroll: true });
      element.popover = null;
    };
  }, [opener, openedBy]);

  useLayoutEffect(() => {
    const { current: element } = menu;
    const { current: button } = opener;
    if (!element || !button) return;
    const listening = new AbortController();
    const { signal } = listening;
    // From outside a closed shadow root, no path leads here.
    let own: Event | undefined;
    const keep = (event: Event) => {
      own = event;
    };
    element.addEventListener('pointerdown', keep, { signal });
    button.addEventListener('pointerdown', keep, { signal });
    function press(event: Event) {
      if (event !== own) close();
    }
    document.addEventListener('pointerdown', press, { signal });
    // A press on the button closes the menu by its click, and must not take the focus first.
    button.addEventListener('mousedown', (event) => event.preventDefault(), { signal });
    // The button moves with whatever moves the page.
    let frame: number;
    const follow = () => {
      placeMenu(element, button, align);
      frame = requestAnimationFrame(follow);
    };
    follow();
    return () => {
      listening.abort();
      cancelAnimationFrame(frame);
    };
  });

  return (
    <div
      ref={menu}
      id={id}
      role="menu"
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      tabIndex={-1}
      data-scope="sign-out"
      data-part="menu"
      onClick={({ target }) => {
        if ((target as Element).closest('[role="menuitem"]:not([aria-disabled])')) close();
      }}
      // What the pointer is over has the light; beside the items, none has.
      onPointerMove={({ target, currentTarget, pointerType }) => {
        // A finger scrolls.
        if (pointerType === 'touch') return;
        const item = (target as Element).closest<HTMLElement>('[role="menuitem"]');
        (item ?? currentTarget).focus({ preventScroll: true });
      }}
      onPointerLeave={({ currentTarget }) => {
        if (currentTarget.matches(':focus-within')) currentTarget.focus({ preventScroll: true });
      }}
      onFocus={() => {
        isLeaving.current = false;
      }}
      onKeyDown={(event) => {
        const { key, currentTarget, ctrlKey, metaKey, altKey } = event;
        const link = (event.target as Element).closest<HTMLElement>('a[role]');
        const isShortcut = ctrlKey || metaKey || altKey;
        const word = isShortcut ? '' : type(key, event.timeStamp);
        const next = word
          ? typedItem(currentTarget, word)
          : menuFocus(currentTarget, isShortcut ? null : key);
        // The key that opened it may still be held; and a space would scroll the page behind, or choose within a word.
        const isNothing =
          key === 'Enter'
            ? event.repeat
            : key === ' ' && (word || link || event.target === currentTarget);
        if (!next && !isNothing && key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        next?.focus();
        if (key === 'Escape') close();
        // A button is clicked by a space, and a link isn't.
        if (key === ' ' && !word) link?.click();
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
