'use client';

import { useRef } from 'react';
import { SignOutNotice } from './SignOutNotice';
import { useHeldRoom } from './useHeldRoom';

/** Displays the notice above the sign-in form, which stays where it is when the words change or go. */
export function NoticeHeader() {
  const header = useRef<HTMLDivElement>(null);
  useHeldRoom(header);
  return (
    <div ref={header} data-scope="sign-out" data-part="header">
      <SignOutNotice />
    </div>
  );
}
