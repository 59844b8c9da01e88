'use client';

import { createContext, useContext } from 'react';
import type { AuthStore } from '../flow/createAuthStore';
import type { SignOutFlow } from '../flow/SignOutFlow';
import type { SignOutMessages } from '../locales/SignOutMessages';
import type { Presentation } from './createPresentation';
import type { SignOutActions } from './createSignOutActions';

export interface AuthContextValue {
  auth: AuthStore;
  flow: SignOutFlow;
  presentation: Presentation;
  actions: SignOutActions;
  /** Warns whoever builds the app, once, in development. */
  warn(problem: string): void;
  messages: Partial<SignOutMessages> | undefined;
}

export const AuthContext = createContext<AuthContextValue | undefined>(undefined);

/** Reads the provider's context for a hook or component. Throws an Error outside `<AuthProvider>`. */
export function useAuthContext(caller: string): AuthContextValue {
  const context = useContext(AuthContext);
  if (!context) {
    throw new Error(
      `${caller} was used outside <AuthProvider>, so it can't know who is signed in. Wrap the app in <AuthProvider> from amplify-signoff, above everything that uses ${caller}.`,
    );
  }
  return context;
}
