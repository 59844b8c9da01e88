/** Runs in the page, from its start: keeps what its live regions say, in the order in which they say it. */
export function recordAnnouncements() {
  const announced: string[] = [];
  const last = new WeakMap<Element, string>();
  Object.assign(window, { announced });
  new MutationObserver(() => {
    for (const region of document.querySelectorAll(
      '[aria-live], [role="status"], [role="alert"]',
    )) {
      const text = region.textContent ?? '';
      if (text && text !== last.get(region) && !region.closest('form')) announced.push(text);
      last.set(region, text);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
}
