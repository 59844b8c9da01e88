import { onOpening } from './onOpening';

/**
 * Calls back when an element may have come into sight or gone out of it, and soon after it is called; never in a browser
 * that can't tell. Returns the end of it.
 */
export function onSight(element: Element, look: () => void): () => void {
  if (!element.checkVisibility) return () => {};
  const observer = new IntersectionObserver(look);
  observer.observe(element);
  const unlisten = onOpening(element, look);
  return () => {
    observer.disconnect();
    unlisten();
  };
}
