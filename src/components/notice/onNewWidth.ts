/** Calls back when the window has another width: a phone's changes its height as its bars come and go. Returns the end of it. */
export function onNewWidth(callback: () => void): () => void {
  let width = window.innerWidth;
  const onResize = () => {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    callback();
  };
  window.addEventListener('resize', onResize);
  return () => window.removeEventListener('resize', onResize);
}
