const gapPx = 4;
const marginPx = 8;

/** Puts a menu below its button, or above it where it only fits there; inside the window while the button is. */
export function placeMenu(menu: HTMLElement, button: Element, align: 'start' | 'center' | 'end') {
  const at = button.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const isRightToLeft = getComputedStyle(button).direction === 'rtl';
  const isAtLeft = (align === 'start') !== isRightToLeft;
  const edge = isAtLeft ? at.left : at.right - width;
  const left = align === 'center' ? (at.left + at.right - width) / 2 : edge;
  const below = at.bottom + gapPx;
  const above = at.top - gapPx - height;
  const isAbove = below + height > clientHeight - marginPx && above >= marginPx;
  const isSeen = at.bottom > 0 && at.top < clientHeight;
  const inside = (place: number, room: number) =>
    isSeen ? Math.max(marginPx, Math.min(place, room - marginPx)) : place;
  menu.style.margin = '0';
  menu.style.left = `${inside(left, clientWidth - width)}px`;
  menu.style.top = `${inside(isAbove ? above : below, clientHeight - height)}px`;
}
