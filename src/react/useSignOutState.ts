'use client';

import { useSyncExternalStore } from 'react';
import { idleSignOut, type SignOutState } from '../flow/createSignOutFlow';
import { useAuthContext } from './AuthContext';

/** The provider's sign-out as it stands. */
export function useSignOutState(caller: string): SignOutState {
  const { flow } = useAuthContext(caller);
  return useSyncExternalStore(flow.subscribe, flow.get, () => idleSignOut);
}
