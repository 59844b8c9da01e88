import { topModal } from './topModal';

/** Whether an element stands in a part of the page that is closed, or out of reach; false where the browser can't tell. */
export function isHidden(element: Element): boolean {
  const isBeneath = () => topModal(document)?.contains(element) === false;
  return (
    element.checkVisibility?.() === false || element.closest('[inert]') !== null || isBeneath()
  );
}
