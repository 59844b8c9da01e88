import { AUTH_KEY_PREFIX } from 'aws-amplify/auth/cognito';

/** Another tab stores a session key by key, the access token before the one with the name. */
const isWrittenAfterMs = 20;

/** Calls back when a page may have missed something: another tab changed the browser's storage, or it is come back to. */
export function onReturn(callback: (isOtherTab: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const events: [EventTarget, string][] = [
    [window, 'storage'],
    [window, 'focus'],
    [window, 'pageshow'],
    [document, 'visibilitychange'],
  ];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onEvent = (event: Event) => {
    const { type, key } = event as StorageEvent;
    if (type !== 'storage') callback(false);
    // Null where all of it was cleared.
    else if (!key || key.startsWith(AUTH_KEY_PREFIX)) {
      clearTimeout(timer);
      timer = setTimeout(callback, isWrittenAfterMs, true);
    }
  };
  for (const [target, name] of events) target.addEventListener(name, onEvent);
  return () => {
    clearTimeout(timer);
    for (const [target, name] of events) target.removeEventListener(name, onEvent);
  };
}
