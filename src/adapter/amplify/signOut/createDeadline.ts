import type { SignOutReason } from '../../../outcome/SignOutFailure';

/** A time by which something ends, or earlier when its signal aborts. */
export interface Deadline {
  /** Aborted with the SignOutReason `timeout` or `cancelled`. */
  readonly signal: AbortSignal;
  /** Settles as the promise does, or rejects with the SignOutReason once time is up. */
  within<T>(promise: Promise<T>): Promise<T>;
  stop(): void;
}

export function createDeadline(ms: number, cancel?: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = (reason: SignOutReason) => controller.abort(reason);
  const timer = setTimeout(abort, ms, 'timeout');
  // The reason of a deadline above this one, and of nobody else's signal.
  const onCancel = () => abort(cancel?.reason === 'timeout' ? 'timeout' : 'cancelled');
  cancel?.addEventListener('abort', onCancel);
  if (cancel?.aborted) onCancel();
  return {
    signal: controller.signal,
    within: (promise) =>
      new Promise((resolve, reject) => {
        const onAbort = () => reject(controller.signal.reason);
        if (controller.signal.aborted) onAbort();
        controller.signal.addEventListener('abort', onAbort);
        promise
          .then(resolve, reject)
          .finally(() => controller.signal.removeEventListener('abort', onAbort));
      }),
    stop() {
      clearTimeout(timer);
      cancel?.removeEventListener('abort', onCancel);
    },
  };
}
