'use client';

import { useMemo } from 'react';
import { en } from '../locales/en';
import type { SignOutMessages } from '../locales/SignOutMessages';
import { useAuthContext } from '../react/AuthContext';

/** The words to show: English, with the app's own on top. */
export function useMessages(): SignOutMessages {
  const { messages } = useAuthContext('useMessages');
  return useMemo(() => ({ ...en, ...messages }), [messages]);
}
