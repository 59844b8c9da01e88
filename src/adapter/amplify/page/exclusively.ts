import { createDeadline } from '../../createDeadline';

/**
 * Does something while no other tab with the kit writes an app client's tokens, as far as the browser has Web Locks, and
 * without waiting longer than that for one that hangs.
 */
export async function exclusively<T>(
  clientId: string,
  patienceMs: number,
  work: () => Promise<T>,
): Promise<T> {
  let working: Promise<T> | undefined;
  const begin = () => {
    working ??= work();
    return working;
  };
  const patience = createDeadline(patienceMs);
  const { signal } = patience;
  // Held no longer either.
  const hold = () => patience.within(begin());
  await globalThis.navigator?.locks
    ?.request(`amplify-signoff.${clientId}`, { signal }, hold)
    .catch(() => {});
  patience.stop();
  return begin();
}
