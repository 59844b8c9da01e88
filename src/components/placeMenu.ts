const gapPx = 4;
const marginPx = 8;

/** Puts a menu below its button, or above it where it only fits there; inside the window at any rate. */
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
  const isAbove = below + height > clientHeight && above >= 0;
  const inside = (place: number, room: number) =>
    `${Math.max(marginPx, Math.min(place, room - marginPx))}px`;
  menu.style.left = inside(left, clientWidth - width);
  menu.style.top = inside(isAbove ? above : below, clientHeight - height);
}
