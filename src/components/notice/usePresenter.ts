'use client';

import { presenterOf } from '../../react/createPresentation';
import { useSignOutState } from '../../react/useSignOutState';
import { usePresentation } from './usePresentation';

/** The id of who shows the outcome now. */
export function usePresenter(caller: string): string | null {
  const { button } = useSignOutState(caller);
  return presenterOf(usePresentation(caller), button);
}
