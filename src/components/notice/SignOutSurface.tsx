'use client';

import { provider } from '../../react/createPresentation';
import { ConfirmDialog } from './ConfirmDialog';
import { SignOutAnnouncer } from './SignOutAnnouncer';
import { SurfaceNotice } from './SurfaceNotice';
import { usePresenter } from './usePresenter';

/** What stands after the provider's children: the live region, and the notice and the question of a button that is gone. */
export function SignOutSurface() {
  const presenter = usePresenter('AuthProvider');
  return (
    <>
      <SignOutAnnouncer />
      {presenter === provider && <SurfaceNotice />}
      <ConfirmDialog asker={provider} />
    </>
  );
}
