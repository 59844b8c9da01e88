'use client';

import { provider } from '../../react/createPresentation';
import { SignOutAnnouncer } from './SignOutAnnouncer';
import { SurfaceNotice } from './SurfaceNotice';
import { usePresenter } from './usePresenter';

/** What stands after the provider's children: the live region, and the notice of a button that is gone. */
export function SignOutSurface() {
  const presenter = usePresenter('AuthProvider');
  return (
    <>
      <SignOutAnnouncer />
      {presenter === provider && <SurfaceNotice />}
    </>
  );
}
