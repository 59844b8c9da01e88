import type { RetryOptions } from '../AuthAdapter';

/**
 * Makes one of what several ask for, begun with the first: it is called off once all of them have called it off, and quiet
 * as long as nobody has clicked. Whoever calls it off while others wait gets `instead`.
 */
export function askTogether<T>(start: (options: RetryOptions) => Promise<T>, instead: T) {
  const controller = new AbortController();
  const all: RetryOptions[] = [];
  const options: RetryOptions = {
    signal: controller.signal,
    get isQuiet() {
      return all.every((it) => it.isQuiet || it.signal?.aborted);
    },
  };
  let started: Promise<T> | undefined;
  return (own: RetryOptions = {}) =>
    new Promise<T>((resolve, reject) => {
      all.push(own);
      const { signal } = own;
      const callOff = () => {
        if (all.every((it) => it.signal?.aborted)) controller.abort();
        else resolve(instead);
      };
      if (signal?.aborted) callOff();
      signal?.addEventListener('abort', callOff);
      started ??= start(options);
      started.then(resolve, reject).finally(() => signal?.removeEventListener('abort', callOff));
    });
}
