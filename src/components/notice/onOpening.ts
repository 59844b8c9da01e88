/** Calls back when a part of the page has opened or closed, which may move nothing. Returns the end of it. */
export function onOpening(callback: (event: Event) => void): () => void {
  // It does not bubble.
  document.addEventListener('toggle', callback, true);
  return () => document.removeEventListener('toggle', callback, true);
}
