'use client';

import { useSyncExternalStore } from 'react';
import { type AuthState, configuringAuth } from '../flow/createAuthStore';
import { useAuthContext } from './AuthContext';

/** Who is signed in; `configuring` on the server and until this browser's storage was read. */
export function useAuth(): AuthState {
  const { auth } = useAuthContext('useAuth');
  return useSyncExternalStore(auth.subscribe, auth.get, () => configuringAuth);
}
