'use client';

import { useId } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { usePresenter } from './usePresenter';
import { useShownEffect } from './useShownEffect';
import { useSignOutSurface } from './useSignOutSurface';

/** Mounts a notice; true while it is the one to show the outcome. */
export function useNotice(caller: string): boolean {
  const { presentation } = useAuthContext(caller);
  useSignOutSurface(caller);
  const id = useId();
  const presenter = usePresenter(caller);
  useShownEffect(() => presentation.mountNotice(id), [presentation, id]);
  return presenter === id;
}
