/** Calls back when the page is left. Returns what stops it; where there is no page, nothing happens. */
export function onPageHide(callback: () => void): () => void {
  if (typeof window === 'undefined') return () => {};
  const page = window;
  page.addEventListener('pagehide', callback);
  return () => page.removeEventListener('pagehide', callback);
}
