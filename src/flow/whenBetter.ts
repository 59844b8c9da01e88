const slowlyMs = 60_000;

/** Calls back when the browser is online again, and once a minute. Returns what stops it. */
export function whenBetter(callback: () => void): () => void {
  const timer = setInterval(callback, slowlyMs);
  (timer as { unref?: () => void }).unref?.();
  if (typeof window !== 'undefined') window.addEventListener('online', callback);
  return () => {
    clearInterval(timer);
    if (typeof window !== 'undefined') window.removeEventListener('online', callback);
  };
}
