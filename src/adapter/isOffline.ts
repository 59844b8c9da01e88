/** Whether the browser itself says that it is offline. Elsewhere: no. */
export function isOffline(): boolean {
  return typeof navigator !== 'undefined' && navigator.onLine === false;
}
