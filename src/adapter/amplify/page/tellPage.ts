import type { SettledSignOut } from '../../AuthAdapter';
import { type Told, tellAll } from '../../tellAll';
import type { KnownSignOut } from '../signOut/KnownSignOut';
import { registry } from './registry';

/** Tells every adapter of the page. */
export function tellPage(
  settled: SettledSignOut,
  ended: readonly KnownSignOut[],
  before?: Told,
): void {
  const page = registry();
  const listeners = [...page.listeners].map(
    (listener) => (it: SettledSignOut) => listener(it, ended),
  );
  page.latest = tellAll(listeners, settled, before);
}
