/** Settles as the work does, after so many milliseconds at least; to null as soon as the signal aborts. */
export function after<T>(
  ms: number,
  work: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T | null> {
  work.catch(() => {});
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => work.then(resolve, reject), ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve(null);
    });
  });
}
