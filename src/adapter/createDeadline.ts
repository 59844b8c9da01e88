import type { SignOutReason } from '../outcome/SignOutFailure';

/** A time by which something ends, or earlier when its signal aborts. */
export interface Deadline {
  /** Aborted with the SignOutReason `timeout` or `cancelled`. */
  readonly signal: AbortSignal;
  /** Settles as the promise does, or rejects with the SignOutReason once time is up. */
  within<T>(promise: Promise<T>): Promise<T>;
  stop(): void;
}

/** `cancel` is anybody's signal; `above` is that of a deadline, and hands its reason on. */
export function createDeadline(ms: number, cancel?: AbortSignal, above?: AbortSignal): Deadline {
  const controller = new AbortController();
  const abort = (reason: SignOutReason) => controller.abort(reason);
  const timer = setTimeout(abort, ms, 'timeout');
  const onCancel = () => abort('cancelled');
  const onAbove = () => abort(above?.reason);
  cancel?.addEventListener('abort', onCancel);
  above?.addEventListener('abort', onAbove);
  if (cancel?.aborted) onCancel();
  if (above?.aborted) onAbove();
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
      above?.removeEventListener('abort', onAbove);
    },
  };
}
