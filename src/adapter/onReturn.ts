/** Another tab stores a session key by key, the access token before the one with the name. */
const isWrittenAfterMs = 20;

/**
 * Calls back when a page may have missed something: another tab changed what the browser stores under such a key, with what
 * it has stored, or the page is come back to.
 */
export function onReturn(
  isKey: (key: string) => boolean,
  callback: (isOtherTab: boolean, stored?: string | null) => void,
): () => void {
  if (typeof document === 'undefined') return () => {};
  const events: [EventTarget, string][] = [
    [window, 'storage'],
    [window, 'focus'],
    [window, 'pageshow'],
    [document, 'visibilitychange'],
  ];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onEvent = (event: Event) => {
    const { type, key, newValue } = event as StorageEvent;
    if (type !== 'storage') callback(false);
    // Null where all of it was cleared.
    else if (!key || isKey(key)) {
      clearTimeout(timer);
      timer = setTimeout(callback, isWrittenAfterMs, true, newValue);
    }
  };
  for (const [target, name] of events) target.addEventListener(name, onEvent);
  return () => {
    clearTimeout(timer);
    for (const [target, name] of events) target.removeEventListener(name, onEvent);
  };
}
