'use client';

import { SignOutMenu } from './SignOutMenu';

/** Displays who is signed in, and the menu to sign out. Renders a `<div>`. */
export function AccountBar() {
  return (
    <div data-scope="sign-out" data-part="account-bar">
      <SignOutMenu size="small" />
    </div>
  );
}
