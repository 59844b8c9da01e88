'use client';

import type { ReactNode } from 'react';
import { useAuth } from '../react/useAuth';

/** Renders its children while nobody is signed in; not while that is still being found out. */
export function SignedOut({ children }: { children?: ReactNode }): ReactNode {
  return useAuth().status === 'unauthenticated' ? children : null;
}
