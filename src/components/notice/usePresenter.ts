'use client';

import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { emptyPresentation, presenterOf } from '../../react/createPresentation';
import { useSignOutState } from '../../react/useSignOutState';

/** The id of who shows the outcome now. */
export function usePresenter(caller: string): string | null {
  const { presentation } = useAuthContext(caller);
  const { button } = useSignOutState(caller);
  const state = useSyncExternalStore(
    presentation.subscribe,
    presentation.get,
    () => emptyPresentation,
  );
  return presenterOf(state, button);
}
