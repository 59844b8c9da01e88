/** Whether an element stands in a part of the page that is closed; false where the browser can't tell. */
export const isHidden = (element: Element): boolean =>
  element.checkVisibility?.() === false || element.closest('[inert]') !== null;
