import { onNewWidth } from './onNewWidth';

export interface HeldRoom {
  /** Takes the room that is needed now; less of it only where it is not held. */
  settle(isHeld: boolean): void;
  end(): void;
}

const closing = { duration: 200, easing: 'ease' };

/** The room of an element, which closes smoothly, once that moves nothing that is under the pointer or has the focus. */
export function createHeldRoom(element: HTMLElement): HeldRoom {
  let room = 0;
  let isHeld = false;
  let isFocusNew = false;

  function settle() {
    // Important, so that a closing that runs has no say.
    element.style.setProperty('min-block-size', '0', 'important');
    const needed = element.offsetHeight;
    element.style.removeProperty('min-block-size');
    const isMore = needed >= room;
    const isFocused = isBelow(document.activeElement);
    const isInUse = (isFocused && !isFocusNew) || isBelow(deepestHovered());
    if (!isMore && (isHeld || isInUse)) {
      element.style.minBlockSize = `${room}px`;
      return;
    }
    // What the focus has come to in this frame, nobody has seen elsewhere.
    if (!isMore && !isFocused) close(room, needed);
    room = needed;
  }

  /** To be called often: measures nothing where there is nothing to close. */
  function settleHeld() {
    if (element.style.minBlockSize) settle();
  }

  function close(from: number, to: number) {
    if (!element.animate || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    element.animate({ minBlockSize: [`${from}px`, `${to}px`] }, closing);
  }

  const isBelow = (other: Element | null) =>
    other && element.compareDocumentPosition(other) === Node.DOCUMENT_POSITION_FOLLOWING;

  function onFocus() {
    isFocusNew = true;
    requestAnimationFrame(() => {
      isFocusNew = false;
      settleHeld();
    });
  }

  const listeners = [
    ['pointerover', settleHeld],
    ['focusin', onFocus],
    ['focusout', onFocus],
  ] as const;
  for (const [type, listener] of listeners) document.addEventListener(type, listener);
  const unlisten = onNewWidth(() => {
    room = 0;
    settle();
  });

  return {
    settle(isHeldNow) {
      isHeld = isHeldNow;
      settle();
    },
    end() {
      for (const [type, listener] of listeners) document.removeEventListener(type, listener);
      unlisten();
    },
  };
}

const deepestHovered = () => [...document.querySelectorAll(':hover')].at(-1) ?? null;
