'use client';

import type { ReactNode } from 'react';
import { useAuth } from '../react/useAuth';

/** Renders its children while someone is signed in. */
export function SignedIn({ children }: { children?: ReactNode }): ReactNode {
  return useAuth().status === 'authenticated' ? children : null;
}
