/** The app's modal dialogs that are open. A browser that knows no :modal finds none, and doesn't throw. */
export const modal = 'dialog:is(:modal):not([data-scope="sign-out"])';

/** Whether an element stands in a part of the page that is closed, or out of reach; false where the browser can't tell. */
export function isHidden(element: Element): boolean {
  const isBeneath = () => document.querySelector(modal) !== null && !element.closest(modal);
  return (
    element.checkVisibility?.() === false || element.closest('[inert]') !== null || isBeneath()
  );
}
