'use client';

import { useRef } from 'react';
import { useSignOutState } from '../react/useSignOutState';
import { SignOutNotice } from './SignOutNotice';
import { useHeldRoom } from './useHeldRoom';

/** Displays the notice above the sign-in form, which stays where it is when a retry changes the words. */
export function NoticeHeader() {
  const { outcome } = useSignOutState('AuthenticatorShell');
  const header = useRef<HTMLDivElement>(null);
  useHeldRoom(header, outcome !== null);
  return (
    <div ref={header} data-scope="sign-out" data-part="header">
      <SignOutNotice />
    </div>
  );
}
