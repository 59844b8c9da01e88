'use client';

import { type RefObject, useLayoutEffect, useRef } from 'react';
import { useEnding } from '../../react/useEnding';
import { useSignOutState } from '../../react/useSignOutState';
import { createHeldRoom, type HeldRoom } from './createHeldRoom';
import { usePresenter } from './usePresenter';

/** Keeps the room that words above a form have taken while a retry runs, which may bring as many; then closes it. */
export function useHeldRoom(element: RefObject<HTMLElement | null>) {
  // What changes the words changes the room they take.
  const { status } = useSignOutState('SignOutNotice');
  useEnding('SignOutNotice');
  usePresenter('SignOutNotice');
  const room = useRef<HeldRoom>(null);

  useLayoutEffect(() => {
    if (element.current) room.current = createHeldRoom(element.current);
    return () => room.current?.end();
  }, [element]);
  useLayoutEffect(() => room.current?.settle(status === 'pending'));
}
