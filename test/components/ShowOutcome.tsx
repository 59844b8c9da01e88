import { useEffect } from 'react';
import { useSignOut } from '../../src';

/** Signs out at once, so that there is an outcome to show. */
export function ShowOutcome() {
  const { signOut } = useSignOut();
  useEffect(() => void signOut({ global: true }), [signOut]);
  return null;
}
