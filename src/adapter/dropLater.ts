import { onPageHide } from './onPageHide';

/** Drops what is retained after so many milliseconds, or when the page is left. Returns what stops that. */
export function dropLater(drop: () => void, ms: number): () => void {
  const timer = setTimeout(drop, ms);
  (timer as { unref?: () => void }).unref?.();
  const stopHiding = onPageHide(drop);
  return () => {
    clearTimeout(timer);
    stopHiding();
  };
}
