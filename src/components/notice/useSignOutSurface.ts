'use client';

import { useEffect } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { SignOutSurface } from './SignOutSurface';

/** Leaves the surface with the provider, where it outlives the component. */
export function useSignOutSurface(caller: string) {
  const { presentation } = useAuthContext(caller);
  useEffect(() => presentation.leaveSurface(SignOutSurface), [presentation]);
}
