'use client';

import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../react/AuthContext';
import { emptyPresentation, type Presenter, presenterOf } from '../react/createPresentation';

/** Who shows the outcome now, and which button was clicked for it. */
export function usePresenter(caller: string): { presenter: Presenter; clicked: string | null } {
  const { presentation } = useAuthContext(caller);
  const state = useSyncExternalStore(
    presentation.subscribe,
    presentation.get,
    () => emptyPresentation,
  );
  return { presenter: presenterOf(state), clicked: state.clicked };
}
