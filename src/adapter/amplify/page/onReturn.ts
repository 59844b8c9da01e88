import { AUTH_KEY_PREFIX } from 'aws-amplify/auth/cognito';

/** Calls back when a page may have missed something: another tab changed the browser's storage, or it is come back to. */
export function onReturn(callback: (isOtherTab: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => {};
  const events: [EventTarget, string][] = [
    [window, 'storage'],
    [window, 'focus'],
    [window, 'pageshow'],
    [document, 'visibilitychange'],
  ];
  const onEvent = (event: Event) => {
    const { type, key } = event as StorageEvent;
    // Null where all of it was cleared.
    if (!key || key.startsWith(AUTH_KEY_PREFIX)) callback(type === 'storage');
  };
  for (const [target, name] of events) target.addEventListener(name, onEvent);
  return () => {
    for (const [target, name] of events) target.removeEventListener(name, onEvent);
  };
}
