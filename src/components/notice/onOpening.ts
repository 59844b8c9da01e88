const types = ['toggle', 'close', 'transitionend', 'animationend'] as const;

/**
 * Calls back when a part of the page, or of the tree that an element stands in, has opened, closed or moved, as dialogs do
 * without a change of size. Returns the end of it.
 */
export function onOpening(element: Element, callback: (event: Event) => void): () => void {
  // The first ones do not bubble, nor leave a shadow root.
  const roots = new Set([document, element.getRootNode()]);
  for (const root of roots) for (const type of types) root.addEventListener(type, callback, true);
  return () => {
    for (const root of roots)
      for (const type of types) root.removeEventListener(type, callback, true);
  };
}
