'use client';

import { useSyncExternalStore } from 'react';
import { useAuthContext } from '../../react/AuthContext';
import { presenterOf } from '../../react/createPresentation';
import { useSignOutState } from '../../react/useSignOutState';

/** The id of who shows the outcome now. */
export function usePresenter(caller: string): string | null {
  const { presentation } = useAuthContext(caller);
  const { button } = useSignOutState(caller);
  const presenter = () => presenterOf(presentation.get(), button);
  return useSyncExternalStore(presentation.subscribe, presenter, () => null);
}
