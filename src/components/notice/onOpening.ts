const types = ['toggle', 'transitionend', 'animationend'] as const;

/** Calls back when a part of the page has opened, closed or moved, as dialogs do without a change of size. Returns the end of it. */
export function onOpening(callback: (event: Event) => void): () => void {
  // The first one does not bubble.
  for (const type of types) document.addEventListener(type, callback, true);
  return () => {
    for (const type of types) document.removeEventListener(type, callback, true);
  };
}
