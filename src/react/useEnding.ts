'use client';

import { useSyncExternalStore } from 'react';
import type { Ending } from '../flow/createEnding';
import { useAuthContext } from './AuthContext';
import { useSignOutState } from './useSignOutState';

/** How the last session ended, where that is still to be said. What became of a sign-out of this page comes before it. */
export function useEnding(caller: string): Ending | null {
  const { auth } = useAuthContext(caller);
  const { status } = useSignOutState(caller);
  const ending = useSyncExternalStore(auth.ending.subscribe, auth.ending.get, () => null);
  return status === 'idle' ? ending : null;
}
