import type { MouseEvent } from 'react';

/** What floats above the page stands in elements of the app's: a click on it is none on them, opens no card and closes no details. */
export function stopClick(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}
