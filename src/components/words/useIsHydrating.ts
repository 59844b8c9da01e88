'use client';

import { useSyncExternalStore } from 'react';

const never = () => () => {};

/** Whether this render has to say what a server said: it is one, or a browser takes over what one rendered. */
export function useIsHydrating(): boolean {
  return useSyncExternalStore(
    never,
    () => false,
    () => true,
  );
}
