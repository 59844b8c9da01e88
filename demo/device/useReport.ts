import { useEffect } from 'react';
import { useAuth, useSignOut } from '../../src';
import { tellPanel } from './tellPanel';

/** Keeps the panel told of who is signed in here, and of what became of a sign-out. */
export function useReport() {
  const { status } = useAuth();
  const { isPending, retry, outcome } = useSignOut();
  const isSignedIn = status === 'authenticated';
  const canRetry = retry !== null;
  const isGlobal = outcome?.scope === 'global';
  useEffect(
    () => tellPanel({ isSignedIn, isPending, canRetry, isGlobal, isSure: true }),
    [isSignedIn, isPending, canRetry, isGlobal],
  );
}
