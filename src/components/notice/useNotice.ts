'use client';

import { useCallback, useId } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { usePresenter } from './usePresenter';
import { useShownEffect } from './useShownEffect';
import { useSignOutSurface } from './useSignOutSurface';

/** Mounts a notice, which shows the outcome while it is the presenter. */
export function useNotice(caller: string) {
  const { presentation } = useAuthContext(caller);
  useSignOutSurface(caller);
  const id = useId();
  const presenter = usePresenter(caller);
  useShownEffect(() => presentation.mountNotice(id), [presentation, id]);
  const onHidden = useCallback(() => presentation.hideNotice(id), [presentation, id]);
  return { isPresenter: presenter === id, onHidden };
}
