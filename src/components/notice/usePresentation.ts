'use client';

import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { emptyPresentation } from '../../react/createPresentation';

/** Who could show an outcome now, and which one is in view. */
export function usePresentation(caller: string) {
  const { presentation } = useAuthContext(caller);
  return useSyncExternalStore(presentation.subscribe, presentation.get, () => emptyPresentation);
}
