'use client';

import { useSyncExternalStore } from 'react';
import { idleSignOut, type SignOutState } from '../flow/signOutState';
import { useAuthContext } from './AuthContext';

/** The provider's sign-out as it is shown: nothing of one that another provider of the page shows. */
export function useSignOutState(caller: string): SignOutState {
  const { flow } = useAuthContext(caller);
  const state = useSyncExternalStore(flow.subscribe, flow.get, () => idleSignOut);
  return state.isElsewhere ? idleSignOut : state;
}
